"""The days of the semester and of the weeks that follow it, and moments in them."""

from __future__ import annotations

import datetime
from random import Random

FIRST, LAST = datetime.date(2026, 8, 17), datetime.date(2027, 1, 15)
LAST_TICKET = datetime.date(2026, 12, 11)
_DAY = datetime.timedelta(days=1)
_HOLIDAYS = {
    datetime.date(2026, 9, 7),
    datetime.date(2026, 11, 11),
    datetime.date(2026, 11, 26),
    datetime.date(2026, 11, 27),
    datetime.date(2026, 12, 24),
    datetime.date(2026, 12, 25),
    datetime.date(2026, 12, 31),
    datetime.date(2027, 1, 1),
}
_BREAKS = (
    (datetime.date(2026, 11, 25), datetime.date(2026, 11, 27)),
    (datetime.date(2026, 12, 21), datetime.date(2027, 1, 3)),
)


def school_days() -> list[datetime.date]:
    """Returns the dates on which the schools are open."""
    days = [FIRST + _DAY * n for n in range((LAST - FIRST).days + 1)]
    return [day for day in days if is_workday(day) and not _in_break(day)]


def is_workday(day: datetime.date) -> bool:
    """Whether the Contractor works on a date."""
    return day.weekday() < 5 and day not in _HOLIDAYS


def _in_break(day: datetime.date) -> bool:
    return any(first <= day <= last for first, last in _BREAKS)


def workday(day: datetime.date, later: int) -> datetime.date:
    """Returns the working day that is so many working days later."""
    while later > 0:
        day += _DAY
        later -= is_workday(day)
    return day


def moment(chance: Random, day: datetime.date, first: int, last: int) -> datetime.datetime:
    """Returns a moment of a date, at a whole second, between two hours of the clock."""
    seconds = chance.randrange(first * 3600, last * 3600)
    return datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(seconds=seconds)


def after(start: datetime.datetime, minutes: int) -> datetime.datetime:
    """Returns the moment so many minutes later; what runs past four goes on the next workday."""
    end = start + datetime.timedelta(minutes=minutes)
    close = start.replace(hour=15, minute=50, second=0)
    if end <= close:
        return end
    opening = datetime.datetime.combine(workday(start.date(), 1), datetime.time(8, 10))
    return opening + max(end - max(close, start), datetime.timedelta())
