"""In which order the parts of a stamp stand: decided once for a whole column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from rfpkit.model.record import mistake
from rfpkit.model.scalars import Text
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
    ZONE = "z"


@dataclass(frozen=True)
class DateOrder:
    """Parts of a stamp with the signs between them; no parts for an order that has a name."""

    text: str
    """As a person writes it: `iso`, `d/m/y h:m`, `epoch-ms`."""
    pieces: tuple[Part | str, ...] = ()
    """Parts and the signs between them, in the order of the stamp."""

    def __str__(self) -> str:
        """`d/m/y h:m`."""
        return self.text

    @property
    def has_time(self) -> bool:
        """Whether its stamps have a time of day; the others are dates, and mean its midnight."""
        return not self.pieces or Part.HOUR in self.pieces


ISO = DateOrder("iso")
"""`2015-01-01 07:33:18`, with or without `T`, fractions, `Z` or an offset."""
EPOCH = DateOrder("epoch")
"""Seconds since 1970-01-01 00:00 UTC."""
EPOCH_MS = DateOrder("epoch-ms")
"""Milliseconds since 1970-01-01 00:00 UTC."""
EXCEL = DateOrder("excel")
"""Days since 1899-12-30, local, the time of day behind the point: what Excel keeps in a cell."""
EXCEL_1904 = DateOrder("excel-1904")
"""Days since 1904-01-01, local: what Excel keeps in a workbook of the 1904 date system."""
DETECT = DateOrder("detect")
"""The order that the whole column proves; a column that proves none is refused."""

_NAMED = {order.text: order for order in (ISO, EPOCH, EPOCH_MS, EXCEL, EXCEL_1904, DETECT)}


def parse_date_order(text: str) -> DateOrder:
    """Reads `iso`, `d/m/y h:m`, `m/d/y h:m:s p`, `d/b/y h:m p`; `dd/mm/yyyy` counts as `d/m/y`."""
    named = _NAMED.get(text.strip().lower())
    if named is not None:
        return named
    written = re.sub(r"([a-z])\1+", r"\1", " ".join(text.lower().replace("mmm", "b").split()))
    pieces = _pieces(text, written)
    _check(text, [piece for piece in pieces if isinstance(piece, Part)])
    return DateOrder(written, tuple(pieces))


def _pieces(text: str, written: str) -> list[Part | str]:
    pieces: list[Part | str] = []
    for sign in re.findall(r"[a-z]|[^a-z]+", written):
        if sign == "m" and Part.HOUR in pieces[-2:]:
            pieces.append(Part.MINUTE)
        elif sign in "ymbdhspz":
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
    needed = [Part.DAY, Part.MONTH, Part.YEAR]
    # A date without a time of day is one; a minute or a half of the day without its hour is not.
    if found & {Part.HOUR, Part.MINUTE, Part.SECOND, Part.HALF, Part.ZONE}:
        needed += [Part.HOUR, Part.MINUTE]
    for part in needed:
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
    Part.ZONE: "offset",
}
_HINT = (
    "write iso, d/m/y h:m, m/d/y h:m:s p (p: AM or PM), d/b/y h:m (b: Feb), m/d/y, epoch, excel"
    " or detect"
)

StampOrder = Annotated[
    DateOrder,
    Written(
        parse_date_order,
        str,
        {
            "type": "string",
            "examples": [
                *("iso", "d/m/y h:m", "m/d/y h:m:s p", "d/b/y h:m p", "m/d/y", "detect"),
                *("epoch", "epoch-ms", "excel", "excel-1904"),
            ],
        },
        "the order of the parts of a stamp: d/m/y h:m",
    ),
]


def _form(raw: Any) -> str:
    return "each" if isinstance(raw, dict) else "one"


StampOrders = Annotated[
    Annotated[StampOrder, Tag("one")]
    | Annotated[dict[Text, StampOrder], Field(min_length=1), Tag("each")],
    Discriminator(_form),
]
"""One order for all columns, or an order for each."""
