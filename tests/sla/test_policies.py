"""Cases in which programs differ: rfpkit gives the answer that its definitions name."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest

from rfpkit.model.kinds.measure import DayRule
from rfpkit.sla.calendars.compiled import CompiledCalendar, compile_calendar
from rfpkit.sla.calendars.days import DayCount, due_in_business_days
from tests.sla.calendars import from_case, instant
from tests.sla.test_business_time import cases

POLICIES = cases("business-time-policies.json")
EDGES = [case for case in POLICIES if case["kind"] == "dst-endpoint"]
ANSWERS = {
    # what stands in `correct`, `literal` or `recommended` of the case, as seconds
    "reversed": 0,
    "23:59 close": 604_380,
    "holiday x overnight": 28_800,
    "break overlapping end of hours": 25_200,
    "start inside overnight tail": 14_400,
}


def test_the_shared_policies_are_present():
    if not POLICIES:
        pytest.skip("../shared/cases is absent: the policy cases are not run")
    assert len(EDGES) == 7
    assert {case["kind"] for case in POLICIES} > set(ANSWERS)


@pytest.mark.parametrize("case", EDGES, ids=lambda case: case["name"])
def test_an_end_in_the_gap_is_the_change_and_an_ambiguous_one_its_first_occurrence(case):
    assert elapsed(case) == case["clamp_first_first"]


@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_service_time_is_the_recommended_answer(kind):
    for case in of_kind(kind):
        assert elapsed(case) == ANSWERS[kind]


def test_due_at_an_exact_close_is_the_close_and_later_the_same_night_is_as_good():
    for case in of_kind("due-at-exact-close"):
        calendar = compiled(case)
        start = np.array([instant(case["start"])])
        due = calendar.due(start, np.array([case["add_seconds"]]))
        assert due.tolist() == [instant("2016-01-22T17:00:00+00:00")]
        monday = calendar.latest_compliant_before(due)
        assert monday.tolist() == [instant("2016-01-25T09:00:00+00:00")]
        evening = np.array([instant("2016-01-22T18:30:00+00:00")])
        assert calendar.elapsed(start, evening).tolist() == [case["add_seconds"]]


def test_days_of_23_and_25_hours_are_neither_skipped_nor_counted_twice():
    for case in of_kind("GLPI +86400 day stepping"):
        for one in case["cases"]:
            told = {"calendar": case["calendar"], "start": one["start"], "end": one["end"]}
            assert elapsed(told) == one["correct_h"] * 3600, one["why"]


def test_business_days_at_the_same_time_are_those_of_zendesk_biz():
    for case in of_kind("business-days", "zendesk/biz"):
        calendar = compiled(
            {"calendar": case["calendar"], "start": "2006-01-06", "end": "2006-01-06"}
        )
        for one in case["cases"]:
            if one["add_days"] > 0:
                assert days(calendar, one, DayRule.SAME_TIME) == instant(one["end"], "UTC")


def test_business_days_at_the_same_time_and_at_the_close_are_those_of_glpi():
    five_by_twelve = {day: [["08:00", "20:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    around_the_clock = {day: [["00:00", "24:00"]] for day in five_by_twelve}
    school = {**{day: [["08:30", "19:00"]] for day in five_by_twelve}, "mon": [["10:30", "19:00"]]}
    weeks = {"": five_by_twelve, "5x24": around_the_clock, "SLMTest": school}
    for case in of_kind("business-days", "glpi"):
        for one in case["cases"]:
            if one["add_days"] < 0 or "then_hold_seconds" in one:
                continue
            week = weeks[one.get("calendar", "")]
            told = {
                "calendar": {"tz": "UTC", "week": week},
                "start": one["start"],
                "end": one["end"],
            }
            at_close = one.get("end_of_working_day", False)
            rule = DayRule.CLOSE_OF_BUSINESS if at_close else DayRule.SAME_TIME
            assert days(compiled(told), one, rule) == instant(one["end"], "UTC")


def of_kind(kind: str, source: str = "") -> list[dict[str, Any]]:
    return [
        case for case in POLICIES if case["kind"] == kind and source in case.get("source", source)
    ]


def compiled(case: dict[str, Any]) -> CompiledCalendar:
    first, last = (
        datetime.datetime.fromisoformat(case.get(key, case["start"])).date()
        for key in ("start", "end")
    )
    month = datetime.timedelta(days=31)
    return compile_calendar(from_case(case["calendar"], first - month, last + month))


def elapsed(case: dict[str, Any]) -> int:
    zone = case["calendar"]["tz"]
    ends = (np.array([instant(case[key], zone)]) for key in ("start", "end"))
    return int(compiled(case).elapsed(*ends)[0])


def days(calendar: CompiledCalendar, one: dict[str, Any], rule: DayRule) -> int:
    receipt = np.array([instant(one["start"], "UTC")])
    return int(
        due_in_business_days(calendar, receipt, np.array([one["add_days"]]), DayCount(rule))[0]
    )
