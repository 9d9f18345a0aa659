"""Ranges of local dates, both ends included, as people write them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated

from rfpkit.model.record import mistake
from rfpkit.model.scalars import parse_date
from rfpkit.model.written import Written


@dataclass(frozen=True, order=True)
class DateRange:
    """Local dates from the first to the last, both included."""

    first: datetime.date
    last: datetime.date

    def __contains__(self, day: datetime.date) -> bool:
        """Whether the day lies in the range."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        """`2026-07-01 to 2030-06-30`."""
        return f"{self.first.isoformat()} to {self.last.isoformat()}"


def parse_range(text: str) -> DateRange:
    """Reads `2026-07-01 to 2030-06-30`."""
    parts = " ".join(text.split()).split(" to ")
    if len(parts) != 2:
        hint = "write the first and the last day: 2026-07-01 to 2030-06-30"
        raise mistake(f"{text} is not a range of dates", hint)
    first, last = (parse_date(part) for part in parts)
    if last < first:
        raise mistake(f"{text} ends before it begins", "put the earlier date first")
    return DateRange(first, last)


Dates = Annotated[
    DateRange,
    Written(
        parse_range,
        str,
        {
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}\s+to\s+\d{4}-\d{2}-\d{2}$",
            "examples": ["2026-07-01 to 2030-06-30"],
        },
        "two dates: 2026-07-01 to 2030-06-30",
    ),
]
