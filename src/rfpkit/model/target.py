"""What each ticket, or each place, must reach."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from rfpkit.model.limit import Limit, TimeLimit
from rfpkit.model.names import Names
from rfpkit.model.numbers import Number
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Date, Id, parse_share, write_share
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


class TargetRow(Record):
    """A line of a table of targets; the first line that fits a ticket is its target."""

    within: Limit
    """The limit of this line."""
    priority: Names | None = None
    """Priorities that it speaks of; all if left out."""
    device_class: Names | None = None
    """Classes of device that it speaks of."""
    site: Names | None = None
    """Sites that it speaks of."""
    season: Names | None = None
    """Seasons of the level's calendar in which the clock starts."""
    first: Date | None = Field(None, alias="from")
    """First local date on which the clock starts."""
    last: Date | None = Field(None, alias="to")
    """Last local date on which the clock starts, included."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise mistake("the dates of the target run backward", "put the earlier date in `from`")
        return self

    @property
    def covers_all(self) -> bool:
        """Whether every ticket fits the line, so that no later line is ever reached."""
        named = (self.priority, self.device_class, self.site, self.season, self.first, self.last)
        return all(one is None for one in named)


def _form(raw: Any) -> str:
    if isinstance(raw, dict):
        return "by_priority"
    if isinstance(raw, list | tuple):
        return "table"
    if isinstance(raw, StockShare) or (isinstance(raw, str) and "%" in raw):
        return "stock"
    if isinstance(raw, Decimal) or (isinstance(raw, str) and re.fullmatch(r"[\d.,\s]+", raw)):
        return "number"
    return "one"


Target = Annotated[
    Annotated[Limit, Tag("one")]
    | Annotated[dict[Id, Limit], Field(min_length=1), Tag("by_priority")]
    | Annotated[tuple[TargetRow, ...], Field(min_length=1), Tag("table")]
    | Annotated[Stock, Tag("stock")]
    | Annotated[Number, Tag("number")],
    Discriminator(_form),
]
"""One limit for all, a limit for each priority, a table of limits, a stock, or a number."""

TargetValue = TimeLimit | dict[str, TimeLimit] | tuple[TargetRow, ...] | StockShare | Decimal
"""What a `Target` holds once it is read."""


def limits(target: TargetValue | None) -> Iterable[TimeLimit]:
    """Yields every time limit that a target names."""
    if isinstance(target, TimeLimit):
        yield target
    elif isinstance(target, dict):
        yield from target.values()
    elif isinstance(target, tuple):
        yield from (row.within for row in target)
