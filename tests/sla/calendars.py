"""Calendars written as the shared cases write them."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.calendars.exchanged_cases import ExchangedCalendar
from rfpkit.model.dates import DateRange


def from_case(case: dict[str, Any], first: datetime.date, last: datetime.date) -> ServiceCalendar:
    """Reads `{tz, week, holidays, annual_holidays, breaks, shifts}` as a calendar."""
    return ExchangedCalendar.model_validate(case).covering(DateRange(first, last))


def instant(text: str, zone: str = "UTC") -> int:
    """Reads an ISO instant; one without an offset is local to the zone, its first occurrence."""
    moment = datetime.datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).timestamp())
