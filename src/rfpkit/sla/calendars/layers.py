"""A calendar's layers laid over each other: its open hours in local time.

Order, the later one winning: week, seasons, holidays, closures, openings. An interval that
runs past midnight belongs to the date that it begins on.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.calendars.week import Week
from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.sla.calendars.zones import Instants, days_since_1970

Span = tuple[int, int]
"""Local seconds, half-open."""


@dataclass(frozen=True, eq=False)
class LocalHours:
    """Open hours in local seconds, in order of their start; they may touch or overlap."""

    starts: Instants
    ends: Instants


def local_hours(calendar: ServiceCalendar) -> LocalHours:
    """Returns the calendar's open hours after all layers, cut to the dates it covers."""
    starts, ends = _weekly(calendar)
    starts, ends = _without(starts, ends, _closed(calendar))
    extra = [_span(entry.date, entry.start, entry.end) for entry in calendar.openings]
    starts = np.concatenate([starts, np.array([start for start, _ in extra], dtype=np.int64)])
    ends = np.concatenate([ends, np.array([end for _, end in extra], dtype=np.int64)])
    first = days_since_1970(calendar.covers.first) * SECONDS_PER_DAY
    after = (days_since_1970(calendar.covers.last) + 1) * SECONDS_PER_DAY
    starts, ends = np.clip(starts, first, after), np.clip(ends, first, after)
    order = np.lexsort((ends, starts))
    starts, ends = starts[order], ends[order]
    kept = ends > starts
    return LocalHours(starts[kept], ends[kept])


def weeks_by_day(calendar: ServiceCalendar) -> tuple[Instants, tuple[Week, ...]]:
    """Returns for each covered date which week is in force (0 is the calendar's own), and all."""
    first = days_since_1970(calendar.covers.first)
    after = days_since_1970(calendar.covers.last) + 1
    in_force = np.zeros(after - first, dtype=np.int64)
    for position, season in enumerate(calendar.seasons, start=1):
        begin = max(days_since_1970(season.first) - first, 0)
        end = max(days_since_1970(season.last) + 1 - first, 0)
        in_force[begin:end] = position
    return in_force, (calendar.week, *(season.week for season in calendar.seasons))


def _weekly(calendar: ServiceCalendar) -> tuple[Instants, Instants]:
    in_force, weeks = weeks_by_day(calendar)
    first = days_since_1970(calendar.covers.first)
    days = first + np.arange(in_force.size, dtype=np.int64)
    if calendar.holiday_scope == "shift_start":
        shut = np.array(
            [days_since_1970(one.date) for one in calendar.closed_dates()], dtype=np.int64
        )
        in_force = np.where(np.isin(days, shut), -1, in_force)
    weekdays = (days + 3) % 7  # 1970-01-01 was a Thursday
    found: list[tuple[Instants, Instants]] = [(_NONE, _NONE)]
    for position, week in enumerate(weeks):
        for weekday, intervals in enumerate(week):
            midnights = days[(in_force == position) & (weekdays == weekday)] * SECONDS_PER_DAY
            found += [(midnights + start, midnights + end) for start, end in intervals]
    starts, ends = zip(*found, strict=True)
    return np.concatenate(starts), np.concatenate(ends)


def _closed(calendar: ServiceCalendar) -> list[Span]:
    spans = [_span(entry.date, entry.start, entry.end) for entry in calendar.closures]
    if calendar.holiday_scope == "calendar_date":
        spans += [_span(one.date, 0, SECONDS_PER_DAY) for one in calendar.closed_dates()]
    return spans


def _without(starts: Instants, ends: Instants, closed: list[Span]) -> tuple[Instants, Instants]:
    by_day: defaultdict[int, list[Span]] = defaultdict(list)
    for start, end in closed:
        by_day[start // SECONDS_PER_DAY].append((start, end))
    shut = np.array(sorted(by_day), dtype=np.int64)
    touched = np.zeros(starts.size, dtype=np.bool_)
    for days in (starts // SECONDS_PER_DAY, (ends - 1) // SECONDS_PER_DAY):
        touched |= np.isin(days, shut)
    pieces = [
        piece
        for start, end in zip(starts[touched].tolist(), ends[touched].tolist(), strict=True)
        for piece in _cut((start, end), _near(by_day, start, end))
    ]
    left = np.array([start for start, _ in pieces], dtype=np.int64)
    right = np.array([end for _, end in pieces], dtype=np.int64)
    return np.concatenate([starts[~touched], left]), np.concatenate([ends[~touched], right])


def _near(by_day: dict[int, list[Span]], start: int, end: int) -> Iterator[Span]:
    for day in range(start // SECONDS_PER_DAY, (end - 1) // SECONDS_PER_DAY + 1):
        yield from by_day.get(day, ())


def _cut(span: Span, closed: Iterable[Span]) -> Iterator[Span]:
    start, end = span
    for shut, reopened in sorted(closed):
        if shut > start:
            yield start, min(shut, end)
        start = max(start, reopened)
        if start >= end:
            return
    yield start, end


def _span(day: datetime.date, start: int, end: int) -> Span:
    midnight = days_since_1970(day) * SECONDS_PER_DAY
    return midnight + start, midnight + end


_NONE = np.array([], dtype=np.int64)
