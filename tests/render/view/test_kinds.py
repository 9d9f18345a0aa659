"""Every kind of level has its card, its metric sheet and its columns."""

from __future__ import annotations

import pytest

from rfpkit.load.document import load
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.view import hours
from rfpkit.render.view.levels import service_levels
from rfpkit.render.view.reporting import export_columns, reporting
from rfpkit.render.view.rules import rules
from rfpkit.render.view.sheet import sheet
from tests.render.view.conftest import ROOT


@pytest.fixture(scope="module")
def kinds() -> Solicitation:
    return load(ROOT / "examples" / "every-kind" / "rfp.yaml", Solicitation)


def rows(document, level):
    (found,) = [one for one in document.service_levels if one.id == level]
    return {row["term"]: row.get("items") or row["text"] for row in sheet(found, document)}


@pytest.mark.parametrize(
    ("level", "target", "period"),
    [
        (
            "repair-turnaround",
            [
                "P1: 1 business day",
                "Student laptops, in the season testing 2026: 2 business days",
                "Student laptops: 3 business days",
                "All others: 5 business days",
                "At least 90%",
            ],
            [
                "Calendar month in which the request falls due, finished or not",
                "Fewer than 10 decided requests: judged with the next calendar month",
            ],
        ),
        (
            "first-visit",
            "Visited at most once; at least 75%",
            "Calendar month in which “closed” is recorded for the request",
        ),
        (
            "repeat-repair",
            "No new request for the device and fault within 30 calendar days; at least 92%",
            [
                "Calendar month in which “returned” is recorded for the request",
                "Judged together with the two before it",
            ],
        ),
        ("speed-of-answer", "90th percentile: at most 60 seconds", "Calendar month"),
        ("spare-pool", "3% of users; at least 97%", "Calendar month"),
        ("lemon-rule", "At most 8 school days for each device; at least 95%", "Calendar quarter"),
        (
            "monthly-report",
            "10 calendar days after the calendar month; 100%",
            "Calendar month",
        ),
    ],
)
def test_the_sheet_says_target_and_period_of_every_kind(kinds, level, target, period):
    found = rows(kinds, level)
    assert found["Target"] == target
    assert found["Period"] == period


@pytest.mark.parametrize(
    ("level", "definition"),
    [
        (
            "acknowledgement",
            (
                "Service time from *reported* to *acknowledged* on Support Hours; at West Fork "
                "School on Mountain Hours"
            ),
        ),
        ("first-visit", "Requests of which the target is true, among all that are *closed*"),
        (
            "speed-of-answer",
            "90th percentile of the values in calls, each counted as often as its base says",
        ),
        (
            "lemon-rule",
            "All outages of a device together, each from *reported* to *returned* on School Days",
        ),
        ("monthly-report", "The monthly report for each calendar month, as noted in deliveries"),
    ],
)
def test_the_sheet_defines_what_is_measured(kinds, level, definition):
    assert rows(kinds, level)["Definition"] == definition


@pytest.mark.parametrize(
    ("level", "lines"),
    [
        (
            "speed-of-answer",
            [
                "90th percentile of all rows, each as often as its base says, compared exactly",
                "Of 200 values in order, from the smallest, the 180th one",
            ],
        ),
        (
            "monthly-report",
            [
                "Delivered in time ÷ due, as an exact fraction",
                "Of 12 deliveries that were due, 12 in time meet the level; 11 (91.66%) miss it",
            ],
        ),
        (
            "lemon-rule",
            [
                "Devices within the limit ÷ devices with an outage, as an exact fraction",
                (
                    "Of 200 devices with an outage, 190 within the limit meet the level; 189 "
                    "(94.5%) miss it"
                ),
            ],
        ),
    ],
)
def test_the_calculation_is_worked_out_for_every_kind(kinds, level, lines):
    assert rows(kinds, level)["Calculation"] == lines


def test_caps_and_evidence_stand_beside_the_pause(kinds):
    assert rows(kinds, "repair-turnaround")["Pauses"] == (
        "Awaiting the District's approval (at most 16 business hours each, with evidence)"
    )


def test_a_statistic_owes_its_value_and_no_share(kinds):
    part = service_levels(kinds)
    assert part is not None
    summary = {row["title"]: row for row in part["summary"]}
    assert summary["Speed of answer"]["attainment"] == "The value itself"
    assert summary["The same fault again"]["period"] == (
        "calendar month together with the two before it"
    )


def test_the_export_has_what_each_kind_needs(kinds):
    found = {row["name"]: row["levels"] for row in export_columns(kinds.service_levels)}
    assert found["Evidence"] == "Repair turnaround"
    assert found["Fault"] == "The same fault again"
    assert found["Device"] == "The same fault again and Days out of service"
    assert found["Time: visited"] == "Fixed at the first visit"
    assert found["Time: loaner issued"] == "Loaner in the student's hands"


def test_each_feed_is_listed_once_with_what_it_holds(kinds):
    feeds = reporting(kinds)["parts"]["export"]["feeds"]
    assert [(row["name"], row["text"]) for row in feeds] == [
        ("calls", "Date and time, value, how often it counts"),
        (
            "spare-count",
            (
                "Date, site, number of student laptops ready to hand out, number of users, on "
                "each school day"
            ),
        ),
        (
            "deliveries",
            (
                "Date and time of each delivery, what it is (monthly report), and a day of the "
                "calendar month that it is for"
            ),
        ),
    ]


def test_a_calendar_names_every_level_that_needs_it(kinds):
    part = hours.calendars(kinds)
    assert part is not None
    found = {
        name: [level["title"] for level in one["levels"]] for name, one in part["parts"].items()
    }
    assert found["mountain-hours"] == [
        "Acknowledgement",
        "Repair turnaround",
        "Loaner in the student's hands",
    ]
    assert found["school-days"] == ["Spares at each school", "Days out of service"]


def test_numbers_facts_and_ratings_are_columns_of_the_tickets(make):
    goods = [
        {"number": "visits", "at_most": "1"},
        {"fact": "first-visit-fix", "is": ["yes"]},
        {"rating": "quality", "at_least": "4"},
    ]
    levels = [
        {
            "id": f"level-{place}",
            "title": f"Level {place}",
            "measure": {"kind": "ratio", "good": good},
            "attainment": {"at_least": "90%", "per": "month"},
        }
        for place, good in enumerate(goods)
    ]
    found = {row["name"] for row in export_columns(make(service_levels=levels).service_levels)}
    assert {"Visits", "First visit fix", "Rating: quality", "Time: closed"} <= found


def test_each_kind_brings_its_rules(kinds):
    found = set(rules(kinds.service_levels))
    assert {"rolling", "ratios", "statistics", "outages", "feeds", "stock"} <= found


@pytest.mark.parametrize(
    ("level", "present", "absent"),
    [
        ("speed-of-answer", {"statistics", "feeds"}, {"clock", "attainment", "ratios", "pauses"}),
        ("first-visit", {"ratios", "attainment"}, {"clock", "service-time", "feeds", "rolling"}),
        ("lemon-rule", {"outages", "clock", "business-days"}, {"feeds", "statistics"}),
        ("monthly-report", {"feeds", "attainment"}, {"clock", "business-days"}),
    ],
)
def test_a_kind_brings_no_rule_of_another(kinds, level, present, absent):
    found = set(rules([one for one in kinds.service_levels if one.id == level]))
    assert present <= found
    assert not absent & found
