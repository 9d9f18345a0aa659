"""A program that reads one workbook for another, so that no file can harm the one that asked.

It is started with a path, and the name of a file inside it if it is a zip. It writes a line of
JSON that tells of the sheets, reads a line that says what is wanted of one, and writes a line for
each column. No formula is ever worked out, no macro run and no link followed: what a cell showed
when the workbook was saved is all that is read.
"""

from __future__ import annotations

import datetime
import gc
import io
import json
import os
import sys
from collections.abc import Callable
from itertools import islice
from typing import Any

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from rfpkit.tickets.readers.confined import confined_content, tell

ROWS_SHOWN = 50
"""Rows of each sheet in which a head is looked for."""

_TOGETHER = 400
"""Rows at once: few enough to stay near the processor."""
_EPOCH = datetime.datetime(1970, 1, 1)  # noqa: DTZ001 - cells are local
_MICROSECOND = datetime.timedelta(microseconds=1)
_WHOLE = 1e15
"""Numbers from here on have lost digits: no spreadsheet keeps more than fifteen."""


def main() -> None:
    """Reads the workbook that the arguments name."""
    gc.disable()  # nothing here goes in circles, and it would look for such a million times
    try:
        _converse(confined_content(sys.argv[1:]))
    except PasswordError:
        tell({"error": "password"})
    except MemoryError:
        tell({"error": "ended"})
    except BaseException as error:  # noqa: BLE001 - a panic of the library is no Exception
        tell({"error": "damaged", "kind": type(error).__name__})


def _converse(raw: bytes) -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    sheets = [(one, workbook.get_sheet_by_name(one.name)) for one in _tables(workbook)]
    tell(
        {
            "sheets": [
                {
                    "name": one.name,
                    "hidden": one.visible != SheetVisibleEnum.Visible,
                    "rows": [_cells(row) for row in islice(_rows(sheet), ROWS_SHOWN)],
                }
                for one, sheet in sheets
            ]
        }
    )
    line = sys.stdin.readline()
    if not line:
        return
    asked = json.loads(line)
    _tell_columns(sheets[asked["sheet"]][1], asked["head"], asked["columns"])


def _tables(workbook: CalamineWorkbook) -> list[Any]:
    return [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]


def _rows(sheet: CalamineSheet) -> Any:
    """Yields the rows from the first one of the sheet on, and in them from column A on."""
    if sheet.start is None:
        return
    # The library begins with the first row, but with the first column that is not empty.
    before = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield before + row if before else row


def _tell_columns(sheet: CalamineSheet, head: int, columns: list[int]) -> None:
    numbers: list[int] = []
    taken: list[list[Any]] = [[] for _ in columns]
    rows = enumerate(islice(_rows(sheet), head, None), start=head + 1)
    while part := list(islice(rows, _TOGETHER)):
        kept = [(number, row) for number, row in part if row.count("") < len(row)]
        numbers += [number for number, _ in kept]
        for values, column in zip(taken, columns, strict=True):
            values += [row[column] for _, row in kept]
    tell({"rows": numbers})
    for values in taken:
        tell({"cells": _cells(values)})


def _cells(values: list[Any]) -> list[str | int | None]:
    """Returns cells as text, dates as millionths of a second since 1970, and nothing as None."""
    kinds = set(map(type, values))
    if kinds <= {str}:
        return [value or None for value in values]
    if kinds == {datetime.datetime}:
        return [(value - _EPOCH) // _MICROSECOND for value in values]
    return [_SPELLED[type(value)](value) for value in values]


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < _WHOLE:
        return str(int(value))
    return repr(value)


def _length(value: datetime.timedelta) -> str:
    seconds, micros = divmod(value // _MICROSECOND, 1_000_000)
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    text = f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{micros:06}" if micros else text


_SPELLED: dict[type, Callable[[Any], str | int | None]] = {
    str: lambda value: value or None,
    bool: lambda value: "true" if value else "false",
    int: str,
    float: _number,
    datetime.datetime: lambda value: (value - _EPOCH) // _MICROSECOND,
    datetime.date: lambda value: (value - _EPOCH.date()) // _MICROSECOND,
    datetime.time: lambda value: value.isoformat(),
    datetime.timedelta: _length,
}


if __name__ == "__main__":
    main()
    # What was read need not be put away piece by piece.
    os._exit(0)
