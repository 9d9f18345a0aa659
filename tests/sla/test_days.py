"""Targets in business days by three rules, and in calendar days."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.kinds.measure import DayRule
from rfpkit.sla.calendars.compiled import compile_calendar
from rfpkit.sla.calendars.days import DayCount, due_in_business_days, due_in_calendar_days
from rfpkit.sla.calendars.zones import UNKNOWN
from tests.sla.logs import at

CLOSE, SAME, NEXT = DayRule.CLOSE_OF_BUSINESS, DayRule.SAME_TIME, DayRule.NEXT_OPENING


def due(receipt: str, days: int, rule: DayRule, cutoff: int | None = None, **changes: Any) -> int:
    written = {
        "id": "support-hours",
        "timezone": "America/Chicago",
        "covers": "2026-01-01 to 2026-12-31",
        "week": {"mon-fri": "07:30-16:30"},
        "holidays": [{"date": "2026-11-26", "name": "Thanksgiving"}],
        **changes,
    }
    calendar = compile_calendar(ServiceCalendar.model_validate(written))
    columns = np.array([at(receipt)]), np.array([days])
    return int(due_in_business_days(calendar, *columns, DayCount(rule, cutoff))[0])


@pytest.mark.parametrize(
    ("receipt", "days", "expected"),
    [
        ("2026-11-23 10:00", 1, "2026-11-24 16:30"),
        ("2026-11-23 03:00", 1, "2026-11-24 16:30"),
        ("2026-11-23 20:00", 1, "2026-11-24 16:30"),  # after hours, but no cut-off is written
        ("2026-11-25 10:00", 1, "2026-11-27 16:30"),  # over the holiday
        ("2026-11-27 10:00", 1, "2026-11-30 16:30"),  # over the weekend
        ("2026-11-28 10:00", 1, "2026-12-01 16:30"),  # received on a Saturday: day 0 is Monday
        ("2026-11-26 10:00", 3, "2026-12-02 16:30"),  # received on the holiday: day 0 is Friday
    ],
)
def test_close_of_business_counts_from_the_day_of_receipt(receipt, days, expected):
    assert due(receipt, days, CLOSE) == at(expected)


def test_a_receipt_after_the_cutoff_counts_for_the_next_business_day():
    noon = 12 * 3600
    assert due("2026-11-24 12:00", 1, CLOSE, noon) == at("2026-11-25 16:30")
    assert due("2026-11-24 12:00:01", 1, CLOSE, noon) == at("2026-11-27 16:30")
    assert due("2026-11-24 12:00:01", 1, NEXT, noon) == at("2026-11-30 07:30")
    assert due("2026-11-24 12:00:01", 1, SAME, noon) == at("2026-11-27 07:30")


@pytest.mark.parametrize(
    ("receipt", "days", "expected"),
    [
        ("2026-11-23 10:00:07", 1, "2026-11-24 10:00:07"),
        ("2026-11-23 03:00", 1, "2026-11-24 07:30"),
        ("2026-11-23 20:00", 1, "2026-11-25 07:30"),
        ("2026-11-25 10:00", 1, "2026-11-27 10:00"),
        ("2026-11-28 10:00", 2, "2026-12-02 07:30"),
    ],
)
def test_same_time_moves_a_receipt_outside_hours_to_the_next_opening_first(receipt, days, expected):
    assert due(receipt, days, SAME) == at(expected)


def test_same_time_stays_inside_the_hours_of_a_shorter_day():
    week = {"mon-thu": "07:30-16:30", "fri": "09:00-12:00"}
    assert due("2026-10-01 15:00", 1, SAME, week=week) == at("2026-10-02 12:00")
    assert due("2026-10-01 08:00", 1, SAME, week=week) == at("2026-10-02 09:00")


def test_next_opening_is_the_morning_after_the_last_day():
    assert due("2026-11-23 10:00", 1, NEXT) == at("2026-11-25 07:30")
    assert due("2026-11-24 10:00", 1, NEXT) == at("2026-11-27 07:30")


def test_a_night_shift_is_a_business_day_of_the_date_it_begins_on():
    week = {"mon-fri": "22:00-06:00"}
    assert due("2026-10-06 03:00", 1, CLOSE, week=week) == at("2026-10-07 06:00")
    assert due("2026-10-06 23:00", 1, CLOSE, week=week) == at("2026-10-08 06:00")
    assert due("2026-10-03 03:00", 1, CLOSE, week=week) == at("2026-10-06 06:00")
    assert due("2026-10-06 03:00", 1, SAME, week=week) == at("2026-10-07 03:00")


def test_a_closure_that_leaves_nothing_of_a_day_makes_it_no_business_day():
    snow = [{"date": "2026-02-03", "reason": "Snow day"}]
    early = [{"date": "2026-02-03", "from": "12:00", "reason": "Early release"}]
    assert due("2026-02-02 10:00", 1, CLOSE, closures=snow) == at("2026-02-04 16:30")
    assert due("2026-02-02 10:00", 1, CLOSE, closures=early) == at("2026-02-03 12:00")


def test_a_day_that_the_calendar_does_not_cover_is_never_guessed():
    assert due("2026-12-31 10:00", 1, CLOSE) == UNKNOWN
    assert due("2025-12-31 10:00", 1, CLOSE) == UNKNOWN
    assert due("2026-12-31 10:00", 1, SAME) == UNKNOWN
    assert due("2026-12-30 10:00", 1, NEXT) == UNKNOWN
    assert due("2026-12-31 20:00", 1, CLOSE, 43_200, covers="2026-01-01 to 2027-01-03") == UNKNOWN
    assert due("2027-01-02 20:00", 1, CLOSE, 43_200, covers="2026-01-01 to 2027-01-03") == UNKNOWN
    assert due("2026-06-01 10:00", 1, CLOSE, week={}) == UNKNOWN
    assert due("2026-06-01 10:00", 1, SAME, week={}) == UNKNOWN


def test_calendar_days_keep_the_clock_time_over_a_change_of_the_clocks():
    calendar = compile_calendar(
        ServiceCalendar.model_validate(
            {
                "id": "support-hours",
                "timezone": "America/Chicago",
                "covers": "2026-01-01 to 2026-12-31",
                "week": {},
            }
        )
    )
    receipts = np.array([at("2026-03-01 09:15"), at("2026-03-01 02:30"), at("2026-12-29 09:00")])
    found = due_in_calendar_days(calendar, receipts, np.array([7, 7, 7]))
    assert found.tolist() == [at("2026-03-08 09:15"), at("2026-03-08 03:00"), UNKNOWN]
