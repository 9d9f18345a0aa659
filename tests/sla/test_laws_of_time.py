"""Laws of service time: open and closed hours are all the hours there are."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.kinds.measure import DayRule
from rfpkit.sla.calendars.compiled import CompiledCalendar, compile_calendar
from rfpkit.sla.calendars.days import DayCount, due_in_business_days, due_in_calendar_days
from rfpkit.sla.calendars.zones import UNKNOWN, to_local
from tests.sla.logs import at

HOUR = 3600
ZONES = st.sampled_from(("America/Chicago", "Europe/Paris", "Australia/Lord_Howe", "UTC"))
QUARTERS = st.lists(st.integers(0, 96), min_size=2, max_size=8, unique=True).map(sorted)
WEEKS = st.lists(QUARTERS, min_size=7, max_size=7)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOMENTS = st.integers(at("2026-01-02"), at("2027-12-30"))


def clock(quarter: int) -> str:
    return f"{quarter // 4:02d}:{quarter % 4 * 15:02d}"


def spans(edges: list[int]) -> list[str]:
    """Hours between the first and the second edge, the third and the fourth, and so on."""
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return [f"{clock(a)}-{clock(b)}" for a, b in pairs]


def rest(edges: list[int]) -> list[str]:
    """All other hours of the day."""
    edges = edges if len(edges) % 2 == 0 else edges[:-1]
    bounds = [0, *edges, 96]
    pairs = zip(bounds[::2], bounds[1::2], strict=True)
    return [f"{clock(a)}-{clock(b)}" for a, b in pairs if a < b]


def compiled(week: dict[str, list[str]], zone: str, **layers: Any) -> CompiledCalendar:
    written = {"id": "hours", "timezone": zone, "covers": "2026-01-01 to 2027-12-31"}
    return compile_calendar(ServiceCalendar.model_validate({**written, "week": week, **layers}))


def week_of(week: list[list[int]], hours: Any) -> dict[str, list[str]]:
    return {day: hours(edges) for day, edges in zip(DAYS, week, strict=True)}


def one(value: int) -> Any:
    return np.array([value])


@settings(max_examples=60, deadline=None)
@given(WEEKS, ZONES, st.tuples(MOMENTS, MOMENTS).map(sorted))
def test_open_hours_and_all_other_hours_are_the_wall_clock(week, zone, ends):
    start, stop = (one(end) for end in ends)
    hours = compiled(week_of(week, spans), zone)
    others = compiled(week_of(week, rest), zone)
    assert hours.elapsed(start, stop) + others.elapsed(start, stop) == stop - start


@settings(max_examples=60, deadline=None)
@given(WEEKS, ZONES, QUARTERS, st.tuples(MOMENTS, MOMENTS).map(sorted))
def test_a_closure_takes_out_what_the_same_opening_would_put_in(week, zone, edges, ends):
    start, stop = (one(end) for end in ends)
    date, first, last = "2026-11-01", clock(edges[0]), clock(edges[1])
    cut = {"date": date, "from": first, "to": last}
    plain = compiled(week_of(week, spans), zone)
    closed = compiled(week_of(week, spans), zone, closures=[{**cut, "reason": "Drill"}])
    opened = compiled(week_of(week, spans), zone, openings=[cut])
    alone = compiled({}, zone, openings=[cut])
    outside = compiled(week_of(week, rest), zone)
    both = closed.elapsed(start, stop) + alone.elapsed(start, stop)
    assert both == opened.elapsed(start, stop)
    assert closed.elapsed(start, stop) <= plain.elapsed(start, stop) <= both
    assert opened.elapsed(start, stop) - plain.elapsed(start, stop) <= outside.elapsed(start, stop)


@settings(max_examples=60, deadline=None)
@given(WEEKS, ZONES, st.tuples(MOMENTS, MOMENTS).map(sorted), st.integers(1, 200 * HOUR))
def test_a_later_start_and_a_longer_target_are_never_due_earlier(week, zone, starts, seconds):
    hours = compiled(week_of(week, spans), zone)
    starts = np.array(starts)
    early, late = hours.due(starts, np.array([seconds, seconds])).tolist()
    longer, _ = hours.due(starts, np.array([seconds + 1, seconds])).tolist()
    if late != UNKNOWN:
        assert early <= late
    if longer != UNKNOWN:
        assert early < longer


@settings(max_examples=60, deadline=None)
@given(WEEKS, ZONES, MOMENTS)
def test_an_instant_is_open_or_has_a_next_opening_with_nothing_between(week, zone, moment):
    hours = compiled(week_of(week, spans), zone)
    opening = hours.next_opening(one(moment))
    if opening[0] == UNKNOWN:
        assert hours.elapsed(one(moment), one(hours.last)) == 0
    else:
        assert hours.elapsed(one(moment), opening) == 0
        assert hours.elapsed(opening, opening + 1) == 1


RULES = st.builds(
    DayCount, st.sampled_from(list(DayRule)), st.sampled_from((None, 14 * HOUR, 8 * HOUR))
)


@settings(max_examples=80, deadline=None)
@given(WEEKS, ZONES, st.tuples(MOMENTS, MOMENTS).map(sorted), st.integers(1, 8), RULES)
def test_business_days_never_go_backward(week, zone, starts, days, count):
    hours = compiled(week_of(week, spans), zone)
    starts = np.array(starts)
    early, late = due_in_business_days(hours, starts, np.array([days, days]), count).tolist()
    more, _ = due_in_business_days(hours, starts, np.array([days + 1, days]), count).tolist()
    if late != UNKNOWN:
        assert starts[0] < early <= late
    if more != UNKNOWN:
        assert early < more


@settings(max_examples=60, deadline=None)
@given(WEEKS, ZONES, MOMENTS, st.integers(1, 8))
def test_the_three_rules_of_a_business_day_stand_in_order(week, zone, receipt, days):
    hours = compiled(week_of(week, spans), zone)
    close, same, opening = (
        int(due_in_business_days(hours, one(receipt), one(days), DayCount(rule))[0])
        for rule in (DayRule.CLOSE_OF_BUSINESS, DayRule.SAME_TIME, DayRule.NEXT_OPENING)
    )
    if opening != UNKNOWN:
        # A receipt after hours begins with the next opening under `same_time` alone.
        assert close < opening
        assert hours.next_opening(one(close))[0] == opening
    if close != UNKNOWN and hours.next_opening(one(receipt))[0] == receipt:
        assert same <= close


@settings(max_examples=60, deadline=None)
@given(ZONES, MOMENTS, st.integers(1, 40))
def test_calendar_days_keep_the_clock_time(zone, receipt, days):
    hours = compiled({}, zone)
    due = due_in_calendar_days(hours, one(receipt), one(days))
    if due[0] != UNKNOWN:
        moved = to_local(zone, due) - to_local(zone, one(receipt)) - days * 24 * HOUR
        assert 0 <= moved <= HOUR
        assert abs(int(due[0]) - receipt - days * 24 * HOUR) <= HOUR
