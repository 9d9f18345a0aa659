"""A JSON file as the rows of an export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.tickets.readers.json_path import ABSENT, Context, RowPath, look_up, names_in
from rfpkit.tickets.readers.json_records import Records
from rfpkit.tickets.readers.stored import Stored
from rfpkit.tickets.readers.wanted import Wanted
from rfpkit.tickets.tables.export import FILE, ROW
from rfpkit.tickets.tables.head import check_columns
from rfpkit.tickets.tables.table import Rows

PIECE = 50_000
"""Rows that are handed out at once."""

_RECORDS_LOOKED_AT = 50
"""Records whose names a message lists."""


class JsonFile:
    """A JSON or JSON Lines file. Rows are numbered from 1: no head stands above them."""

    def __init__(self, stored: Stored, wanted: Wanted) -> None:
        """Looks at the beginning of the file.

        Raises:
            InputError: no text, or in another encoding.
        """
        self._records = Records(stored, wanted.encoding, wanted.rows)
        self.file, self.name = stored.file, stored.name
        self._wanted = wanted

    @property
    def sheet(self) -> str:
        """Nothing: only workbooks have sheets."""
        return ""

    @property
    def sha256(self) -> str:
        """The digest of the bytes on the disk in hexadecimal."""
        return self._records.text.sha256

    def pieces(self, position: int) -> Iterator[pl.DataFrame]:
        """Yields the rows piece by piece, as in `Export.cells`.

        Raises:
            InputError: no JSON, or columns that no record has.
        """
        reading = _Reading(self.file, self._records, self._wanted)
        contexts, row = reading.contexts(), 1
        while part := list(islice(contexts, PIECE)):
            yield reading.frame(part, position, row)
            row += len(part)
        if row == 1:
            yield reading.frame([], position, row)
        else:
            reading.check()

    def read(self, position: int) -> Rows:
        """Reads all rows; none is torn apart.

        Raises:
            InputError: no JSON, or columns that no record has.
        """
        return Rows(pl.concat(self.pieces(position)), ())


class _Reading:
    """One reading of a file: which of the columns were found so far."""

    def __init__(self, file: str, records: Records, wanted: Wanted) -> None:
        self._file = file
        self._records = records
        self._wanted = wanted
        self._path = RowPath(records.rows)
        self._found: set[str] = set()
        self._names: dict[str, None] = {}

    def contexts(self) -> Iterator[Context]:
        """Yields what each row is made of."""
        for number, (_, record) in enumerate(self._records):
            if not number:
                # The path is known now: what stands before the records is taken off it.
                self._path = RowPath(self._records.rows)
            if number < _RECORDS_LOOKED_AT:
                self._names.update(dict.fromkeys(names_in(record, self._path.steps)))
            yield from self._path.contexts(record)

    def frame(self, contexts: list[Context], position: int, row: int) -> pl.DataFrame:
        """Returns rows as cells; the first of them has the given number."""
        cells = {
            FILE: pl.Series([position] * len(contexts), dtype=pl.UInt8),
            ROW: pl.Series(range(row, row + len(contexts)), dtype=pl.UInt32),
        }
        for column in self._wanted.places:
            depth, name = self._path.place(column)
            values = [look_up(context[depth], name) for context in contexts]
            if column not in self._found and any(value is not ABSENT for value in values):
                self._found.add(column)
            cells[column] = self._texts(column, values, row)
        return pl.DataFrame(cells)

    def check(self) -> None:
        """Checks, at the end, that each column is in some record.

        Raises:
            InputError: one is in none.
        """
        names = [*self._names, *(name for name in self._found if name not in self._names)]
        if problems := check_columns(Location(self._file), names, self._wanted.places):
            raise InputError(problems)

    def _texts(self, column: str, values: list[Any], row: int) -> pl.Series:
        if column in self._wanted.any_kind:
            values = [_spelled(value) for value in values]
        for place, value in enumerate(values):
            if isinstance(value, dict | list):
                raise InputError([self._not_single(column, value, row + place)])
        try:
            return pl.Series([_text(value) for value in values], dtype=pl.String)
        except UnicodeEncodeError:
            wrong = next(place for place, value in enumerate(values) if not _is_sound(value))
            at = Location(self._file, row + wrong, field=column)
            hint = "export the tickets again as text in UTF-8"
            raise InputError([Diagnostic(at, "the value holds half a sign", hint)]) from None

    def _not_single(self, column: str, value: dict[str, Any] | list[Any], row: int) -> Diagnostic:
        at = Location(self._file, row, field=column)
        if isinstance(value, dict):
            hint = f"name a value inside it: `{column}.{next(iter(value), 'name')}`"
            return Diagnostic(at, "the column holds an object, and a cell is one value", hint)
        hint = f"name one of its elements, from 0: `{column}.0`, or make a row of each with `rows`"
        return Diagnostic(at, "the column holds a list, and a cell is one value", hint)


def _spelled(value: Any) -> Any:
    """Returns a list or an object as JSON spells it, and other values as they are."""
    is_many = isinstance(value, dict | list)
    return json.dumps(value, ensure_ascii=False) if is_many else value


def _text(value: Any) -> str | None:
    if value is None or value is ABSENT or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _is_sound(value: Any) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in str(value))
