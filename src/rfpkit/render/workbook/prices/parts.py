"""The sheet Parts: prices of parts by model of device."""

from __future__ import annotations

from typing import Final

from openpyxl.utils import get_column_letter

from rfpkit.model.pricing.line import Part, PartsMatrix
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.pricing.totals import Key
from rfpkit.render.markdown import plain_line
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.cells import Blank, Formula, Look, Value
from rfpkit.render.workbook.form import Column
from rfpkit.render.workbook.prices import arithmetic, places

_PIECES: Final = "est. pieces a year"


def add(book: Book, sheet: PriceSheet, matrix: PartsMatrix, paper: str) -> dict[Key, str]:
    """Adds the sheet, and returns the cell of each price by part and model."""
    columns = _columns(matrix)
    made = form.page(book, places.PARTS, columns, paper)
    basis = f"Price of one piece. Pieces are an estimate, from {matrix.basis.rstrip('.')}."
    covers = "The sheet Instructions says what a price covers."
    if matrix.includes:
        covers = f"A price includes: {matrix.includes.rstrip('.')}."
    form.title(made, matrix.title, [basis, covers])
    form.head(made, columns)
    form.across(made, columns, "A:B")
    cells: dict[Key, str] = {}
    for part in matrix.parts:
        row = made.row + 1
        made.write(_row(sheet, matrix, part, row), _looks(matrix, part, columns))
        for letter, model in zip(places.price_columns(matrix), matrix.models, strict=True):
            if model.id in part.yearly:
                cells[part.id, model.id] = f"{places.PARTS}!${letter}${row}"
    told = "Write dollars and cents, with at most two decimals: 41.85."
    first, last = f"C{places.FIRST_PART}", places.price_columns(matrix)[-1]
    valid = arithmetic.is_price(first)
    form.only_if(made, f"{first}:{last}{made.row}", valid, told)
    wrong = f'IFERROR(AND(LEN({first})>0,{first}<>"{places.NO_PART}",NOT({valid})),TRUE)'
    form.mark(made, f"{first}:{last}{made.row}", wrong)
    state = get_column_letter(len(columns) - 1)
    form.redden(
        made,
        f"{state}{places.FIRST_PART}:{state}{made.row}",
        f'RIGHT(${state}{places.FIRST_PART},7)="missing"',
    )
    return cells


def missing(matrix: PartsMatrix) -> str:
    """Returns the cells that count what is missing in each row."""
    return places.parts(matrix).column(get_column_letter(len(_columns(matrix))))


def _columns(matrix: PartsMatrix) -> tuple[Column, ...]:
    return (
        Column("Id", 18, "text"),
        Column("Part", 28),
        *(Column(f"Price: {model.title}", 22, "answer_money") for model in matrix.models),
        *(Column(f"{model.title}: {_PIECES}", 22, "whole") for model in matrix.models),
        Column("State", 20, "verdict"),
        Column("Missing", 9, "whole", hidden=True),
    )


def _row(sheet: PriceSheet, matrix: PartsMatrix, part: Part, row: int) -> list[Value]:
    priced = [model.id in part.yearly for model in matrix.models]
    valid = [
        f"IF({arithmetic.is_price(f'{letter}{row}')},1,0)"
        for letter, is_priced in zip(places.price_columns(matrix), priced, strict=True)
        if is_priced
    ]
    count = f"{len(valid)}-({'+'.join(valid)})"
    if matrix.lot is not None:
        count = f"IF({places.offers_lot(sheet, matrix.lot)},{count},0)"
    waiting = 0 if matrix.lot else len(valid)
    cell = f"{get_column_letter(len(_columns(matrix)))}{row}"
    return [
        part.id,
        plain_line(part.title),
        *(Blank() if is_priced else places.NO_PART for is_priced in priced),
        *(part.yearly.get(model.id) for model in matrix.models),
        Formula(
            f'=IF({cell}=0,"complete",{cell}&" missing")',
            f"{waiting} missing" if waiting else "complete",
        ),
        Formula(f"={count}", waiting),
    ]


def _looks(matrix: PartsMatrix, part: Part, columns: tuple[Column, ...]) -> list[Look]:
    looks = [column.look for column in columns]
    for place, model in enumerate(matrix.models, start=2):
        if model.id not in part.yearly:
            looks[place] = "share"
    return looks
