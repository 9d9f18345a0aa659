"""Targets as sentences write them: `1 business day (P1, at lincoln) or 3 business days`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rfpkit.model.limit import parse_limit
from rfpkit.model.target import TargetRow, TargetValue
from rfpkit.model.words import joined, long_date, plain, plural, proper

Limits = tuple[tuple[str, str], ...]
"""Whom a limit is for (empty for all), and the limit, as written."""

_LIMIT: Final = r"\d[\d.]* (?:(?:business|school|calendar) )?[a-z]+"
_WITH_WHOM: Final = rf"{_LIMIT}(?: \([^)]*\))?"
LIMITS: Final = rf"{_WITH_WHOM}(?:(?:, | or ){_WITH_WHOM})*"
"""Limits in a pattern: what follows them is never taken for a part of the last one."""

OTHERS = "all others"
"""Whom the last line of a table is for, where it names nobody."""


def limits(target: TargetValue | None) -> Limits:
    """Returns each limit of a target, in its order."""
    if isinstance(target, dict):
        return tuple((name, str(limit)) for name, limit in target.items())
    if isinstance(target, tuple):
        return tuple((whom(row, alone=len(target) == 1), str(row.within)) for row in target)
    return (("", str(target)),)


def whom(row: TargetRow, *, alone: bool = False) -> str:
    """Writes whom a line of a table is for: `P1, student laptops, at lincoln`."""
    text = ", ".join(_conditions(row))
    return text or ("" if alone else OTHERS)


def write_limits(limits: Limits) -> str:
    """Writes the limits with those whom they are for."""
    return joined([limit + (f" ({name})" if name else "") for name, limit in limits], "or")


def read_limits(text: str) -> Limits:
    """Reads what `write_limits` wrote."""
    found = re.findall(rf"({_LIMIT})(?: \(([^)]*)\))?(?:, | or |$)", text)
    return tuple((name, str(parse_limit(limit))) for limit, name in found)


def _conditions(row: TargetRow) -> Iterable[str]:
    if row.priority:
        yield joined(row.priority, "or")
    if row.device_class:
        yield joined([plural(plain(name)) for name in row.device_class], "or")
    if row.site:
        yield f"at {joined([proper(name) for name in row.site], 'or')}"
    if row.season:
        yield f"in the season {joined([plain(name) for name in row.season], 'or')}"
    if row.first is not None and row.last is not None:
        yield f"from {long_date(row.first)} to {long_date(row.last)}"
    elif row.first is not None:
        yield f"from {long_date(row.first)}"
    elif row.last is not None:
        yield f"until {long_date(row.last)}"
