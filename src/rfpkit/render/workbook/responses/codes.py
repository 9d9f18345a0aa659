"""The sheet Codes: the answers that may be given, which the other sheets look up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rfpkit.model.answers.response_codes import ResponseCode
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.form import Column
from rfpkit.render.workbook.responses.asked import Asked

SHEET: Final = "Codes"
_COLUMNS: Final = (
    Column("Code", 12, "label"),
    Column("What it means", 52),
    Column("Meets it", 12, "plain"),
    Column("Scored", 12, "plain"),
    Column("Needs a comment", 14, "plain"),
    Column("Needs an exception", 14, "plain"),
    Column("Needs a better target", 14, "plain"),
)


@dataclass(frozen=True)
class CodeTable:
    """Where a list of codes stands."""

    first: int
    last: int

    @property
    def names(self) -> str:
        """The cells of the codes alone."""
        return f"{SHEET}!$A${self.first}:$A${self.last}"

    def says(self, cell: str, column: str) -> str:
        """Returns the formula that is true where the code in a cell has `yes` in a column."""
        at = "ABCDEFG".index(column) + 1
        table = f"{SHEET}!$A${self.first}:$G${self.last}"
        return f'VLOOKUP(TRIM({cell}),{table},{at},FALSE)="yes"'

    def unknown(self, cell: str) -> str:
        """Returns the formula that is true where a cell holds no code of the list."""
        return f"SUMPRODUCT(--({self.names}=TRIM({cell})))=0"


def places(asked: Asked) -> tuple[CodeTable, CodeTable]:
    """Returns where the codes for requirements and for service levels stand."""
    first = 4
    last = first + len(asked.codes.requirements) - 1
    second = last + 4
    return CodeTable(first, last), CodeTable(second, second + len(asked.codes.service_levels) - 1)


def add(book: Book, asked: Asked) -> None:
    """Adds the sheet."""
    made = form.page(book, SHEET, _COLUMNS, asked.solicitation.page)
    form.title(made, "Codes", ())
    lists = (
        ("Answers to a requirement", asked.codes.requirements),
        ("Answers to a service level", asked.codes.service_levels),
    )
    for position, (heading, codes) in enumerate(lists):
        if position:
            made.space()
        made.write([heading], "part")
        made.head((column.head, column.look) for column in _COLUMNS)
        for code in codes:
            made.write(_row(code), [column.look for column in _COLUMNS])


def _row(code: ResponseCode) -> Sequence[str]:
    flags = (code.meets, code.scored, code.explain, code.exception, code.better)
    return [code.id, code.title, *("yes" if flag else "no" for flag in flags)]
