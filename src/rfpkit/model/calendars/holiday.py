"""Closed days that are known beforehand: on one date, over a range, or every year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date as local_date
from typing import NamedTuple, Self

from pydantic import ConfigDict, Field, model_validator

from rfpkit.model.dates import DateRange, EachYear
from rfpkit.model.record import Problem, Record, mistake
from rfpkit.model.scalars import Date, Text


class ClosedDate(NamedTuple):
    """One date on which a holiday closes the calendar."""

    date: local_date
    name: str


class Holiday(Record):
    """Closed days under one name: one `date`, `from` and `to`, or `every` year."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": ["date"]}, {"required": ["every"]}, {"required": ["from", "to"]}]
        }
    )

    date: Date | None = None
    """The local date, for a holiday of a single day."""
    every: EachYear | None = None
    """Days that are closed every year, over New Year too: 07-04, or 12-24 to 01-02."""
    first: Date | None = Field(None, alias="from")
    """First local date, for a holiday of several days."""
    last: Date | None = Field(None, alias="to")
    """Last local date, included."""
    name: Text
    """What the day is called."""

    @model_validator(mode="after")
    def _says_when_in_one_way(self) -> Self:
        if self.first is None and self.last is not None:
            raise mistake("the holiday has a last day and no first", "add the first in `from`")
        if self.first is not None and self.last is None:
            hint = "add the last in `to`; a single day is a `date`"
            raise mistake("the holiday has a first day and no last", hint)
        ways = [
            f"`{way}`"
            for way, value in (("date", self.date), ("every", self.every), ("from", self.first))
            if value is not None
        ]
        if not ways:
            hint = f"write `date: 2026-11-26`, `every: 12-25`, or {_FROM_AND_TO}"
            raise mistake("the holiday does not say when it is", hint)
        if len(ways) > 1:
            raise mistake(f"{' and '.join(ways)} both say when the holiday is", "keep one of them")
        if self.first is not None and self.last is not None and self.last < self.first:
            raise mistake("the holiday ends before it begins", "put the earlier date in `from`")
        return self

    def dates(self, covers: DateRange) -> Iterator[local_date]:
        """Yields each date of the holiday among those that a calendar covers, in order."""
        for run in self._runs(covers):
            yield from run

    def problems(self, covers: DateRange) -> Iterable[Problem]:
        """Yields what of the holiday lies outside the dates that its calendar covers."""
        for key, day in (("date", self.date), ("from", self.first), ("to", self.last)):
            if day is not None and day not in covers:
                yield outside((key,), day.isoformat(), covers)
        if self.every is not None and not any(self.every.runs(covers)):
            message = f"no day of {self.every} is among the dates that the calendar covers"
            yield Problem(("every",), f"{message} ({covers})", "correct it, or widen `covers`")

    def _runs(self, covers: DateRange) -> Iterable[DateRange]:
        if self.every is not None:
            return self.every.runs(covers)
        first, last = self.date or self.first, self.date or self.last
        if first is None or last is None:  # refused when it was read
            return ()
        first, last = max(first, covers.first), min(last, covers.last)
        return (DateRange(first, last),) if first <= last else ()


def outside(path: tuple[str | int, ...], what: str, covers: DateRange) -> Problem:
    """Makes the problem of an entry that its calendar does not cover."""
    return Problem(
        path,
        f"{what} lies outside the dates that the calendar covers ({covers})",
        "correct the date, or widen `covers`",
    )


_FROM_AND_TO = "`from` and `to`, the first and the last day"
