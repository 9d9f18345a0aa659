"""When a zone's UTC offset changes: the one place that asks for it."""

from __future__ import annotations

import datetime
from functools import cache
from zoneinfo import ZoneInfo

from rfpkit.model.scalars import SECONDS_PER_DAY


@cache
def stretches(zone: str, year: int) -> tuple[tuple[int, int], ...]:
    """Returns each stretch of a year (UTC) with one offset: its first instant and the offset.

    Instants are whole seconds since 1970-01-01 UTC, offsets whole seconds east; the first
    stretch begins with the year. No zone changes its offset twice within a day.
    """
    key = ZoneInfo(zone)
    first, after = (_first_instant(one) for one in (year, year + 1))
    found = [(first, _offset(key, first))]
    for probe in range(first + SECONDS_PER_DAY, after, SECONDS_PER_DAY):
        offset = _offset(key, probe)
        if offset != found[-1][1]:
            found.append((_change(key, probe - SECONDS_PER_DAY, probe), offset))
    return tuple(found)


def _change(key: ZoneInfo, before: int, after: int) -> int:
    """Returns the instant in (before, after] at which the later offset begins."""
    later = _offset(key, after)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (before, middle) if _offset(key, middle) == later else (middle, after)
    return after


def _offset(key: ZoneInfo, instant: int) -> int:
    offset = datetime.datetime.fromtimestamp(instant, key).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def _first_instant(year: int) -> int:
    return int(datetime.datetime(year, 1, 1, tzinfo=datetime.UTC).timestamp())
