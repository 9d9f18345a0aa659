"""Measurement periods: local, half-open, clipped to the time in which a level was in force."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from rfpkit.model.attainment import Period
from rfpkit.model.contract import Contract
from rfpkit.model.months import month_after, months_between

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, order=True)
class Stretch:
    """A measurement period, or what a version of the contract leaves of it."""

    first: datetime.date
    """First local date."""
    last: datetime.date
    """Last local date, included."""
    label: str
    """2026-09, 2026-Q3, 2026-27 (school year), 2026, year 1 (of the contract)."""

    @property
    def months(self) -> Fraction:
        """How many months the stretch holds; days of a broken month are a share of it."""
        return months_between(self.first, self.last)


def stretches(
    contract: Contract, per: Period, first: datetime.date, last: datetime.date
) -> Iterator[Stretch]:
    """Yields the periods from `first` to `last`, both included, cut to them, in order."""
    day = first
    while day <= last:
        begin, after, label = _period(contract, per, day)
        yield Stretch(max(begin, first), min(after - _DAY, last), label)
        day = after


def _period(
    contract: Contract, per: Period, day: datetime.date
) -> tuple[datetime.date, datetime.date, str]:
    """Returns the first day of the period that holds `day`, the first day after it, its label."""
    match per:
        case Period.MONTH:
            return day.replace(day=1), month_after(day), f"{day:%Y-%m}"
        case Period.QUARTER:
            quarter = (day.month - 1) // 3
            begin = datetime.date(day.year, 3 * quarter + 1, 1)
            after = month_after(begin.replace(month=begin.month + 2))
            return begin, after, f"{day.year}-Q{quarter + 1}"
        case Period.YEAR:
            begin = datetime.date(day.year, 1, 1)
            return begin, datetime.date(day.year + 1, 1, 1), str(day.year)
        case Period.SCHOOL_YEAR:
            begin, after = _year_around(day, *contract.school_year_starts)
            return begin, after, f"{begin.year}-{(begin.year + 1) % 100:02d}"
        case Period.CONTRACT_YEAR:
            start = contract.term.first
            begin, after = _year_around(day, start.month, start.day)
            return begin, after, f"year {begin.year - start.year + 1}"
        case _:
            assert_never(per)


def _year_around(day: datetime.date, month: int, first: int) -> tuple[datetime.date, datetime.date]:
    year = day.year if _anniversary(day.year, month, first) <= day else day.year - 1
    return _anniversary(year, month, first), _anniversary(year + 1, month, first)


def _anniversary(year: int, month: int, day: int) -> datetime.date:
    # A contract that began on 29 February has its years begin on 1 March in other years.
    leap = (month, day) == (2, 29) and not _is_leap(year)
    return datetime.date(year, 3, 1) if leap else datetime.date(year, month, day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
