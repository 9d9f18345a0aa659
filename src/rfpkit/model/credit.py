"""What a missed service level costs: performance credits and their caps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Self

from pydantic import Field, model_validator

from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Share, parse_share, write_share
from rfpkit.model.written import Written


class Band(Record):
    """A stretch of attainment and the credit it brings."""

    below: Share
    """Attainment under this share, down to the next band, is in the band."""
    credit: Share
    """Share of the base that is credited."""


@dataclass(frozen=True)
class Cap:
    """The most that may be credited in a month, as a share of the base."""

    share: Fraction
    per: str = "month"

    def __str__(self) -> str:
        """`10% per month`."""
        return f"{write_share(self.share)} per {self.per}"


def parse_cap(text: str) -> Cap:
    """Reads `10% per month`."""
    found = re.fullmatch(r"(.+%)\s+per\s+month", text.strip())
    if found is None:
        raise mistake(f"{text} is not a cap per month", "write 10% per month")
    return Cap(parse_share(found[1]))


MonthlyCap = Annotated[
    Cap,
    Written(
        parse_cap,
        str,
        {
            "type": "string",
            "pattern": r"^\d{1,3}(\.\d{1,6})?\s*%\s+per\s+month$",
            "examples": ["10% per month"],
        },
        "a cap: 10% per month",
    ),
]


class Credit(Record):
    """Performance credit in bands of attainment, as a share of a fee."""

    base: Id
    """The fee of which the credit is a share."""
    bands: tuple[Band, ...] = Field(min_length=1)
    """Bands from the highest attainment down; together they reach from the target to 0 %."""
    cap: MonthlyCap | None = None
    """The most that this level may cost in a month."""

    @model_validator(mode="after")
    def _bands_go_down(self) -> Self:
        for upper, lower in zip(self.bands, self.bands[1:], strict=False):
            if lower.below >= upper.below:
                message = f"the bands below {write_share(upper.below)} and below "
                message += f"{write_share(lower.below)} overlap"
                raise mistake(message, "write each band once, the highest attainment first")
            if lower.credit < upper.credit:
                message = f"attainment below {write_share(lower.below)} costs less than "
                message += f"attainment below {write_share(upper.below)}"
                raise mistake(message, "a lower band brings the same credit or more")
        return self

    def rate(self, attainment: Fraction) -> tuple[Band | None, Fraction]:
        """Returns the band of an attainment and its credit share; (None, 0) above all bands."""
        held = [band for band in self.bands if attainment < band.below]
        return (held[-1], held[-1].credit) if held else (None, Fraction(0))
