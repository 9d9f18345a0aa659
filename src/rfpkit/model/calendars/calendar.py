"""When a clock may run: weeks, seasons, holidays, closures and openings of one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self

from pydantic import Field, model_validator

from rfpkit.model.calendars.holiday import ClosedDate, Holiday, outside
from rfpkit.model.calendars.week import Hours
from rfpkit.model.dates import DateRange, Dates
from rfpkit.model.record import Problem, Record, mistake, repeated_ids
from rfpkit.model.scalars import FIRST_DAY, LAST_DAY, SECONDS_PER_DAY, Clock, Date, Id, Text, Zone

ALWAYS = "always"
"""The calendar that never closes: every contract has it, none writes it."""


class Season(Record):
    """A stretch of the year with a week of its own."""

    id: Id
    """Name of the season: summer, testing-window."""
    first: Date = Field(alias="from")
    """First local date of the season."""
    last: Date = Field(alias="to")
    """Last local date of the season, included."""
    week: Hours
    """Hours of each weekday during the season."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last < self.first:
            raise mistake("the season ends before it begins", "put the earlier date in `from`")
        return self


class Closure(Record):
    """A day, or part of one, on which the calendar is closed for a reason of its own."""

    date: Date
    """The local date."""
    start: Clock = Field(0, alias="from", validate_default=False)
    """When the closure begins; the whole day if left out."""
    end: Clock = Field(SECONDS_PER_DAY, alias="to", validate_default=False)
    """When the closure ends; the end of the day if left out."""
    reason: Text
    """Why: snow day, early release."""
    noticed: Date | None = None
    """The date on which the other party was told; a later one than the closure is flagged."""
    approved_by: Text | None = None
    """Who approved the closure."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end <= self.start:
            raise mistake("the closure ends before it begins", "put the earlier time in `from`")
        _refuse_last_minute("closure", self.end)
        return self


class Opening(Record):
    """Extra hours on one date; they win over holidays and closures."""

    date: Date
    """The local date."""
    start: Clock = Field(alias="from")
    """When the extra hours begin."""
    end: Clock = Field(alias="to")
    """When the extra hours end."""
    reason: Text | None = None
    """Why the calendar is open."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end <= self.start:
            hint = "put the earlier time in `from`; past midnight, write a second opening"
            raise mistake("the opening ends before it begins", hint)
        _refuse_last_minute("opening", self.end)
        return self


class ServiceCalendar(Record):
    """The hours in which service time passes. An instant it does not cover is never guessed."""

    id: Id
    """Name of the calendar: support-hours, school-days."""
    title: Text | None = None
    """The calendar's name in documents; made from the id if left out."""
    version: Text = "1"
    """Version of the calendar; a new one for each change after signing."""
    timezone: Zone | None = None
    """IANA time zone; the document's own if left out."""
    covers: Dates
    """First and last local date for which the calendar speaks, both included."""
    week: Hours
    """Hours of each weekday outside the seasons."""
    seasons: tuple[Season, ...] = ()
    """Date ranges with a week of their own; a later one wins over an earlier one."""
    holidays: tuple[Holiday, ...] = ()
    """Closed days: on one date, over a range, or every year."""
    holiday_scope: Literal["calendar_date", "shift_start"] = "calendar_date"
    """What a holiday closes: its own date, or the shifts that begin on it."""
    closures: tuple[Closure, ...] = ()
    """Whole or part days closed for a reason."""
    openings: tuple[Opening, ...] = ()
    """Extra hours on single dates."""

    @property
    def name(self) -> str:
        """The calendar's name in a sentence: `Support Hours`."""
        return self.title or self.id.replace("-", " ").replace("_", " ").title()

    def closed_dates(self) -> tuple[ClosedDate, ...]:
        """Every date that a holiday closes, in order; those of each year are written out."""
        found = (
            ClosedDate(day, holiday.name)
            for holiday in self.holidays
            for day in holiday.dates(self.covers)
        )
        return tuple(sorted(found, key=lambda one: one.date))

    def problems(self) -> Iterable[Problem]:
        """Yields each dated entry that the calendar's own `covers` leaves out."""
        yield from repeated_ids("seasons", self.seasons, ("seasons",))
        for position, season in enumerate(self.seasons):
            if season.first not in self.covers or season.last not in self.covers:
                yield outside(("seasons", position), f"season `{season.id}`", self.covers)
        for position, holiday in enumerate(self.holidays):
            for problem in holiday.problems(self.covers):
                yield problem._replace(path=("holidays", position, *problem.path))
        for key in ("closures", "openings"):
            for position, entry in enumerate(getattr(self, key)):
                if entry.date not in self.covers:
                    day = entry.date.isoformat()
                    yield outside((key, position, "date"), day, self.covers)


class CalendarKind(Record):
    """What a file of its own says first."""

    kind: Literal["calendar"]
    """What the file is."""


class CalendarFile(ServiceCalendar, CalendarKind):
    """A calendar in a file of its own, for several documents to copy from."""

    timezone: Zone
    """IANA time zone.

    A calendar in a file of its own has no document to take it from.
    """

    @property
    def calendar(self) -> ServiceCalendar:
        """The calendar as it would stand in a document: with the same digest."""
        held = {name: getattr(self, name) for name in ServiceCalendar.model_fields}
        return ServiceCalendar.model_construct(**held)

    def problems(self) -> Iterable[Problem]:
        """Yields the calendar's own problems, and the name that no calendar may have."""
        yield from super().problems()
        yield from reserved_name(self, ())


def always(zone: str) -> ServiceCalendar:
    """Returns the calendar of elapsed time: every hour of every day of 1970 to 2199."""
    day = ((0, SECONDS_PER_DAY),)
    return ServiceCalendar(
        id=ALWAYS,
        title="Elapsed Time",
        timezone=zone,
        covers=DateRange(FIRST_DAY, LAST_DAY),
        week=(day,) * 7,
    )


def reserved_name(calendar: ServiceCalendar, path: tuple[str | int, ...]) -> Iterable[Problem]:
    """Yields a problem where a calendar takes the name of the one that never closes."""
    if calendar.id == ALWAYS:
        message = f"`{ALWAYS}` is the calendar of elapsed time and needs no writing"
        yield Problem((*path, "id"), message, "give the calendar another id")


def _refuse_last_minute(what: str, end: int) -> None:
    if SECONDS_PER_DAY - 60 <= end < SECONDS_PER_DAY:
        raise mistake(f"the {what} leaves the last minute of the day out", "end it at 24:00")
