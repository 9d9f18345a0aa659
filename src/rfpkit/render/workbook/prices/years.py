"""The sheet Years: every price and amount, year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from openpyxl.utils import get_column_letter

from rfpkit.model.pricing.sheet import PricedItem, PriceSheet
from rfpkit.model.pricing.totals import Key
from rfpkit.render.view.pricing.words import year_name
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.cells import Formula, Value
from rfpkit.render.workbook.form import Column
from rfpkit.render.workbook.prices import arithmetic
from rfpkit.render.workbook.rows import Rows

SHEET: Final = "Years"
# It stands over the column that is repeated on each page across, and must fit its width.
_NOTE: Final = "Nothing is written here."
_FIXED: Final = 7
_NONE: Final = Decimal("0.00")


@dataclass(frozen=True)
class Years:
    """Where the amounts stand."""

    sheet: PriceSheet
    rows: Rows

    def required(self, year: int) -> str:
        """Returns the sum of a year's required amounts."""
        return self._sum(_amount(self.sheet, year), self._says("E", "required"))

    def options(self, year: int) -> str:
        """Returns the sum of a year's options."""
        return self._sum(_amount(self.sheet, year), self._says("E", "option"))

    def lot(self, year: int, lot: str) -> str:
        """Returns the sum of a year's required amounts in a lot."""
        which = f"{self._says('E', 'required')}*{self._says('F', lot)}"
        return self._sum(_amount(self.sheet, year), which)

    def fee(self, year: int, fee: str) -> str:
        """Returns the sum of a year's amounts that are part of a fee."""
        return self._sum(_amount(self.sheet, year), self._says("G", fee))

    def fee_price(self, year: int, fee: str) -> str:
        """Returns the price of one in a fee that is charged for each."""
        return self._sum(_price(year), self._says("G", fee))

    def _says(self, column: str, what: str) -> str:
        # A sum by criterion would add the lot 01 to the lot 1: to a spreadsheet, both are one.
        return f'EXACT({self.rows.column(column)},"{what}")'

    def _sum(self, column: str, which: str) -> str:
        return arithmetic.money(f"SUMPRODUCT({which}*{self.rows.column(column)})")


def place(sheet: PriceSheet) -> Years:
    """Returns where the amounts stand."""
    return Years(sheet, Rows(SHEET, 4, 3 + len([*sheet.items()])))


def add(
    book: Book, sheet: PriceSheet, cells: Mapping[Key, str], points: str | None, paper: str
) -> None:
    """Adds the sheet.

    Args:
        book: the workbook.
        sheet: what is priced.
        cells: the cell of each price.
        points: the cell of the rate that is offered, in hundredths of a percent.
        paper: the size of the paper.
    """
    columns = _columns(sheet)
    made = form.page(book, SHEET, columns, paper)
    form.title(made, "Year by year", [_NOTE])
    form.head(made, columns)
    form.across(made, columns, "A:B" if sheet.parts else "A:A")
    fees: dict[Key, str | None] = {(line.id,): line.fee for line in sheet.lines}
    for item in sheet.items():
        row = _row(sheet, item, fees.get(item.key), cells[item.key], points, made.row + 1)
        made.write(row, [column.look for column in columns])


def _columns(sheet: PriceSheet) -> tuple[Column, ...]:
    years = [year_name(sheet, year) for year in range(1, sheet.all_years + 1)]
    return (
        Column("Id", 24, "text"),
        Column("Model", 20, "text", hidden=sheet.parts is None),
        Column("Priced per", 16, "plain"),
        Column("Number", 13, "whole"),
        Column("Offer", 11, "plain"),
        Column("Lot", 14, "text", hidden=not sheet.lots),
        Column("Part of the fee", 16, "text"),
        *(Column(f"Price,\n{year.lower()}", 17, "money") for year in years),
        *(Column(f"Amount,\n{year.lower()}", 21, "money") for year in years),
    )


def _row(
    sheet: PriceSheet, item: PricedItem, fee: str | None, cell: str, points: str | None, row: int
) -> list[Value]:
    years = range(1, sheet.all_years + 1)
    prices = [
        Formula(f"={_price_formula(sheet, item, cell, points, y, row)}", _NONE) for y in years
    ]
    amounts = [
        Formula(f"={arithmetic.money(f'{_price(year)}{row}*{item.count(year)}')}", _NONE)
        for year in years
    ]
    return [
        item.key[0],
        item.key[1] if len(item.key) > 1 else None,
        str(item.unit),
        item.number,
        "required" if item.required else "option",
        item.lot,
        fee,
        *prices,
        *amounts,
    ]


def _price_formula(
    sheet: PriceSheet, item: PricedItem, cell: str, points: str | None, year: int, row: int
) -> str:
    if year == 1:
        return f"IF({arithmetic.is_price(cell)},{arithmetic.cents(cell)}/100,0)"
    before = f"{_price(year - 1)}{row}"
    if points is None or item.firm or not sheet.adjusted_in(year):
        return before
    return arithmetic.adjusted(before, points)


def _price(year: int) -> str:
    return get_column_letter(_FIXED + year)


def _amount(sheet: PriceSheet, year: int) -> str:
    return get_column_letter(_FIXED + sheet.all_years + year)
