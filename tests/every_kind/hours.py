"""Open time of the example's calendars, counted one local date after the other."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import cache
from zoneinfo import ZoneInfo

CENTRAL, MOUNTAIN = ZoneInfo("America/Chicago"), ZoneInfo("America/Denver")
AS_OF = int(datetime.datetime(2027, 1, 16, tzinfo=CENTRAL).timestamp())
FOREVER = AS_OF + 90 * 86_400
Span = tuple[int, int]
"""Seconds UTC, half-open."""

_DAY = datetime.timedelta(days=1)
_HOLIDAYS = (
    "2026-09-07 2026-11-11 2026-11-26 2026-11-27 2026-12-24 2026-12-25 2026-12-31 2027-01-01"
)
_TESTING = (datetime.date(2026, 10, 5), datetime.date(2026, 10, 16))


def instant(text: str, zone: ZoneInfo = CENTRAL) -> int:
    """Seconds UTC of a local time."""
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())


def local_date(seconds: int, zone: ZoneInfo = CENTRAL) -> datetime.date:
    """The local date of an instant."""
    return datetime.datetime.fromtimestamp(seconds, zone).date()


def in_testing(seconds: int, zone: ZoneInfo) -> bool:
    """Whether an instant lies in the testing season."""
    return _TESTING[0] <= local_date(seconds, zone) <= _TESTING[1]


@cache
def support(day: datetime.date, zone: ZoneInfo) -> Span | None:
    """The support hours of a date."""
    if day.weekday() > 4 or day.isoformat() in _HOLIDAYS.split():
        return None
    hours = ("07:30", "16:30") if _TESTING[0] <= day <= _TESTING[1] else ("08:00", "16:00")
    first, last = (instant(f"{day} {clock}", zone) for clock in hours)
    return first, last


def is_school_day(day: datetime.date) -> bool:
    """Whether the schools are open on a date."""
    text = day.isoformat()
    if day.weekday() > 4 or text in {"2026-09-07", "2026-11-11"}:
        return False
    breaks = (
        ("2026-07-01", "2026-08-16"),
        ("2026-11-25", "2026-11-27"),
        ("2026-12-21", "2027-01-03"),
    )
    return not any(first <= text <= last for first, last in breaks)


def school_days(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """The school days from one date to another."""
    days = (first + _DAY * n for n in range((last - first).days + 1))
    return (day for day in days if is_school_day(day))


def parts(spans: Iterable[Span], zone: ZoneInfo) -> Iterator[Span]:
    """The parts of spans that lie in support hours."""
    for first, last in spans:
        day = local_date(first, zone)
        while day <= local_date(last, zone):
            hours = support(day, zone)
            if hours is not None and max(first, hours[0]) < min(last, hours[1]):
                yield max(first, hours[0]), min(last, hours[1])
            day += _DAY


def seconds(spans: Iterable[Span], zone: ZoneInfo) -> int:
    """Service time in spans."""
    return sum(last - first for first, last in parts(spans, zone))


def reached(spans: Iterable[Span], wanted: int, zone: ZoneInfo) -> int:
    """The earliest instant by which so much service time of the spans has passed."""
    for first, last in parts(spans, zone):
        if wanted <= last - first:
            return first + wanted
        wanted -= last - first
    raise AssertionError("the spans go on long enough")


def close_of_business(start: int, days: int, zone: ZoneInfo) -> int:
    """The close of the business day so many after the day of the start."""
    day = local_date(start, zone)
    while support(day, zone) is None:
        day += _DAY
    while days:
        day += _DAY
        days -= support(day, zone) is not None
    hours = support(day, zone)
    assert hours is not None
    return hours[1]
