"""Where prices stand, for the formulas of every sheet."""

from __future__ import annotations

from typing import Final

from openpyxl.utils import get_column_letter

from rfpkit.model.pricing.line import PartsMatrix
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.render.workbook.rows import Rows

LINES: Final = "Prices"
"""The sheet of the lines."""
PARTS: Final = "Parts"
"""The sheet of the parts by model."""
FIRST_LINE: Final = 4
FIRST_PART: Final = 5
NO_PART: Final = "–"
"""Stands where a model does not have the part."""


def lines(sheet: PriceSheet) -> Rows:
    """Returns where the lines stand."""
    return Rows(LINES, FIRST_LINE, FIRST_LINE + len(sheet.lines) - 1)


def parts(matrix: PartsMatrix) -> Rows:
    """Returns where the parts stand."""
    return Rows(PARTS, FIRST_PART, FIRST_PART + len(matrix.parts) - 1)


def price_columns(matrix: PartsMatrix) -> list[str]:
    """Returns the columns of the prices, one for each model."""
    return [get_column_letter(place) for place in range(3, 3 + len(matrix.models))]


def offers_lot(sheet: PriceSheet, lot: str) -> str:
    """Returns the formula that is true once a line or a part of the lot has a price."""
    rows = lines(sheet)
    count = f'SUMPRODUCT(EXACT({rows.column("K")},"{lot}")*(LEN({rows.column("G")})>0))'
    if sheet.parts is not None and sheet.parts.lot == lot:
        count += f"+{_priced_parts(sheet.parts)}"
    return f"{count}>0"


def offers_anything(sheet: PriceSheet) -> str:
    """Returns the formula that is true once any line or part has a price."""
    count = f"SUMPRODUCT(--(LEN({lines(sheet).column('G')})>0))"
    if sheet.parts is not None:
        count += f"+{_priced_parts(sheet.parts)}"
    return f"{count}>0"


def _priced_parts(matrix: PartsMatrix) -> str:
    first, last = price_columns(matrix)[0], price_columns(matrix)[-1]
    block = f"{PARTS}!${first}${parts(matrix).first}:${last}${parts(matrix).last}"
    return f'SUMPRODUCT((LEN({block})>0)*({block}<>"{NO_PART}"))'
