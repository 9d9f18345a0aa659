"""Statistics of a value: mean, median, percentile or maximum of a period's values."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from rfpkit.model.names import Names
from rfpkit.model.pause import Pause
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Whole


class Statistic(StrEnum):
    """How the values of a period become one."""

    MEAN = "mean"
    MEDIAN = "median"
    PERCENTILE = "percentile"
    MAXIMUM = "maximum"


class StatisticMeasure(Record):
    """One value for each period, made from the values of its tickets or of a feed's rows."""

    kind: Literal["statistic"]
    """A statistic of a value."""
    statistic: Statistic
    """Which statistic: mean, median, percentile or maximum."""
    percentile: Whole | None = None
    """Which percentile, 1 to 99: the smallest value that so many percent do not exceed."""
    start: Names | None = Field(None, alias="from")
    """For service time: the event that starts each ticket's clock."""
    stop: Names | None = Field(None, alias="to")
    """For service time: the event that stops it."""
    calendar: Id | None = None
    """For service time: the calendar on which the clocks run; elapsed time if left out."""
    pause: tuple[Pause, ...] | None = None
    """For service time: reasons for which a clock may stand still."""
    number: Id | None = None
    """A number that the mapping reads for each ticket: cost, visits."""
    rating: Id | None = None
    """The customer's rating of this dimension."""
    feed: Id | None = None
    """A feed of its own, with a value in each row: speed-of-answer."""
    weight: Literal["base"] | None = None
    """In a feed: `base` counts each row as often as its `base` says: the calls of an hour."""
    better: Literal["lower", "higher"] = "lower"
    """Whether a lower or a higher value is better."""

    @property
    def source(self) -> str:
        """Where the values come from: stop, number, rating or feed."""
        return next(name for name in _SOURCES if getattr(self, name) is not None)

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        named = [name for name in _SOURCES if getattr(self, name) is not None]
        if len(named) != 1:
            told = "nothing says which value is measured" if not named else "two values are named"
            raise mistake(
                told, "write `from` and `to` for service time, or one of: number, rating, feed"
            )
        if self.stop is None and (self.start or self.pause or self.calendar):
            raise mistake(
                "only service time has a clock", "leave `from`, `pause` and `calendar` out"
            )
        if self.weight is not None and self.feed is None:
            raise mistake("only the rows of a feed have a weight", "leave `weight` out")
        return self

    @model_validator(mode="after")
    def _percentile_is_named(self) -> Self:
        if (self.statistic is Statistic.PERCENTILE) != (self.percentile is not None):
            hint = "write `statistic: percentile` and `percentile: 90`, or another statistic alone"
            raise mistake("a percentile needs its number, and nothing else does", hint)
        if self.percentile is not None and not 1 <= self.percentile <= 99:
            raise mistake(
                f"there is no percentile {self.percentile}", "write 1 to 99; 50 is the median"
            )
        return self


_SOURCES = ("stop", "number", "rating", "feed")
