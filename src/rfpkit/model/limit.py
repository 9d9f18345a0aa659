"""How long something may take: service time, business days or calendar days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from rfpkit.model.record import mistake
from rfpkit.model.written import Written


class Unit(StrEnum):
    """What a limit counts. A day is its own unit, never a number of hours."""

    SECONDS = "seconds"
    BUSINESS_DAYS = "business days"
    CALENDAR_DAYS = "calendar days"


@dataclass(frozen=True)
class TimeLimit:
    """An amount of service time (in whole seconds) or of days; always above zero."""

    amount: int
    unit: Unit
    word: str
    """The unit as it was written, in the singular: `business hour`, `school day`."""

    def __str__(self) -> str:
        """`3 business days`, `90 minutes`."""
        size = _SECONDS.get(self.word, 1)
        number = Decimal(self.amount) / size
        text = f"{number:f}"
        return f"{text} {self.word}" + ("" if number == 1 else "s")


def parse_limit(text: str) -> TimeLimit:
    """Reads `4 business hours`, `90 minutes`, `3 business days`, `10 calendar days`."""
    found = re.fullmatch(
        r"(\d+(?:\.\d+)?)\s+((?:business |school |calendar )?[a-z]+)", text.strip()
    )
    if found is None:
        raise mistake(f"`{text}` is not a length of time", _EXAMPLES)
    word = found[2].removesuffix("s")
    if word in _SECONDS:
        return _of_seconds(text, Decimal(found[1]) * _SECONDS[word], word)
    if word in _DAYS:
        return _of_days(text, found[1], word)
    if word == "day":
        raise mistake(
            f"`{text}` does not say which days count",
            f"write {found[1]} business {found[2]} or {found[1]} calendar {found[2]}",
        )
    raise mistake(f"`{found[2]}` is not a unit that can be counted here", _EXAMPLES)


def _of_seconds(text: str, seconds: Decimal, word: str) -> TimeLimit:
    if seconds != int(seconds):
        raise mistake(f"`{text}` is not a whole number of seconds", _EXAMPLES)
    return _above_zero(text, TimeLimit(int(seconds), Unit.SECONDS, word))


def _of_days(text: str, number: str, word: str) -> TimeLimit:
    if "." in number:
        raise mistake(f"`{text}` splits a day", "write whole days, or hours: 4 business hours")
    return _above_zero(text, TimeLimit(int(number), _DAYS[word], word))


def _above_zero(text: str, limit: TimeLimit) -> TimeLimit:
    if limit.amount == 0:
        raise mistake(f"`{text}` leaves no time at all", "a limit is more than zero")
    if limit.amount > (_TEN_YEARS * 86_400 if limit.unit is Unit.SECONDS else _TEN_YEARS):
        raise mistake(f"`{text}` is more than ten years", "write a limit that can be missed")
    return limit


_TEN_YEARS = 3653
"""Days of ten years: no contract waits longer."""

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "business minute": 60, "business hour": 3600}
_DAYS = {
    "business day": Unit.BUSINESS_DAYS,
    "school day": Unit.BUSINESS_DAYS,
    "calendar day": Unit.CALENDAR_DAYS,
}
_EXAMPLES = "write minutes, business hours, business days or calendar days: 3 business days"

Limit = Annotated[
    TimeLimit,
    Written(
        parse_limit,
        str,
        {
            "type": "string",
            "pattern": r"^\d+(\.\d+)?\s+((business |school |calendar )?[a-z]+)$",
            "examples": ["4 business hours", "3 business days", "10 calendar days"],
        },
        "a length of time: 3 business days",
    ),
]
