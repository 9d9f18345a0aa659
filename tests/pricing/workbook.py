"""A price sheet, made, filled in and read."""

from __future__ import annotations

import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import openpyxl

from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.pricing.totals import Key, Offer
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.price_sheet import price_sheet
from tests.pricing import sheets


def made(asked: PriceSheet, solicitation: Solicitation | None = None) -> bytes:
    """Returns the workbook."""
    return price_sheet(solicitation or sheets.solicitation(pricing=asked), asked, "rfpkit 1.2.3")


def opened(file: bytes, *, values: bool = False) -> Any:
    """Opens the workbook with its formulas, or with their values."""
    return openpyxl.load_workbook(io.BytesIO(file), data_only=values)


def filled(file: bytes, asked: PriceSheet, offer: Offer) -> bytes:
    """Returns the workbook with an offer in its open cells."""
    prices: dict[Key, Any] = {key: float(price) for key, price in offer.prices.items()}
    others: dict[str, Any] = {**(offer.quantities or {})}
    if asked.adjustment is not None:
        others["yearly-adjustment"] = float(offer.rate)
    return written(file, asked, prices, others)


def written(
    file: bytes, asked: PriceSheet, prices: Mapping[Any, Any], others: Mapping[str, Any]
) -> bytes:
    """Returns the workbook with any values in the open cells."""
    workbook = opened(file)
    models = [model.id for model in asked.parts.models] if asked.parts else []
    for key, price in prices.items():
        sheet = workbook["Prices" if len(key) == 1 else "Parts"]
        column = 7 if len(key) == 1 else 3 + models.index(key[1])
        _write(sheet, key[0], column, price)
    for name, value in others.items():
        _write(workbook["Other answers"], name, 5, value)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _write(sheet: Any, name: str, column: int, value: Any) -> None:
    ids = 2 if sheet.title == "Prices" else 1
    (row,) = [line[ids - 1].row for line in sheet.iter_rows() if line[ids - 1].value == name]
    cell = sheet.cell(row, column)
    assert not cell.protection.locked
    cell.value = value


def summary(file: bytes) -> dict[str, list[Any]]:
    """Returns the lines of the summary with their values, money in cents exactly."""
    rows = opened(file, values=True)["Summary"].iter_rows(values_only=True)
    return {
        str(row[0]): [_value(cell) for cell in row[1:] if cell is not None]
        for row in rows
        if row[0]
    }


def state(file: bytes) -> str:
    """Returns what the summary says of the whole."""
    return str(summary(file)["State of this price sheet"][0])


def _value(cell: Any) -> Any:
    # The shortest number that a cell's binary fraction stands for, as a reader sees it.
    return Decimal(repr(cell)) if isinstance(cell, float | int) else cell
