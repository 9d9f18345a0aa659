"""What is measured: the kinds of measure a service level can have."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from rfpkit.model.endings import ends_work
from rfpkit.model.limit import Limit, TimeLimit, Unit
from rfpkit.model.record import Record
from rfpkit.model.scalars import Clock, Id, Share, Text, Whole


class OnReopen(StrEnum):
    """What the clock does when a ticket comes back within the reopen window."""

    CONTINUE = "continue"
    COUNT_CLOSED = "count_closed"
    FIRST_STOP = "first_stop"
    NEW_EPISODE = "new_episode"


class PriorityChange(StrEnum):
    """Whose target counts when a ticket's priority changes on the way."""

    AT_START = "at_start"
    AT_STOP = "at_stop"
    STRICTEST = "strictest"


class DayRule(StrEnum):
    """When a target in business days falls due."""

    CLOSE_OF_BUSINESS = "close_of_business"
    SAME_TIME = "same_time"
    NEXT_OPENING = "next_opening"


class SatisfactionMethod(StrEnum):
    """How ratings become a share. "4 of 5" is 80 %, 75 % or neither: no silent choice."""

    TOP_TWO_BOX = "top_two_box"
    TOP_BOX = "top_box"
    MEAN_OVER_MAX = "mean_over_max"
    MEAN_RESCALED = "mean_rescaled"


def _one_or_more(raw: Any) -> Any:
    return [raw] if isinstance(raw, str) else raw


Names = Annotated[
    tuple[Id, ...],
    BeforeValidator(_one_or_more),
    Field(min_length=1),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        }
    ),
]
"""One id, or a list of ids."""


class DurationMeasure(Record):
    """Service time from one event of a ticket to another."""

    kind: Literal["duration"] = "duration"
    """Service time of each ticket."""
    start: Names = Field(("reported",), alias="from")
    """Event that starts the clock: the first of these; by default the customer's own report."""
    stop: Names = Field(alias="to")
    """Event that stops the clock: the first of these that is not undone by a reopening."""
    calendar: Id
    """Calendar on which the clock runs; `always` for elapsed time."""
    pause: tuple[Id, ...] = ()
    """Reasons for which the clock may stand still; no other pause is honored."""
    comparator: Literal["at_most", "less_than"] = "at_most"
    """Whether a ticket that takes exactly its target is in time."""
    day_rule: DayRule = DayRule.CLOSE_OF_BUSINESS
    """Rule for a target in business days: at the close of the last day, by default."""
    cutoff: Clock | None = None
    """Receipt after this local time counts as the next business day; none if left out."""
    priority_change: PriorityChange = PriorityChange.STRICTEST
    """Whose target counts when the priority changes on the way."""
    final_stop: Literal[True, False] | None = None
    """Whether the first stop is final; left out, it is unless the event's name ends the work."""
    on_reopen: OnReopen = OnReopen.CONTINUE
    """What the clock does when the ticket comes back within the reopen window."""
    reopen_window: Limit = TimeLimit(5, Unit.BUSINESS_DAYS, "business day")
    """How long after a stop a reopening still belongs to the same repair."""

    @property
    def stops_for_good(self) -> bool:
        """Whether nothing that happens after the first stop starts the clock again."""
        if self.final_stop is not None:
            return self.final_stop
        return not all(ends_work(name) for name in self.stop)


class SatisfactionMeasure(Record):
    """The share of surveyed customers who were satisfied."""

    kind: Literal["satisfaction"]
    """Ratings given by customers when a ticket is closed."""
    dimension: Id
    """What is rated: quality, timeliness."""
    scale: Whole
    """Best rating of the scale, which begins at 1."""
    method: SatisfactionMethod
    """How ratings become a share."""
    response_floor: Share | None = None
    """Share of closed tickets that must have a rating for the result to count."""


class StockMeasure(Record):
    """A number of things that must be at hand at a moment."""

    kind: Literal["stock"]
    """Counts of things at hand, from a feed of its own."""
    feed: Id
    """The count that the Contractor delivers: spare-count."""
    of: Id
    """What is counted: an item of the scope."""
    each: Text = "school day"
    """How often it is counted."""
    by: Literal["site", "district"] = "site"
    """Where the stock must be enough."""


Measure = Annotated[
    DurationMeasure | SatisfactionMeasure | StockMeasure, Field(discriminator="kind")
]
