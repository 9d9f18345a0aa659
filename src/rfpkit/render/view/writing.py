"""How counts, dates, hours and names stand in tables and cards."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from rfpkit.model.calendars.week import WEEKDAY_NAMES, Interval
from rfpkit.model.words import MONTHS, clock, joined, long_date, plain


def count(number: int | None) -> str:
    """Writes `36,500`; nothing for a number that nobody gave."""
    return "" if number is None else f"{number:,}"


def capital(text: str) -> str:
    """Writes the first letter large and leaves the others."""
    return text[:1].upper() + text[1:]


def label(name: str) -> str:
    """Writes an id as a heading: `student-laptops` becomes `Student laptops`."""
    return capital(plain(name))


def weekday_date(day: datetime.date) -> str:
    """Writes `Thursday, March 5, 2026`."""
    return f"{WEEKDAY_NAMES[day.weekday()]}, {long_date(day)}"


def short_range(first: datetime.date, last: datetime.date) -> str:
    """Writes `Jul 1–Aug 7`, `Apr 5–30` or `Nov 26`; the year stands in the table's head."""
    start, end = _short(first), _short(last)
    if first == last:
        return start
    if (first.year, first.month) == (last.year, last.month):
        return f"{start}–{last.day}"
    return f"{start}–{end}"


def hours(intervals: Sequence[Interval]) -> str:
    """Writes `7:30 a.m. to 4:30 p.m.`; `closed` for a day without hours."""
    return joined([f"{clock(start)} to {clock(end)}" for start, end in intervals]) or "closed"


def _short(day: datetime.date) -> str:
    return f"{MONTHS[day.month - 1][:3]} {day.day}"
