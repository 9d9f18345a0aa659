"""Twelve months of a calendar, day by day."""

from __future__ import annotations

import datetime

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.calendars.year import DayKind
from rfpkit.sla.calendars.compiled import compile_calendar
from rfpkit.sla.calendars.year import lay_out

CALENDAR = {
    "id": "desk",
    "timezone": "America/Chicago",
    "covers": "2027-01-04 to 2027-12-31",
    "week": {"mon-fri": "08:00-16:00"},
    "seasons": [
        {
            "id": "summer-2027",
            "from": "2027-06-01",
            "to": "2027-08-06",
            "week": {"mon-thu": "07:00-17:00"},
        }
    ],
    "holidays": [
        {"every": "12-24 to 01-04", "name": "Winter break"},
        {"date": "2027-05-31", "name": "Memorial Day"},
    ],
    "closures": [
        {
            "date": "2027-01-27",
            "reason": "Snow day",
            "noticed": "2027-01-26",
            "approved_by": "Superintendent",
        },
        {"date": "2027-02-18", "from": "12:00", "reason": "Ice"},
        {"date": "2027-02-19", "to": "10:00", "reason": "Late start"},
        {"date": "2027-02-20", "from": "12:00", "reason": "A Saturday"},
    ],
    "openings": [{"date": "2027-05-31", "from": "09:00", "to": "11:00"}],
}


def laid_out(**changes):
    calendar = ServiceCalendar.model_validate({**CALENDAR, **changes})
    return lay_out(calendar, datetime.date(2027, 1, 1), datetime.date(2027, 12, 31))


def day(year, month, number):
    return year.months[month - 1].days[number - 1]


def test_each_day_has_the_mark_of_the_most_telling_thing():
    year = laid_out()
    kinds = {
        (1, 1): DayKind.OUTSIDE,
        (1, 4): DayKind.HOLIDAY,
        (1, 5): DayKind.OPEN,
        (1, 9): DayKind.CLOSED,
        (1, 27): DayKind.CLOSURE,
        (2, 18): DayKind.PART_DAY,
        (2, 20): DayKind.CLOSURE,
        (5, 31): DayKind.OPENING,
        (6, 1): DayKind.SEASON,
        (6, 4): DayKind.CLOSED,
        (12, 31): DayKind.HOLIDAY,
    }
    assert {where: day(year, *where).kind for where in kinds} == kinds


def test_a_day_shows_what_is_left_of_its_hours_and_why():
    year = laid_out()
    assert day(year, 2, 18).hours == ((8 * 3600, 12 * 3600),)
    assert day(year, 2, 18).names == ("Ice",)
    assert day(year, 2, 19).open_seconds == 6 * 3600
    assert day(year, 5, 31).hours == ((9 * 3600, 11 * 3600),)
    assert day(year, 5, 31).names == ("Memorial Day", "extra hours")
    assert day(year, 6, 1).season == "summer-2027"


def test_months_add_up_to_the_service_time_of_the_calendar():
    year = laid_out()
    compiled = compile_calendar(ServiceCalendar.model_validate(CALENDAR))
    assert year.open_seconds == compiled.total
    assert year.business_days == sum(bool(one.hours) for m in year.months for one in m.days)
    assert [month.business_days for month in year.months[:2]] == [18, 20]


def test_a_night_counts_where_it_passes_and_is_a_business_day_where_it_begins():
    year = laid_out(week={"fri": "22:00-06:00"}, seasons=[], closures=[], openings=[])
    friday, saturday = day(year, 1, 8), day(year, 1, 9)
    assert (friday.hours, friday.open_seconds) == (((22 * 3600, 30 * 3600),), 2 * 3600)
    assert (saturday.hours, saturday.open_seconds) == ((), 6 * 3600)
    (week,) = year.weeks
    assert week.rows == (
        ("Monday to Thursday", "closed"),
        ("Friday", "22:00–6:00"),
        ("Saturday and Sunday", "closed"),
    )


