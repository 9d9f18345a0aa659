from __future__ import annotations

import datetime

import pytest

from rfpkit.render.view.hours import calendars
from rfpkit.render.view.writing import hours, short_range


def day(text):
    return datetime.date.fromisoformat(text)


def only_calendar(make, **changes):
    desk = {
        "id": "desk",
        "covers": "2026-07-01 to 2028-06-30",
        "week": {"mon-fri": "07:30-16:30"},
    }
    part = calendars(make(calendars=[desk | changes]))
    assert part is not None
    return part["parts"]["desk"]


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2026-11-26", "2026-11-26", "Nov 26"),
        ("2027-04-05", "2027-04-30", "Apr 5–30"),
        ("2026-07-01", "2026-08-07", "Jul 1–Aug 7"),
        ("2026-12-24", "2027-01-01", "Dec 24–Jan 1"),
    ],
)
def test_a_stretch_of_days_is_written_short(first, last, written):
    assert short_range(day(first), day(last)) == written


def test_hours_of_a_day_are_written_as_people_say_them():
    assert hours([(27_000, 43_200), (46_800, 59_400)]) == (
        "7:30 a.m. to noon and 1:00 p.m. to 4:30 p.m."
    )
    assert hours([]) == "closed"


def test_weekdays_share_a_column_only_where_every_season_agrees(make):
    summer = {"id": "summer-2027", "from": "2027-06-01", "to": "2027-08-10"}
    part = only_calendar(make, seasons=[summer | {"week": {"mon-thu": "07:00-17:00"}}])
    assert part["days"] == ["Monday to Thursday", "Friday", "Saturday and Sunday"]
    assert part["weeks"] == [
        {"name": "All other dates", "hours": ["7:30 a.m. to 4:30 p.m."] * 2 + ["closed"]},
        {"name": "Summer", "hours": ["7:00 a.m. to 5:00 p.m.", "closed", "closed"]},
    ]


def test_seasons_of_one_name_stand_in_one_row_under_their_years(make):
    week = {"mon-fri": "closed"}
    seasons = [
        {"id": "spring-break-2027", "from": "2027-03-15", "to": "2027-03-19", "week": week},
        {"id": "spring-break-2028", "from": "2028-03-13", "to": "2028-03-17", "week": week},
    ]
    part = only_calendar(make, seasons=seasons)
    assert part["years"] == ["2026", "2027", "2028"]
    assert part["seasons"] == [{"name": "Spring break", "dates": ["", "Mar 15–19", "Mar 13–17"]}]


def test_holidays_of_one_name_join_over_a_weekend_and_stand_in_the_year_of_their_first(make):
    days = ["2026-12-31", "2027-01-01", "2027-01-04", "2027-01-06"]
    part = only_calendar(make, holidays=[{"date": date, "name": "Closing"} for date in days])
    assert part["holidays"] == [{"name": "Closing", "dates": ["Dec 31–Jan 4", "Jan 6", ""]}]


def test_two_holidays_side_by_side_keep_their_names(make):
    thanksgiving = {"date": "2026-11-26", "name": "Thanksgiving"}
    after = {"date": "2026-11-27", "name": "Day after Thanksgiving"}
    names = [row["name"] for row in only_calendar(make, holidays=[thanksgiving, after])["holidays"]]
    assert names == ["Thanksgiving", "Day after Thanksgiving"]


def test_a_closure_tells_from_when_and_who_approved_it(make):
    closure = {
        "date": "2027-01-14",
        "from": "12:00",
        "reason": "Ice storm",
        "noticed": "2027-01-14",
        "approved_by": "Superintendent",
    }
    assert only_calendar(make, closures=[closure])["closures"] == [
        {
            "date": "January 14, 2027",
            "hours": "From noon",
            "reason": "Ice storm",
            "noticed": "January 14, 2027",
            "approved_by": "Superintendent",
        }
    ]


def test_a_calendar_names_the_levels_whose_clock_it_is(make):
    assert only_calendar(make)["levels"] == [
        {"id": "service-levels.repair-turnaround", "title": "Repair turnaround"}
    ]
