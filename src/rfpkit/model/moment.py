"""Points in time and lengths of time as a person names them beside a calendar."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from rfpkit.model.record import mistake
from rfpkit.model.scalars import FIRST_DAY, LAST_DAY
from rfpkit.model.written import Written


def parse_moment(text: str) -> datetime.datetime:
    """Reads `2027-01-14T09:30`, with an offset of its own or in the calendar's local time.

    A bare date is refused: it could be its first or its last second. Parts of a second are
    dropped.
    """
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        hint = "write a date and a time: 2027-01-14T09:30, with an offset if it is not local"
        raise mistake(f"`{text}` is not an instant", hint)
    day, clock, offset = found[1], found[2], found[3] or ""
    try:
        moment = datetime.datetime.fromisoformat(f"{day}T{clock}{offset}")
    except ValueError:
        hint = "check the day, the time and the offset; 24:00 is 00:00 of the next day"
        raise mistake(f"there is no instant {text}", hint) from None
    if not FIRST_DAY <= moment.date() <= LAST_DAY:
        raise mistake(f"{text} is too far off", f"write a day from {FIRST_DAY} to {LAST_DAY}")
    return moment


def parse_length(text: str) -> int:
    """Reads `9:30` or `9:30:00` (hours, minutes, seconds) or `90 minutes` as seconds."""
    if found := _CLOCK.fullmatch(text.strip()):
        return int(found[1].replace(",", "")) * 3600 + int(found[2]) * 60 + int(found[3] or 0)
    if found := _COUNT.fullmatch(text.strip()):
        return int(found[1].replace(",", "")) * _UNITS[found[2]]
    hint = "write hours and minutes, 9:30, or a number with its unit: 90 minutes"
    raise mistake(f"`{text}` is not a length of time", hint)


def write_length(seconds: int) -> str:
    """Writes hours, minutes and seconds: `27:13:05`."""
    return f"{seconds // 3600:,}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?", re.ASCII
)
_CLOCK = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,6}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_COUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,10}) (second|minute|hour)s?", re.ASCII)
_UNITS = {"second": 1, "minute": 60, "hour": 3600}

Moment = Annotated[
    datetime.datetime,
    Written(
        parse_moment,
        datetime.datetime.isoformat,
        {"type": "string", "examples": ["2027-01-14T09:30", "2027-01-14T09:30-06:00"]},
        "an instant: 2027-01-14T09:30",
    ),
]
Length = Annotated[
    int,
    Written(
        parse_length,
        write_length,
        {"type": "string", "examples": ["9:30", "90 minutes"]},
        "a length of time: 9:30",
    ),
]
