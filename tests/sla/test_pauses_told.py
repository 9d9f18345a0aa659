"""Pauses that a level does not honor are told, whether or not they turn a verdict."""

from __future__ import annotations

from rfpkit.model.exports.intake import Finding
from rfpkit.sla.audit import measure_contract
from tests.sla.logs import Row, at, contract_of, level_of, log_of


def paused_until(when: str) -> list[Row]:
    """A ticket that waits for parts from 9 o'clock on, and is solved an hour later."""
    return [
        ("2026-09-01 08:00", "open"),
        ("2026-09-01 09:00", "pause awaiting-parts"),
        (when, "open"),
        (f"{when[:10]} 16:00", "event resolved"),
    ]


def told(**stories: list[Row]) -> Finding:
    found = measure_contract(contract_of(level_of()), log_of(stories), at("2026-10-01"))
    (one,) = [one for one in found.findings if one.id == "pause-not-honoured"]
    return one


SECOND, DAYS = paused_until("2026-09-01 09:00:01"), paused_until("2026-09-03 09:00")


def test_a_pause_of_a_second_is_told():
    found = told(A=SECOND)
    assert found.message == (
        "1 ticket of repair stood in a pause that was not honored; "
        "with the pause, 0 verdicts would be different"
    )
    assert found.examples == ("A",)


def test_the_examples_are_the_tickets_that_would_be_judged_otherwise():
    found = told(A=SECOND, B=DAYS, C=SECOND)
    assert found.message == (
        "3 tickets of repair stood in a pause that was not honored; "
        "with the pause, 1 verdict would be different"
    )
    assert (found.count, found.examples) == (3, ("B",))
    many = told(**dict.fromkeys("ABCDEF", SECOND))
    assert (many.count, many.examples) == (6, ("A", "B", "C", "D", "E"))


def test_so_they_are_beside_a_ticket_that_is_left_out():
    log = log_of({"A": SECOND, "B": DAYS, "C": DAYS}, {"C": {"excluded": "duplicate"}})
    contract = contract_of(level_of(exclude=["duplicate"]))
    found = measure_contract(contract, log, at("2026-10-01"))
    (one,) = [one for one in found.findings if one.id == "pause-not-honoured"]
    assert "with the pause, 1 verdict would be different" in one.message
