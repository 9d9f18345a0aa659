"""How the results of a measurement period become one verdict."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Date, Share, Whole


class Period(StrEnum):
    """A measurement period, local to the contract's zone."""

    MONTH = "month"
    QUARTER = "quarter"
    SCHOOL_YEAR = "school year"
    CONTRACT_YEAR = "contract year"
    YEAR = "year"


class CountedBy(StrEnum):
    """Which instant of a ticket decides the period that it belongs to."""

    DUE = "due"
    STOP = "stop"
    START = "start"


class Step(Record):
    """A target that holds from a date until the next step."""

    first: Date = Field(alias="from")
    """First local date of the step."""
    at_least: Share
    """Attainment that is owed from that date."""


class AllowMisses(Record):
    """So many misses are allowed in a period with too few tickets."""

    allow_misses: Whole
    """Number of misses that still meet the level."""


class Minimum(Record):
    """What happens in a period with too few tickets for a fair share."""

    tickets: Whole
    """Smallest number of decided tickets on which a period is judged."""
    otherwise: Literal["pool_with_next", "no_credit"] | AllowMisses
    """Pool the tickets with the next period, claim no credit, or allow a number of misses."""


class Floor(Record):
    """The least that each group must get, so that an average hides nobody."""

    by: Literal["site", "audience", "device_class", "service", "priority"]
    """What the groups are."""
    at_least: Share
    """Attainment that each group is owed."""


_LONGEST_WINDOW = 120


class Attainment(Record):
    """The share of tickets that must be in time in each measurement period."""

    at_least: Share | None = None
    """Attainment that is owed in every period."""
    steps: tuple[Step, ...] = ()
    """Attainment that is owed from given dates, in place of `at_least`."""
    per: Period
    """The measurement period."""
    rolling: Whole | None = None
    """Judges each period together with those before it: 3 is the three that end with it."""
    counted_by: CountedBy = CountedBy.DUE
    """Which instant decides a ticket's period; `due` so that a late ticket cannot be parked."""
    minimum: Minimum | None = None
    """Rule for periods with few tickets; none if left out."""
    floor: Floor | None = None
    """Least attainment of each group; none if left out."""

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if self.at_least is not None and self.steps:
            hint = "write `at_least: 95%`, or `steps:` with dates, not both"
            raise mistake("the attainment needs one target", hint)
        dates = [step.first for step in self.steps]
        if dates != sorted(set(dates)):
            raise mistake("the steps are out of order", "write each date once, earliest first")
        return self

    @model_validator(mode="after")
    def _rolling_has_periods(self) -> Self:
        if self.rolling is not None and self.rolling < 2:
            raise mistake(
                "one period alone does not roll", "write 2 or more, or leave `rolling` out"
            )
        if self.rolling is not None and self.rolling > _LONGEST_WINDOW:
            message = f"{self.rolling} periods are more than any contract has"
            raise mistake(message, f"write at most {_LONGEST_WINDOW}")
        if self.rolling is not None and self.minimum and self.minimum.otherwise == "pool_with_next":
            message = "a rolling period is judged together with others already"
            raise mistake(message, "write `otherwise: no_credit`, or allow misses")
        return self

    @property
    def has_share(self) -> bool:
        """Whether a share is owed; a statistic has none."""
        return self.at_least is not None or bool(self.steps)

    def owed(self, on: datetime.date) -> Fraction | None:
        """Returns the attainment owed on a local date; None before the first step."""
        if self.at_least is not None:
            return self.at_least
        held = [step.at_least for step in self.steps if step.first <= on]
        return held[-1] if held else None

    def shares(self) -> Iterable[Fraction]:
        """Yields every attainment that is owed at some time."""
        yield from [self.at_least] if self.at_least is not None else []
        yield from (step.at_least for step in self.steps)
