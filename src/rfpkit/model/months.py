"""How many months lie between two dates; days of a broken month are a share of it."""

from __future__ import annotations

import datetime
from fractions import Fraction

_DAY = datetime.timedelta(days=1)


def months_between(first: datetime.date, last: datetime.date) -> Fraction:
    """Returns the months from `first` to `last`, both included, exactly."""
    total, day = Fraction(0), first
    while day <= last:
        after = month_after(day)
        end = min(last, after - _DAY)
        length = (after - day.replace(day=1)).days
        total += Fraction((end - day).days + 1, length)
        day = after
    return total


def month_after(day: datetime.date) -> datetime.date:
    """Returns the first day of the next month."""
    return (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
