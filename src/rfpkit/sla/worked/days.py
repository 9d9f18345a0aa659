"""Days of a calendar on which an invented request may begin."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rfpkit.model.target import TargetRow
from rfpkit.sla.worked.desk import Desk, M

_HOUR = 3600
_TUESDAY, _THURSDAY, _FRIDAY = 1, 3, 4
_DAYTIME = (8 * _HOUR, 17 * _HOUR)


class _Day(NamedTuple):
    date: datetime.date
    opens: int
    closes: int


class Days:
    """Open days of a level's calendar on which the chosen target holds."""

    def __init__(self, desk: Desk[M]) -> None:
        """Takes the desk that is to be asked about them."""
        self._desk = desk

    def plain(self) -> int | None:
        """Returns a Tuesday morning with open days around it; None where there is no open day."""
        open_dates = {day.date for day in self._days}
        calm = (
            day
            for day in self._days
            if day.date.weekday() == _TUESDAY
            and all(day.date + datetime.timedelta(days=n) in open_dates for n in (-1, 1, 2, 3))
        )
        day = next(calm, None) or next(iter(self._days), None)
        return None if day is None else _within(day, _HOUR + 900)

    def later_in_the_week(self) -> int | None:
        """Returns a Thursday morning; None where there is no open day."""
        late = [day for day in self._days if day.date.weekday() == _THURSDAY]
        day = next(iter(late[1:] or late or self._days), None)
        return None if day is None else _within(day, 2 * _HOUR + 600)

    def before_a_closed_day(self) -> int | None:
        """Returns the last hour before a holiday, or else before a weekend."""
        gaps = [(day, after) for day, after in pairwise(self._days) if _gap(day, after) > 1]
        holidays = [
            day
            for day, after in gaps
            if not (day.date.weekday() == _FRIDAY and _gap(day, after) == _TUESDAY + 2)
        ]
        fridays = [day for day in self._days if day.date.weekday() == _FRIDAY]
        day = next(iter([*holidays, *(one for one, _ in gaps), *fridays, *self._days]), None)
        return None if day is None else max(day.opens, day.closes - _HOUR)

    @cached_property
    def _days(self) -> list[_Day]:
        return [day for day in self._all() if _holds(self._desk, day.date)]

    def _all(self) -> Iterator[_Day]:
        calendar = self._desk.calendar
        zone = ZoneInfo(calendar.zone)
        covers = self._desk.covers
        midnights = _midnights(covers.first, covers.last, zone)
        spans = list(zip(calendar.starts.tolist(), calendar.ends.tolist(), strict=True))
        for date, midnight, after in midnights:
            inside = [
                (max(a, midnight), min(b, after)) for a, b in _overlap(spans, midnight, after)
            ]
            if not inside:
                continue
            opens, closes = inside[0][0], inside[-1][1]
            if closes - opens >= 20 * _HOUR:
                opens, closes = midnight + _DAYTIME[0], midnight + _DAYTIME[1]
            yield _Day(date, opens, closes)


def _overlap(spans: list[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    # Spans lie in order: those that are over never come back.
    while len(spans) > 1 and spans[0][1] <= first:
        spans.pop(0)
    found = []
    for start, end in spans:
        if start >= last:
            break
        if end > first:
            found.append((start, end))
    return found


def _midnights(
    first: datetime.date, last: datetime.date, zone: ZoneInfo
) -> Iterator[tuple[datetime.date, int, int]]:
    for number in range((last - first).days + 1):
        days = [first + datetime.timedelta(days=number + n) for n in (0, 1)]
        start, end = (
            int(datetime.datetime.combine(day, datetime.time(), zone).timestamp()) for day in days
        )
        yield days[0], start, end


def _within(day: _Day, seconds: int) -> int:
    """Returns so many seconds after the opening, or a quarter of a day that is too short."""
    length = day.closes - day.opens
    return day.opens + (seconds if seconds * 2 < length else length // 4)


def _gap(day: _Day, after: _Day) -> int:
    return (after.date - day.date).days


def _holds(desk: Desk[M], date: datetime.date) -> bool:
    row = desk.row
    return row is None or (_dated(row, date) and _in_season(desk, row, date))


def _dated(row: TargetRow, date: datetime.date) -> bool:
    return (row.first or date) <= date <= (row.last or date)


def _in_season(desk: Desk[M], row: TargetRow, date: datetime.date) -> bool:
    if row.season is None:
        return True
    seasons = desk.calendar.calendar.seasons
    return any(one.id in row.season and one.first <= date <= one.last for one in seasons)
