"""Time out of service, added up for each device: against a count of every single hour."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.model.exports.event_log import EventLog
from rfpkit.sla.audit import measure_contract
from tests.sla.counted import level, units_of, with_columns
from tests.sla.logs import ATTRIBUTES, ZONE, at, contract_of, log_of

HOUR = 3600
CALENDAR = {"week": {"mon-fri": "08:00-16:00"}}
ATTRIBUTED = (*ATTRIBUTES, "device")


def lemon(target: str, **measure: Any) -> dict[str, Any]:
    written = {
        "kind": "accumulation",
        "to": "resolved",
        "calendar": "support-hours",
        "pause": ["awaiting-customer"],
        **measure,
    }
    return level(written, target=target)


def devices(**stories: tuple[str | None, Sequence[tuple[str | int, str]]]) -> EventLog:
    """Tickets by number, each with its device and its rows."""
    held = {name: {"device": device} for name, (device, _) in stories.items()}
    return log_of({name: rows for name, (_, rows) in stories.items()}, held, attributes=ATTRIBUTED)


def told(written: dict[str, Any], log: EventLog, as_of: str | int) -> list[tuple[Any, ...]]:
    found = units_of(written, log, as_of, calendar=CALENDAR)
    return [(one["name"][:-8], one["reason"] or one["verdict"], one["value"]) for one in found]


DOWN = [("2026-09-01 08:00", "open"), ("2026-09-01 12:00", "event resolved")]


def test_outages_that_overlap_count_once():
    log = devices(
        A1=("A", DOWN),
        A2=("A", [("2026-09-01 10:00", "open"), ("2026-09-01 14:00", "event resolved")]),
        B1=("B", DOWN),
        B2=("B", [("2026-09-02 10:00", "open"), ("2026-09-02 14:00", "event resolved")]),
    )
    found = told(lemon("6 business hours"), log, "2026-10-01 12:00")
    assert found == [("A", "met", 6 * HOUR), ("B", "missed", 8 * HOUR)]


def test_a_device_over_the_limit_is_missed_at_once_and_others_wait_for_the_end_of_the_period():
    log = devices(A1=("A", DOWN[:1]), B1=("B", DOWN))
    assert told(lemon("6 business hours"), log, "2026-09-01 14:00") == [
        ("A", "pending", 6 * HOUR),
        ("B", "pending", 4 * HOUR),
    ]
    assert told(lemon("6 business hours"), log, "2026-09-01 15:00") == [
        ("A", "missed", 7 * HOUR),
        ("B", "pending", 4 * HOUR),
    ]
    assert told(lemon("6 business hours"), log, "2026-10-01")[1] == ("B", "met", 4 * HOUR)


def test_an_outage_counts_in_each_period_what_lies_in_it():
    log = devices(A=("A", [("2026-09-29 12:00", "open"), ("2026-10-01 10:00", "event resolved")]))
    assert told(lemon("9 business hours"), log, "2026-11-01") == [
        ("A", "missed", 12 * HOUR),
        ("A", "met", 2 * HOUR),
    ]
    rolling = lemon("9 business hours") | {
        "attainment": {"at_least": "90%", "per": "month", "rolling": "2"}
    }
    assert told(rolling, log, "2026-12-01") == [
        ("A", "missed", 12 * HOUR),
        ("A", "missed", 14 * HOUR),
        ("A", "met", 2 * HOUR),
    ]


def test_the_first_hours_of_each_outage_are_free():
    log = devices(
        A1=("A", DOWN),
        A2=("A", [("2026-09-01 12:00", "open"), ("2026-09-01 14:00", "event resolved")]),
        A3=("A", [("2026-09-03 08:00", "open"), ("2026-09-03 10:00", "event resolved")]),
        A4=(
            "A",
            [
                ("2026-09-07 08:00", "open"),
                ("2026-09-07 09:00", "pause awaiting-customer"),
                ("2026-09-07 15:00", "open"),
                ("2026-09-08 15:00", "event resolved"),
            ],
        ),
    )
    # 3 of 6 (two that touch are one outage), none of 2, and 6 of 9 after a pause within it.
    assert told(lemon("6 business hours", free="3 hours"), log, "2026-10-01") == [
        ("A", "missed", 9 * HOUR)
    ]


@pytest.mark.parametrize(
    ("target", "day_counts", "days"),
    [
        ("9 business days", None, 2),
        ("9 business days", "any_part", 3),
        ("9 calendar days", None, 5),
        ("9 calendar days", "any_part", 6),
    ],
)
def test_days_are_those_that_begin_in_an_outage_or_all_that_it_touches(target, day_counts, days):
    measure = {} if day_counts is None else {"day_counts": day_counts}
    # Friday noon to Tuesday 10:00, then to Wednesday 08:00: Wednesday never opens in it.
    log = devices(
        A1=("A", [("2026-09-04 12:00", "open"), ("2026-09-08 10:00", "event resolved")]),
        A2=("A", [("2026-09-08 11:00", "open"), ("2026-09-09 08:00", "event resolved")]),
    )
    (found,) = told(lemon(target, **measure), log, "2026-10-01")
    assert found == ("A", "met", days)


def test_an_outage_counts_to_the_second():
    log = devices(
        A1=("A", [("2026-09-01 08:00", "open"), ("2026-09-01 12:00:01", "event resolved")])
    )
    assert told(lemon("6 business hours"), log, "2026-10-01 12:00") == [("A", "met", 4 * HOUR + 1)]


def test_a_day_that_three_outages_touch_counts_once():
    log = devices(
        A1=("A", DOWN),
        A2=("A", [("2026-09-02 08:00", "open"), ("2026-09-02 09:00", "event resolved")]),
        A3=("A", [("2026-09-02 10:00", "open"), ("2026-09-02 11:00", "event resolved")]),
    )
    written = lemon("9 business days", day_counts="any_part")
    assert told(written, log, "2026-10-01") == [("A", "met", 2)]


def test_months_that_reach_back_before_the_contract_begin_with_it():
    written = lemon("6 business hours")
    written["attainment"] = written["attainment"] | {"rolling": 3}
    found = units_of(
        written, devices(A1=("A", DOWN)), "2026-10-02", term="2026-09-01 to 2027-06-30"
    )
    assert [(one["name"], one["value"]) for one in found] == [
        ("A 2026-09", 4 * HOUR),
        ("A 2026-10", 4 * HOUR),
    ]


def test_a_ticket_that_cannot_be_added_up_is_told_in_each_month_that_it_touches():
    log = devices(
        A1=("A", [("2026-09-01 08:00", "event resolved")]),
        B1=("B", [("2026-09-30 08:00", "open"), ("2026-10-01 00:00", "event resolved")]),
    )
    found = units_of(lemon("6 business hours", **{"from": "received"}), log, "2026-10-02")
    assert [(one["name"], one["verdict"], one["reason"]) for one in found] == [
        ("A 2026-09", "unscorable", "no event `received`"),
        ("B 2026-09", "unscorable", "no event `received`"),
        ("B 2026-10", "unscorable", "no event `received`"),
    ]


def test_what_cannot_be_added_up_is_listed_and_never_guessed():
    log = devices(
        A1=("A", DOWN),
        A2=("A", DOWN),
        B1=("B", DOWN),
        C1=(None, DOWN),
        D1=("D", [("2026-09-01 08:00", "event resolved"), ("2026-09-02 09:00", "event closed")]),
        E1=("E", [*DOWN[:1], ("2026-09-09 12:00", "event resolved")]),
        E2=("E", DOWN),
        F1=("F", DOWN),
    )
    log = with_columns(
        log,
        unreadable=[None, "a row of it is torn", *[None] * 4, "a row of it is torn", None],
        excluded=[None] * 7 + ["duplicate"],
    )
    found = told(lemon("6 business hours") | {"exclude": ["duplicate"]}, log, "2026-10-01")
    assert found == [
        ("A", "a row of it is torn", 4 * HOUR),
        ("B", "met", 4 * HOUR),
        ("C1", "device is not given", 4 * HOUR),
        ("D", "the record begins with its stop", 0),
        ("E", "missed", 52 * HOUR),
    ]


def test_time_adds_up_for_sites_too():
    log = devices(A=("A", DOWN), B=("B", DOWN))
    log = with_columns(log, site=["north", None])
    found = units_of(lemon("3 hours", unit="site"), log, "2026-10-01", calendar=CALENDAR)
    assert [(one["name"], one["verdict"], one["reason"]) for one in found] == [
        ("B 2026-09", "unscorable", "site is not given"),
        ("north 2026-09", "missed", ""),
    ]


def test_an_amendment_in_the_middle_of_a_period_divides_it():
    """Each part is judged by its own terms, and what it counts has a name of its own."""
    amendment = {
        "id": "A1",
        "effective": "2026-09-15",
        "reason": "The parties agreed.",
        "service_levels": [lemon("60 business hours")],
    }
    contract = contract_of(lemon("6 business hours"), amendments=[amendment], calendar=CALENDAR)
    log = devices(A=("A", [("2026-09-10 08:00", "open"), ("2026-09-21 08:00", "event resolved")]))
    found = measure_contract(contract, log, at("2026-10-01"))
    told = found.verdicts.select("ticket", "verdict", "elapsed", "version").rows()
    assert told == [
        ("A 2026-09", "missed", 24 * HOUR, "original"),
        ("A 2026-09 from 2026-09-15", "met", 32 * HOUR, "A1"),
    ]


BASE = at("2026-10-26 00:00")
STATES = ("open", "pause awaiting-customer", "pause awaiting-parts", "event resolved")
rows = st.lists(st.tuples(st.integers(1, 20), st.sampled_from(STATES)), max_size=5)
tickets = st.lists(
    st.tuples(st.sampled_from(["A", "B"]), st.integers(0, 200), rows), min_size=1, max_size=5
)


@settings(max_examples=60, deadline=None)
@given(
    tickets,
    st.integers(1, 400),
    st.sampled_from([0, 3, 8]),
    st.sampled_from([None, 2]),
    st.sampled_from(["8 business hours", "2 business days", "2 calendar days"]),
    st.sampled_from(["at_opening", "any_part"]),
)
def test_a_count_of_every_single_hour_says_the_same(found, end, free, rolling, target, day_counts):
    as_of = BASE + end * HOUR
    stories = {}
    for number, (device, begin, steps) in enumerate(found):
        moment, story = BASE + begin * HOUR, [(BASE + begin * HOUR, "open")]
        for gap, state in steps:
            moment += gap * HOUR
            story.append((moment, state))
        stories[f"T{number}"] = (device, story)
    owed = {"at_least": "90%", "per": "month", **({"rolling": str(rolling)} if rolling else {})}
    measure = {"day_counts": day_counts, **({"free": f"{free} hours"} if free else {})}
    written = lemon(target, **measure) | {"attainment": owed}
    units = units_of(written, devices(**stories), as_of, calendar=CALENDAR)
    got = {(one["name"][0], one["known"]): (one["verdict"], one["value"]) for one in units}
    assert got == plainly(stories, as_of, free, rolling, target, day_counts)
    assert sum(one["value"] for one in units) <= (rolling or 1) * sum(
        HOUR * len(hours(story, as_of)[0]) for _, story in stories.values()
    )


def plainly(
    stories: dict[str, tuple[str, list[tuple[int, str]]]],
    as_of: int,
    free: int,
    rolling: int | None,
    target: str,
    day_counts: str,
) -> dict[tuple[str, int], tuple[str, int]]:
    """Every hour from the first to the last, one after the other, with sets and loops."""
    hulls: dict[str, set[int]] = defaultdict(set)
    losses: dict[str, set[int]] = defaultdict(set)
    for device, story in stories.values():
        hull, lost = hours(story, as_of)
        hulls[device] |= hull
        losses[device] |= lost
    months = [at(f"2026-{month:02d}-01 00:00") for month in (9, 10, 11, 12)]
    expected = {}
    for device, hull in hulls.items():
        counted = without_free(hull, losses[device], free)
        for place in (1, 2):
            begin, after = months[place - (1 if rolling else 0)], months[place + 1]
            held = {hour for hour in counted if begin <= hour < after}
            if not any(begin <= hour < after for hour in hull) or months[place] >= as_of:
                continue
            value = amount(held, target, day_counts)
            limit = 8 * HOUR if "hours" in target else 2
            over = "missed" if value > limit else "met" if as_of >= after else "pending"
            expected[device, months[place]] = (over, value)
    return expected


def hours(story: list[tuple[int, str]], as_of: int) -> tuple[set[int], set[int]]:
    """The hours of one ticket's outage, and those of them that count."""
    known = [row for row in story if row[0] <= as_of]
    if not known:
        return set(), set()
    end = as_of
    for place in range(len(known) - 1, -1, -1):
        if known[place][1] != "event resolved":
            break
        end = known[place][0]
    hull = set(range(known[0][0], end, HOUR))
    running = {
        hour
        for hour in hull
        if [state for moment, state in known if moment <= hour][-1]
        in {"open", "pause awaiting-parts"}
    }
    return hull, running


