"""What the family page says, and what it does not make up."""

from __future__ import annotations

import pytest

from rfpkit.render.view.family.page import view
from tests.render.view.conftest import DESK, REPAIR


def promise(make, **changes):
    (only,) = view(make(service_levels=[REPAIR | changes]))["promises"]
    return only


def stopping(*events):
    return {"measure": REPAIR["measure"] | {"to": list(events)}}


@pytest.mark.parametrize(
    ("applies_to", "told"),
    [
        ({}, ""),
        ({"device_class": "staff-laptop"}, "staff laptops"),
        ({"service": "device-repair", "device_class": ["student-laptop", "tablet"]},
         "device repair of student laptops and tablets"),
        ({"audience": "student"}, "students"),
        ({"service": "device-repair", "site": "north-school"}, "device repair at North School"),
    ],
)  # fmt: skip
def test_a_promise_that_is_not_for_everybody_says_for_whom(make, applies_to, told):
    assert promise(make, applies_to=applies_to)["whom"] == told


def test_the_longest_limit_is_promised_and_the_shortest_is_named_as_urgent(make):
    told = promise(make)
    assert (told["within"], told["sooner"]) == (
        "within 3 working days",
        ", or within 1 working day if it is urgent",
    )


def test_a_clock_that_any_of_several_things_stops_promises_a_device_that_works(make):
    either = promise(make, **stopping("loaner-issued", "returned"))
    assert either["what"] == "You have a working device"
    assert promise(make, **stopping("returned"))["what"] == "Your device is back"


def test_what_is_owed_each_time_is_no_number_out_of_a_hundred(make):
    assert promise(make, attainment={"at_least": "100%", "per": "month"})["share"] == "every time"


def test_levels_that_the_page_cannot_say_are_counted(make, levels):
    odd = REPAIR | {"id": "odd"} | stopping("crated")
    mixed = REPAIR | {"id": "mixed"} | stopping("returned", "answered")
    page = view(make(service_levels=[REPAIR, odd, mixed, levels["survey"]]))
    assert (len(page["promises"]), page["more"]) == (1, 3)


def test_a_level_for_staff_alone_is_counted_and_not_promised_to_families(make):
    staff = {"id": "teachers", "kind": "teacher", "may_open_ticket": True}
    level = REPAIR | {"applies_to": {"audience": "teachers"}}
    page = view(make(service_levels=[level], audiences=[staff]))
    assert (page["promises"], page["more"]) == ([], 1)


def test_spares_are_not_called_spare_twice(make, levels):
    measure = levels["spares"]["measure"] | {"of": "spare-devices"}
    page = view(make(service_levels=[levels["spares"] | {"measure": measure}]))
    assert page["promises"][0]["what"] == "We keep spare devices at each school"


def test_holidays_are_spoken_of_only_where_the_calendar_has_any(make):
    assert not view(make(calendars=[DESK]))["hours"]["holidays"]
    holiday = {"holidays": [{"date": "2026-11-26", "name": "Thanksgiving"}]}
    assert view(make(calendars=[DESK | holiday]))["hours"]["holidays"]


def test_seasons_with_other_hours_are_named(make):
    summer = {"id": "summer-2027", "from": "2027-06-01", "to": "2027-06-30"}
    desk = DESK | {"seasons": [summer | {"week": {"mon": "08:00-12:00"}}]}
    assert view(make(calendars=[desk]))["hours"]["seasons"] == "Summer"


def test_two_calendars_are_told_apart(make):
    days = DESK | {"id": "school-days", "week": {"mon-fri": "08:00-15:00"}}
    measure = REPAIR["measure"] | {"calendar": "school-days"}
    levels = [REPAIR, REPAIR | {"id": "quick", "measure": measure}]
    hours = view(make(service_levels=levels, calendars=[DESK, days]))["hours"]
    assert [one["name"] for one in hours["named"]] == ["Desk", "School Days"]
    assert hours["usual"] == []


def test_where_no_way_to_ask_is_given_none_is_made_up(make):
    silent = {"id": "students", "kind": "student", "may_open_ticket": True}
    assert view(make(audiences=[silent]))["asks"] == []
