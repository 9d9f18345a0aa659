"""Asking another program, which may fail, for the sheets and cells of a workbook."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from rfpkit.tickets.readers.stored import Stored
from rfpkit.tickets.tables.source import refused

Cell = str | int | None
"""Text, a date as millionths of a second since 1970 in local time, or nothing."""

_PROGRAMS = ("rfpkit.tickets.readers.calamine_child", "rfpkit.tickets.readers.formula_errors")


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, and its first rows."""

    name: str
    is_hidden: bool
    rows: list[list[Cell]]

    @property
    def first(self) -> int:
        """The first row that is not empty, from 1; 1 in an empty sheet."""
        return next((number for number, row in enumerate(self.rows, start=1) if any(row)), 1)

    def names(self, row: int) -> list[str]:
        """Returns what stands in a row, as names of columns."""
        cells = self.rows[row - 1] if row <= len(self.rows) else []
        names = [" ".join(str("" if cell is None else cell).split()) for cell in cells]
        while names and not names[-1]:
            names.pop()
        return names


@dataclass(frozen=True)
class Cells:
    """The columns of a sheet that were asked for."""

    rows: list[int]
    """The row of each cell, from 1; rows without any cell are left out."""
    columns: list[list[Cell]]
    errors: list[tuple[int, int, str]]
    """Row, from 1, column, from 0, and what is shown of each error of a formula."""


class Workbook:
    """A workbook that is being read, in a `with` block."""

    def __init__(self, stored: Stored) -> None:
        """Begins to read."""
        self._file = stored.file
        # One program looks for errors while the other one reads the cells.
        self._cells, self._errors = (_Program(module, stored) for module in _PROGRAMS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._cells.end()
        self._errors.end()

    def sheets(self) -> list[Sheet]:
        """Returns the sheets that hold cells, in their order.

        Raises:
            InputError: no workbook, or one that cannot be read.
        """
        told = self._cells.hear()["sheets"]
        return [Sheet(one["name"], one["hidden"], one["rows"]) for one in told]

    def cells(self, sheet: int, name: str, head: int, columns: list[int]) -> Cells:
        """Returns columns of a sheet, by its place and name, below its head.

        Raises:
            InputError: the workbook cannot be read.
        """
        self._errors.ask({"sheet": name})
        self._cells.ask({"sheet": sheet, "head": head, "columns": columns})
        rows = self._cells.hear()["rows"]
        taken = [self._cells.hear()["cells"] for _ in columns]
        errors = [(row, column, shown) for row, column, shown in self._errors.hear()["errors"]]
        return Cells(rows, taken, errors)


class _Program:
    """One of our own programs, which reads the workbook and may fail."""

    def __init__(self, module: str, stored: Stored) -> None:
        given = stored.given
        place = [str(given)] if isinstance(given, Path) else [str(given.archive), given.name]
        self._file = stored.file
        # Nothing of the folder that the export lies in may be taken for a part of the program.
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", module, *place],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, question: dict[str, Any]) -> None:
        """Writes a line to it; one that has ended will say nothing."""
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(question).encode() + b"\n")
            self._process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """Returns what its next line tells.

        Raises:
            InputError: it could not read the workbook.
        """
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        line = self._process.stdout.readline()
        told: dict[str, Any] = json.loads(line) if line else {"error": "ended"}
        if "error" in told:
            message, hint = _REFUSALS[told["error"]]
            raise refused(self._file, message, hint)
        return told

    def end(self) -> None:
        """Stops it, whatever it does."""
        self._process.kill()
        self._process.communicate()


_REFUSALS = {
    "password": (
        "the workbook is protected with a password",
        "open it, save it without a password, or save the sheet as CSV in UTF-8",
    ),
    "ended": (
        "the workbook needs more memory or time than any table of tickets does",
        "a cell far from the others may do that; save the sheet as CSV in UTF-8 and look at it",
    ),
    "damaged": (
        "the workbook cannot be read",
        "it is damaged or of an unknown kind; save the sheet as .xlsx, or as CSV in UTF-8",
    ),
}
