"""A workbook in the making: small sheets cell by cell, long tables as streams of rows."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rfpkit.render.workbook import archive
from rfpkit.render.workbook.cells import NUMBERS, WRAPPED, Formula, Look, Value, put

# A date of the file's own would make two runs differ.
_ALWAYS = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 (a workbook has no time zones)


@dataclass
class Book:
    """A workbook whose bytes depend on what is written into it, and on nothing else."""

    title: str
    footer: str = ""
    """What stands at the foot of each page: whose it is."""
    workbook: Workbook = field(default_factory=Workbook)
    values: dict[str, dict[str, Formula]] = field(default_factory=dict)
    """Formulas by sheet and cell, with the values they have when the file is made."""
    streams: dict[str, Callable[[], Iterator[str]]] = field(default_factory=dict)
    """Rows of long tables by sheet, as the text that goes into the file."""

    def __post_init__(self) -> None:
        """Starts without the sheet that a new workbook has."""
        for sheet in self.workbook.worksheets:
            self.workbook.remove(sheet)
        properties = self.workbook.properties
        properties.title, properties.creator = self.title, "rfpkit"
        properties.created = properties.modified = _ALWAYS
        self.workbook.calculation.fullCalcOnLoad = True

    def page(self, name: str, widths: Sequence[int]) -> Page:
        """Adds a sheet with columns of these widths, in characters."""
        sheet = self.workbook.create_sheet(name)
        for place, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.oddFooter.left.text = "&A"
        if self.footer:
            sheet.oddFooter.center.text = self.footer
        sheet.oddFooter.right.text = "&P / &N"
        return Page(self, sheet, [*widths])

    def to_bytes(self) -> bytes:
        """Returns the finished file."""
        return archive.finished(self.workbook, self.values, self.streams)


@dataclass
class Page:
    """A sheet that is written from top to bottom."""

    book: Book
    sheet: Worksheet
    widths: list[int]
    """Widths of its columns, in characters; one grows for a text that no row could show."""
    row: int = 0
    """Row written last; 0 before the first."""

    @property
    def name(self) -> str:
        """The sheet's name."""
        return str(self.sheet.title)

    def write(self, values: Iterable[Value], looks: Iterable[Look] | Look) -> int:
        """Writes the next row and returns its number; None leaves a cell empty."""
        self.row += 1
        cells = list(values)
        dressed = [looks] * len(cells) if isinstance(looks, str) else list(looks)
        for column, (value, look) in enumerate(zip(cells, dressed, strict=True), start=1):
            if value is None:
                continue
            cell = cast("Cell", self.sheet.cell(self.row, column))
            put(cell, value, look)
            if isinstance(value, Formula):
                self.book.values.setdefault(self.name, {})[cell.coordinate] = value
        self._heighten(
            {
                place: text
                for place, (text, look) in enumerate(zip(cells, dressed, strict=True))
                if isinstance(text, str) and look in WRAPPED
            }
        )
        return self.row

    def head(self, columns: Iterable[tuple[str, Look]]) -> int:
        """Writes the heads of columns, given with the looks of what stands under them."""
        names, below = zip(*columns, strict=True)
        return self.write(names, ["head_number" if look in NUMBERS else "head" for look in below])

    def space(self) -> None:
        """Leaves a row empty."""
        self.row += 1

    def freeze(self, column: str = "A") -> None:
        """Keeps the rows written so far, and the columns left of `column`, in sight."""
        self.sheet.freeze_panes = f"{column}{self.row + 1}"
        self.sheet.print_title_rows = f"{self.row}:{self.row}"

    def filter(self, first: int, last: int, columns: int) -> None:
        """Puts filter buttons on the head in row `first`, for rows down to `last`."""
        self.sheet.auto_filter.ref = f"A{first}:{get_column_letter(columns)}{max(last, first)}"

    def _heighten(self, texts: Mapping[int, str]) -> None:
        for place, text in texts.items():
            self._widen(place, text)
        # Not every program fits the height of a row to its words.
        heights = (height(text, self.widths[place]) for place, text in texts.items())
        tallest = max(heights, default=LINE)
        if tallest > LINE:
            self.sheet.row_dimensions[self.row].height = min(tallest, TALLEST)

    def _widen(self, place: int, text: str) -> None:
        width = self.widths[place]
        while height(text, width) > TALLEST and width < WIDEST:
            width = min(width + 20, WIDEST)
        if width != self.widths[place]:
            self.widths[place] = width
            self.sheet.column_dimensions[get_column_letter(place + 1)].width = width


LINE = 15
"""Height of a row with one line, in points."""
TALLEST = 405
"""A spreadsheet knows no higher row than 409 points."""
WIDEST = 250
"""It knows no wider column than 255 characters."""


def height(text: str, width: int) -> int:
    """Returns the height, in points, that a text needs in a column `width` characters wide."""
    if len(text) <= width - 3 and "\n" not in text:
        return LINE
    # The margin is for programs whose letters are wider than ours.
    lines = [textwrap.wrap(line, max(width - 4, 5)) or [""] for line in text.splitlines()]
    return LINE * sum(map(len, lines))
