"""The sheet Exceptions: what a proposer would have otherwise."""

from __future__ import annotations

from typing import Final

from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.cells import Blank
from rfpkit.render.workbook.form import Column
from rfpkit.render.workbook.responses.asked import Asked
from rfpkit.render.workbook.rows import Rows

SHEET: Final = "Exceptions"
_COLUMNS: Final = (
    Column("Number", 9, "plain"),
    Column("Id or section", 18, "answer"),
    Column("What the RFP says", 44, "answer"),
    Column("What is proposed in its place", 44, "answer"),
    Column("Why, and what it does to the price", 44, "answer"),
)
_FIRST: Final = 4
_FEWEST: Final = 60
_NOTE: Final = (
    "One row for each exception, under the id of its requirement or level. What is not listed here "
    "is accepted as it is written."
)


def place(asked: Asked) -> Rows:
    """Returns where the rows stand: one for each requirement and level, and sixty at least."""
    answers = len(asked.solicitation.requirements) + len(asked.solicitation.service_levels)
    return Rows(SHEET, _FIRST, _FIRST + max(answers, _FEWEST) - 1)


def add(book: Book, asked: Asked) -> None:
    """Adds the sheet."""
    made = form.page(book, SHEET, _COLUMNS, asked.solicitation.page)
    form.title(made, "Exceptions", [_NOTE])
    form.head(made, _COLUMNS)
    rows = place(asked)
    for number in range(1, rows.last - rows.first + 2):
        made.write([number, *[Blank()] * 4], [column.look for column in _COLUMNS])
        made.sheet.row_dimensions[made.row].height = 30


def lacks(cell: str, listed: Rows) -> str:
    """Returns the formula that is true where no exception is listed under the id in a cell."""
    # Counting by criterion would take 3.1 for 3.10: a spreadsheet compares them as numbers.
    return f"ISNA(MATCH({cell},{listed.column('B')},0))"
