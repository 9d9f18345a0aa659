"""The sheet Prices: a row for each line, with its price."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from rfpkit.model.pricing.line import PriceLine
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.pricing.totals import Key
from rfpkit.model.words import joined
from rfpkit.render.markdown import plain_line
from rfpkit.render.view.pricing.section import groups
from rfpkit.render.view.pricing.words import paid_when
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.cells import Blank, Formula, Value
from rfpkit.render.workbook.form import Column
from rfpkit.render.workbook.prices import arithmetic, places

_COLUMNS: Final = (
    Column("Heading", 20),
    Column("Id", 22, "text"),
    Column("What is priced", 50),
    Column("Priced per", 16),
    Column("Number in a year", 13, "whole"),
    Column("The number is", 24),
    Column("Price", 18, "answer_money"),
    Column("Amount of a year", 21, "money"),
    Column("State", 14, "verdict"),
    Column("Comment", 30, "answer"),
    Column("Lot", 14, "text", hidden=True),
    Column("Digest", 20, "text", hidden=True),
)
_NOTE: Final = (
    "Write one price for one unit in each yellow cell: dollars and cents, 0.00 for what is "
    "included at no charge. A blank is not a zero."
)


def add(book: Book, sheet: PriceSheet, paper: str) -> dict[Key, str]:
    """Adds the sheet, and returns the cell of each line's price."""
    made = form.page(book, places.LINES, _COLUMNS, paper)
    form.title(made, "Prices", [_NOTE])
    form.head(made, _COLUMNS)
    cells: dict[Key, str] = {}
    for heading, lines in groups(sheet).items():
        for line in lines:
            row = made.row + 1
            made.write(_row(heading, line, sheet, row), [column.look for column in _COLUMNS])
            cells[line.id,] = f"{places.LINES}!$G${row}"
    rows = places.lines(sheet)
    told = "Write dollars and cents, with at most two decimals: 41.85."
    form.only_if(made, rows.cells("G"), arithmetic.is_price(f"G{places.FIRST_LINE}"), told)
    form.mark(made, rows.cells("G"), f'$I{places.FIRST_LINE}="not a price"')
    form.redden(
        made,
        rows.cells("I"),
        f'OR($I{places.FIRST_LINE}="missing",$I{places.FIRST_LINE}="not a price")',
    )
    return cells


def _row(heading: str, line: PriceLine, sheet: PriceSheet, row: int) -> list[Value]:
    factor = line.number * line.unit.times
    amount = arithmetic.money(f"G{row}*{factor}")
    price = f"G{row}"
    return [
        heading,
        line.id,
        _told(sheet, line),
        str(line.unit),
        line.number,
        f"estimate from {line.estimate.basis}" if line.estimate else "settled",
        Blank(),
        Formula(f"=IF({arithmetic.is_price(price)},{amount},0)", Decimal("0.00")),
        Formula(_state(line, sheet, price), "not offered" if _may_be_blank(line) else "missing"),
        Blank(),
        line.lot,
        line.digest,
    ]


def _told(sheet: PriceSheet, line: PriceLine) -> str:
    parts = [line.title + (" (option)" if line.offer == "optional" else "")]
    if line.firm:
        parts[0] += " (firm)"
    if line.note:
        parts.append(line.note)
    if when := paid_when(sheet, line):
        parts.append(when)
    if line.requirements:
        parts.append(f"For {joined(line.requirements)}")
    return "\n".join(map(plain_line, parts))


def _may_be_blank(line: PriceLine) -> bool:
    return line.offer == "optional" or line.lot is not None


def _state(line: PriceLine, sheet: PriceSheet, price: str) -> str:
    blank = '"not offered"' if line.offer == "optional" else '"missing"'
    if line.offer == "required" and line.lot is not None:
        blank = f'IF({places.offers_lot(sheet, line.lot)},"missing","not offered")'
    return (
        f"=IFERROR(IF(LEN({price})=0,{blank},"
        f'IF({arithmetic.is_price(price)},"priced","not a price")),"not a price")'
    )
