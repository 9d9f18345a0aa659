"""A sheet of a workbook as the rows of an export: dates are dates, everything else is text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.exports.intake import Rejected
from rfpkit.tickets.readers.sheets import Chosen, choose_sheet
from rfpkit.tickets.readers.stored import Stored, too_large
from rfpkit.tickets.readers.wanted import Wanted
from rfpkit.tickets.readers.workbook_door import Cell, Cells, Workbook
from rfpkit.tickets.tables.cells import spelled
from rfpkit.tickets.tables.export import FILE, ROW, BrokenRow
from rfpkit.tickets.tables.source import refused
from rfpkit.tickets.tables.table import Rows

LARGEST = 300_000_000
"""Most bytes of a workbook: one with a million rows has some eighty million."""

ERROR = "a cell that shows the error of a formula"
UNKNOWN = "a cell with a formula that no program has worked out"
TEXT = "text among the dates of a column"


class WorkbookFile:
    """A sheet. Its rows bear the numbers that a person sees beside them."""

    def __init__(self, stored: Stored, wanted: Wanted) -> None:
        """Reads the wanted columns of the sheet.

        Raises:
            InputError: no workbook that can be read, or no sheet with the columns.
        """
        if stored.size > LARGEST:
            raise too_large(stored.file, LARGEST)
        self.file = stored.file
        self._digest = stored.digest()
        with Workbook(stored) as workbook:
            self._chosen = choose_sheet(workbook.sheets(), wanted, self.file)
            columns = list(self._chosen.positions.values())
            cells = workbook.cells(
                self._chosen.place, self._chosen.name, self._chosen.head, columns
            )
        self.name = f"{stored.name}[{self._chosen.name}]"
        self._rows = _Reading(self.file, self.name, self._chosen, wanted).rows(cells)

    @property
    def sheet(self) -> str:
        """Name of the sheet that is read."""
        return self._chosen.name

    @property
    def sha256(self) -> str:
        """The digest of the bytes on the disk in hexadecimal."""
        return self._digest.text()

    def pieces(self, position: int) -> Iterator[pl.DataFrame | None]:
        """Yields all rows, or None and no more if some of them are left out."""
        yield None if self._rows.broken else self.read(position).cells

    def read(self, position: int) -> Rows:
        """Returns all rows; those with a cell that cannot be read are left out."""
        file = pl.lit(position, pl.UInt8).alias(FILE)
        return Rows(self._rows.cells.select(file, pl.all()), self._rows.broken)


class _Reading:
    """One sheet while its cells are sorted out."""

    def __init__(self, file: str, name: str, chosen: Chosen, wanted: Wanted) -> None:
        self._file, self._name = file, name
        self._chosen, self._wanted = chosen, wanted
        self._broken: dict[int, tuple[str, str, str]] = {}

    def rows(self, cells: Cells) -> Rows:
        """Returns the sheet's rows without their file.

        Raises:
            InputError: what a column holds cannot be told.
        """
        named = dict(zip(self._chosen.positions, cells.columns, strict=True))
        self._note_errors(cells)
        self._check_numbers(cells.rows, named[self._wanted.ticket])
        columns = [self._column(name, cells.rows, values) for name, values in named.items()]
        numbers = pl.Series(ROW, cells.rows, dtype=pl.UInt32)
        frame = pl.DataFrame([numbers, *columns])
        tickets = dict(zip(cells.rows, named[self._wanted.ticket], strict=True))
        broken = tuple(self._row(row, tickets) for row in sorted(self._broken))
        if broken:
            frame = frame.filter(~pl.col(ROW).is_in(list(self._broken)))
        return Rows(frame, broken)

    def _row(self, row: int, tickets: dict[int, Cell]) -> BrokenRow:
        column, value, reason = self._broken[row]
        rejected = Rejected(file=self._name, row=row, column=column, value=value, reason=reason)
        ticket = tickets.get(row)
        return BrokenRow(rejected, str(ticket).strip() if ticket is not None else None)

    def _note_errors(self, cells: Cells) -> None:
        names = {place: name for name, place in self._chosen.positions.items()}
        if any(row == 0 for row, _, _ in cells.errors):
            message = "cells of the workbook show errors of formulas"
            hint = "which ones they are cannot be told of such a file; save the sheet as .xlsx"
            raise refused(self._file, message, hint)
        for row, column, told in cells.errors:
            if row > self._chosen.head and column in names:
                why = ERROR if told else UNKNOWN
                self._broken.setdefault(row, (names[column], told, why))

    def _check_numbers(self, rows: Sequence[int], tickets: Sequence[Cell]) -> None:
        for row, ticket in zip(rows, tickets, strict=True):
            if isinstance(ticket, str) and _LOST_DIGITS.fullmatch(ticket):
                at = self._at(row, self._wanted.ticket)
                message = f"the number {ticket} has lost its last digits: a workbook keeps fifteen"
                hint = "export the tickets again, with this column as text"
                raise InputError([Diagnostic(at, message, hint)])

    def _column(self, name: str, rows: Sequence[int], values: list[Cell]) -> pl.Series:
        kinds = set(map(type, values)) - {type(None)}
        is_instant = name in self._wanted.instants
        if is_instant and kinds == {int, str}:
            values = self._without_text(name, rows, values)
            kinds = {int}
        if kinds == {int} or (is_instant and not kinds):
            dates = pl.Series(name, values, dtype=pl.Int64).cast(pl.Datetime("us"))
            return dates if is_instant else spelled(dates).alias(name)
        if int in kinds:
            values = [_date(value) if isinstance(value, int) else value for value in values]
        return pl.Series(name, values, dtype=pl.String)

    def _without_text(self, name: str, rows: Sequence[int], values: list[Cell]) -> list[Cell]:
        """Returns a column of dates; rows in which something else stands are left out."""
        nulls = {null.strip() for null in self._wanted.nulls}
        found: list[Cell] = []
        for row, value in zip(rows, values, strict=True):
            if isinstance(value, str) and value.strip() not in {"", *nulls}:
                if _is_a_date(value.strip()):
                    raise InputError([self._half_read(name, row, value)])
                self._broken.setdefault(row, (name, _hidden(value), TEXT))
            found.append(value if isinstance(value, int) else None)
        return found

    def _half_read(self, name: str, row: int, value: str) -> Diagnostic:
        message = f"`{value.strip()}` is text here, and other cells of the column are dates"
        hint = "a program took days for months where it could: the dates cannot be trusted;"
        hint += " export the tickets again as CSV, or with this column as text"
        return Diagnostic(self._at(row, name), message, hint)

    def _at(self, row: int, field: str) -> Location:
        return Location(self._file, row, sheet=self._chosen.name, field=field)


def _date(value: int) -> str:
    return str(spelled(pl.Series([value]).cast(pl.Datetime("us")))[0])


def _is_a_date(text: str) -> bool:
    """Returns whether a text is a date in some order: `25/02/2026`, and not `29/2/2027`."""
    found = _LIKE_A_DATE.match(text)
    if found is None:
        return False
    if not found[2].isdecimal():
        return True
    one, two, three = (int(part) for part in found.groups())
    return any(
        _exists(*parts) for parts in ((one, two, three), (three, two, one), (three, one, two))
    )


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return False
    return True


def _hidden(value: str) -> str:
    """Returns what is told of a text that stands where nobody expects one: it may be a name."""
    return f"{len(value)} signs"


_LIKE_A_DATE = re.compile(
    r"([0-9]{1,4})[-/. ]([0-9]{1,2}|[A-Za-z]{3,9})[-/. ]([0-9]{1,4})(?![0-9])"
)
_LOST_DIGITS = re.compile(r"-?[0-9](\.[0-9]+)?e\+[0-9]+")
