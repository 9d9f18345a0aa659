"""Asking another program, which may fail, for the sheets and cells of a workbook."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from rfpkit.errors import InputError
from rfpkit.tickets.readers.stored import Stored
from rfpkit.tickets.source import refused

Cell = str | int | None
"""Text, a date as millionths of a second since 1970 in local time, or nothing."""

_CHILD = "rfpkit.tickets.readers.calamine_child"


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
        return [" ".join(str("" if cell is None else cell).split()) for cell in cells]


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
        """Begins to read.

        Raises:
            InputError: no workbook, or one that cannot be read.
        """
        given = stored.given
        place = [str(given)] if isinstance(given, Path) else [str(given.archive), given.name]
        self._file = stored.file
        # Nothing of the folder that the export lies in may be taken for a part of the program.
        self._child = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", _CHILD, *place],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._child.kill()
        self._child.communicate()

    def sheets(self) -> list[Sheet]:
        """Returns the sheets that hold cells, in their order.

        Raises:
            InputError: the workbook cannot be read.
        """
        told = self._hear()["sheets"]
        return [Sheet(one["name"], one["hidden"], one["rows"]) for one in told]

    def cells(self, sheet: int, head: int, columns: list[int]) -> Cells:
        """Returns columns of a sheet, by its place, below its head.

        Raises:
            InputError: the workbook cannot be read.
        """
        asked = json.dumps({"sheet": sheet, "head": head, "columns": columns}) + "\n"
        assert self._child.stdin is not None  # noqa: S101 - it was asked for
        try:
            self._child.stdin.write(asked.encode())
            self._child.stdin.flush()
        except BrokenPipeError:
            raise self._refusal("damaged") from None
        rows = self._hear()["rows"]
        taken = [self._hear()["cells"] for _ in columns]
        errors = [(one["row"], one["column"], one["shown"]) for one in self._hear()["errors"]]
        return Cells(rows, taken, errors)

    def _hear(self) -> dict[str, Any]:
        assert self._child.stdout is not None  # noqa: S101 - it was asked for
        line = self._child.stdout.readline()
        if not line:
            raise self._refusal("killed")
        told: dict[str, Any] = json.loads(line)
        if "error" in told:
            raise self._refusal(told["error"])
        return told

    def _refusal(self, why: str) -> InputError:
        message, hint = _REFUSALS[why]
        return refused(self._file, message, hint)


_REFUSALS = {
    "password": (
        "the workbook is protected with a password",
        "open it, save it without a password, or save the sheet as CSV in UTF-8",
    ),
    "memory": (
        "the workbook needs more memory than any table of tickets does",
        "a cell far from the others may do that; save the sheet as CSV in UTF-8 and look at it",
    ),
    "killed": (
        "the workbook needs more memory or time than any table of tickets does",
        "a cell far from the others may do that; save the sheet as CSV in UTF-8 and look at it",
    ),
    "damaged": (
        "the workbook cannot be read",
        "it is damaged or of an unknown kind; save the sheet as .xlsx, or as CSV in UTF-8",
    ),
}
