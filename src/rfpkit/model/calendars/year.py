"""Twelve months of a calendar, day by day: what a terminal and a printed page show."""

from __future__ import annotations

import datetime
from enum import StrEnum

from rfpkit.model.calendars.week import Interval
from rfpkit.model.record import Record
from rfpkit.model.scalars import SECONDS_PER_DAY, write_clock
from rfpkit.model.words import MONTHS

CLOSED = "closed"
"""Stands for the hours of a day without any."""


class DayKind(StrEnum):
    """What a day is, for its mark; the most telling thing wins."""

    OPENING = "opening"
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    PART_DAY = "part_day"
    SEASON = "season"
    OPEN = "open"
    CLOSED = "closed"
    OUTSIDE = "outside"


class CalendarDay(Record):
    """One local date."""

    date: datetime.date
    kind: DayKind
    season: str
    """The season in force; empty outside the seasons."""
    hours: tuple[Interval, ...]
    """What is left of the hours that begin on this date, after every layer, in local seconds."""
    open_seconds: int
    """Service time that passes between this midnight and the next one."""
    names: tuple[str, ...]
    """Names of the holidays, reasons of the closures and openings of the date."""


class CalendarMonth(Record):
    """One month, its days in order."""

    year: int
    month: int
    days: tuple[CalendarDay, ...]

    @property
    def open_seconds(self) -> int:
        """Service time of the month."""
        return sum(day.open_seconds for day in self.days)

    @property
    def business_days(self) -> int:
        """Dates on which hours begin."""
        return sum(bool(day.hours) for day in self.days)


class NamedDays(Record):
    """Days in a row that bear one name."""

    first: datetime.date
    last: datetime.date
    kind: DayKind
    name: str
    hours: str
    """Hours that are left or added; empty where the whole day is closed."""
    papers: str
    """When the other party was told of a closure, and who approved it."""


class WeekHours(Record):
    """The hours of one week that is in force in these months."""

    name: str
    """`Summer 2027`; `Otherwise` for the calendar's own week beside seasons."""
    first: datetime.date
    last: datetime.date
    rows: tuple[tuple[str, str], ...]
    """Weekdays, and their hours."""


class CalendarYear(Record):
    """A calendar from the first to the last day of some months."""

    id: str
    name: str
    version: str
    digest: str
    """Short digest of the calendar, as an audit prints it."""
    timezone: str
    covers: str
    holiday_scope: str
    first: datetime.date
    last: datetime.date
    weeks: tuple[WeekHours, ...]
    months: tuple[CalendarMonth, ...]
    named: tuple[NamedDays, ...]

    @property
    def title(self) -> str:
        """The months in a few words: `2027`, or `July 2026 to June 2027`."""
        if (self.first.month, self.first.year) == (1, self.last.year):
            return str(self.first.year)
        return " to ".join(f"{MONTHS[day.month - 1]} {day.year}" for day in (self.first, self.last))

    @property
    def open_seconds(self) -> int:
        """Service time of all months."""
        return sum(month.open_seconds for month in self.months)

    @property
    def business_days(self) -> int:
        """Business days of all months."""
        return sum(month.business_days for month in self.months)


def write_hours(hours: tuple[Interval, ...]) -> str:
    """Writes `7:30–16:30`; `closed` without hours, the end of a night as the next day's clock."""
    spans = [
        f"{_clock(start)}–{_clock(end if end <= SECONDS_PER_DAY else end - SECONDS_PER_DAY)}"
        for start, end in hours
    ]
    return ", ".join(spans) or CLOSED


def _clock(second: int) -> str:
    return write_clock(second).removeprefix("0")
