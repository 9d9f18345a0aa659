"""Calendars written as the shared cases write them."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rfpkit.model.calendar import Closure, Holiday, Opening, ServiceCalendar
from rfpkit.model.dates import DateRange
from rfpkit.model.scalars import SECONDS_PER_DAY, parse_clock
from rfpkit.model.week import WEEKDAYS


def from_case(case: dict[str, Any], first: datetime.date, last: datetime.date) -> ServiceCalendar:
    """Reads `{tz, week, holidays, annual_holidays, breaks, shifts}` as a calendar."""
    span = DateRange(first, last)
    days = [first + datetime.timedelta(days=step) for step in range((last - first).days + 1)]
    annual = case.get("annual_holidays", [])
    dates = set(case.get("holidays", []))
    dates |= {day.isoformat() for day in days if f"{day:%m-%d}" in annual}
    shifts = case.get("shifts", {})
    closures = [
        {"date": day, "from": start, "to": end, "reason": "Break"}
        for day, spans in case.get("breaks", {}).items()
        for start, end in spans
    ]
    closures += [{"date": day, "reason": "Other hours"} for day in shifts]
    openings = [
        {"date": day, "from": start, "to": end}
        for day, spans in shifts.items()
        for start, end in spans
    ]
    # A week read from text must not overlap; these cases do, to show that time counts once.
    week = tuple(tuple(interval(one) for one in case["week"].get(day, [])) for day in WEEKDAYS)
    return ServiceCalendar(
        id="case",
        timezone=case["tz"],
        covers=span,
        week=week,
        holidays=tuple(Holiday(date=parse_day(day), name="Holiday") for day in sorted(dates)),
        closures=tuple(Closure.model_validate(one) for one in closures),
        openings=tuple(Opening.model_validate(one) for one in openings),
    )


def interval(span: list[str]) -> tuple[int, int]:
    """Reads `["22:00", "06:00"]`; an end at or before its start lies on the next day."""
    start, end = parse_clock(span[0]), parse_clock(span[1])
    return (start, end) if end > start else (start, end + SECONDS_PER_DAY)


def parse_day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def instant(text: str, zone: str = "UTC") -> int:
    """Reads an ISO instant; one without an offset is local to the zone, its first occurrence."""
    moment = datetime.datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).timestamp())
