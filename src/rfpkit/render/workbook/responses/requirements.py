"""The sheet Requirements: a row for each, with its answer."""

from __future__ import annotations

from typing import Final

from rfpkit.model.requirement import Requirement
from rfpkit.render.markdown import plain_line
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.cells import Blank, Formula, Look, Value
from rfpkit.render.workbook.form import Column
from rfpkit.render.workbook.responses import exceptions
from rfpkit.render.workbook.responses.asked import Asked
from rfpkit.render.workbook.responses.checked import check, code_read
from rfpkit.render.workbook.responses.codes import CodeTable
from rfpkit.render.workbook.rows import Rows

SHEET: Final = "Requirements"
COLUMNS: Final = (
    Column("Section", 9, "plain"),
    Column("Id", 16, "text"),
    Column("Class", 12, "plain"),
    Column("Requirement", 52),
    Column("How it is verified", 24),
    Column("Answer", 12, "answer_code"),
    Column("Comment", 36, "answer"),
    Column("Evidence: file and page", 20, "answer"),
    Column("Still missing", 18, "verdict"),
    Column("Digest", 20, "text", hidden=True),
    Column("Code", 12, "text", hidden=True),
)
_NOTE: Final = (
    "Choose a code for each row; the sheets Instructions and Codes say what it means. "
    "Only the yellow cells can be changed."
)


def add(book: Book, asked: Asked, codes: CodeTable) -> Rows:
    """Adds the sheet, and returns where its rows stand."""
    made = form.page(book, SHEET, COLUMNS, asked.solicitation.page)
    form.title(made, "Requirements", [_NOTE])
    first = form.head(made, COLUMNS) + 1
    for item in asked.solicitation.requirements:
        row = made.row + 1
        made.write(_row(item, asked, codes, row), _looks(item))
    rows = Rows(SHEET, first, max(made.row, first))
    made.filter(first - 1, rows.last, 9)
    check(made, rows, codes, "I")
    return rows


def _row(item: Requirement, asked: Asked, codes: CodeTable, row: int) -> list[Value]:
    written = item.kind == "information"
    state = _described(row) if written else _state(codes, row, exceptions.place(asked))
    return [
        asked.sections.get(f"requirement {item.id}") or None,
        item.id,
        item.kind,
        plain_line(item.text),
        plain_line(item.verification or "") or None,
        "in writing" if written else Blank(),
        Blank(),
        Blank(),
        Formula(state, "no answer"),
        item.digest,
        None if written else code_read(row),
    ]


def _looks(item: Requirement) -> list[Look]:
    looks = [column.look for column in COLUMNS]
    if item.kind == "information":
        looks[5] = "wrapped"
    return looks


def _described(row: int) -> str:
    return f'=IFERROR(IF(TRIM(G{row})&TRIM(H{row})="","no answer","answered"),"cannot be read")'


def _state(codes: CodeTable, row: int, listed: Rows) -> str:
    answer, comment = f"F{row}", f"G{row}"
    explained = f'IF(AND({codes.says(answer, "E")},TRIM({comment})=""),"comment missing"'
    excepted = f"AND({codes.says(answer, 'F')},{exceptions.lacks(f'B{row}', listed)})"
    return (
        f'=IFERROR(IF(TRIM({answer})="","no answer",IF({codes.unknown(answer)},"not a code",'
        f'{explained},IF({excepted},"exception missing","answered")))),"cannot be read")'
    )
