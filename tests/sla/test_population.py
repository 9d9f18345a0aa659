"""Which tickets a level speaks of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from rfpkit.model.audit import LevelLedger
from rfpkit.sla.audit import Measured, measure_contract
from rfpkit.sla.verdicts import rows
from tests.sla.counted import level
from tests.sla.logs import at, contract_of, level_of, log_of

STORY = [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "event resolved")]
OCTOBER = at("2026-10-01")


def measured(tickets: dict[str, Any], level: Any = None, **log: Any) -> Measured:
    told = log.pop("stories", dict.fromkeys(tickets, STORY))
    return measure_contract(contract_of(level or level_of()), log_of(told, tickets, **log), OCTOBER)


def books(found: Measured) -> LevelLedger:
    (level,) = found.levels
    assert level.ledger is not None
    assert level.ledger.balanced
    return level.ledger


def reasons(counts: Any) -> dict[str, int]:
    return {line.reason: line.count for line in counts}


REPAIRS = {"service": "device-repair", "device_class": ["student-laptop", "staff-laptop"]}


def test_a_level_speaks_of_the_services_and_devices_that_it_names():
    tickets = {
        "A": {},
        "B": {"device_class": "staff-laptop"},
        "C": {"device_class": "printer"},
        "D": {"service": "request", "device_class": "printer"},
    }
    ledger = books(measured(tickets, level_of(applies_to=REPAIRS)))
    assert (ledger.tickets, ledger.in_scope, ledger.met) == (4, 2, 2)
    assert reasons(ledger.out_of_scope) == {"another device class": 1, "another service": 1}


def test_a_ticket_that_may_belong_to_the_level_is_unscorable():
    tickets = {"A": {"device_class": None}, "B": {"device_class": None, "service": "request"}}
    ledger = books(measured(tickets, level_of(applies_to=REPAIRS)))
    assert reasons(ledger.unscorable) == {"device class is not given": 1}
    assert reasons(ledger.out_of_scope) == {"another service": 1}


def test_a_level_that_the_mapping_cannot_tell_apart_is_not_measured():
    level = level_of(applies_to={"site": "north", "audience": "students"})
    (found,) = measured({"A": {}}, level, attributes=("service", "site")).levels
    assert (found.measured, found.ledger, found.periods) == (False, None, ())
    assert found.reason == "the mapping fills no `audience`, by which the level chooses its tickets"


RATED = {"kind": "satisfaction", "dimension": "quality", "scale": 5, "method": "top_box"}
VISITS = {"kind": "ratio", "good": {"event": "visit", "at_most": "1"}}
OUTAGES = {"kind": "accumulation", "to": "resolved", "calendar": "support-hours"}


@pytest.mark.parametrize(
    ("written", "lacking"),
    [
        (level(RATED), "the mapping names no column for ratings of `quality`"),
        (level(VISITS), "nothing in the mapping gives the event `visit`"),
        (
            level(OUTAGES, target="8 business hours"),
            "the mapping fills no `device`, by which the level counts",
        ),
    ],
)
def test_whatever_a_level_counts_it_must_be_able_to_tell_its_tickets(written, lacking):
    chosen = {**written, "applies_to": {"audience": "students"}}
    (found,) = measured({"A": {}}, chosen, attributes=("service", "site")).levels
    assert found.reason == (
        "the mapping fills no `audience`, by which the level chooses its tickets"
    )
    (found,) = measured({"A": {}}, chosen, attributes=("service", "audience")).levels
    assert found.reason == lacking


def test_a_level_for_all_tickets_needs_no_attribute():
    assert books(measured({"A": {"service": None}}, attributes=())).met == 1


def test_what_a_level_does_not_allow_is_judged_and_listed():
    tickets = {"A": {"excluded": "customer-fault"}, "B": {"excluded": "duplicate"}}
    found = measured(tickets, level_of(exclude=["duplicate"]))
    ledger = books(found)
    assert (ledger.met, reasons(ledger.excluded)) == (1, {"duplicate": 1})
    (finding,) = told(found)
    assert (finding.id, finding.count, finding.examples) == ("exclusion-not-allowed", 1, ("A",))
    assert "`customer-fault`, for which repair leaves no ticket out" in finding.message


def test_reasons_that_the_level_does_not_allow_are_told_in_their_order():
    why = ("duplicate", "customer-fault", "weather", "accident")
    found = measured({f"T{number}": {"excluded": one} for number, one in enumerate(why)})
    names = [one.message.split("`")[1] for one in told(found)]
    assert names == sorted(why)


def test_tickets_that_start_outside_the_term_are_out_of_scope():
    early = [("2026-06-30 16:00", "open"), ("2026-07-01 09:00", "event resolved")]
    first = [("2026-07-01 00:00", "open"), ("2026-07-01 09:00", "event resolved")]
    ledger = books(measured({}, stories={"A": early, "B": first, "C": STORY}))
    assert reasons(ledger.out_of_scope) == {"outside the term of the contract": 1}
    assert ledger.met == 2


def test_tickets_after_the_term_are_out_of_scope_however_many_have_no_event():
    term = "2026-07-01 to 2026-08-31"
    log = log_of({"B": STORY}, {"A": {}, "B": {}})
    (level,) = measure_contract(contract_of(term=term), log, OCTOBER).levels
    assert level.ledger is not None
    assert reasons(level.ledger.out_of_scope) == {"outside the term of the contract": 1}
    early = [(when.replace("2026-09", "2026-06"), what) for when, what in STORY]
    for story in (early, STORY):
        (level,) = measure_contract(contract_of(term=term), log_of({"A": story}), OCTOBER).levels
        assert level.ledger is not None
        assert (level.ledger.in_scope, level.ledger.met) == (0, 0)


def test_a_ticket_of_which_nothing_is_known_yet_is_out_of_scope():
    later = [("2026-10-01 08:00", "open")]
    found = measured({}, stories={"A": later, "B": STORY})
    assert reasons(books(found).out_of_scope) == {"nothing is known of it yet": 1}
    (finding,) = told(found)
    assert (finding.id, finding.count) == ("events-after-as-of", 1)
    assert finding.message == "1 event lies after the instant of the audit and is not used"


def test_what_happens_at_the_very_instant_of_the_audit_is_known():
    story = [("2026-09-30 16:00", "open"), (OCTOBER, "event resolved")]
    found = measured({}, stories={"A": story})
    assert (books(found).met, told(found)) == (1, [])
    (finding,) = told(measured({}, stories={"A": [*story, (OCTOBER + 1, "event closed")]}))
    assert (finding.id, finding.count) == ("events-after-as-of", 1)


def test_a_snapshot_of_stamps_alone_is_left_out_by_nothing():
    stamps = [("2026-09-01 08:00", "event reported"), ("2026-09-01 09:00", "event resolved")]
    last = [*stamps, ("2026-09-01 10:00", "exclude duplicate")]
    found = measured({}, level_of(exclude=["duplicate"]), stories={"A": stamps, "Z": last})
    assert [(row.ticket, row.verdict) for row in rows(found.verdicts)] == [
        ("A", "met"),
        ("Z", "excluded"),
    ]


def test_tickets_without_the_start_are_told_apart_by_whether_they_are_finished():
    began = [("2026-09-01 08:00", "open")]
    told = {"A": began, "B": STORY, "C": began}
    found = measured({}, level_of({"from": "received"}), stories=told)
    assert [row.reason for row in rows(found.verdicts)] == [
        "no `received` event yet",
        "no event `received`",
        "no `received` event yet",
    ]


def test_a_cancelled_ticket_is_left_out_whatever_other_states_there_are():
    told = {"A": [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "exclude duplicate")]}
    found = measured({}, level_of(exclude=["duplicate"]), stories=told)
    assert reasons(books(found).excluded) == {"duplicate": 1}


def test_an_export_of_cancelled_tickets_alone_leaves_them_all_out():
    told = {"A": [("2026-09-01 08:00", "exclude duplicate")]}
    found = measured({}, level_of(exclude=["duplicate"]), stories=told)
    assert reasons(books(found).excluded) == {"duplicate": 1}


def test_a_cancellation_after_the_instant_of_the_audit_leaves_nothing_out():
    told = {"A": [("2026-10-01 08:00", "exclude duplicate")]}
    found = measured({}, level_of(exclude=["duplicate"]), stories=told)
    assert reasons(books(found).out_of_scope) == {"nothing is known of it yet": 1}


def test_a_ticket_without_any_event_is_in_the_books_and_in_no_period():
    found = measured({"A": {"unreadable": "every row of it is broken"}, "B": {}}, stories={})
    assert reasons(books(found).unscorable) == {"every row of it is broken": 1, "no event": 1}
    assert {(row.period, row.episode, row.row) for row in rows(found.verdicts)} == {("", 1, 0)}
    assert found.levels[0].periods[-1].state == "no_data"


def test_an_empty_export_gives_empty_books():
    found = measured({}, stories={})
    assert books(found).in_scope == 0
    assert found.verdicts.is_empty()
    assert [one.state for one in found.levels[0].periods] == ["no_data"] * 3


def test_excluded_and_unscorable_tickets_are_shown_in_the_period_of_their_start():
    tickets = {"A": {"excluded": "duplicate"}, "B": {"unreadable": "a broken row"}}
    late = [("2026-08-31 16:00", "open"), ("2026-09-01 09:00", "event resolved")]
    found = measured(tickets, level_of(exclude=["duplicate"]), stories=dict.fromkeys("ABC", late))
    assert [(row.ticket, row.period) for row in rows(found.verdicts)] == [
        ("A", "2026-08"),
        ("B", "2026-08"),
        ("C", "2026-09"),
    ]


def test_the_row_of_a_verdict_is_the_first_of_the_ticket_in_the_file():
    story = {"A": [*reversed(STORY)], "B": STORY, "C": STORY[:1], "D": STORY}
    assert [row.row for row in rows(measured({}, stories=story).verdicts)] == [2, 4, 6, 7]


def test_of_several_files_the_row_is_that_in_the_first_one():
    log = log_of({"A": STORY, "B": STORY})
    # A has its second row, and B both of its rows, in a second file, whose rows begin anew.
    files = pl.Series("source", [0, 1, 1, 1], dtype=pl.UInt8)
    numbers = pl.Series("row", [9, 2, 3, 5], dtype=pl.UInt32)
    log = replace(log, events=log.events.with_columns(files, numbers))
    found = measure_contract(contract_of(), log, OCTOBER)
    assert [row.row for row in rows(found.verdicts)] == [9, 3]


def test_the_calendars_on_which_clocks_ran_are_stamped():
    levels = [level_of(), {**level_of({"calendar": "always"}), "id": "elapsed"}]
    contract = contract_of(*levels, calendar={"version": "7", "timezone": "America/New_York"})
    found = measure_contract(contract, log_of({"A": STORY}), OCTOBER)
    stamps = [(one.id, one.version, one.timezone) for one in found.calendars]
    assert stamps == [
        ("support-hours", "7", "America/New_York"),
        ("always", "1", "America/Chicago"),
    ]
    assert len({one.digest for one in found.calendars}) == 2


def test_a_closure_that_was_told_afterwards_is_a_finding():
    closures = [
        {"date": "2026-09-02", "reason": "Flood", "noticed": "2026-09-05"},
        {"date": "2026-09-03", "reason": "Drill", "noticed": "2026-09-03"},
    ]
    contract = contract_of(calendar={"closures": closures})
    (finding,) = told(measure_contract(contract, log_of({"A": STORY}), OCTOBER))
    assert finding.id == "closure-noticed-late"
    assert finding.examples == ("2026-09-02: Flood",)


def told(found):
    """The findings, but for reasons to wait that no state of these small logs gives."""
    return [one for one in found.findings if one.id != "pause-never-given"]
