"""What a price is for: a device per year, a repair, an hour, a single payment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from rfpkit.model.record import mistake
from rfpkit.model.written import Written


@dataclass(frozen=True)
class PriceUnit:
    """The thing that has the price, and how often it is paid."""

    thing: str
    """What one is: device, repair, hour; empty for the whole."""
    per: str
    """`month` or `year` for a standing service, `once`, or empty for each that is ordered."""

    def __str__(self) -> str:
        """`device per year`, `repair`, `school once`, `once`."""
        tail = self.per if self.per in {"", "once"} else f"per {self.per}"
        return f"{self.thing} {tail}".strip()

    @property
    def times(self) -> int:
        """How often the price is paid in a year; a single payment falls into the first one."""
        return 12 if self.per == "month" else 1


def parse_unit(text: str) -> PriceUnit:
    """Reads `device per year`, `repair`, `month`, `school once` or `once`."""
    words = " ".join(text.split())
    found = re.fullmatch(r"(?:(.+?) )?once|(.+?)(?: per (month|year))?", words)
    if found is None or not words or len(words) > _LONGEST:
        raise mistake(f"`{text}` is not a unit of a price", _EXAMPLES)
    if words == "once" or words.endswith(" once"):
        return PriceUnit(found[1] or "", "once")
    if re.search(r"\b(per|each|every|a)\b", found[2]):
        message = f"`{text}` does not say whether it is paid by the month or by the year"
        raise mistake(message, _EXAMPLES)
    return PriceUnit(found[2], found[3] or "")


_LONGEST = 60
_EXAMPLES = "write device per year, seat per month, repair, hour, pickup, school once, or once"

Unit = Annotated[
    PriceUnit,
    Written(
        parse_unit,
        str,
        {"type": "string", "maxLength": _LONGEST, "examples": ["device per year", "repair"]},
        "what the price is for: device per year",
    ),
]
