"""What must hold for a price sheet to be complete, each with its count and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.scalars import write_money
from rfpkit.render.workbook.prices import arithmetic, parts, places
from rfpkit.render.workbook.prices.costs import OtherAnswers
from rfpkit.render.workbook.prices.years import Years


@dataclass(frozen=True)
class Check:
    """Something that is counted, and is zero in a complete price sheet."""

    told: str
    formula: str
    one: str
    """The words where there is one of it."""
    several: str
    """The words behind a larger number."""
    at_first: int
    """The count in a sheet that nobody has filled in."""

    def words(self, cell: str) -> str:
        """Returns the formula of the words for the count in a cell; empty for zero."""
        one, several = f'"{self.one}. "', f'{cell}&" {self.several}. "'
        return f'=IF({cell}=0,"",IF({cell}=1,{one},{several}))'

    @property
    def first_words(self) -> str:
        """What the words are in a sheet that nobody has filled in."""
        if self.at_first == 0:
            return ""
        return f"{self.one}. " if self.at_first == 1 else f"{self.at_first} {self.several}. "


def checks(sheet: PriceSheet, years: Years, others: OtherAnswers | None) -> Iterator[Check]:
    """Yields the checks that this price sheet needs."""
    yield from _lines(sheet)
    if sheet.parts is not None:
        pieces = sum(len(part.yearly) for part in sheet.parts.parts)
        yield Check(
            "Prices of parts that are blank or no amount",
            f"SUM({parts.missing(sheet.parts)})",
            "1 price of a part is missing",
            "prices of parts are missing",
            0 if sheet.parts.lot else pieces,
        )
    if others is not None:
        yield Check(
            "Other answers that are blank or wrong",
            f'COUNTIF({others.states},"missing")+COUNTIF({others.states},"not *")',
            "1 other answer is missing",
            "other answers are missing",
            others.asked,
        )
    if sheet.lots:
        nothing = f"IF({places.offers_anything(sheet)},0,1)"
        yield Check("Without any lot", nothing, "No lot is priced", "", 1)
    if sheet.not_to_exceed is not None:
        yield _limit(sheet, years)


def _lines(sheet: PriceSheet) -> Iterator[Check]:
    states = places.lines(sheet).column("I")
    yield Check(
        "Required prices that are blank",
        f'COUNTIF({states},"missing")',
        "1 required price is missing",
        "required prices are missing",
        sum(line.offer == "required" and line.lot is None for line in sheet.lines),
    )
    yield Check(
        "Prices that are no amount with two decimals",
        f'COUNTIF({states},"not a price")',
        "1 price is no amount with two decimals",
        "prices are no amounts with two decimals",
        0,
    )


def _limit(sheet: PriceSheet, years: Years) -> Check:
    limit = sheet.not_to_exceed or 0
    total = "+".join(years.required(year) for year in range(1, sheet.years + 1))
    return Check(
        f"Initial term above {write_money(sheet.not_to_exceed)}" if sheet.not_to_exceed else "",
        f"IF({arithmetic.cents(f'({total})')}>{int(limit * 100)},1,0)",
        f"The initial term is above {limit:,.2f} dollars, the amount not to be exceeded",
        "",
        0,
    )
