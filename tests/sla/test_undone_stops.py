"""Where work goes on after most stops, the audit doubts the event and says so."""

from __future__ import annotations

from rfpkit.sla.audit import measure_contract
from tests.sla.logs import at, contract_of, level_of, log_of

STORY = [
    ("2026-09-01 08:00", "open"),
    ("2026-09-01 09:00", "event returned"),
    ("2026-09-01 10:00", "open"),
]


def doubts(**measure):
    level = level_of({"to": "returned", **measure})
    log = log_of({f"T{number}": STORY for number in range(3)})
    found = measure_contract(contract_of(level), log, at("2026-10-01 00:00"))
    return [one.message for one in found.findings if one.id == "stops-undone"]


def test_an_event_that_ends_no_ticket_is_doubted():
    (told,) = doubts()
    assert told.startswith("3 of 3 stops of repair were undone")
    assert "`final_stop: true`" in told


def test_a_level_that_calls_its_stop_final_is_not_doubted():
    assert doubts(final_stop=True) == []
