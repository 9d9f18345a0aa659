"""Open hours after all layers, and the arithmetic on them."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.model.calendars.calendar import ServiceCalendar, always
from rfpkit.model.digest import digest_of
from rfpkit.sla.calendars.closed import Reasons
from rfpkit.sla.calendars.compiled import CompiledCalendar, compile_calendar
from rfpkit.sla.calendars.zones import (
    UNKNOWN,
    instant_of,
    local_second,
    read_clock,
    to_local,
    to_utc,
    write_local,
)
from tests.sla.logs import at

HOUR = 3600


def compiled(**changes: Any) -> CompiledCalendar:
    written = {
        "id": "support-hours",
        "timezone": "America/Chicago",
        "covers": "2026-01-01 to 2027-12-31",
        "week": {"mon-fri": "07:30-16:30"},
        **changes,
    }
    return compile_calendar(ServiceCalendar.model_validate(written))


def hours(calendar: CompiledCalendar, start: str, stop: str) -> float:
    """Open hours between two local instants."""
    ends = np.array([at(start), at(stop)])
    return int(calendar.elapsed(ends[:1], ends[1:])[0]) / HOUR


def test_a_week_opens_and_closes_at_its_local_hours_on_both_sides_of_a_clock_change():
    calendar = compiled()
    assert hours(calendar, "2026-03-06 00:00", "2026-03-07 00:00") == 9
    assert hours(calendar, "2026-03-09 07:00", "2026-03-09 08:00") == 0.5
    assert calendar.next_opening(column("2026-03-07 12:00")).tolist() == [at("2026-03-09 07:30")]


def test_a_season_has_a_week_of_its_own_and_the_later_season_wins():
    seasons = [
        {
            "id": "summer",
            "from": "2026-06-01",
            "to": "2026-08-07",
            "week": {"mon-thu": "07:00-17:00"},
        },
        {"id": "closing", "from": "2026-07-06", "to": "2026-07-10", "week": {}},
    ]
    calendar = compiled(seasons=seasons)
    assert hours(calendar, "2026-06-01 00:00", "2026-06-08 00:00") == 40
    assert hours(calendar, "2026-07-06 00:00", "2026-07-13 00:00") == 0
    assert hours(calendar, "2026-08-10 00:00", "2026-08-15 00:00") == 45


def test_a_holiday_closes_its_date_and_an_opening_wins_over_it():
    holidays = [{"date": "2026-11-26", "name": "Thanksgiving"}]
    openings = [{"date": "2026-11-26", "from": "09:00", "to": "11:00"}]
    assert hours(compiled(holidays=holidays), "2026-11-26 00:00", "2026-11-27 00:00") == 0
    both = compiled(holidays=holidays, openings=openings)
    assert hours(both, "2026-11-26 00:00", "2026-11-27 00:00") == 2


def test_a_break_of_each_year_closes_what_is_covered_of_it_at_both_ends():
    # GLPI compares month and day as texts: a break over New Year matches no day there.
    winter = [{"every": "12-24 to 01-02", "name": "Winter break"}]
    calendar = compiled(holidays=winter, covers="2026-01-01 to 2027-12-28")
    assert hours(calendar, "2026-01-01 00:00", "2026-01-06 00:00") == 9
    assert hours(calendar, "2026-12-23 00:00", "2027-01-05 00:00") == 18
    assert calendar.next_opening(column("2027-12-23 16:30")).tolist() == [UNKNOWN]
    dates = calendar.calendar.closed_dates()
    assert [str(one.date) for one in dates[:3]] == ["2026-01-01", "2026-01-02", "2026-12-24"]
    assert len(dates) == 2 + 10 + 5
    assert {one.name for one in dates} == {"Winter break"}


def test_february_29_is_a_holiday_of_leap_years_only():
    leap = [{"every": "02-29", "name": "Leap day"}]
    calendar = compiled(holidays=leap, covers="2027-01-01 to 2029-12-31")
    assert [str(one.date) for one in calendar.calendar.closed_dates()] == ["2028-02-29"]
    week = [{"every": "02-26 to 02-29", "name": "Winter week"}]
    days = compiled(holidays=week, covers="2027-01-01 to 2028-12-31").calendar.closed_dates()
    assert [str(one.date) for one in days[2:4]] == ["2027-02-28", "2028-02-26"]


def test_a_range_and_a_date_close_the_same_days_and_dates_come_in_order():
    spring = {"from": "2026-04-06", "to": "2026-04-08", "name": "Spring break"}
    single = {"date": "2026-01-19", "name": "Martin Luther King Jr. Day"}
    calendar = compiled(holidays=[spring, single])
    assert hours(calendar, "2026-04-06 00:00", "2026-04-11 00:00") == 18
    assert [str(one.date) for one in calendar.calendar.closed_dates()] == [
        "2026-01-19",
        "2026-04-06",
        "2026-04-07",
        "2026-04-08",
    ]


def test_a_closed_stretch_is_called_by_the_holiday_of_each_year():
    calendar = compiled(holidays=[{"every": "07-03 to 07-04", "name": "Fourth of July"}])
    friday, monday = at("2026-07-02 16:30"), at("2026-07-06 07:30")
    assert Reasons(calendar).between(friday, monday) == "Fourth of July, weekend"


def test_how_a_holiday_is_written_changes_the_digest_and_its_dates_do_not():
    written = {"id": "c", "covers": "2026-01-01 to 2026-12-31", "week": {}}
    once = {"date": "2026-07-04", "name": "Fourth of July"}
    plain = ServiceCalendar.model_validate({**written, "holidays": [once]})
    assert plain.model_dump(mode="json", exclude_none=True)["holidays"] == [once]
    yearly = {"every": "07-04", "name": "Fourth of July"}
    other = ServiceCalendar.model_validate({**written, "holidays": [yearly]})
    assert other.closed_dates() == plain.closed_dates()
    assert digest_of(other) != digest_of(plain)


def test_an_opening_inside_the_hours_adds_nothing():
    openings = [{"date": "2026-11-25", "from": "09:00", "to": "18:00"}]
    assert hours(compiled(openings=openings), "2026-11-25 00:00", "2026-11-26 00:00") == 10.5


def test_part_day_closures_leave_the_rest_of_the_day():
    closures = [
        {"date": "2026-12-01", "from": "12:00", "reason": "Ice"},
        {"date": "2026-12-02", "from": "09:00", "to": "10:00", "reason": "Drill"},
        {"date": "2026-12-02", "from": "09:30", "to": "11:00", "reason": "Another drill"},
        {"date": "2026-12-03", "to": "09:30", "reason": "Late start"},
    ]
    calendar = compiled(closures=closures)
    assert hours(calendar, "2026-12-01 00:00", "2026-12-02 00:00") == 4.5
    assert hours(calendar, "2026-12-02 00:00", "2026-12-03 00:00") == 7
    assert hours(calendar, "2026-12-03 00:00", "2026-12-04 00:00") == 7


NIGHTS = {"mon-fri": "22:00-06:00"}
EPIPHANY = [{"date": "2026-01-07", "name": "A Wednesday"}]


def test_a_night_belongs_to_the_day_it_begins_on():
    calendar = compiled(week=NIGHTS)
    assert hours(calendar, "2026-03-03 03:00", "2026-03-03 23:00") == 4
    assert hours(calendar, "2026-03-07 00:00", "2026-03-07 12:00") == 6
    assert hours(calendar, "2026-03-09 00:00", "2026-03-09 12:00") == 0


def test_a_holiday_by_date_cuts_the_night_before_and_keeps_the_morning_after():
    calendar = compiled(week=NIGHTS, holidays=EPIPHANY)
    assert hours(calendar, "2026-01-06 22:00", "2026-01-07 00:00") == 2
    assert hours(calendar, "2026-01-07 00:00", "2026-01-08 00:00") == 0
    assert hours(calendar, "2026-01-08 00:00", "2026-01-08 06:00") == 6


def test_a_holiday_by_shift_keeps_the_night_before_and_drops_its_own():
    calendar = compiled(week=NIGHTS, holidays=EPIPHANY, holiday_scope="shift_start")
    assert hours(calendar, "2026-01-06 22:00", "2026-01-07 06:00") == 8
    assert hours(calendar, "2026-01-07 12:00", "2026-01-08 12:00") == 0


def test_a_night_shift_is_an_hour_shorter_or_longer_where_the_clocks_change():
    calendar = compiled(week={"sat": "22:00-06:00"})
    assert hours(calendar, "2026-03-07 12:00", "2026-03-08 12:00") == 7
    assert hours(calendar, "2026-10-31 12:00", "2026-11-01 12:00") == 9


def test_days_that_touch_at_midnight_are_one_stretch():
    calendar = compiled(week={"mon-fri": "00:00-24:00"})
    assert calendar.next_opening(column("2026-05-05 00:00")).tolist() == [at("2026-05-05 00:00")]
    assert calendar.starts.size == 105
    assert hours(calendar, "2026-05-04 00:00", "2026-05-11 00:00") == 120


def test_the_calendar_speaks_of_its_own_dates_and_of_no_other():
    calendar = compiled(covers="2026-03-02 to 2026-03-06")
    asked = np.array(
        [at(f"2026-{day}") for day in ("03-01 23:59", "03-02", "03-07", "03-07 00:01")]
    )
    assert calendar.covers(asked).tolist() == [False, True, True, False]
    friday = column("2026-03-06 16:00")
    assert calendar.due(friday, np.array([1800])).tolist() == [at("2026-03-06 16:30")]
    assert calendar.due(friday, np.array([1801])).tolist() == [UNKNOWN]
    assert calendar.due(column("2026-03-01 12:00"), np.array([60])).tolist() == [UNKNOWN]
    assert calendar.next_opening(column("2026-03-06 16:30")).tolist() == [UNKNOWN]


def test_a_calendar_without_hours_gives_no_due_and_does_not_loop():
    calendar = compiled(week={})
    assert calendar.due(column("2026-05-05"), np.array([60])).tolist() == [UNKNOWN]
    assert calendar.back(column("2026-05-05"), np.array([60])).tolist() == [UNKNOWN]
    assert calendar.next_opening(column("2026-05-05")).tolist() == [UNKNOWN]
    assert hours(calendar, "2026-05-05", "2026-06-05") == 0


def test_due_at_the_exact_close_is_that_close_and_the_next_opening_is_as_good():
    # zendesk/biz 1.8.2, zammad and GLPI move this due time to the next opening.
    calendar = compiled()
    due = calendar.due(column("2026-01-23 07:30"), np.array([9 * HOUR]))
    assert due.tolist() == [at("2026-01-23 16:30")]
    assert calendar.latest_compliant_before(due).tolist() == [at("2026-01-26 07:30")]
    inside = column("2026-01-23 12:00")
    assert calendar.latest_compliant_before(inside).tolist() == [UNKNOWN]


def test_backward_reaches_the_first_opening_and_no_further():
    calendar = compiled(covers="2026-03-02 to 2026-03-06")
    evening = column("2026-03-03 18:00")
    assert calendar.back(evening, np.array([18 * HOUR])).tolist() == [at("2026-03-02 07:30")]
    assert calendar.back(evening, np.array([18 * HOUR + 1])).tolist() == [UNKNOWN]


def test_elapsed_time_is_one_stretch_of_two_hundred_years():
    calendar = compile_calendar(always("America/Chicago"))
    assert calendar.starts.size == 1
    ends = np.array([at("2026-03-07 12:00"), at("2026-03-08 12:00")])
    assert calendar.elapsed(ends[:1], ends[1:]).tolist() == [23 * HOUR]
    assert calendar.due(ends[:1], np.array([90])).tolist() == [at("2026-03-07 12:00") + 90]


def test_a_long_column_is_looked_up_as_it_is_searched():
    calendar = compiled(closures=[{"date": "2026-05-05", "from": "10:07", "reason": "Drill"}])
    moments = np.arange(calendar.first - 7_000, calendar.last + 7_000, 701)
    assert moments.size > 80_000
    one_by_one = [calendar.open(part) for part in np.array_split(moments, 100)]
    assert calendar.open(moments).tolist() == np.concatenate(one_by_one).tolist()


MOMENTS = st.integers(at("2026-01-01"), at("2027-12-31"))
NETS = st.sampled_from(
    [
        compiled(),
        compiled(week=NIGHTS, holidays=EPIPHANY),
        compiled(week={"mon-sun": "00:00-24:00"}),
        compiled(week={"sat-sun": ["00:30-02:30", "23:00-24:00"]}),
        compiled(timezone="Australia/Lord_Howe", week={"mon-sun": "01:15-02:20"}),
    ]
)


@given(NETS, st.tuples(MOMENTS, MOMENTS, MOMENTS).map(sorted))
def test_service_time_adds_up_and_is_bounded(calendar, moments):
    a, b, c = (np.array([moment]) for moment in moments)
    assert calendar.elapsed(a, b) + calendar.elapsed(b, c) == calendar.elapsed(a, c)
    assert 0 <= calendar.elapsed(a, b) <= b - a
    assert calendar.elapsed(c, a) == 0


@given(NETS, MOMENTS, st.integers(1, 500 * HOUR))
def test_due_is_the_earliest_instant_at_which_the_time_has_passed(calendar, start, seconds):
    begin, wanted = np.array([start]), np.array([seconds])
    due = calendar.due(begin, wanted)
    if due[0] == UNKNOWN:
        assert calendar.elapsed(begin, np.array([calendar.last])) < seconds
    else:
        assert calendar.elapsed(begin, due) == seconds
        assert calendar.elapsed(begin, due - 1) == seconds - 1


@given(NETS, MOMENTS, st.integers(1, 500 * HOUR))
def test_backward_is_the_latest_instant_from_which_the_time_passes(calendar, stop, seconds):
    end, wanted = np.array([stop]), np.array([seconds])
    begin = calendar.back(end, wanted)
    if begin[0] == UNKNOWN:
        assert calendar.elapsed(np.array([calendar.first]), end) < seconds
    else:
        assert calendar.elapsed(begin, end) == seconds
        assert calendar.elapsed(begin + 1, end) == seconds - 1


ZONES = st.sampled_from(
    ["America/Chicago", "America/Sao_Paulo", "Europe/Paris", "Asia/Tehran", "Africa/Casablanca"]
)


@given(ZONES, st.integers(at("2005-01-01"), at("2037-12-31")))
def test_local_time_is_what_the_zone_says_and_leads_back(zone, instant):
    local = to_local(zone, np.array([instant]))
    told = datetime.datetime.fromtimestamp(instant, ZoneInfo(zone))
    shown = datetime.datetime.fromtimestamp(int(local[0]), datetime.UTC)
    assert shown.replace(tzinfo=None) == told.replace(tzinfo=None)
    back = int(to_utc(zone, local)[0])
    assert back == instant - (HOUR if told.fold else 0)


def test_a_time_in_the_spring_gap_is_the_change_itself():
    gap = np.array([seconds("2026-03-08 02:00"), seconds("2026-03-08 02:59")])
    assert to_utc("America/Chicago", gap).tolist() == [at("2026-03-08 03:00")] * 2


@given(ZONES, st.datetimes(datetime.datetime(2005, 1, 1), datetime.datetime(2037, 12, 31)))
def test_a_reading_of_the_clock_is_an_instant_two_instants_or_none(zone, moment):
    local = local_second(moment)
    reading = read_clock(zone, local)
    assert reading.instant == int(to_utc(zone, np.array([local]))[0])
    shown = [one for one in (reading.instant, reading.again) if one is not None]
    for instant in [] if reading.skipped else shown:
        assert to_local(zone, np.array([instant])).tolist() == [local]
    gap = moment.replace(tzinfo=ZoneInfo(zone))
    later = gap.replace(fold=1)
    assert reading.skipped is (later.utcoffset() > gap.utcoffset())
    assert (reading.again is not None) is (later.utcoffset() < gap.utcoffset())


def test_an_instant_is_written_and_read_in_local_time_with_its_offset():
    second = datetime.datetime.fromisoformat("2026-11-01T01:30-06:00")
    instant = instant_of(second, "America/Chicago")
    assert write_local(instant, "America/Chicago") == "2026-11-01 01:30:00-06:00"
    first = instant_of(second.replace(tzinfo=None), "America/Chicago")
    assert instant - first == HOUR
    assert write_local(first, "America/Chicago") == "2026-11-01 01:30:00-05:00"


def test_a_stray_stamp_of_another_century_is_read_too():
    stray = np.array([seconds("1650-01-01 00:00"), seconds("2026-07-01 12:00"), 2**60])
    assert to_utc("America/Chicago", stray)[1] == at("2026-07-01 12:00")


def seconds(text: str) -> int:
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC).timestamp())


def column(text: str) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.array([at(text)])
