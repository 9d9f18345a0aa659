"""What the letters of a zone mean behind a stamp: an offset, or nothing at all."""

from __future__ import annotations

import re
from typing import Annotated

from rfpkit.model.record import mistake
from rfpkit.model.written import Written

LOCAL = "local"
"""The letters are only a word: the stamp is on the clock of the export's zone."""

_OFFSET = re.compile(r"([+-])(\d{1,2}):?([0-5]\d)")
_MOST_HOURS = 14


def parse_zone_word(text: str) -> str:
    """Reads `-05:00`, `+0530` or `local`, and returns it as `-05:00`."""
    if text.strip().lower() == LOCAL:
        return LOCAL
    found = _OFFSET.fullmatch(text.strip().replace("\u2212", "-"))
    if found is None or int(found[2]) > _MOST_HOURS:
        hint = "write -05:00, or local where the letters are only a word"
        raise mistake(f"`{text}` is no offset from UTC", hint)
    return f"{found[1]}{int(found[2]):02}:{found[3]}"


def seconds_east(offset: str) -> int:
    """Returns an offset as seconds east of UTC: -18000 for `-05:00`."""
    hours, minutes = int(offset[1:3]), int(offset[4:])
    return (hours * 60 + minutes) * (-60 if offset[0] == "-" else 60)


ZoneWord = Annotated[
    str,
    Written(
        parse_zone_word,
        str,
        {"type": "string", "examples": ["-05:00", "+01:00", LOCAL]},
        "an offset from UTC, or local: -05:00",
    ),
]
"""An offset from UTC, or `local`."""
