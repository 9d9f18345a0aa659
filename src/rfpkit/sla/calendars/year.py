"""A calendar laid out day by day, after all its layers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rfpkit.model.calendars.calendar import Closure, Opening, ServiceCalendar
from rfpkit.model.calendars.week import WEEKDAY_NAMES, Interval, Week
from rfpkit.model.calendars.year import (
    CalendarDay,
    CalendarMonth,
    CalendarYear,
    DayKind,
    NamedDays,
    WeekHours,
    write_hours,
)
from rfpkit.model.dates import DateRange
from rfpkit.model.digest import digest_of, short
from rfpkit.model.scalars import SECONDS_PER_DAY, write_clock
from rfpkit.sla.calendars.compiled import CompiledCalendar, compile_calendar
from rfpkit.sla.calendars.layers import weeks_by_day
from rfpkit.sla.calendars.zones import days_since_1970, midnight

_DAY = datetime.timedelta(days=1)


def lay_out(calendar: ServiceCalendar, first: datetime.date, last: datetime.date) -> CalendarYear:
    """Returns a calendar with its zone from one date to another, both included."""
    layout = _Layout(compile_calendar(calendar))
    days = [layout.day(day) for day in DateRange(first, last)]
    months: dict[tuple[int, int], list[CalendarDay]] = {}
    for day in days:
        months.setdefault((day.date.year, day.date.month), []).append(day)
    return CalendarYear(
        id=calendar.id,
        name=calendar.name,
        version=calendar.version,
        digest=short(digest_of(calendar)),
        timezone=calendar.timezone or "UTC",
        covers=str(calendar.covers),
        holiday_scope=calendar.holiday_scope,
        first=first,
        last=last,
        weeks=tuple(_weeks(calendar, DateRange(first, last))),
        months=tuple(
            CalendarMonth(year=year, month=month, days=tuple(held))
            for (year, month), held in months.items()
        ),
        named=tuple(layout.named(DateRange(first, last))),
    )


@dataclass(frozen=True, eq=False)
class _Layout:
    """Answers what one date of a compiled calendar is."""

    compiled: CompiledCalendar

    def day(self, day: datetime.date) -> CalendarDay:
        number = days_since_1970(day)
        season = self._season(number)
        hours = self._hours.get(number, ())
        return CalendarDay(
            date=day,
            kind=self._kind(day, hours, season),
            season=season,
            hours=hours,
            open_seconds=self._open_between(day, day + _DAY),
            names=tuple(_called(one) for one in self._entries.get(day, ())),
        )

    def named(self, shown: DateRange) -> Iterable[NamedDays]:
        """Returns holidays, closures and openings in order of their dates."""
        calendar = self.compiled.calendar
        entries: list[Closure | Opening] = [*calendar.closures, *calendar.openings]
        found = self._holidays(shown)
        found += [_entry(one) for one in entries if one.date in shown]
        return sorted(found, key=lambda one: (one.first, one.last))

    def _holidays(self, shown: DateRange) -> list[NamedDays]:
        """Returns holidays, those of one name put together over days that are closed anyway."""
        runs: list[tuple[datetime.date, datetime.date, str]] = []
        latest: dict[str, int] = {}
        for day, name in self.compiled.calendar.closed_dates():
            if day not in shown:
                continue
            at = latest.setdefault(name, len(runs))
            if at < len(runs) and self._is_closed_between(runs[at][1], day):
                runs[at] = (runs[at][0], day, name)
            else:
                latest[name] = len(runs)
                runs.append((day, day, name))
        return [
            NamedDays(first=first, last=last, kind=DayKind.HOLIDAY, name=name, hours="", papers="")
            for first, last, name in runs
        ]

    def _is_closed_between(self, first: datetime.date, last: datetime.date) -> bool:
        numbers = range(days_since_1970(first) + 1, days_since_1970(last))
        return not any(number in self._hours for number in numbers)

    def _kind(self, day: datetime.date, hours: Sequence[Interval], season: str) -> DayKind:
        if day not in self.compiled.calendar.covers:
            return DayKind.OUTSIDE
        kinds = {_kind_of(one) for one in self._entries.get(day, ())}
        if DayKind.OPENING in kinds:
            return DayKind.OPENING
        if DayKind.HOLIDAY in kinds:
            return DayKind.HOLIDAY
        if kinds:
            return DayKind.PART_DAY if hours else DayKind.CLOSURE
        if not hours:
            return DayKind.CLOSED
        return DayKind.SEASON if season else DayKind.OPEN

    def _season(self, number: int) -> str:
        in_force, _ = self._weeks
        position = number - days_since_1970(self.compiled.calendar.covers.first)
        held = int(in_force[position]) if 0 <= position < in_force.size else 0
        return self.compiled.calendar.seasons[held - 1].id if held else ""

    def _open_between(self, first: datetime.date, after: datetime.date) -> int:
        ends = [midnight(self.compiled.zone, day) for day in (first, after)]
        begin, end = (np.array([one], dtype=np.int64) for one in ends)
        return int(self.compiled.elapsed(begin, end)[0])

    @cached_property
    def _weeks(self) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], tuple[Week, ...]]:
        return weeks_by_day(self.compiled.calendar)

    @cached_property
    def _hours(self) -> dict[int, tuple[Interval, ...]]:
        """Hours by the date on which they begin; those that touch or overlap are one."""
        found: dict[int, list[Interval]] = {}
        hours = self.compiled.hours
        for start, end in zip(hours.starts.tolist(), hours.ends.tolist(), strict=True):
            number = start // SECONDS_PER_DAY
            held = found.setdefault(number, [])
            begin, until = start - number * SECONDS_PER_DAY, end - number * SECONDS_PER_DAY
            if held and begin <= held[-1][1]:
                held[-1] = (held[-1][0], max(held[-1][1], until))
            else:
                held.append((begin, until))
        return {number: tuple(held) for number, held in found.items()}

    @cached_property
    def _entries(self) -> dict[datetime.date, list[_Entry]]:
        """Everything that is written about single dates."""
        calendar = self.compiled.calendar
        found: dict[datetime.date, list[_Entry]] = {}
        for date, name in calendar.closed_dates():
            found.setdefault(date, []).append(name)
        entries: list[Closure | Opening] = [*calendar.closures, *calendar.openings]
        for entry in entries:
            found.setdefault(entry.date, []).append(entry)
        return found


_Entry = str | Closure | Opening
"""A holiday by its name, or an entry of its own."""


def _kind_of(entry: _Entry) -> DayKind:
    if isinstance(entry, str):
        return DayKind.HOLIDAY
    if isinstance(entry, Opening):
        return DayKind.OPENING
    whole = entry.start == 0 and entry.end == SECONDS_PER_DAY
    return DayKind.CLOSURE if whole else DayKind.PART_DAY


def _called(entry: _Entry) -> str:
    return entry if isinstance(entry, str) else entry.reason or "extra hours"


def _entry(entry: Closure | Opening) -> NamedDays:
    return NamedDays(
        first=entry.date,
        last=entry.date,
        kind=_kind_of(entry),
        name=_called(entry),
        hours=_part(entry),
        papers=_papers(entry) if isinstance(entry, Closure) else "",
    )


def _part(entry: Closure | Opening) -> str:
    if isinstance(entry, Opening):
        return f"open {write_hours(((entry.start, entry.end),))}"
    if _kind_of(entry) is DayKind.CLOSURE:
        return ""
    start, end = write_clock(entry.start), write_clock(entry.end)
    if entry.start == 0:
        return f"closed until {end}"
    return f"closed from {start}" + ("" if entry.end == SECONDS_PER_DAY else f" to {end}")


def _papers(closure: Closure) -> str:
    told = f"notice of {closure.noticed}" if closure.noticed else ""
    by = f"approved by {closure.approved_by}" if closure.approved_by else ""
    return ", ".join(filter(None, [told, by]))


def _weeks(calendar: ServiceCalendar, shown: DateRange) -> Iterator[WeekHours]:
    """Yields each week that is in force on a shown date, with its first and last shown date."""
    in_force, weeks = weeks_by_day(calendar)
    origin = calendar.covers.first.toordinal()
    days = [day for day in shown if day in calendar.covers]
    held = [int(in_force[day.toordinal() - origin]) for day in days]
    for position in dict.fromkeys(sorted(held)):
        dates = [day for day, number in zip(days, held, strict=True) if number == position]
        name = calendar.seasons[position - 1].id if position else ""
        yield WeekHours(
            name=name, first=dates[0], last=dates[-1], rows=tuple(_rows(weeks[position]))
        )


def _rows(week: Week) -> Iterable[tuple[str, str]]:
    groups: list[list[int]] = []
    for day in range(7):
        if groups and week[groups[-1][0]] == week[day]:
            groups[-1].append(day)
        else:
            groups.append([day])
    for group in groups:
        first, last = WEEKDAY_NAMES[group[0]], WEEKDAY_NAMES[group[-1]]
        joint = "and" if len(group) == 2 else "to"
        days = first if len(group) == 1 else f"{first} {joint} {last}"
        yield days, write_hours(week[group[0]])
