"""Plain numbers as people write them, kept exactly."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from rfpkit.model.record import mistake
from rfpkit.model.written import Written

MILLIONTHS = 1_000_000
"""Numbers travel through tables as whole millionths: no binary fraction is ever near them."""


def parse_number(text: str) -> Decimal:
    """Reads `12`, `4.2` or `1,250.5`: never negative, at most six decimals."""
    found = re.fullmatch(r"(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,6})?", text.strip(), re.ASCII)
    if found is None:
        raise mistake(f"{text} is not a number", "write digits, with a point if needed: 4.2")
    return Decimal(found[1].replace(",", "") + (found[2] or ""))


def write_number(number: Decimal) -> str:
    """Writes a number without empty decimals: `4.2`, `1250`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_millionths(number: Decimal) -> int:
    """Returns a number as whole millionths."""
    return int(number * MILLIONTHS)


Number = Annotated[
    Decimal,
    Written(
        parse_number,
        write_number,
        {
            "type": ["string", "number"],
            "pattern": r"^(\d{1,3}(,\d{3})+|\d{1,12})(\.\d{1,6})?$",
            "examples": ["4.2", "12"],
        },
        "a number: 4.2",
    ),
]
"""A number of at most six decimals."""
