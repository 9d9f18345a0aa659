"""The verdict table: what stands in a row, whatever kind of level it is of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rfpkit.model.ticket_verdict import TicketVerdict
from rfpkit.sla.audit import measure_contract
from rfpkit.sla.verdicts import rows
from tests.sla.counted import level, with_columns, with_feed
from tests.sla.logs import at, contract_of, level_of, log_of

OCTOBER = at("2026-10-01")
STORY = [
    ("2026-09-01 08:00", "open", "P3"),
    ("2026-09-01 09:00", "event technician-visit", "P1"),
    ("2026-09-01 10:00", "event closed", "P1"),
]


def visits(most: str) -> dict[str, Any]:
    return level({"kind": "ratio", "good": {"event": "technician-visit", "at_most": most}})


def told(log: Any, *levels: Any, **more: Any) -> list[TicketVerdict]:
    found = measure_contract(contract_of(*levels, **more), log, OCTOBER)
    return list(rows(found.verdicts))


def test_a_ticket_that_is_only_counted_has_one_row_with_the_priority_that_it_had_last():
    log = log_of({"A": STORY, "B": [(when, what, None) for when, what, _ in STORY]})
    found = told(log, visits("1"))
    assert [(row.ticket, row.episode, row.priority, row.verdict) for row in found] == [
        ("A", 1, "P1", "met"),
        ("B", 1, None, "met"),
    ]


def test_a_ticket_that_is_only_counted_is_judged_by_the_terms_on_the_day_it_was_counted():
    later = [(when.replace("09-01", "09-16"), what, priority) for when, what, priority in STORY]
    change = {"id": "A1", "effective": "2026-09-15", "reason": "Agreed."}
    stricter = {**change, "service_levels": [visits("0")]}
    found = told(log_of({"A": STORY, "B": later}), visits("1"), amendments=[stricter])
    assert [(row.ticket, row.verdict, row.version) for row in found] == [
        ("A", "met", "original"),
        ("B", "missed", "A1"),
    ]


def test_what_is_no_ticket_has_one_row_too():
    spares = level({"kind": "stock", "feed": "feed", "of": "laptops"}, target="3")
    count = {"at": "2026-09-02", "site": "north", "of": "laptops", "value": 3, "row": 7}
    found = told(with_feed([count], log_of({"A": STORY})), spares)
    assert [(row.ticket, row.episode, row.row, row.site) for row in found] == [
        ("north 2026-09-02", 1, 7, "north")
    ]


def test_a_month_is_judged_while_a_ticket_of_a_later_due_time_waits():
    waits = [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "pause awaiting-customer")]
    done = [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "event resolved")]
    found = measure_contract(contract_of(level_of()), log_of({"A": waits, "B": done}), OCTOBER)
    (september,) = [one for one in found.levels[0].periods if one.period == "2026-09"]
    assert (september.tally.pending, september.state) == (1, "met")


def test_reasons_are_listed_by_their_count_and_those_of_one_count_by_name():
    once = ("weather", "vandalism", "recall", "no-show", "lost", "duplicate", "accident")
    why = (*once, "duplicate")
    tickets = {f"T{number}": {"excluded": reason} for number, reason in enumerate(why)}
    log = log_of({name: [(when, what) for when, what, _ in STORY] for name in tickets}, tickets)
    found = measure_contract(contract_of(level_of(exclude=sorted(set(why)))), log, OCTOBER)
    ledger = found.levels[0].ledger
    assert ledger is not None
    names = [line.reason for line in ledger.excluded]
    assert names == ["duplicate", *sorted(set(once) - {"duplicate"})]


def test_a_statistic_of_a_number_has_the_number_of_each_ticket():
    written = level({"kind": "statistic", "statistic": "median", "number": "cost"}, target="20")
    written["attainment"] = {"per": "month"}
    log = with_columns(log_of({"A": STORY}), number_cost=[10_500_000])
    (row,) = told(log, written)
    assert (row.verdict, row.value) == ("met", Decimal("10.5"))


def test_a_statistic_of_service_times_counts_a_ticket_in_the_month_in_which_it_falls_due():
    median = {"kind": "statistic", "statistic": "median", "to": "resolved"}
    written = level({**median, "calendar": "support-hours"}, target="8 business hours")
    written["attainment"] = {"per": "month"}
    late = [("2026-08-31 16:00", "open"), ("2026-09-01 09:00", "event resolved")]
    (row,) = told(log_of({"A": late}), written)
    assert (row.period, row.due) == ("2026-09", at("2026-09-01 15:00"))
