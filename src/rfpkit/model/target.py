"""What each ticket, or each place, must reach."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from rfpkit.model.limit import Limit, TimeLimit
from rfpkit.model.record import mistake
from rfpkit.model.scalars import Id, parse_share, write_share
from rfpkit.model.written import Written


@dataclass(frozen=True)
class StockShare:
    """So many things as a share of the users of a place."""

    share: Fraction

    def __str__(self) -> str:
        """`3% of users`."""
        return f"{write_share(self.share)} of users"


def parse_stock_share(text: str) -> StockShare:
    """Reads `3% of users`."""
    found = re.fullmatch(r"(.+%)\s+of\s+users", text.strip())
    if found is None:
        raise mistake(f"{text} is not a stock", "write 3% of users")
    return StockShare(parse_share(found[1]))


Stock = Annotated[
    StockShare,
    Written(
        parse_stock_share,
        str,
        {
            "type": "string",
            "pattern": r"^\d{1,3}(\.\d{1,6})?\s*%\s+of\s+users$",
            "examples": ["3% of users"],
        },
        "a stock: 3% of users",
    ),
]


def _form(raw: Any) -> str:
    if isinstance(raw, dict):
        return "by_priority"
    if isinstance(raw, StockShare) or (isinstance(raw, str) and "%" in raw):
        return "stock"
    return "one"


Target = Annotated[
    Annotated[Limit, Tag("one")]
    | Annotated[dict[Id, Limit], Field(min_length=1), Tag("by_priority")]
    | Annotated[Stock, Tag("stock")],
    Discriminator(_form),
]
"""One limit for all, a limit for each priority, or a stock."""

TargetValue = TimeLimit | dict[str, TimeLimit] | StockShare
"""What a `Target` holds once it is read."""


def limits(target: TargetValue | None) -> Iterable[TimeLimit]:
    """Yields every time limit that a target names."""
    if isinstance(target, TimeLimit):
        yield target
    elif isinstance(target, dict):
        yield from target.values()
