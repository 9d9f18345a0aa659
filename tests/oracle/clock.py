"""Time counted the slow way: one local date after the other."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import cache

from tests.oracle.terms import CUTOFF, ZONE, open_hours

FOREVER = 4_000_000_000
Span = tuple[int, int]
"""Seconds UTC, half-open."""

_DAY = datetime.timedelta(days=1)


def instant(local: datetime.datetime) -> int:
    """Seconds UTC of a local time: the first of two, and the change of clocks for none."""
    seconds = int(local.replace(tzinfo=ZONE).timestamp())
    if local_time(seconds) == local:
        return seconds
    offset = datetime.datetime.fromtimestamp(seconds, ZONE).utcoffset()
    while datetime.datetime.fromtimestamp(seconds - 1, ZONE).utcoffset() == offset:
        seconds -= 1
    return seconds


def local_time(seconds: int) -> datetime.datetime:
    """The local time of an instant."""
    return datetime.datetime.fromtimestamp(seconds, ZONE).replace(tzinfo=None)


@cache
def open_span(day: datetime.date) -> Span | None:
    """The open hours of a date."""
    hours = open_hours(day)
    if hours is None:
        return None
    first, last = (
        instant(datetime.datetime.combine(day, datetime.time.fromisoformat(text))) for text in hours
    )
    return first, last


def open_parts(span: Span) -> Iterator[Span]:
    """The parts of a span that lie in open hours."""
    day = local_time(span[0]).date()
    while day <= datetime.date(2027, 12, 1):
        hours = open_span(day)
        if hours is not None:
            if hours[0] >= span[1]:
                return
            part = (max(span[0], hours[0]), min(span[1], hours[1]))
            if part[0] < part[1]:
                yield part
        day += _DAY


def open_seconds(spans: Iterable[Span]) -> int:
    """Open seconds in all the spans."""
    return sum(end - start for span in spans for start, end in open_parts(span))


def reached(spans: Iterable[Span], seconds: int) -> int:
    """The earliest instant by which so many open seconds of the spans have passed."""
    for span in spans:
        for start, end in open_parts(span):
            if seconds <= end - start:
                return start + seconds
            seconds -= end - start
    raise AssertionError("the spans go on long enough")


def close_of_business(start: int, days: int) -> int:
    """The close of the business day so many after the day of receipt."""
    local = local_time(start)
    day = local.date()
    if open_span(day) is None or local.time() > datetime.time.fromisoformat(CUTOFF):
        day = _next_business_day(day)
    for _ in range(days):
        day = _next_business_day(day)
    hours = open_span(day)
    assert hours is not None
    return hours[1]


def business_days_between(first: int, second: int) -> int:
    """Business days after the first date, up to the second."""
    day, last, count = local_time(first).date(), local_time(second).date(), 0
    while day < last:
        day += _DAY
        count += open_span(day) is not None
    return count


def _next_business_day(day: datetime.date) -> datetime.date:
    day += _DAY
    while open_span(day) is None:
        day += _DAY
    return day
