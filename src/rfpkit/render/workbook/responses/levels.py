"""The sheet Service levels: a row for each, with its answer."""

from __future__ import annotations

from typing import Final

from rfpkit.model.sentence import sentence
from rfpkit.model.service_level import ServiceLevel
from rfpkit.render.markdown import plain_line
from rfpkit.render.view.aims import target
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.cells import Blank, Formula, Value
from rfpkit.render.workbook.form import Column
from rfpkit.render.workbook.responses import better, exceptions
from rfpkit.render.workbook.responses.asked import Asked
from rfpkit.render.workbook.responses.checked import check, code_read
from rfpkit.render.workbook.responses.codes import CodeTable
from rfpkit.render.workbook.rows import Rows

SHEET: Final = "Service levels"
COLUMNS: Final = (
    Column("Section", 9, "plain"),
    Column("Id", 22, "text"),
    Column("Service level", 24),
    Column("Promise", 52),
    Column("Target", 30),
    Column("Answer", 12, "answer_code"),
    Column("Comment", 36, "answer"),
    Column("Evidence: file and page", 20, "answer"),
    Column("Better targets offered", 12, "whole"),
    Column("Still missing", 22, "verdict"),
    Column("Digest", 20, "text", hidden=True),
    Column("Code", 12, "text", hidden=True),
)
_NOTE: Final = (
    "The promise sums up its section, whose rules bind as well. Better numbers are offered in the "
    "sheet Better targets."
)


def add(book: Book, asked: Asked, codes: CodeTable) -> Rows:
    """Adds the sheet, and returns where its rows stand."""
    made = form.page(book, SHEET, COLUMNS, asked.solicitation.page)
    form.title(made, "Service levels", [_NOTE])
    first = form.head(made, COLUMNS) + 1
    offers = better.place(asked)
    for level in asked.solicitation.service_levels:
        row = made.row + 1
        made.write(_row(level, asked, codes, offers, row), [column.look for column in COLUMNS])
    rows = Rows(SHEET, first, max(made.row, first))
    check(made, rows, codes, "J")
    return rows


def _row(
    level: ServiceLevel, asked: Asked, codes: CodeTable, offers: Rows | None, row: int
) -> list[Value]:
    return [
        asked.sections.get(f"level {level.id}") or None,
        level.id,
        level.title,
        plain_line(sentence(level, asked.solicitation)),
        "; ".join(target(level)),
        Blank(),
        Blank(),
        Blank(),
        _offered(offers, row),
        Formula(_state(codes, row, exceptions.place(asked)), "no answer"),
        level.digest,
        code_read(row),
    ]


def _offered(offers: Rows | None, row: int) -> Value:
    if offers is None:
        return 0
    of_level = f"EXACT({offers.column('B')},B{row})"
    return Formula(f'=SUMPRODUCT({of_level}*({offers.column("I")}="better"))', 0)


def _state(codes: CodeTable, row: int, listed: Rows) -> str:
    answer = f"F{row}"
    lacks_comment = f'AND({codes.says(answer, "E")},TRIM(G{row})="")'
    lacks_exception = f"AND({codes.says(answer, 'F')},{exceptions.lacks(f'B{row}', listed)})"
    offers = codes.says(answer, "G")
    return (
        f'=IFERROR(IF(TRIM({answer})="","no answer",IF({codes.unknown(answer)},"not a code",'
        f'IF({lacks_comment},"comment missing",IF({lacks_exception},"exception missing",'
        f'IF(AND({offers},I{row}=0),"better target missing",'
        f'IF(AND(I{row}>0,NOT({offers})),"code for better missing","answered")))))),'
        '"cannot be read")'
    )
