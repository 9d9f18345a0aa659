"""What has a price of its own: a line, or a part for a model of device."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from rfpkit.model.digest import digest_of
from rfpkit.model.pricing.unit import Unit
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Text, Whole

MOST = 100_000_000
"""The largest number of a line: beyond it a spreadsheet could not count in whole cents."""


class Estimate(Record):
    """A number that nobody promises to order."""

    quantity: Whole
    """How many are expected in a year."""
    basis: Text
    """What the number rests on: repairs closed in the school year 2024-25."""


class PriceLine(Record):
    """One price that a proposer gives."""

    id: Id
    """Name of the line, never used again for another price."""
    title: Text
    """What is priced."""
    group: Text | None = None
    """Heading under which the price sheet lists it."""
    unit: Unit
    """What the price is for: device per year, repair, hour, once."""
    quantity: Whole | None = None
    """How many are paid for in each year, where the number is settled."""
    estimate: Estimate | None = None
    """How many are expected in a year, where it is not; only what is ordered is paid."""
    offer: Literal["required", "optional"] = "required"
    """Whether every proposer prices it; an option never enters the total that is compared."""
    lot: Id | None = None
    """The lot that it belongs to, where the RFP has lots."""
    requirements: tuple[Id, ...] = ()
    """Requirements that the price pays for."""
    fee: Id | None = None
    """The fee of which the line is a part; credits and the amount at risk are shares of fees."""
    first_year: Whole | None = None
    """The first year of the contract in which it is paid; the first of all if left out."""
    last_year: Whole | None = None
    """The last year in which it is paid; the last of all, renewals included, if left out."""
    firm: Literal[True, False] = False
    """Whether the price stays the same in all years, whatever adjustment is agreed."""
    note: Text | None = None
    """What the price includes, and what it does not."""

    @model_validator(mode="after")
    def _one_number(self) -> Self:
        if self.quantity is not None and self.estimate is not None:
            message = "the line has a settled quantity and an estimate"
            raise mistake(message, "keep `quantity` if the number is paid for, or else `estimate`")
        if self.quantity is None and self.estimate is None and self.unit.thing:
            message = f"the line does not say how many: `{self.unit}`"
            raise mistake(message, "write `quantity: 100`, or `estimate:` with its basis")
        if self.number > MOST:
            message = f"{self.number:,} are more than any contract pays for in a year"
            raise mistake(message, f"write at most {MOST:,}")
        return self

    @model_validator(mode="after")
    def _years_run_forward(self) -> Self:
        first, last = self.first_year or 1, self.last_year
        if self.first_year == 0 or last == 0:
            raise mistake("the years of a contract begin with 1", "write 1 for the first year")
        if last is not None and last < first:
            raise mistake("the line ends before it begins", "put the earlier year in `first_year`")
        if self.unit.per == "once" and last is not None:
            raise mistake("a single payment has no last year", "leave `last_year` out")
        return self

    @property
    def digest(self) -> str:
        """SHA-256 of what is priced: an answer that names it was given to this very line."""
        return digest_of(self, without={"group"})

    @property
    def number(self) -> int:
        """How many a year's amount counts; a whole that is paid once is one."""
        if self.estimate is not None:
            return self.estimate.quantity
        return 1 if self.quantity is None else self.quantity


class PartModel(Record):
    """A model of device: a column of the parts matrix."""

    id: Id
    """Name of the model."""
    title: Text
    """How the model is called."""
    devices: Whole | None = None
    """How many of them are in use."""


class Part(Record):
    """A part: a row of the matrix."""

    id: Id
    """Name of the part: screen."""
    title: Text
    """What the part is."""
    yearly: dict[Id, Whole] = Field(min_length=1)
    """Pieces expected in a year by model; a model that is not named has no such part."""
    requirements: tuple[Id, ...] = ()
    """Requirements that the price pays for."""

    @model_validator(mode="after")
    def _can_be_counted(self) -> Self:
        most = max(self.yearly.values())
        if most > MOST:
            message = f"{most:,} pieces are more than any contract pays for in a year"
            raise mistake(message, f"write at most {MOST:,}")
        return self


class PartsMatrix(Record):
    """Prices of parts by model of device."""

    title: Text = "Parts by model"
    """Its heading."""
    models: tuple[PartModel, ...] = Field(min_length=1, max_length=40)
    """Models of device, one for each column."""
    parts: tuple[Part, ...] = Field(min_length=1)
    """Parts, one for each row."""
    basis: Text
    """What the numbers of pieces rest on."""
    includes: Text | None = None
    """What the price of a part includes: the part alone, or its fitting, too."""
    lot: Id | None = None
    """The lot that it belongs to, where the RFP has lots."""
