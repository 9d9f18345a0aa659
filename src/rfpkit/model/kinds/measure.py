"""What is measured: the kinds of measure a service level can have."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rfpkit.model.endings import ends_work
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.limit import Limit, TimeLimit, Unit
from rfpkit.model.names import Names
from rfpkit.model.pause import Pause
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Clock, Id, Share, Whole


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

    @property
    def is_mean(self) -> bool:
        """Whether the share is a mean of ratings, and not a share of tickets."""
        return self in {SatisfactionMethod.MEAN_OVER_MAX, SatisfactionMethod.MEAN_RESCALED}


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
    calendar_by_site: dict[Id, Id] | None = None
    """Sites whose clocks run on another calendar: {kula-elementary: hawaii-hours}."""
    pause: tuple[Pause, ...] = ()
    """Reasons for which the clock may stand still, with their caps; no other pause is honored."""
    pause_total: Limit | None = None
    """The most service time that all pauses together take in one clock; the rest counts."""
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
    reopen_by: Literal["ticket", "device_and_fault"] | None = None
    """What comes back: the ticket alone, or (the default, where the export tells device and
    fault) also a new ticket for the same device and fault."""

    @property
    def pause_reasons(self) -> tuple[str, ...]:
        """The reasons for which the clock may stand still."""
        return tuple(rule.reason for rule in self.pause)

    @property
    def calendars(self) -> tuple[str, ...]:
        """Every calendar that a clock of the level may run on, the level's own first."""
        return tuple(dict.fromkeys([self.calendar, *(self.calendar_by_site or {}).values()]))

    @property
    def stops_for_good(self) -> bool:
        """Whether nothing that happens after the first stop starts the clock again."""
        if self.final_stop is not None:
            return self.final_stop
        return not all(ends_work(name) for name in self.stop)

    @model_validator(mode="after")
    def _total_can_be_added(self) -> Self:
        if self.pause_total is not None and not self.pause:
            message = "the pauses have a sum, and no pause is allowed"
            raise mistake(message, "name the reasons in `pause`, or leave `pause_total` out")
        if self.pause_total is not None and self.pause_total.unit is not Unit.SECONDS:
            message = f"pauses cannot be added up in days: `{self.pause_total}`"
            raise mistake(message, "write the sum in service time: 16 business hours")
        return self


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

    @model_validator(mode="after")
    def _scale_has_steps(self) -> Self:
        best = 3 if self.method is SatisfactionMethod.TOP_TWO_BOX else 2
        if self.scale < best:
            message = f"on a scale of 1 to {self.scale} every rating would satisfy"
            raise mistake(message, "write the best rating of the scale: 5")
        return self


Measure = Annotated[
    DurationMeasure
    | RatioMeasure
    | StatisticMeasure
    | StockMeasure
    | AccumulationMeasure
    | DutyMeasure
    | SatisfactionMeasure,
    Field(discriminator="kind"),
]
"""The six kinds of level; satisfaction is a ratio, or a mean, of ratings."""
