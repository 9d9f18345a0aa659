"""Ratios of counts: what is counted when, and what is good."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.model.exports.event_log import EventLog
from rfpkit.sla.kinds import choice as kinds
from rfpkit.sla.stages import stages
from tests.sla.counted import level, units_of, verdicts_of, with_columns, with_feed
from tests.sla.logs import ATTRIBUTES, ZONE, at, contract_of, log_of

VISIT, RESOLVED, OPEN = "event technician-visit", "event resolved", "open"
DEVICES = (*ATTRIBUTES, "device", "fault")


def ratio(good: dict[str, Any], **measure: Any) -> dict[str, Any]:
    return level({"kind": "ratio", "good": good, **measure})


FIRST_VISIT = ratio({"event": "technician-visit", "at_most": "1"}, at="resolved")


def test_visits_count_until_the_repair_and_those_of_one_instant_once():
    log = log_of(
        {
            "once": [
                ("2026-09-01 08:00", OPEN),
                ("2026-09-01 10:00", VISIT),
                ("2026-09-01 10:00", VISIT),
                ("2026-09-01 11:00", RESOLVED),
            ],
            "twice": [
                ("2026-09-01 08:00", OPEN),
                ("2026-09-01 10:00", VISIT),
                ("2026-09-02 10:00", VISIT),
                ("2026-09-02 11:00", RESOLVED),
            ],
            "paired": [
                ("2026-09-02 08:00", OPEN),
                ("2026-09-03 10:00", VISIT),
                ("2026-09-03 10:00", VISIT),
                ("2026-09-03 11:00", RESOLVED),
            ],
            "later": [
                ("2026-09-01 08:00", OPEN),
                ("2026-09-01 10:00", VISIT),
                ("2026-09-01 10:30", RESOLVED),
                ("2026-09-02 10:00", VISIT),
            ],
            "never": [("2026-09-01 08:00", OPEN), ("2026-09-01 11:00", RESOLVED)],
            "open": [
                ("2026-09-01 08:00", OPEN),
                ("2026-09-01 10:00", VISIT),
                ("2026-09-01 12:00", VISIT),
            ],
        }
    )
    assert verdicts_of(FIRST_VISIT, log, "2026-10-01") == {
        "once": "met",
        "twice": "missed",
        "later": "met",
        "never": "met",
        "open": "pending",
        "paired": "met",
    }


def test_a_repair_that_was_undone_is_not_counted_before_it_stands():
    log = log_of(
        {
            "undone": [
                ("2026-09-01 08:00", OPEN),
                ("2026-09-01 09:00", RESOLVED),
                ("2026-09-02 09:00", OPEN),
            ],
            "again": [
                ("2026-09-01 08:00", OPEN),
                ("2026-09-01 09:00", RESOLVED),
                ("2026-09-02 09:00", OPEN),
                ("2026-09-03 09:00", RESOLVED),
            ],
        }
    )
    found = {one["name"]: one for one in units_of(FIRST_VISIT, log, "2026-10-01")}
    assert found["undone"]["verdict"] == "pending"
    assert (found["undone"]["known"], found["undone"]["stop"]) == (at("2026-09-01 08:00"), None)
    assert found["again"]["stop"] == found["again"]["known"] == at("2026-09-03 09:00")


CLOSED = [("2026-09-01 08:00", OPEN), ("2026-09-02 09:00", "event closed")]


@pytest.mark.parametrize(
    ("good", "verdicts"),
    [
        ({"number": "visits", "at_most": "1.5"}, ["met", "missed", "`visits` is not given"]),
        ({"number": "visits", "at_least": "1.500001"}, ["missed", "met", "`visits` is not given"]),
        ({"rating": "quality", "at_least": "4"}, ["met", "missed", "no response"]),
        ({"rated": "quality"}, ["met", "met", "missed"]),
        ({"fact": "first-fix", "is": ["yes", "Ja"]}, ["met", "missed", "`first-fix` is not given"]),
    ],
)
def test_one_test_says_what_is_good(good, verdicts):
    ratings = {"A": {"rating_quality": 4}, "B": {"rating_quality": 3}, "C": {}}
    log = log_of(dict.fromkeys("ABC", CLOSED), ratings, ratings=["quality"])
    more: dict[str, list[Any]] = {
        "number_visits": [1_500_000, 1_500_001, None],
        "fact_first-fix": ["JA", "no", None],
    }
    log = with_columns(log, **more)
    assert list(verdicts_of(ratio(good), log, "2026-10-01").values()) == verdicts


def test_a_ticket_without_an_answer_is_left_out_and_not_missed():
    log = log_of({"A": CLOSED}, {"A": {}}, ratings=["quality"])
    (unit,) = units_of(ratio({"rating": "quality", "at_least": "4"}), log, "2026-10-01")
    assert (unit["verdict"], unit["reason"]) == ("excluded", "no response")


REOPENED = ratio(
    {"not_again": "ticket", "within": "2 business days"}, at="resolved", calendar="support-hours"
)


def test_a_ticket_reopened_twice_counts_once():
    log = log_of(
        {
            "fine": [("2026-09-01 08:00", OPEN), ("2026-09-01 09:00", RESOLVED)],
            "late": [
                ("2026-09-01 08:00", OPEN),
                ("2026-09-01 09:00", RESOLVED),
                ("2026-09-04 09:00", OPEN),
            ],
            "soon": [
                *(
                    ("2026-09-01 08:00", OPEN),
                    ("2026-09-01 09:00", RESOLVED),
                    ("2026-09-02 09:00", OPEN),
                ),
                *(
                    ("2026-09-03 09:00", RESOLVED),
                    ("2026-09-04 09:00", OPEN),
                    ("2026-09-05 09:00", RESOLVED),
                ),
            ],
            "wait": [("2026-09-01 08:00", OPEN), ("2026-09-04 09:00", RESOLVED)],
        }
    )
    found = {one["name"]: one for one in units_of(REOPENED, log, "2026-09-07")}
    assert {name: one["verdict"] for name, one in found.items()} == {
        "fine": "met",
        "late": "met",
        "soon": "missed",
        "wait": "pending",
    }
    assert found["soon"]["known"] == at("2026-09-01 09:00")


def test_a_ticket_closed_in_the_second_of_the_audit_may_still_come_back():
    log = log_of({"A": [("2026-09-01 08:00", OPEN), ("2026-09-01 09:00", RESOLVED)]})
    assert verdicts_of(REOPENED, log, "2026-09-01 09:00") == {"A": "pending"}


def test_without_a_named_event_a_ticket_is_closed_by_any_event_that_ends_work():
    story = [
        ("2026-09-01 08:00", OPEN),
        ("2026-09-01 09:00", "event returned"),
        ("2026-09-01 10:00", OPEN),
        ("2026-09-01 11:00", RESOLVED),
        ("2026-09-01 12:00", "event closed"),
    ]
    written = ratio({"not_again": "ticket", "within": "2 calendar days"})
    (found,) = units_of(written, log_of({"A": story}), "2026-09-30")
    assert (found["known"], found["verdict"]) == (at("2026-09-01 09:00"), "missed")


REPEAT = ratio({"not_again": "device", "within": "30 calendar days"}, at="resolved")


def repairs(*lives: tuple[str, str, str | None, str | None, str | None]) -> EventLog:
    """Tickets: number, reported, resolved (or None), device, fault."""
    stories = {
        number: [(begin, OPEN), *([(end, RESOLVED)] if end else [])]
        for number, begin, end, _, _ in lives
    }
    log = log_of(stories, {one[0]: {"device": one[3]} for one in lives}, attributes=DEVICES)
    faults = {one[0]: one[4] for one in lives}
    return with_columns(log, fault=[faults[name] for name in log.tickets["ticket"]])


def test_a_device_that_comes_back_within_the_window_spoils_the_repair_before_it():
    log = repairs(
        ("A1", "2026-09-01 08:00", "2026-09-02 08:00", "A", "screen"),
        ("A2", "2026-10-02 08:00", "2026-10-02 09:00", "A", "battery"),
        ("B1", "2026-09-01 08:00", "2026-09-02 08:00", "B", "screen"),
        ("B2", "2026-10-02 08:01", "2026-10-02 09:00", "B", "screen"),
        ("C1", "2026-09-01 08:00", "2026-09-02 08:00", "C", None),
        ("D1", "2026-09-01 08:00", "2026-09-02 08:00", None, None),
        ("D2", "2026-09-03 08:00", "2026-09-04 08:00", None, None),
        ("E1", "2026-09-01 08:00", "2026-09-20 08:00", "E", "keys"),
        ("E2", "2026-09-10 08:00", "2026-09-21 08:00", "E", "keys"),
    )
    assert verdicts_of(REPEAT, log, "2026-10-15") == {
        "A1": "missed",
        "A2": "pending",
        "B1": "met",
        "B2": "pending",
        "C1": "met",
        "D1": "device is not given",
        "D2": "device is not given",
        "E1": "pending",
        "E2": "pending",
    }
    other = ratio({"not_again": "device_and_fault", "within": "30 calendar days"}, at="resolved")
    found = verdicts_of(other, log, "2026-10-15")
    assert (found["A1"], found["C1"], found["D1"]) == (
        "met",
        "fault is not given",
        "device is not given",
    )


def test_a_ticket_that_is_left_out_brings_no_device_back():
    log = repairs(
        ("A1", "2026-09-01 08:00", "2026-09-02 08:00", "A", None),
        ("A2", "2026-09-03 08:00", "2026-09-03 09:00", "A", None),
    )
    log = with_columns(log, excluded=[None, "duplicate"])
    assert verdicts_of({**REPEAT, "exclude": ["duplicate"]}, log, "2026-12-01")["A1"] == "met"
    assert verdicts_of(REPEAT, log, "2026-12-01")["A1"] == "missed"


def test_a_window_beyond_the_calendar_is_not_guessed():
    log = log_of({"T": [("2028-06-01 08:00", OPEN), ("2028-12-30 09:00", RESOLVED)]})
    written = ratio(
        {"not_again": "ticket", "within": "5 business days"},
        at="resolved",
        calendar="support-hours",
    )
    found = verdicts_of(written, log, "2029-03-01")
    assert found == {"T": "calendar support-hours does not cover it"}


moments = st.integers(0, 40 * 24).map(lambda hour: at("2026-09-01 00:00") + 3600 * hour)
lives = st.lists(
    st.tuples(
        moments, st.one_of(st.none(), st.integers(1, 24 * 20)), st.sampled_from(["A", "B", None])
    ),
    min_size=1,
    max_size=8,
)
ends = st.integers(1, 80 * 24).map(lambda hour: at("2026-09-01 00:00") + 3600 * hour)


@settings(max_examples=60, deadline=None)
@given(lives, st.integers(1, 30), st.sampled_from(["calendar days", "hours"]), ends)
def test_repeat_repairs_are_those_that_a_plain_search_finds(found, amount, unit, as_of):
    """Calendar days and elapsed hours, ticket by ticket, with nothing but a loop."""
    numbered = [(f"T{at_}", *one) for at_, one in enumerate(found)]
    log = repairs(
        *(
            (number, begin, begin + 3600 * hours if hours else None, device, None)
            for number, begin, hours, device in numbered
        )
    )
    written = ratio({"not_again": "device", "within": f"{amount} {unit}"}, at="resolved")
    expected = {}
    for number, begin, hours, device in numbered:
        if begin > as_of:
            continue
        stop = begin + 3600 * hours if hours else None
        if stop is None or stop > as_of:
            expected[number] = "pending"
            continue
        end = _after(stop, amount, unit)
        again = [
            other
            for name, other, _, same in numbered
            if name != number and same == device and stop < other <= min(end, as_of)
        ]
        if device is None:
            expected[number] = "device is not given"
        else:
            expected[number] = "missed" if again else "met" if as_of > end else "pending"
    assert verdicts_of(written, log, as_of) == expected


def _after(instant: int, amount: int, unit: str) -> int:
    if unit == "hours":
        return instant + 3600 * amount
    local = datetime.datetime.fromtimestamp(instant, ZoneInfo(ZONE)).replace(tzinfo=None)
    return at((local + datetime.timedelta(days=amount)).isoformat())


@pytest.mark.parametrize(
    ("measure", "reason"),
    [
        (
            {"good": {"event": "visit", "at_most": "1"}},
            "nothing in the mapping gives the event `visit`",
        ),
        ({"good": {"rated": "speed"}}, "the mapping names no column for ratings of `speed`"),
        (
            {"good": {"number": "cost", "at_most": "1"}},
            "the mapping names no column for the number `cost`",
        ),
        (
            {"good": {"fact": "fix", "is": ["yes"]}},
            "the mapping names no column for the fact `fix`",
        ),
        (
            {"at": "gone", "good": {"rated": "quality"}},
            "nothing in the mapping gives the event `gone`",
        ),
        (
            {"good": {"not_again": "device", "within": "30 calendar days"}},
            "the mapping fills no `device`, by which the level counts",
        ),
        (
            {"feed": "visits", "good": {"fact": "kept", "is": ["yes"]}},
            "needs the feed `visits`, which was not given",
        ),
        (
            {"feed": "feed", "good": {"number": "spares", "at_least": "1"}},
            "a row of a feed has no number `spares`, only `value` and `base`",
        ),
    ],
)
def test_what_is_missing_is_told_before_anything_is_counted(measure, reason):
    written = level({"kind": "ratio", **measure})
    contract = contract_of(written)
    log = with_feed([], log_of({"A": CLOSED}, ratings=["quality"]))
    held: Any = stages(contract, "kind")[0].level.measure
    assert kinds.lacking(held, log) == reason


def test_a_visit_in_the_second_of_the_repair_counts():
    visits = [("2026-09-01 08:00", OPEN), ("2026-09-01 10:00", VISIT)]
    log = log_of({"T": [*visits, ("2026-09-01 11:00", VISIT), ("2026-09-01 11:00", RESOLVED)]})
    assert verdicts_of(FIRST_VISIT, log, "2026-10-01") == {"T": "missed"}


def test_a_window_of_hours_holds_its_last_second_and_begins_after_the_count():
    log = repairs(
        ("A1", "2026-09-01 08:00", "2026-09-02 08:00", "A", None),
        ("A2", "2026-09-02 08:00", None, "A", None),
        ("B1", "2026-09-01 08:00", "2026-09-02 08:00", "B", None),
        ("B2", "2026-09-02 08:00", None, "B", None),
        ("B3", "2026-09-02 18:00", None, "B", None),
        ("C1", "2026-09-01 08:00", "2026-09-02 08:00", "C", None),
        ("C2", "2026-09-02 18:01", None, "C", None),
    )
    written = ratio({"not_again": "device", "within": "10 hours"}, at="resolved")
    found = verdicts_of(written, log, "2026-10-01")
    assert (found["A1"], found["B1"], found["C1"]) == ("met", "missed", "met")
