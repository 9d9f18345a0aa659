"""The shared cases of business time, taken from the tests of a dozen other programs."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rfpkit.sla.compiled import CompiledCalendar, compile_calendar
from tests.sla.calendars import from_case, instant

CASES = Path(__file__).parents[2].parent / "shared" / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    path = CASES / name
    return json.loads(path.read_text("utf-8")) if path.is_file() else []


BUSINESS_TIME = cases("business-time.json")
TIME_PASSES = [case for case in BUSINESS_TIME if "expected_seconds" in case]
DUE = [case for case in BUSINESS_TIME if "expected_end" in case]
OPENINGS = [case for case in BUSINESS_TIME if "expected_next_open" in case]


def test_the_shared_cases_are_present():
    if not BUSINESS_TIME:
        pytest.skip("../shared/cases is absent: the business-time cases are not run")
    assert len(TIME_PASSES) + len(DUE) + len(OPENINGS) == len(BUSINESS_TIME) == 110


@pytest.mark.parametrize("case", TIME_PASSES, ids=lambda case: case["id"])
def test_service_time_passes_as_the_case_says(case):
    calendar = compiled(case)
    start, stop = instant(case["start"]), instant(case["end"])
    passed = elapsed(calendar, start, stop) - paused(calendar, case, start, stop)
    assert passed == case["expected_seconds"]


@pytest.mark.parametrize("case", DUE, ids=lambda case: case["id"])
def test_a_ticket_falls_due_as_the_case_says(case):
    calendar = compiled(case)
    start, seconds = instant(case["start"]), case["add_seconds"]
    step = calendar.due if seconds > 0 else calendar.back
    due = int(step(column(start), column(abs(seconds)))[0])
    if case.get("pauses"):
        held = paused(calendar, case, start, instant(case["expected_end"]))
        due = int(step(column(start), column(seconds + held))[0])
    assert due == instant(case["expected_end"])


@pytest.mark.parametrize("case", OPENINGS, ids=lambda case: case["id"])
def test_the_next_opening_is_as_the_case_says(case):
    found = compiled(case).next_opening(column(instant(case["start"])))
    assert found.tolist() == [instant(case["expected_next_open"])]


def compiled(case: dict[str, Any]) -> CompiledCalendar:
    stamps = [case["start"], *(case[key] for key in case if key in ENDS)]
    days = [datetime.datetime.fromisoformat(stamp).date() for stamp in stamps]
    year = datetime.timedelta(days=366)
    return compile_calendar(from_case(case["calendar"], min(days) - year, max(days) + year))


ENDS = ("end", "expected_end", "expected_next_open")


def paused(calendar: CompiledCalendar, case: dict[str, Any], start: int, stop: int) -> int:
    """Open seconds in the union of the case's pauses, clipped to the clock."""
    total, reach = 0, start
    spans = [(instant(a), instant(b) if b else stop) for a, b in case.get("pauses", [])]
    for begin, end in sorted(spans):
        total += elapsed(calendar, max(begin, reach), min(end, stop))
        reach = max(reach, min(end, stop))
    return total


def elapsed(calendar: CompiledCalendar, start: int, stop: int) -> int:
    return int(calendar.elapsed(column(start), column(stop))[0])


def column(value: int) -> np.ndarray:
    return np.array([value], dtype=np.int64)
