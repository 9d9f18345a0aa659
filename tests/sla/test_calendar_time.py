"""What a calendar answers about single instants, and the slices that it shows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.kinds.measure import DayRule
from rfpkit.model.limit import parse_limit
from rfpkit.sla.calendars.compiled import compile_calendar
from rfpkit.sla.calendars.days import DayCount
from rfpkit.sla.calendars.service_time import due_instant, due_time, latest_start, service_time
from tests.sla.logs import at

COUNT = DayCount()


def compiled(**changes):
    written = {
        "id": "desk",
        "timezone": "America/Chicago",
        "covers": "2027-01-01 to 2027-12-31",
        "week": {"mon-fri": "08:00-16:00"},
        "closures": [{"date": "2027-01-27", "reason": "Snow day"}],
        **changes,
    }
    return compile_calendar(ServiceCalendar.model_validate(written))


DESK = compiled()


def test_service_time_shows_each_stretch_with_its_reason():
    found = service_time(DESK, at("2027-01-26 15:00"), at("2027-01-28 09:30"))
    assert [(one.open, one.reason, one.seconds) for one in found.slices] == [
        (True, "", 3600),
        (False, "Snow day", 40 * 3600),
        (True, "", 5400),
    ]
    assert found.seconds == 9000
    assert found.notes == ()


def test_no_time_passes_backward_and_no_stretch_is_shown():
    found = service_time(DESK, at("2027-01-28 15:00"), at("2027-01-28 10:00"))
    assert (found.seconds, found.slices) == (0, ())


@pytest.mark.parametrize(
    ("first", "last", "note"),
    [
        ("2027-03-13 12:00", "2027-03-15 12:00", "forward on 2027-03-14, from 02:00 to 03:00"),
        ("2027-11-06 12:00", "2027-11-08 12:00", "back on 2027-11-07, from 02:00 to 01:00"),
    ],
)
def test_a_change_of_the_clocks_is_told(first, last, note):
    (told,) = service_time(DESK, at(first), at(last)).notes
    assert note in told
    assert "an hour" in told


def test_half_an_hour_is_told_as_such():
    zone = "Australia/Lord_Howe"
    ends = at("2027-04-03 12:00", zone), at("2027-04-05 12:00", zone)
    (told,) = service_time(compiled(timezone=zone), *ends).notes
    assert told.endswith("that day is 30 minutes longer")


def test_a_ticket_of_the_night_runs_from_the_opening_and_a_close_leaves_the_night():
    found = due_time(DESK, at("2027-05-04 20:00"), parse_limit("8 hours"), COUNT, backward=False)
    assert found is not None
    assert found.begins == at("2027-05-05 08:00")
    assert found.answer == at("2027-05-05 16:00")
    assert found.latest_compliant_before == at("2027-05-06 08:00")
    assert found.seconds == sum(one.seconds for one in found.slices if one.open) == 8 * 3600


def test_a_target_in_days_has_no_later_stop_that_is_in_time():
    days = parse_limit("2 business days")
    found = due_time(DESK, at("2027-05-04 10:00"), days, COUNT, backward=False)
    assert found is not None
    assert found.answer == at("2027-05-06 16:00")
    assert (found.begins, found.latest_compliant_before) == (None, None)
    assert found.rule == "by the close of the last business day"


def test_a_clock_in_calendar_days_does_not_wait_for_the_opening():
    days = parse_limit("3 calendar days")
    found = due_time(DESK, at("2027-05-08 10:00"), days, COUNT, backward=False)
    assert found is not None
    assert (found.answer, found.begins, found.rule) == (at("2027-05-11 10:00"), None, "")


@pytest.mark.parametrize("limit", ["9 business hours", "2 business days", "30 calendar days"])
def test_beyond_the_cover_there_is_no_answer(limit):
    late, early = at("2027-12-31 10:00"), at("2027-01-01 10:00")
    assert due_time(DESK, late, parse_limit(limit), COUNT, backward=False) is None
    assert due_time(DESK, early, parse_limit(limit), COUNT, backward=True) is None


CALENDARS = st.sampled_from(
    [
        DESK,
        compiled(week={"mon-thu": ["07:30-11:30", "12:15-16:15"], "sat": "10:00-11:00"}),
        compiled(week={"mon-fri": "22:00-06:00"}),
        compiled(week={"mon-sun": "00:00-24:00"}),
    ]
)
LIMITS = st.sampled_from(
    ["1 hour", "9 hours", "1 business day", "4 business days", "9 calendar days"]
)
COUNTS = st.builds(
    DayCount, st.sampled_from(DayRule), st.sampled_from([None, 12 * 3600, 15 * 3600 + 900])
)
MOMENTS = st.integers(at("2027-02-01"), at("2027-11-30"))


@settings(max_examples=200)
@given(CALENDARS, LIMITS, COUNTS, MOMENTS)
def test_the_latest_start_is_in_time_and_a_second_later_is_not(calendar, written, count, stop):
    limit = parse_limit(written)
    start = latest_start(calendar, stop, limit, count)
    assert start is not None
    in_time = due_instant(calendar, start, limit, count)
    too_late = due_instant(calendar, start + 1, limit, count)
    assert in_time is not None
    assert too_late is not None
    if limit.unit.value == "seconds":
        assert in_time <= stop
        assert service_time(calendar, start, stop).seconds == limit.amount
        assert service_time(calendar, start + 1, stop).seconds == limit.amount - 1
    else:
        assert in_time <= stop < too_late


@settings(max_examples=100)
@given(CALENDARS, MOMENTS, st.integers(1, 10 * 86_400))
def test_stretches_partition_the_wall_clock(calendar, start, length):
    found = service_time(calendar, start, start + length)
    assert found.slices[0].start == start
    assert found.slices[-1].end == start + length
    assert all(one.end == other.start for one, other in pairwise(found.slices))
    assert all(one.open is not other.open for one, other in pairwise(found.slices))
    assert sum(one.seconds for one in found.slices if one.open) == found.seconds
    assert all(one.reason for one in found.slices if not one.open)