def test_named_days_in_a_row_are_one_entry_over_days_that_are_closed_anyway():
    told = [(one.name, str(one.first), str(one.last), one.hours) for one in laid_out().named]
    assert told == [
        ("Winter break", "2027-01-04", "2027-01-04", ""),
        ("Snow day", "2027-01-27", "2027-01-27", ""),
        ("Ice", "2027-02-18", "2027-02-18", "closed from 12:00"),
        ("Late start", "2027-02-19", "2027-02-19", "closed until 10:00"),
        ("A Saturday", "2027-02-20", "2027-02-20", "closed from 12:00"),
        ("Memorial Day", "2027-05-31", "2027-05-31", ""),
        ("extra hours", "2027-05-31", "2027-05-31", "open 9:00–11:00"),
        ("Winter break", "2027-12-24", "2027-12-31", ""),
    ]
    papers = [one.papers for one in laid_out().named if one.papers]
    assert papers == ["notice of 2027-01-26, approved by Superintendent"]


def test_one_name_is_two_entries_where_a_working_day_lies_between():
    split = [{"date": f"2027-03-{number:02d}", "name": "Conferences"} for number in (4, 5, 8, 10)]
    named = laid_out(holidays=split, closures=[], openings=[]).named
    assert [(str(one.first), str(one.last)) for one in named] == [
        ("2027-03-04", "2027-03-08"),
        ("2027-03-10", "2027-03-10"),
    ]


def test_the_months_are_named_by_their_year_or_their_ends():
    assert laid_out().title == "2027"
    calendar = ServiceCalendar.model_validate(CALENDAR)
    school = lay_out(calendar, datetime.date(2027, 7, 1), datetime.date(2028, 6, 30))
    assert school.title == "July 2027 to June 2028"
    assert [week.name for week in school.weeks] == ["", "summer-2027"]
    assert str(school.weeks[1].last) == "2027-08-06"


def test_hours_that_touch_or_overlap_are_one_stretch_of_the_day():
    extra = [
        {"date": "2027-01-12", "from": "16:00", "to": "18:00"},
        {"date": "2027-01-13", "from": "09:00", "to": "10:00"},
        {"date": "2027-01-14", "from": "17:00", "to": "18:00"},
    ]
    year = laid_out(openings=extra, closures=[])
    assert day(year, 1, 12).hours == ((8 * 3600, 18 * 3600),)
    assert day(year, 1, 13).hours == ((8 * 3600, 16 * 3600),)
    assert day(year, 1, 14).hours == ((8 * 3600, 16 * 3600), (17 * 3600, 18 * 3600))


def test_each_season_is_named_on_its_own_days_and_on_no_other():
    def season(name, first, last):
        return {"id": name, "from": first, "to": last, "week": {"mon-sun": "09:00-10:00"}}

    seasons = [
        season("winter", "2027-01-04", "2027-02-28"),
        season("autumn", "2027-11-01", "2027-12-31"),
    ]
    calendar = ServiceCalendar.model_validate({**CALENDAR, "seasons": seasons})
    year = lay_out(calendar, datetime.date(2027, 1, 1), datetime.date(2028, 1, 31))
    named = {str(one.date): one.season for month in year.months for one in month.days}
    days = ("01-03", "01-04", "02-28", "03-01", "10-31", "11-01", "12-31")
    found = [named[f"2027-{number}"] for number in days]
    assert found == ["", "winter", "winter", "", "", "autumn", "autumn"]
    assert named["2028-01-01"] == ""
    assert day(year, 1, 3).kind is DayKind.OUTSIDE
    assert [(one.name, str(one.first), str(one.last)) for one in year.weeks] == [
        ("", "2027-03-01", "2027-10-31"),
        ("winter", "2027-01-04", "2027-02-28"),
        ("autumn", "2027-11-01", "2027-12-31"),
    ]
