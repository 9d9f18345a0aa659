"""The first day, the last day, the very second: where a calendar is easily wrong by one."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.kinds.measure import DayRule
from rfpkit.model.limit import parse_limit
from rfpkit.sla.calendars.compiled import CompiledCalendar, compile_calendar
from rfpkit.sla.calendars.days import DayCount, due_in_business_days
from rfpkit.sla.calendars.service_time import clock_changes, latest_start, service_time
from rfpkit.sla.calendars.year import lay_out
from rfpkit.sla.calendars.zones import UNKNOWN, read_clock, to_local
from tests.sla.logs import at

CLOSE, SAME = DayRule.CLOSE_OF_BUSINESS, DayRule.SAME_TIME


def desk(**changes: Any) -> CompiledCalendar:
    """2027-03-01 was a Monday."""
    written = {
        "id": "desk",
        "timezone": "America/Chicago",
        "covers": "2027-03-01 to 2027-03-31",
        "week": {"mon-fri": "08:00-16:00"},
        **changes,
    }
    return compile_calendar(ServiceCalendar.model_validate(written))


def due(calendar: CompiledCalendar, receipt: str, days: int, rule: DayRule = CLOSE) -> int:
    columns = np.array([at(receipt)]), np.array([days])
    return int(due_in_business_days(calendar, *columns, DayCount(rule))[0])


def reasons(calendar: CompiledCalendar, first: str, last: str) -> list[str]:
    """Why it is closed, for each closed stretch."""
    found = service_time(calendar, at(first), at(last))
    return [one.reason for one in found.slices if not one.open]


NIGHTS = {"mon-tue": "22:00-06:00"}


def test_the_early_hours_after_the_very_first_shift_belong_to_its_day():
    assert due(desk(week=NIGHTS), "2027-03-02 05:59:59", 1) == at("2027-03-03 06:00")


def test_a_shift_that_ends_at_six_holds_no_receipt_of_six_o_clock():
    week = NIGHTS | {"wed": "22:00-23:00"}
    assert due(desk(week=week), "2027-03-03 05:59:59", 1) == at("2027-03-03 23:00")
    assert due(desk(week=week), "2027-03-03 06:00:00", 1) == at("2027-03-08 06:00") + 86_400


EARLY = [{"date": "2027-03-02", "from": "05:00", "to": "09:00"}]


def test_extra_hours_that_begin_while_the_night_still_runs_are_the_new_day():
    found = desk(week={"mon": "20:00-06:00", "wed": "08:00-16:00"}, openings=EARLY)
    assert due(found, "2027-03-02 04:59:59", 1) == at("2027-03-02 09:00")
    for receipt in ("2027-03-02 05:00", "2027-03-02 05:30"):
        assert due(found, receipt, 1) == at("2027-03-03 16:00")


def test_the_last_business_day_has_none_after_it_although_the_night_before_still_runs():
    found = desk(covers="2027-03-01 to 2027-03-02", week={"mon": "20:00-06:00"}, openings=EARLY)
    assert due(found, "2027-03-02 05:30", 1, SAME) == UNKNOWN
    assert due(found, "2027-03-02 04:30", 1, SAME) == at("2027-03-02 09:00")


def test_extra_hours_before_the_calendar_begins_are_no_part_of_it():
    past = [{"date": "2026-12-01", "from": "08:00", "to": "12:00"}]
    found = desk(covers="2027-02-28 to 2027-03-31", openings=past)
    assert due(found, "2027-02-28 12:00", 1) == at("2027-03-02 16:00")
    monday = at("2027-03-01 08:30")
    assert latest_start(found, monday, parse_limit("1 business hour"), DayCount()) is None


@pytest.mark.parametrize("rule", list(DayRule))
def test_a_calendar_of_one_business_day_has_no_day_after_it(rule):
    alone = desk(covers="2027-03-01 to 2027-03-02", week={"mon": "08:00-16:00"})
    for receipt in ("2027-03-01 00:00", "2027-03-01 12:00", "2027-03-01 20:00"):
        assert due(alone, receipt, 1, rule) == UNKNOWN


def test_hours_that_the_spring_change_skips_are_no_opening():
    nightly = desk(week={"sun": "02:00-03:00"})
    found = nightly.next_opening(np.array([at("2027-03-08 12:00")]))
    assert found.tolist() == [at("2027-03-21 02:00")]
    assert reasons(nightly, "2027-03-14 01:00", "2027-03-14 04:00") != []


def test_no_service_time_is_counted_back_from_an_instant_outside_the_calendar():
    found = desk().back(
        np.array([at("2027-05-05 12:00"), at("2027-02-01 12:00")]), np.array([60, 60])
    )
    assert found.tolist() == [UNKNOWN, UNKNOWN]


def test_the_latest_start_may_be_the_first_second_of_the_calendar():
    always = desk(week={"mon-sun": "00:00-24:00"})
    found = latest_start(
        always, at("2027-03-02 00:00"), parse_limit("1 business day"), DayCount(SAME)
    )
    assert found == at("2027-03-01 00:00") == always.first


SEASONS = [
    {"id": "winter", "from": "2027-02-01", "to": "2027-03-05", "week": {"mon-thu": "09:00-12:00"}},
    {"id": "spring", "from": "2027-03-15", "to": "2027-03-31", "week": {"tue-fri": "09:00-12:00"}},
]


def test_a_season_that_began_before_the_calendar_is_in_force_on_its_first_day():
    found = desk(seasons=SEASONS)
    hours = service_time(found, at("2027-03-01 00:00"), at("2027-03-02 00:00")).seconds
    assert hours == 3 * 3600


def test_a_season_that_is_over_before_the_calendar_begins_has_no_say():
    past = [
        {"id": "past", "from": "2027-01-01", "to": "2027-02-15", "week": {"mon": "09:00-10:00"}}
    ]
    found = service_time(desk(seasons=past), at("2027-03-01 00:00"), at("2027-03-06 00:00"))
    assert found.seconds == 5 * 8 * 3600


def test_a_weekday_that_a_season_closes_is_told_with_that_season():
    found = desk(seasons=SEASONS)
    assert reasons(found, "2027-03-05 10:00", "2027-03-05 11:00") == ["closed on Fridays (winter)"]
    assert reasons(found, "2027-03-15 10:00", "2027-03-15 11:00") == ["closed on Mondays (spring)"]


def test_the_first_day_of_a_calendar_has_a_reason_like_every_other():
    assert reasons(desk(), "2027-03-01 00:00", "2027-03-01 08:00") == ["night"]
    assert reasons(desk(), "2027-03-31 16:00", "2027-03-31 23:00") == ["night"]


def test_a_closure_explains_only_what_lies_inside_it():
    drill = {"date": "2027-03-02", "from": "13:00", "to": "14:00", "reason": "Drill"}
    ice = {"date": "2027-03-03", "from": "10:00", "to": "12:00", "reason": "Ice"}
    found = desk(week={"mon-fri": ["08:00-12:00", "13:00-16:00"]}, closures=[drill, ice])
    assert reasons(found, "2027-03-02 11:00", "2027-03-02 13:00") == ["break"]
    assert reasons(found, "2027-03-03 12:00", "2027-03-03 15:00") == ["break"]


def test_a_holiday_closes_a_shift_that_starts_on_it_whatever_the_season_says():
    found = desk(
        week=NIGHTS,
        seasons=[
            {
                "id": "all",
                "from": "2027-03-01",
                "to": "2027-03-31",
                "week": {"mon-sun": "08:00-16:00"},
            }
        ],
        holidays=[{"date": "2027-03-10", "name": "Founders' Day"}],
        holiday_scope="shift_start",
    )
    seconds = service_time(found, at("2027-03-10 00:00"), at("2027-03-11 00:00")).seconds
    assert seconds == 0


def test_a_change_of_clocks_at_either_end_is_no_part_of_the_time_between():
    spring = at("2027-03-14 03:00")
    assert list(clock_changes("America/Chicago", spring, spring + 3600)) == []
    assert list(clock_changes("America/Chicago", spring - 3600, spring)) == []
    assert len(list(clock_changes("America/Chicago", spring - 1, spring + 1))) == 1


@pytest.mark.parametrize(
    ("zone", "noon", "sentence"),
    [
        (
            "Australia/Lord_Howe",
            "2026-10-03T12:00",
            (
                "the clocks go forward on 2026-10-04, from 02:00 to 02:30: that day is 30 minutes "
                "shorter"
            ),
        ),
        (
            "America/Havana",
            "2024-03-09T12:00",
            "the clocks go forward on 2024-03-10, from 00:00 to 01:00: that day is an hour shorter",
        ),
        (
            "America/Asuncion",
            "2024-03-23T12:00",
            "the clocks go back on 2024-03-23, from 00:00 to 23:00: that day is an hour longer",
        ),
        (
            "Antarctica/Troll",
            "2026-03-28T12:00",
            (
                "the clocks go forward on 2026-03-29, from 01:00 to 03:00: that day is 120 minutes "
                "shorter"
            ),
        ),
        (
            "America/Havana",
            "2024-11-02T12:00",
            "the clocks go back on 2024-11-03, from 01:00 to 00:00: that day is an hour longer",
        ),
    ],
)
def test_the_day_of_a_clock_change_is_the_one_that_is_shorter_or_longer(zone, noon, sentence):
    start = at(noon, zone)
    assert list(clock_changes(zone, start, start + 86_400)) == [sentence]


def test_an_answer_names_the_zone_of_its_calendar():
    found = desk()
    assert service_time(found, found.first, found.last).calendar.timezone == "America/Chicago"
    year = lay_out(found.calendar, datetime.date(2027, 3, 1), datetime.date(2027, 3, 31))
    assert year.timezone == "America/Chicago"


def test_a_holiday_before_the_page_takes_no_later_one_off_it():
    holidays = [
        {"date": "2027-03-02", "name": "Town Day"},
        {"date": "2027-03-10", "name": "Founders' Day"},
    ]
    shown = lay_out(
        desk(holidays=holidays).calendar, datetime.date(2027, 3, 5), datetime.date(2027, 3, 31)
    )
    assert [one.name for one in shown.named] == ["Founders' Day"]


def test_extra_hours_are_joined_to_those_that_they_touch_and_to_no_others():
    found = desk(
        week={"mon-fri": ["08:00-10:00", "11:00-12:00", "13:00-16:00"]},
        openings=[
            {"date": "2027-03-02", "from": "15:00", "to": "18:00"},
            {"date": "2027-03-03", "from": "14:00", "to": "15:00"},
        ],
    )
    shown = lay_out(found.calendar, datetime.date(2027, 3, 1), datetime.date(2027, 3, 31))
    (month,) = shown.months
    hours = [(first // 3600, last // 3600) for first, last in month.days[1].hours]
    assert hours == [(8, 10), (11, 12), (13, 18)]
    inside = [(first // 3600, last // 3600) for first, last in month.days[2].hours]
    assert inside == [(8, 10), (11, 12), (13, 16)]


def test_days_off_that_begin_on_a_day_with_extra_hours_are_one_entry():
    found = desk(
        holidays=[{"from": "2027-03-15", "to": "2027-03-17", "name": "Spring break"}],
        openings=[{"date": "2027-03-15", "from": "09:00", "to": "10:00"}],
    )
    shown = lay_out(found.calendar, datetime.date(2027, 3, 1), datetime.date(2027, 3, 31))
    told = [(str(one.first), str(one.last)) for one in shown.named if one.name == "Spring break"]
    assert told == [("2027-03-15", "2027-03-17")]


def seconds(text: str) -> int:
    """What a wall clock shows, as local seconds since 1970."""
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC).timestamp())


@pytest.mark.parametrize(
    ("shown", "twice"),
    [
        ("2027-11-07T00:59:59", False),
        ("2027-11-07T01:00:00", True),
        ("2027-11-07T01:59:59", True),
        ("2027-11-07T02:00:00", False),
    ],
)
def test_the_hour_that_autumn_repeats_is_the_one_from_one_to_two(shown, twice):
    found = read_clock("America/Chicago", seconds(shown))
    first = at(shown)
    assert (found.instant, found.skipped) == (first, False)
    assert found.again == (first + 3600 if twice else None)


@pytest.mark.parametrize(
    ("shown", "skipped"),
    [
        ("2027-03-14T01:59:59", False),
        ("2027-03-14T02:00:00", True),
        ("2027-03-14T02:59:59", True),
        ("2027-03-14T03:00:00", False),
    ],
)
def test_the_hour_that_spring_skips_is_the_one_from_two_to_three(shown, skipped):
    found = read_clock("America/Chicago", seconds(shown))
    assert (found.skipped, found.again) == (skipped, None)
    if skipped:
        assert found.instant == at("2027-03-14T03:00")


ZONES = ("America/Chicago", "Pacific/Auckland", "Pacific/Honolulu", "America/Havana")


@pytest.mark.parametrize("zone", ZONES)
def test_every_new_year_is_local_by_the_rules_of_its_own_year(zone):
    own = ZoneInfo(zone)
    for year in range(1972, 2040):
        begins = int(datetime.datetime(year, 1, 1, tzinfo=datetime.UTC).timestamp())
        for instant in (begins - 50_000, begins - 1, begins, begins + 50_000):
            (found,) = to_local(zone, np.array([instant])).tolist()
            told = datetime.datetime.fromtimestamp(instant, own).utcoffset()
            assert told is not None
            assert found - instant == told.total_seconds(), (zone, instant)


@pytest.mark.parametrize("zone", ZONES)
def test_a_stray_stamp_of_another_century_changes_no_other(zone):
    own = ZoneInfo(zone)
    stray = at("2290-06-15T12:00", zone)
    new_years = [datetime.datetime(year, 1, 1, tzinfo=datetime.UTC) for year in range(1972, 2040)]
    summers = [datetime.datetime(year, 7, 1, tzinfo=datetime.UTC) for year in range(2026, 2030)]
    moments = [int(one.timestamp()) for one in (*new_years, *summers)]
    for near in (one + by for one in moments for by in (-50_000, -1, 0, 50_000)):
        found = to_local(zone, np.array([near, stray])) - np.array([near, stray])
        for instant, offset in zip((near, stray), found.tolist(), strict=True):
            told = datetime.datetime.fromtimestamp(instant, own).utcoffset()
            assert told is not None
            assert offset == told.total_seconds()
