"""Ranges of local dates and of days of the year, both ends included, as people write them."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from rfpkit.model.record import mistake
from rfpkit.model.scalars import parse_date
from rfpkit.model.written import Written


@dataclass(frozen=True, order=True)
class DateRange:
    """Local dates from the first to the last, both included."""

    first: datetime.date
    last: datetime.date

    def __contains__(self, day: datetime.date) -> bool:
        """Whether the day lies in the range."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        """`2026-07-01 to 2030-06-30`."""
        return f"{self.first.isoformat()} to {self.last.isoformat()}"

    def __iter__(self) -> Iterator[datetime.date]:
        """Yields each date of the range."""
        for ordinal in range(self.first.toordinal(), self.last.toordinal() + 1):
            yield datetime.date.fromordinal(ordinal)


@dataclass(frozen=True)
class YearRange:
    """Days that come back each year; one whose end lies before its start runs over New Year."""

    first: tuple[int, int]
    """Month and day of the first day."""
    last: tuple[int, int]
    """Month and day of the last day, included."""

    def __str__(self) -> str:
        """`12-24 to 01-02`, or `07-04` for a single day."""
        ends = [f"{month:02d}-{day:02d}" for month, day in (self.first, self.last)]
        return " to ".join(dict.fromkeys(ends))

    def runs(self, inside: DateRange) -> Iterator[DateRange]:
        """Yields the run of each year as far as it lies inside a range, in order.

        02-29 is a day of leap years only: in other years a run ends on 02-28 or begins on
        03-01 in its place, and 02-29 alone has no run at all.
        """
        over = int(self.last < self.first)
        for year in range(inside.first.year - over, inside.last.year + 1):
            first = max(_of_year(year, self.first, missing=1), inside.first)
            last = min(_of_year(year + over, self.last, missing=0), inside.last)
            if first <= last:
                yield DateRange(first, last)


def parse_year_range(text: str) -> YearRange:
    """Reads `12-24 to 01-02`, or `07-04` for a single day."""
    parts = " ".join(text.split()).split(" to ")
    if len(parts) > 2:
        raise mistake(f"{text} is more than a first and a last day", _YEAR_RANGE)
    return YearRange(_month_day(parts[0]), _month_day(parts[-1]))


def parse_range(text: str) -> DateRange:
    """Reads `2026-07-01 to 2030-06-30`."""
    parts = " ".join(text.split()).split(" to ")
    if len(parts) != 2:
        hint = "write the first and the last day: 2026-07-01 to 2030-06-30"
        raise mistake(f"{text} is not a range of dates", hint)
    first, last = (parse_date(part) for part in parts)
    if last < first:
        raise mistake(f"{text} ends before it begins", "put the earlier date first")
    return DateRange(first, last)


def _month_day(text: str) -> tuple[int, int]:
    if found := re.fullmatch(r"\d{4}-(\d{2}-\d{2})", text.strip(), re.ASCII):
        hint = f"write {found[1]}, or name a single year with `date`, or with `from` and `to`"
        raise mistake(f"{text} is a day of one year, not of every year", hint)
    found = re.fullmatch(r"(\d{2})-(\d{2})", text.strip(), re.ASCII)
    if found is None:
        raise mistake(f"{text} is not a day of the year", _YEAR_RANGE)
    month, day = int(found[1]), int(found[2])
    if not 1 <= month <= 12:
        hint = f"write the month first: {found[2]}-{found[1]}" if 1 <= day <= 12 else _YEAR_RANGE
        raise mistake(f"there is no month {found[1]}", hint)
    if not 1 <= day <= calendar.monthrange(_LEAP_YEAR, month)[1]:
        raise mistake(f"no year has a day {text}", "check the month and the day")
    return month, day


def _of_year(year: int, month_day: tuple[int, int], *, missing: int) -> datetime.date:
    """Returns the day in a year; for 02-29 in a common year so many days after 02-28."""
    if month_day == (2, 29) and not calendar.isleap(year):
        return datetime.date(year, 2, 28) + datetime.timedelta(days=missing)
    return datetime.date(year, *month_day)


_LEAP_YEAR = 2000
_YEAR_RANGE = "write month-day: 07-04, or a first and a last day: 12-24 to 01-02"

Dates = Annotated[
    DateRange,
    Written(
        parse_range,
        str,
        {
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}\s+to\s+\d{4}-\d{2}-\d{2}$",
            "examples": ["2026-07-01 to 2030-06-30"],
        },
        "two dates: 2026-07-01 to 2030-06-30",
    ),
]

EachYear = Annotated[
    YearRange,
    Written(
        parse_year_range,
        str,
        {
            "type": "string",
            "pattern": r"^\d{2}-\d{2}(\s+to\s+\d{2}-\d{2})?$",
            "examples": ["07-04", "12-24 to 01-02"],
        },
        "days of each year: 12-24 to 01-02",
    ),
]
