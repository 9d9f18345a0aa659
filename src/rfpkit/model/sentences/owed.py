"""The share that is owed, as sentences write it: `at least 94% (from …) and 97% (from …)`."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction
from typing import Final

from rfpkit.model.attainment import Attainment
from rfpkit.model.scalars import parse_share, write_share
from rfpkit.model.words import joined, long_date, read_long_date

Owed = tuple[tuple[datetime.date | None, Fraction], ...]
"""Shares with the date from which each is owed; None where it always is."""

ALL: Final[Owed] = ((None, Fraction(1)),)
"""Each and every one."""
OWED: Final = (
    r"(?P<owed>100%|at least [\d.]+%(?: \(from [^)]+\))?(?:(?:, | and )[\d.]+% \(from [^)]+\))*)"
)


def owed(attainment: Attainment) -> Owed:
    """Returns what is owed, step by step."""
    if attainment.at_least is not None:
        return ((None, attainment.at_least),)
    return tuple((step.first, step.at_least) for step in attainment.steps)


def write_owed(owed: Owed) -> str:
    """Writes `at least 95%`, or each step with its date; nothing is more than `100%`."""
    if owed == ALL:
        return "100%"
    parts = [
        write_share(share) + (f" (from {long_date(first)})" if first else "")
        for first, share in owed
    ]
    return f"at least {joined(parts)}"


def read_owed(text: str) -> Owed:
    """Reads what `write_owed` wrote."""
    found = re.findall(r"([\d.]+%)(?: \(from ([^)]+)\))?", text)
    return tuple(
        (read_long_date(first) if first else None, parse_share(share)) for share, first in found
    )
