"""In which order the parts of a stamp stand: decided once for a whole export."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from rfpkit.model.record import mistake
from rfpkit.model.written import Written


class Part(StrEnum):
    """A part of a stamp, by the letter that stands for it."""

    YEAR = "y"
    MONTH = "m"
    MONTH_NAME = "b"
    DAY = "d"
    HOUR = "h"
    MINUTE = "m of h"
    SECOND = "s"
    HALF = "p"


@dataclass(frozen=True)
class DateOrder:
    """Parts of a stamp with the signs between them; no parts at all for ISO 8601."""

    text: str
    """As a person writes it: `iso`, `d/m/y h:m`."""
    pieces: tuple[Part | str, ...] = ()
    """Parts and the signs between them, in the order of the stamp."""

    def __str__(self) -> str:
        """`d/m/y h:m`."""
        return self.text


ISO = DateOrder("iso")
"""`2015-01-01 07:33:18`, with or without `T`, fractions, `Z` or an offset."""


def parse_date_order(text: str) -> DateOrder:
    """Reads `iso`, `d/m/y h:m`, `m/d/y h:m:s p`, `d/b/y h:m p`; `dd/mm/yyyy` counts as `d/m/y`."""
    written = re.sub(r"([a-z])\1+", r"\1", " ".join(text.lower().replace("mmm", "b").split()))
    if written == "iso":
        return ISO
    pieces = _pieces(text, written)
    _check(text, [piece for piece in pieces if isinstance(piece, Part)])
    return DateOrder(written, tuple(pieces))


def _pieces(text: str, written: str) -> list[Part | str]:
    pieces: list[Part | str] = []
    for sign in re.findall(r"[a-z]|[^a-z]+", written):
        if sign == "m" and Part.HOUR in pieces[-2:]:
            pieces.append(Part.MINUTE)
        elif sign in "ymbdhsp":
            pieces.append(Part(sign))
        elif re.fullmatch(r"[/.:, -]+|t", sign):
            pieces.append(sign.upper())
        else:
            raise mistake(f"`{sign.strip()}` in `{text}` is no part of a date", _HINT)
    return pieces


def _check(text: str, parts: list[Part]) -> None:
    for part in Part:
        if parts.count(part) > 1:
            raise mistake(f"`{text}` names the {_NAMES[part]} twice", _HINT)
    if Part.MONTH in parts and Part.MONTH_NAME in parts:
        raise mistake(f"`{text}` names the month twice", _HINT)
    found = {Part.MONTH if part is Part.MONTH_NAME else part for part in parts}
    for part in (Part.DAY, Part.MONTH, Part.YEAR, Part.HOUR, Part.MINUTE):
        if part not in found:
            raise mistake(f"`{text}` does not say where the {_NAMES[part]} stands", _HINT)


_NAMES = {
    Part.YEAR: "year",
    Part.MONTH: "month",
    Part.MONTH_NAME: "month",
    Part.DAY: "day",
    Part.HOUR: "hour",
    Part.MINUTE: "minute",
    Part.SECOND: "second",
    Part.HALF: "half of the day",
}
_HINT = "write iso, d/m/y h:m, m/d/y h:m:s p (p: AM or PM) or d/b/y h:m (b: Feb)"

StampOrder = Annotated[
    DateOrder,
    Written(
        parse_date_order,
        str,
        {"type": "string", "examples": ["iso", "d/m/y h:m", "m/d/y h:m:s p", "d/b/y h:m p"]},
        "the order of the parts of a stamp: d/m/y h:m",
    ),
]
