"""The sheet Better targets: a row for each number of a level that an offer can better."""

from __future__ import annotations

from typing import Final

from rfpkit.model.answers.target_numbers import TargetNumber, target_numbers
from rfpkit.model.service_level import ServiceLevel
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.cells import Blank, Formula, Value
from rfpkit.render.workbook.form import Column
from rfpkit.render.workbook.responses.asked import Asked
from rfpkit.render.workbook.rows import Rows

SHEET: Final = "Better targets"
_COLUMNS: Final = (
    Column("Section", 9, "plain"),
    Column("Id", 24, "text"),
    Column("Service level", 34),
    Column("Number", 34),
    Column("Asked", 12, "number"),
    Column("Unit", 18, "plain"),
    Column("Better is", 12, "plain"),
    Column("Offered", 12, "answer_number"),
    Column("Reads as", 22, "verdict"),
    Column("Place", 26, "text", hidden=True),
    Column("Digest", 20, "text", hidden=True),
)
_FIRST: Final = 4
_NOTE: Final = (
    "Fill in only what you offer beyond the published level, as a number in the unit of its row. "
    "An offer that is accepted becomes the level of the contract."
)


def place(asked: Asked) -> Rows | None:
    """Returns where the rows will stand; None where no level, or no code, can be bettered."""
    if not any(code.better for code in asked.codes.service_levels):
        return None
    numbers = [one for level in asked.solicitation.service_levels for one in target_numbers(level)]
    return Rows(SHEET, _FIRST, _FIRST + len(numbers) - 1) if numbers else None


def add(book: Book, asked: Asked) -> Rows | None:
    """Adds the sheet, and returns where its rows stand; None where there is nothing to better."""
    rows = place(asked)
    if rows is None:
        return None
    made = form.page(book, SHEET, _COLUMNS, asked.solicitation.page)
    form.title(made, "Better targets", [_NOTE])
    form.head(made, _COLUMNS)
    for level in asked.solicitation.service_levels:
        for number in target_numbers(level):
            row = made.row + 1
            made.write(_row(level, number, asked, row), [column.look for column in _COLUMNS])
            what = "a whole number" if number.whole else "a number"
            told = f"Write {what} that is {number.better} than {number.value:f}."
            form.only_if(made, f"H{row}", f"AND(ISNUMBER(H{row}),{_better(number, row)})", told)
    form.mark(made, rows.cells("I"), f'LEFT($I{_FIRST},3)="not"')
    return rows


def _row(level: ServiceLevel, number: TargetNumber, asked: Asked, row: int) -> list[Value]:
    return [
        asked.sections.get(f"level {level.id}") or None,
        level.id,
        level.title,
        number.label,
        number.value,
        number.unit or None,
        number.better,
        Blank(),
        Formula(
            f'=IFERROR(IF(TRIM(H{row})="","",IF(NOT(ISNUMBER(H{row})),"not a number",'
            f'IF({_better(number, row)},"better","not better"))),"not a number")',
            "",
        ),
        number.path,
        level.digest,
    ]


def _better(number: TargetNumber, row: int) -> str:
    rules = [f"H{row}<E{row}", f"H{row}>=0"] if number.better == "lower" else [f"H{row}>E{row}"]
    if number.whole:
        rules += [f"H{row}>=1", f"H{row}=INT(H{row})"]
    if number.unit.startswith("%"):
        rules.append(f"H{row}<=100")
    return f"AND({','.join(rules)})"