def without_free(hull: set[int], lost: set[int], free: int) -> set[int]:
    kept, used = set(), 0
    for hour in sorted(hull):
        if hour - HOUR not in hull:
            used = 0
        if hour in lost:
            if used >= free:
                kept.add(hour)
            used += is_open(hour)
    return kept


def local(hour: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(hour, ZoneInfo(ZONE))


def is_open(hour: int) -> bool:
    return local(hour).weekday() < 5 and 8 <= local(hour).hour < 16


def amount(held: set[int], target: str, day_counts: str) -> int:
    if "hours" in target:
        return HOUR * sum(is_open(hour) for hour in held)
    if "business" in target:
        begun = {hour for hour in held if is_open(hour) and local(hour).hour == 8}
        touched = {hour for hour in held if is_open(hour)}
    else:
        begun = {hour for hour in held if local(hour).hour == 0}
        touched = held
    return len({local(hour).date() for hour in (begun if day_counts == "at_opening" else touched)})


def test_a_ticket_that_is_left_out_adds_nothing_to_any_device():
    left_out = [DOWN[0], ("2026-09-01 09:00", "exclude duplicate"), DOWN[1]]
    log = devices(
        A1=("A", DOWN),
        B1=("B", [*left_out[:2], ("2026-09-01 12:00", "event closed")]),
        B2=("B", [("2026-09-02 08:00", "open"), ("2026-09-02 10:00", "event resolved")]),
        C1=("C", [("2026-09-03 08:00", "open"), ("2026-09-03 11:00", "event resolved")]),
    )
    written = lemon("6 business hours") | {"exclude": ["duplicate"]}
    assert told(written, log, "2026-10-01 12:00") == [
        ("A", "met", 4 * HOUR),
        ("B", "met", 2 * HOUR),
        ("C", "met", 3 * HOUR),
    ]


def test_tickets_that_name_no_device_are_each_one_of_their_own():
    log = devices(
        A1=("A", DOWN),
        N1=(None, [("2026-09-02 08:00", "open"), ("2026-09-02 10:00", "event resolved")]),
        N2=(None, [("2026-09-03 08:00", "open"), ("2026-09-03 11:00", "event resolved")]),
        N3=(None, [("2026-09-04 08:00", "open"), ("2026-09-04 13:00", "event resolved")]),
    )
    assert told(lemon("6 business hours"), log, "2026-10-01 12:00") == [
        ("A", "met", 4 * HOUR),
        ("N1", "device is not given", 2 * HOUR),
        ("N2", "device is not given", 3 * HOUR),
        ("N3", "device is not given", 5 * HOUR),
    ]
