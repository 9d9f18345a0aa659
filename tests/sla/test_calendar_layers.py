"""Every layer of a calendar against a plain question, asked each quarter of an hour."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.dates import DateRange, parse_year_range
from rfpkit.sla.calendars.compiled import compile_calendar
from rfpkit.sla.calendars.zones import UNKNOWN

QUARTER, DAY = 900, datetime.timedelta(days=1)
NEW_YEAR = [datetime.date(2027, 12, 20) + number * DAY for number in range(20)]
"""Over New Year into a leap year; no zone here changes its clocks in them."""
SPRING = [datetime.date(2027, 3, 9) + number * DAY for number in range(9)]
AUTUMN = [datetime.date(2027, 11, 2) + number * DAY for number in range(9)]
"""Around the changes of the clocks in America, which is at two in the morning."""


def season(made: Any) -> dict[str, Any]:
    (first, last), week = made
    return {"id": "a-season", "from": str(first), "to": str(last), "week": week}


def part(made: Any) -> dict[str, Any]:
    day, (start, end) = made
    return {"date": str(day), "from": clock(start), "to": clock(end), "reason": "A part"}


def clock(quarter):
    return f"{quarter // 4:02d}:{quarter % 4 * 15:02d}"


def calendars(window, zones, quarters):
    """Calendars of some days whose hours begin and end at some quarters of an hour."""
    days, times = st.sampled_from(window), st.sampled_from(quarters)
    runs = st.tuples(days, days).map(sorted)
    # An end at or before its start lies on the next day.
    hours = st.tuples(times, times).map(
        lambda pair: (pair[0] * QUARTER, (pair[1] + 96 * (pair[1] <= pair[0])) * QUARTER)
    )
    weeks = st.lists(st.lists(hours, max_size=2).map(tuple), min_size=7, max_size=7).map(tuple)
    forward = st.tuples(times, times).filter(lambda pair: pair[0] < pair[1])
    parts = st.lists(st.tuples(days, forward).map(part), max_size=2)
    holidays = st.one_of(
        days.map(lambda day: {"date": str(day), "name": "On a date"}),
        runs.map(lambda run: {"from": str(run[0]), "to": str(run[1]), "name": "Over a range"}),
        st.tuples(days, days).map(
            lambda run: {"every": f"{run[0]:%m-%d} to {run[1]:%m-%d}", "name": "Every year"}
        ),
    )
    return st.fixed_dictionaries(
        {
            "id": st.just("c"),
            "covers": st.just(f"{window[0]} to {window[-1]}"),
            "timezone": st.sampled_from(zones),
            "week": weeks,
            "seasons": st.lists(st.tuples(runs, weeks).map(season), max_size=2),
            "holidays": st.lists(holidays, max_size=3),
            "holiday_scope": st.sampled_from(["calendar_date", "shift_start"]),
            "closures": parts,
            "openings": parts,
        }
    )


def is_holiday(calendar, day):
    """Asked of the words as they are written, date by date."""
    for holiday in calendar.holidays:
        if holiday.every is not None:
            first, _, last = str(holiday.every).partition(" to ")
            last, shown = last or first, f"{day:%m-%d}"
            inside = first <= shown <= last if first <= last else shown >= first or shown <= last
        elif holiday.first is not None:
            inside = holiday.first <= day <= holiday.last
        else:
            inside = holiday.date == day
        if inside:
            return True
    return False


def is_open(calendar, local):
    day, second = local.date(), local.hour * 3600 + local.minute * 60
    if any(one.date == day and one.start <= second < one.end for one in calendar.openings):
        return True
    if any(one.date == day and one.start <= second < one.end for one in calendar.closures):
        return False
    by_shift = calendar.holiday_scope == "shift_start"
    if not by_shift and is_holiday(calendar, day):
        return False
    for owner, moment in ((day, second), (day - DAY, second + 86_400)):
        week = calendar.week
        for season in calendar.seasons:
            if season.first <= owner <= season.last:
                week = season.week
        shut = by_shift and is_holiday(calendar, owner)
        running = any(start <= moment < end for start, end in week[owner.weekday()])
        if running and not shut and owner in calendar.covers:
            return True
    return False


@settings(max_examples=70)
@given(calendars(NEW_YEAR, ["America/Chicago", "Asia/Kolkata", "Australia/Sydney"], range(96)))
def test_each_quarter_of_an_hour_is_open_or_closed_as_the_words_say(written):
    compiled = compile_calendar(ServiceCalendar.model_validate(written))
    quarters, is_now = told(compiled)
    passed = compiled.elapsed(quarters, quarters + QUARTER)
    assert passed.tolist() == [QUARTER * one for one in is_now]
    assert compiled.total == QUARTER * sum(is_now)
    assert compiled.next_opening(quarters).tolist() == openings(quarters, is_now)


# A time that is skipped or comes twice has rules of its own, and cases of its own.
BESIDE_A_CHANGE = [0, *range(16, 96)]


@settings(max_examples=40)
@given(
    st.sampled_from([SPRING, AUTUMN]).flatmap(
        lambda window: calendars(window, ["America/Chicago", "America/Denver"], BESIDE_A_CHANGE)
    )
)
def test_so_it_is_where_the_clocks_are_changed(written):
    compiled = compile_calendar(ServiceCalendar.model_validate(written))
    quarters, is_now = told(compiled)
    passed = compiled.elapsed(quarters, quarters + QUARTER)
    assert passed.tolist() == [QUARTER * one for one in is_now]
    assert compiled.total == QUARTER * sum(is_now)
    assert compiled.next_opening(quarters).tolist() == openings(quarters, is_now)


def told(compiled):
    """The quarters of an hour of a calendar, and of each whether the words open it."""
    zone = ZoneInfo(compiled.calendar.timezone)
    quarters = np.arange(compiled.first, compiled.last, QUARTER)
    moments = (datetime.datetime.fromtimestamp(one, zone) for one in quarters.tolist())
    return quarters, [is_open(compiled.calendar, moment) for moment in moments]


def openings(quarters, is_now):
    """The first open quarter at or after each; found from the end."""
    found, following = [], UNKNOWN
    for quarter, now in zip(quarters[::-1].tolist(), is_now[::-1], strict=True):
        following = quarter if now else following
        found.append(following)
    return found[::-1]


YEARS = DateRange(datetime.date(2023, 3, 1), datetime.date(2029, 2, 27))
month_days = st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))


@given(month_days, month_days)
@example(datetime.date(2024, 2, 29), datetime.date(2024, 3, 5))
@example(datetime.date(2024, 12, 24), datetime.date(2024, 2, 29))
@example(datetime.date(2024, 2, 29), datetime.date(2024, 2, 29))
def test_days_of_each_year_are_those_between_the_two_ends(first, last):
    begin, end = f"{first:%m-%d}", f"{last:%m-%d}"
    found = [day for run in parse_year_range(f"{begin} to {end}").runs(YEARS) for day in run]
    if begin <= end:
        wanted = [day for day in YEARS if begin <= f"{day:%m-%d}" <= end]
    else:
        wanted = [day for day in YEARS if f"{day:%m-%d}" >= begin or f"{day:%m-%d}" <= end]
    assert found == wanted
