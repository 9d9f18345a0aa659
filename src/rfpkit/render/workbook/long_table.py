"""Tables with a row for each ticket, in one sheet or in several where one cannot hold them.

openpyxl needs 0.2 ms for a row of thirty cells, which is most of an audit's time; so it
makes the sheet, its head and its looks, and the rows are added as text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Final
from xml.sax.saxutils import escape

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from rfpkit.render.spreadsheet_text import begins_like_a_formula, cell_text
from rfpkit.render.workbook.book import LINE, TALLEST, Book, Page, height
from rfpkit.render.workbook.cells import Look, dress

ROWS_OF_A_SHEET: Final = 500_000
"""Rows of a sheet, its head included: a program opens 1,048,576, a plain zip holds 2 GiB of one."""


@dataclass(frozen=True)
class Column:
    """A column: its head, its width in characters, and how its cells look."""

    head: str
    width: int
    look: Look = "text"


@dataclass(frozen=True)
class Part:
    """A sheet of the table and the rows that it fills."""

    sheet: str
    first: int
    """First row under the head."""
    last: int
    """Last row; at least `first`, also where the table is empty."""

    def cells(self, column: str) -> str:
        """Returns the address of a column's cells: `Tickets!$D$2:$D$901`."""
        sheet = f"'{self.sheet}'" if " " in self.sheet else self.sheet
        return f"{sheet}!${column}${self.first}:${column}${self.last}"


def add(
    book: Book,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Any],
    cells: Callable[[Any], Sequence[Any]],
    *,
    longest: int = ROWS_OF_A_SHEET,
) -> tuple[Part, ...]:
    """Adds the table and returns its sheets: `name`, then `name 2` and so on.

    Args:
        book: the workbook.
        name: the first sheet's name.
        columns: the columns, in order.
        rows: what the rows are made of.
        cells: makes a row's values: text, whole numbers, fractions of days or hours, None.
        longest: rows that a sheet holds, its head included.
    """
    size = longest - 1
    starts = range(0, len(rows), size) or range(1)
    return tuple(
        _sheet(
            book, name if not place else f"{name} {place + 1}", columns, rows[at : at + size], cells
        )
        for place, at in enumerate(starts)
    )


def _sheet(
    book: Book,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Any],
    cells: Callable[[Any], Sequence[Any]],
) -> Part:
    page = book.page(name, [column.width for column in columns])
    head = page.head((column.head, column.look) for column in columns)
    page.freeze("C")
    last = head + max(len(rows), 1)
    page.filter(head, last, len(columns))
    looks = _Looks(
        [_style(page, column.look) for column in columns],
        _style(page, "quoted"),
        [(place, column.width) for place, column in enumerate(columns) if column.look == "wrapped"],
    )
    book.streams[name] = partial(_rows, rows, cells, looks, head + 1)
    return Part(name, head + 1, last)


@dataclass(frozen=True)
class _Looks:
    styles: Sequence[int]
    """The number of each column's look."""
    quoted: int
    """The look of a text that begins like a formula."""
    wrapped: Sequence[tuple[int, int]]
    """Columns whose texts may take several lines, with their widths."""


def _rows(
    rows: Sequence[Any], cells: Callable[[Any], Sequence[Any]], looks: _Looks, first: int
) -> Iterator[str]:
    # Half of an audit's cells are written here, so each is put together from finished pieces.
    begins = [f'<c r="{get_column_letter(place + 1)}' for place in range(len(looks.styles))]
    numbers = [f'" s="{style}"><v>' for style in looks.styles]
    texts = [f'" s="{style}" t="inlineStr">' for style in looks.styles]
    quoted = f'" s="{looks.quoted}" t="inlineStr">'
    for number, row in enumerate(rows, start=first):
        values = cells(row)
        parts = [f'<row r="{number}"{_height(values, looks)}>']
        for begin, figure, words, value in zip(begins, numbers, texts, values, strict=True):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                text, is_quoted = _text(value)
                parts.append(f"{begin}{number}{quoted if is_quoted else words}{text}")
            else:
                parts.append(f"{begin}{number}{figure}{value}</v></c>")
        parts.append("</row>")
        yield "".join(parts)


def _height(values: Sequence[Any], looks: _Looks) -> str:
    tallest = max((height(values[place], width) for place, width in looks.wrapped), default=LINE)
    return f' ht="{min(tallest, TALLEST)}" customHeight="1"' if tallest > LINE else ""


@lru_cache(maxsize=65_536)
def _text(text: str) -> tuple[str, bool]:
    inside = escape(cell_text(text))
    return f'<is><t xml:space="preserve">{inside}</t></is></c>', begins_like_a_formula(text)


def _style(page: Page, look: Look) -> int:
    # A cell that stands nowhere teaches the workbook the look, and tells its number.
    cell = Cell(page.sheet, row=1, column=1)
    dress(cell, look)
    return int(cell.style_id)
