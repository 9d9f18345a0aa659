"""Holidays as people write them: one date, a range, or every year."""

from __future__ import annotations

import datetime
import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.model.calendars.calendar import CalendarFile, ServiceCalendar
from rfpkit.model.calendars.holiday import Holiday
from rfpkit.model.dates import DateRange, parse_year_range
from rfpkit.model.digest import digest_of
from rfpkit.model.schema import schema_text

COVERS = DateRange(datetime.date(2026, 7, 1), datetime.date(2028, 6, 30))
HEAD = {
    "kind": "calendar",
    "id": "desk",
    "timezone": "America/Chicago",
    "covers": "2026-07-01 to 2028-06-30",
    "week": {"mon-fri": "08:00-16:00"},
}
SOUND = [
    {"date": "2026-11-26", "name": "Thanksgiving"},
    {"from": "2026-12-21", "to": "2027-01-01", "name": "Winter break"},
    {"every": "12-24 to 01-02", "name": "Winter break"},
    {"every": "02-29", "name": "Leap day"},
]
BROKEN = [
    {"name": "Never"},
    {"date": "2026-12-25", "every": "12-25", "name": "Twice"},
    {"from": "2026-12-21", "name": "No end"},
    {"date": "2026-12-21", "from": "2026-12-21", "to": "2026-12-22", "name": "Twice"},
]


def test_the_editor_s_schema_takes_what_the_loader_takes_and_nothing_else():
    schema = json.loads(schema_text("calendar"))
    check = jsonschema.Draft202012Validator(schema)
    for holiday in SOUND:
        assert check.is_valid(HEAD | {"holidays": [holiday]}), holiday
        Holiday.model_validate(holiday)
    for holiday in BROKEN:
        assert not check.is_valid(HEAD | {"holidays": [holiday]}), holiday
        with pytest.raises(ValueError, match="rfpkit"):
            Holiday.model_validate(holiday)


@pytest.mark.parametrize("written", SOUND)
def test_a_holiday_is_written_back_as_it_was(written):
    holiday = Holiday.model_validate(written)
    assert holiday.model_dump(mode="json", exclude_none=True) == written


def test_a_range_gives_what_is_covered_of_it():
    holiday = Holiday.model_validate({"from": "2026-06-29", "to": "2026-07-02", "name": "Early"})
    assert [str(day) for day in holiday.dates(COVERS)] == ["2026-07-01", "2026-07-02"]
    assert [problem.path for problem in holiday.problems(COVERS)] == [("from",)]
    late = Holiday.model_validate({"from": "2029-01-01", "to": "2029-01-02", "name": "Late"})
    assert list(late.dates(COVERS)) == []
    assert [problem.path for problem in late.problems(COVERS)] == [("from",), ("to",)]


def test_a_leap_day_that_no_covered_year_has_is_told():
    leap = Holiday.model_validate({"every": "02-29", "name": "Leap day"})
    short = DateRange(datetime.date(2026, 7, 1), datetime.date(2027, 6, 30))
    assert [problem.path for problem in leap.problems(short)] == [("every",)]
    assert list(leap.problems(COVERS)) == []


def test_a_calendar_of_its_own_file_has_the_digest_that_it_has_in_a_document():
    written = HEAD | {"holidays": SOUND}
    alone = CalendarFile.model_validate(written)
    held = {key: value for key, value in written.items() if key != "kind"}
    inside = ServiceCalendar.model_validate(held)
    assert alone.calendar == inside
    assert digest_of(alone.calendar) == digest_of(inside)


@given(st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)), st.integers(0, 365))
def test_days_of_each_year_are_read_as_they_are_written(first, length):
    last = first + datetime.timedelta(days=length)
    text = (
        f"{first:%m-%d} to {last:%m-%d}" if f"{first:%m%d}" != f"{last:%m%d}" else f"{first:%m-%d}"
    )
    assert str(parse_year_range(text)) == text
