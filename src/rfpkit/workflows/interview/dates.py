"""Days that an interview computes: dates to propose, the term, the end of a year of service."""

from __future__ import annotations

import datetime
from datetime import date as day_of

_WEEKEND = 5
TO_AWARD = 60
"""Days that pass at least between the due date and the first day of service."""


def later(text: str, days: int) -> str:
    """Returns the first weekday at least so many days after a date; empty where there is none."""
    if not text:
        return ""
    found = day_of.fromisoformat(text[:10]) + datetime.timedelta(days=days)
    while found.weekday() >= _WEEKEND:
        found += datetime.timedelta(days=1)
    return found.isoformat()


def next_july(text: str) -> str:
    """Returns the first July 1 that leaves time for an award after a date."""
    if not text:
        return "2027-07-01"
    least = day_of.fromisoformat(text[:10]) + datetime.timedelta(days=TO_AWARD)
    july = least.replace(month=7, day=1)
    return (july if july >= least else july.replace(year=july.year + 1)).isoformat()


def last_day(start: str, years: int) -> str:
    """Returns the last day of a term of whole years."""
    first = day_of.fromisoformat(start)
    leap = (first.month, first.day) == (2, 29)
    end = first.replace(year=first.year + years, day=28 if leap else first.day)
    return (end - datetime.timedelta(days=0 if leap else 1)).isoformat()


def spelled(day: str) -> str:
    """Returns a date as it is read: July 1, 2027."""
    found = day_of.fromisoformat(day)
    return f"{_MONTHS[found.month - 1]} {found.day}, {found.year}"


_MONTHS = (
    "January February March April May June July August September October November December"
).split()
