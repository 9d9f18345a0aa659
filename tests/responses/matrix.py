"""A response matrix, made and filled in."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

from rfpkit.model.solicitation import Solicitation
from rfpkit.render.response_matrix import response_matrix
from tests.pricing import sheets

CODES = sheets.manifest().response_codes


def solicitation(texts: Mapping[str, str] | None = None, **changes: Any) -> Solicitation:
    """Returns an RFP with these requirements by id, or with one."""
    texts = {"R-1": "The Contractor must answer."} if texts is None else texts
    fields: dict[str, Any] = {
        "requirements": [
            {"id": name, "kind": "mandatory", "text": text} for name, text in texts.items()
        ],
        "pricing": None,
    }
    return sheets.solicitation(**fields | changes)


def made(asked: Solicitation, **changes: Any) -> bytes:
    """Returns the workbook."""
    codes = changes.get("codes", CODES)
    assert codes is not None
    return response_matrix(asked, sheets.manifest(), codes, "rfpkit 1.2.3")


def opened(file: bytes) -> Any:
    """Opens the workbook with its looks and locks."""
    return openpyxl.load_workbook(io.BytesIO(file))


def opened_values(file: bytes) -> Any:
    """Opens the workbook with the values of its formulas."""
    return openpyxl.load_workbook(io.BytesIO(file), data_only=True)


def filled(file: bytes, answers: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Returns the workbook with values by sheet and cell."""
    workbook = opened(file)
    for sheet, cells in answers.items():
        for place, value in cells.items():
            assert not workbook[sheet][place].protection.locked
            workbook[sheet][place] = value
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def rows(file: bytes, sheet: str) -> Iterator[dict[str, Any]]:
    """Yields a sheet's rows by the heads of its columns, as an import would read them."""
    table = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_name(sheet).to_python()
    at = next(place for place, row in enumerate(table) if "Id" in row or "Id or section" in row)
    for row in table[at + 1 :]:
        yield dict(zip(map(str, table[at]), row, strict=True))


def counts(file: bytes, part: str) -> dict[str, Any]:
    """Returns the lines of a part of the summary, each with its last number."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(file))
    table = workbook.get_sheet_by_name("Summary").to_python()
    at = next(place for place, row in enumerate(table) if row[0] == part)
    found: dict[str, Any] = {}
    for row in table[at + 1 :]:
        if not row[0]:
            break
        found[str(row[0])] = [cell for cell in row if cell != ""][-1]
    return found
