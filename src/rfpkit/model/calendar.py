"""When a clock may run: weeks, seasons, holidays, closures and openings of one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self

from pydantic import Field, model_validator

from rfpkit.model.dates import DateRange, Dates
from rfpkit.model.record import Problem, Record, mistake, repeated_ids
from rfpkit.model.scalars import FIRST_DAY, LAST_DAY, SECONDS_PER_DAY, Clock, Date, Id, Text, Zone
from rfpkit.model.week import Hours

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


class Holiday(Record):
    """A date on which the calendar is closed, known beforehand."""

    date: Date
    """The local date."""
    name: Text
    """What the day is called."""


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
            raise mistake("the opening ends before it begins", "put the earlier time in `from`")
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
    """Closed dates."""
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

    def problems(self) -> Iterable[Problem]:
        """Yields each dated entry that the calendar's own `covers` leaves out."""
        yield from repeated_ids("seasons", self.seasons, ("seasons",))
        for position, season in enumerate(self.seasons):
            if season.first not in self.covers or season.last not in self.covers:
                yield _outside(("seasons", position), f"season `{season.id}`", self.covers)
        for key in ("holidays", "closures", "openings"):
            for position, entry in enumerate(getattr(self, key)):
                if entry.date not in self.covers:
                    yield _outside((key, position, "date"), entry.date.isoformat(), self.covers)


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


def _outside(path: tuple[str | int, ...], what: str, covers: DateRange) -> Problem:
    return Problem(
        path,
        f"{what} lies outside the dates that the calendar covers ({covers})",
        "correct the date, or widen `covers`",
    )
