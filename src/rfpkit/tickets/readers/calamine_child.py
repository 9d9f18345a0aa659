"""A program that reads one workbook for another, so that no file can harm the one that asked.

It is started with a path, and the name of a file inside it if it is a zip. It writes a line of
JSON that tells of the sheets, reads a line that says what is wanted of one, and writes a line for
each column. No formula is ever worked out, no macro run and no link followed: what a cell showed
when the workbook was saved is all that is read.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import resource
import sys
import zipfile
from collections.abc import Callable
from itertools import islice
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from rfpkit.tickets.readers.formula_errors import FormulaError, formula_errors

MOST_MEMORY = 6_000_000_000
"""Bytes; a sheet whose cells lie far apart would take all there are."""
MOST_SECONDS = 120
"""Seconds of work; a sheet of a million rows takes some twenty."""
ROWS_SHOWN = 50
"""Rows of each sheet in which a head is looked for."""

_EPOCH = datetime.datetime(1970, 1, 1)  # noqa: DTZ001 - cells are local
_MICROSECOND = datetime.timedelta(microseconds=1)
_WHOLE = 1e15
"""Numbers from here on have lost digits: no spreadsheet keeps more than fifteen."""


def main() -> None:
    """Reads the workbook that the arguments name."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        _converse(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
    except PasswordError:
        _tell({"error": "password"})
    except MemoryError:
        _tell({"error": "memory"})
    except BaseException as error:  # noqa: BLE001 - a panic of the library is no Exception
        _tell({"error": "damaged", "kind": type(error).__name__})


def _converse(path: str, member: str) -> None:
    raw = _content(path, member)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    sheets = [(one, workbook.get_sheet_by_name(one.name)) for one in _tables(workbook)]
    _tell(
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
    metadata, sheet = sheets[asked["sheet"]]
    _tell_columns(sheet, asked["head"], asked["columns"])
    _tell({"errors": [error._asdict() for error in formula_errors(raw, metadata.name)]})


def _content(path: str, member: str) -> bytes:
    if not member:
        with open(path, "rb") as stream:  # noqa: PTH123 - nothing more is imported than is needed
            return stream.read()
    with zipfile.ZipFile(path) as archive:
        return archive.read(member)


def _tables(workbook: CalamineWorkbook) -> list[Any]:
    return [one for one in workbook.sheets_metadata if one.typ.name == "WorkSheet"]


def _rows(sheet: CalamineSheet) -> Any:
    """Yields the rows from the first one of the sheet on, and in them from column A on."""
    start = sheet.start
    if start is None:
        return
    above, before = start
    for _ in range(above):
        yield []
    empty = [""] * before
    for row in sheet.iter_rows():
        yield empty + row if before else row


def _tell_columns(sheet: CalamineSheet, head: int, columns: list[int]) -> None:
    numbers: list[int] = []
    taken: list[list[Any]] = [[] for _ in columns]
    adding = [(values.append, column) for values, column in zip(taken, columns, strict=True)]
    for number, row in enumerate(islice(_rows(sheet), head, None), start=head + 1):
        if any(cell != "" for cell in row):
            numbers.append(number)
            for add, column in adding:
                add(row[column])
    _tell({"rows": numbers})
    for values in taken:
        _tell({"cells": _cells(values)})


def _cells(values: list[Any]) -> list[str | int | None]:
    """Returns cells as text, dates as millionths of a second since 1970, and nothing as None."""
    kinds = set(map(type, values))
    if kinds <= {str}:
        return [value or None for value in values]
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


def _tell(line: dict[str, Any]) -> None:
    # Whoever asked may have gone.
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
