"""What an RFP takes from its pack's library, and what it changes in it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from rfpkit.model.names import Names
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Text, parse_clock, parse_date, write_clock
from rfpkit.model.written import Written


@dataclass(frozen=True)
class When:
    """A date of the procurement, with the time where it matters."""

    date: datetime.date
    time: int | None = None

    def __str__(self) -> str:
        """`2026-03-05 14:00`."""
        return f"{self.date}" + ("" if self.time is None else f" {write_clock(self.time)}")


def parse_when(text: str) -> When:
    """Reads `2026-03-05` or `2026-03-05 14:00`."""
    found = re.fullmatch(r"(\S+)(?:\s+(\S+))?", text.strip())
    if found is None:
        raise mistake(f"{text} is not a date", "write 2026-03-05, or 2026-03-05 14:00")
    return When(parse_date(found[1]), parse_clock(found[2]) if found[2] else None)


EventTime = Annotated[
    When,
    Written(
        parse_when,
        str,
        {
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}(\s+\d{1,2}:\d{2})?$",
            "examples": ["2026-03-05 14:00"],
        },
        "a date, with a time where it matters: 2026-03-05 14:00",
    ),
]


class Selection(Record):
    """What is taken from a pack's library, by group or by id."""

    requirements: Names | None = None
    """Requirements by their group or their id, or `all`: [repair-process, spares, PRV-104]."""
    service_levels: Names | None = None
    """Service levels by their group or their id, or `all`."""
    clauses: Names | None = None
    """Conditional clauses by their file or their id, or `all`: [us-federal, texas]."""
    defaults: Names | None = None
    """Parts that the pack fills in where the RFP does not write them, or `all`: priorities."""
    leave_out: Names | None = Field(None, alias="except")
    """Groups and ids that are not taken, though the lists above name them."""


class Include(Selection):
    """What the RFP takes from the library of its pack."""

    starting_point: Id | None = None
    """A selection that the pack has ready: small-district. The lists here add to it."""
    calendars: tuple[Text, ...] | None = None
    """Calendars in files of their own, beside the RFP or below it: [calendar.yaml]."""
    schedule: dict[Id, EventTime] | None = None
    """Dates for the events that the pack names: {issued: 2026-02-02, proposals-due: 2026-03-05
    14:00}."""


Changed = Literal[
    "requirements",
    "service_levels",
    "required_clauses",
    "audiences",
    "goals",
    "priorities",
    "scope",
    "pauses",
    "exclusions",
    "ticket_events",
    "schedule",
    "calendars",
]
"""Lists in which something that was taken can be changed."""

Changes = dict[Changed, dict[Id, dict[str, Any]]]
"""By list and id, the fields that are written otherwise. Groups of fields are joined, everything
else is replaced, and an empty value takes the pack's entry away."""
