"""What helps a proposer to answer a row: the drop-down, and marks on what is still missing."""

from __future__ import annotations

from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Page
from rfpkit.render.workbook.cells import Formula
from rfpkit.render.workbook.responses.codes import CodeTable
from rfpkit.render.workbook.rows import Rows

ANSWER, COMMENT = "F", "G"
"""Columns of both sheets that ask for answers."""


def check(made: Page, rows: Rows, codes: CodeTable, state: str) -> None:
    """Lets the rows take codes alone, and marks what the column `state` finds wrong."""
    says = f"${state}{rows.first}"
    form.drop_down(made, rows.cells(ANSWER), codes.names, "a code")
    form.mark(made, rows.cells(ANSWER), f'{says}="not a code"')
    form.mark(made, rows.cells(COMMENT), f'{says}="comment missing"')
    form.redden(made, rows.cells(state), f'RIGHT({says},7)="missing"')


def code_read(row: int) -> Formula:
    """Returns the code of a row as it is read: without the blanks around it, empty if unreadable.

    The summary counts it, so that a pasted `Y ` is counted as the answer that its row calls it.
    """
    return Formula(f'=IFERROR(TRIM({ANSWER}{row}),"")', "")
