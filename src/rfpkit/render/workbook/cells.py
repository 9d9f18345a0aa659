"""What stands in a cell, and how each kind of cell looks."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from rfpkit.render.spreadsheet_text import begins_like_a_formula, cell_text

Look = Literal[
    "text", "quoted", "plain", "wrapped", "title", "note", "part", "head", "head_number", "label",
    "whole", "number", "hours", "share", "money", "day", "instant", "verdict",
    "sum_label", "sum_whole", "sum_money", "small",
    "answer", "answer_code", "answer_number", "answer_money", "answer_share", "answer_whole",
]  # fmt: skip
NUMBERS: Final[frozenset[Look]] = frozenset(
    {
        *("whole", "number", "hours", "share", "money", "day", "instant"),
        *("answer_number", "answer_money", "answer_share", "answer_whole"),
    }
)
"""Looks of figures, which stand flush right under a head that does too."""

WRAPPED: Final[frozenset[Look]] = frozenset({"wrapped", "small", "head", "head_number"})
"""Looks of texts that may take several lines."""


@dataclass(frozen=True)
class Formula:
    """A live formula with the value that it has when the file is made.

    Readers that do not calculate (a preview, a protected view) show the value.
    """

    text: str
    """The formula, with its `=`."""
    value: int | Fraction | Decimal | str


@dataclass(frozen=True)
class Blank:
    """A cell that somebody else fills in: empty, and not locked."""


Value = str | int | Fraction | Decimal | datetime.date | Formula | Blank | None


def put(cell: Cell, value: Value, look: Look) -> None:
    """Writes a value into a cell; text stays text, whatever sign it begins with."""
    if isinstance(value, str):
        cell.value = cell_text(value)
        cell.data_type = "s"  # it would be a formula where the text begins with `=`
    elif isinstance(value, Formula):
        cell.value = value.text
    elif isinstance(value, Fraction):
        cell.value = value.numerator / value.denominator
    elif not isinstance(value, Blank):
        cell.value = value
    dress(cell, look)
    if isinstance(value, str) and begins_like_a_formula(value):
        cell.quotePrefix = True


def dress(cell: Cell, look: Look) -> None:
    """Gives a cell its look."""
    cell.font = _FONTS.get(look, _PLAIN)
    cell.alignment = _ALIGNMENTS.get(look, _TOP)
    if look in _FORMATS:
        cell.number_format = _FORMATS[look]
    if look in {"head", "head_number"}:
        cell.border, cell.fill = Border(top=_LINE, bottom=_LINE), _TINT
    if look.startswith("sum_"):
        cell.border = Border(top=_LINE)
    if look.startswith("answer"):
        # A sheet's lock holds for every cell that does not say otherwise.
        cell.border, cell.fill, cell.protection = _FRAME, _OPEN, Protection(locked=False)
    cell.quotePrefix = look == "quoted"


_NAME: Final = "Calibri"
_PLAIN: Final = Font(name=_NAME, size=11)
_BOLD: Final = Font(name=_NAME, size=11, bold=True)
_FONTS: Final[dict[str, Font]] = {
    "title": Font(name=_NAME, size=16, bold=True, color="FF17476B"),
    "part": Font(name=_NAME, size=13, bold=True, color="FF17476B"),
    "note": Font(name=_NAME, size=11, color="FF505050"),
    "small": Font(name=_NAME, size=9, color="FF505050"),
    **dict.fromkeys(
        ("head", "head_number", "label", "verdict", "sum_label", "sum_whole", "sum_money"), _BOLD
    ),
}
_FORMATS: Final[dict[str, str]] = {
    "whole": "#,##0",
    "sum_whole": "#,##0",
    "hours": "#,##0.00",
    "share": "0.00%",
    "money": '"$"#,##0.00',
    "sum_money": '"$"#,##0.00',
    "day": "yyyy-mm-dd",
    "instant": "yyyy-mm-dd hh:mm:ss",
    "answer": "@",
    "answer_code": "@",
    "answer_number": "General",
    "answer_whole": "#,##0",
    "answer_share": "0.00%",
    "answer_money": '"$"#,##0.00',
    "text": "@",
    "quoted": "@",
}
_TOP: Final = Alignment(vertical="top")
# The indent keeps words apart from the figures that end in the column before.
_WORDS: Final = Alignment(vertical="top", horizontal="left", indent=1)
_WRAPPED: Final = Alignment(vertical="top", horizontal="left", indent=1, wrap_text=True)
_ALIGNMENTS: Final[dict[str, Alignment]] = {
    **dict.fromkeys(("text", "quoted", "plain", "label", "verdict", "sum_label"), _WORDS),
    **dict.fromkeys(("wrapped", "small", "answer", "answer_code"), _WRAPPED),
    "head": Alignment(vertical="bottom", horizontal="left", indent=1, wrap_text=True),
    "head_number": Alignment(vertical="bottom", horizontal="right", wrap_text=True),
    # A share stands to the right also where it is a word: no data.
    "share": Alignment(vertical="top", horizontal="right"),
    **dict.fromkeys(
        ("title", "part", "note"), Alignment(vertical="center", horizontal="left", indent=1)
    ),
}
_LINE: Final = Side(style="thin", color="FF1B1B1B")
_GREY: Final = Side(style="thin", color="FFB5A975")
_FRAME: Final = Border(top=_GREY, bottom=_GREY, left=_GREY, right=_GREY)
_OPEN: Final = PatternFill("solid", fgColor="FFFFF9DB")
_TINT: Final = PatternFill("solid", fgColor="FFF3F6F8")
