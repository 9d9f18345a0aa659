"""What all prices have in common: adjustment, fees, lots, the cost of ownership."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Money, Share, Text, Whole


class Adjustment(Record):
    """How far prices may rise from one year to the next."""

    at_most: Share
    """The most for a year: 3%. The proposer offers a rate up to it."""
    first_year: Whole = 2
    """The first year of the contract with adjusted prices."""
    basis: Text | None = None
    """What a rise must be shown by: a published index, for instance."""

    @model_validator(mode="after")
    def _begins_after_the_first_year(self) -> Self:
        if self.first_year < 2:
            message = "the prices of the first year are those of the proposal"
            raise mistake(message, "write 2 or a later year")
        if (self.at_most * 10_000).denominator != 1:
            hint = "write at most two decimals: 3.25%"
            raise mistake("the rate is finer than a hundredth of a percent", hint)
        return self


class PricedFee(Record):
    """What is invoiced for lines together, and what credits are shares of."""

    id: Id
    """Name of the fee, as `at_risk` and the credits use it: monthly-fee."""
    per: Literal["month", "quarter", "year"]
    """How often it is invoiced."""
    each: Literal["device"] | None = None
    """What it is the price of, where it is charged for each; the whole service if left out."""


class PriceLot(Record):
    """A part of the work that can be won on its own."""

    id: Id
    """Name of the lot."""
    title: Text
    """What it holds."""


class OwnCost(Record):
    """What an offer costs the District beside the Contractor's prices."""

    id: Id
    """Name of the cost."""
    title: Text
    """What it is: a spare laptop that the District buys."""
    price: Money
    """What one costs, by the District's own account."""
    when: Literal["each year", "once"]
    """Whether it comes again each year."""
    quantity: Whole | None = None
    """How many; if left out, the proposer says how many the offer needs."""
    question: Text | None = None
    """What the proposer is asked, where the quantity is left out."""

    @model_validator(mode="after")
    def _somebody_says_how_many(self) -> Self:
        if (self.quantity is None) == (self.question is None):
            message = "either the District says how many, or the proposer is asked"
            raise mistake(message, "write `quantity: 100`, or `question:` in its place")
        return self


class Divisor(Record):
    """The things over which the cost of ownership is spread."""

    thing: Text
    """What one is: device."""
    count: Whole
    """How many there are."""

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.count == 0:
            raise mistake("a cost cannot be spread over nothing", "write how many there are")
        return self


class Ownership(Record):
    """What the offer costs in all."""

    costs: tuple[OwnCost, ...] = ()
    """Costs that the District bears itself under the offer."""
    spread_over: Divisor | None = None
    """Things for which a cost of each per year is shown."""


class Compared(Record):
    """The amount with which a proposal enters the evaluation."""

    amount: Literal["price", "cost-of-ownership"] = "price"
    """The price alone, or with the costs that the District bears."""
    over: Literal["initial-term", "with-renewals"] = "initial-term"
    """The initial term alone, or with every renewal."""
