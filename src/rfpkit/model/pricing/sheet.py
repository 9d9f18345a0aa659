"""The price sheet: everything that a proposer prices, and the rules for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from pydantic import Field, model_validator

from rfpkit.model.pricing.line import PartsMatrix, PriceLine
from rfpkit.model.pricing.rules import Adjustment, Compared, Ownership, PricedFee, PriceLot
from rfpkit.model.pricing.unit import PriceUnit
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Money, Text, Whole

_LONGEST = 20


class PriceSheet(Record):
    """What proposers price."""

    firm_for: Whole = 120
    """Calendar days after proposals are due for which the prices hold, and the proposal stands."""
    years: Whole
    """Years of the initial term."""
    renewals: Whole = 0
    """Renewals of one year each."""
    note: Text | None = None
    """What stands before the lines. Markdown."""
    lots: tuple[PriceLot, ...] = ()
    """Lots, where parts of the work can be won on their own: those of `contract_structure`."""
    fees: tuple[PricedFee, ...] = ()
    """What is invoiced for lines together; credits are shares of it."""
    lines: tuple[PriceLine, ...] = Field(min_length=1)
    """The lines, in their order."""
    parts: PartsMatrix | None = None
    """Prices of parts by model of device."""
    adjustment: Adjustment | None = None
    """How far prices may rise from year to year; they stay the same if left out."""
    not_to_exceed: Money | None = None
    """The most that the initial term may cost."""
    ownership: Ownership | None = None
    """What the offer costs in all."""
    compared: Compared = Compared()
    """The amount with which a proposal enters the evaluation."""

    @model_validator(mode="after")
    def _has_years(self) -> Self:
        if self.years < 1:
            raise mistake("a contract has at least one year", "write how many years are priced")
        if self.all_years > _LONGEST:
            message = f"{self.all_years} years are more than any contract of this kind has"
            raise mistake(message, f"write at most {_LONGEST} years with all renewals")
        first = self.adjustment.first_year if self.adjustment else 1
        if first > self.all_years:
            message = f"there is no year {first} in which prices could be adjusted"
            raise mistake(message, "leave `adjustment` out, or name an earlier year")
        return self

    @model_validator(mode="after")
    def _compares_what_there_is(self) -> Self:
        if self.compared.amount == "cost-of-ownership" and self.ownership is None:
            message = "nothing says what the cost of ownership is made of"
            raise mistake(message, "write `ownership:`, or `compared: {amount: price}`")
        if self.compared.amount == "cost-of-ownership" and self.lots:
            message = "each lot is compared by itself, and the District's own costs have no lot"
            raise mistake(message, "write `compared: {amount: price}`, or drop the lots")
        if self.compared.over == "with-renewals" and not self.renewals:
            message = "there is no renewal that could be compared"
            raise mistake(message, "write `renewals: 2`, or `compared: {over: initial-term}`")
        return self

    @property
    def all_years(self) -> int:
        """Years of the initial term and of every renewal."""
        return self.years + self.renewals

    def items(self) -> Iterator[PricedItem]:
        """Yields everything that has a price of its own: the lines, then the parts by model."""
        for line in self.lines:
            yield PricedItem(
                key=(line.id,),
                unit=line.unit,
                number=line.number,
                required=line.offer == "required",
                lot=line.lot,
                firm=line.firm,
                first_year=line.first_year or 1,
                last_year=line.last_year,
            )
        if self.parts is not None:
            for part in self.parts.parts:
                for model in self.parts.models:
                    if model.id in part.yearly:
                        yield PricedItem(
                            key=(part.id, model.id),
                            unit=_PIECE,
                            number=part.yearly[model.id],
                            required=True,
                            lot=self.parts.lot,
                            firm=False,
                        )

    def priced_requirements(self) -> frozenset[str]:
        """Returns the ids of the requirements that some price pays for."""
        parts = self.parts.parts if self.parts is not None else ()
        lists = [item.requirements for item in self.lines] + [part.requirements for part in parts]
        return frozenset(name for names in lists for name in names)

    def adjusted_in(self, year: int) -> bool:
        """Returns whether the prices of a year (the first is 1) differ from the year before's."""
        return self.adjustment is not None and year >= self.adjustment.first_year


@dataclass(frozen=True)
class PricedItem:
    """Something that has a price of its own."""

    key: tuple[str, ...]
    """Its line's id, or its part's and its model's."""
    unit: PriceUnit
    number: int
    """How many a year counts."""
    required: bool
    lot: str | None
    firm: bool
    """Whether no adjustment touches its price."""
    first_year: int = 1
    """The first year in which it is paid."""
    last_year: int | None = None
    """The last one; None for the last of all."""

    def count(self, year: int) -> int:
        """Returns how many times the price is paid in a year; the first is 1."""
        last = self.first_year if self.unit.per == "once" else self.last_year
        if year < self.first_year or (last is not None and year > last):
            return 0
        return self.number * self.unit.times


_PIECE = PriceUnit("piece", "")
