"""The rows of one file: at the speed of Polars where the file is sound, with care where not."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from rfpkit.errors import InputError
from rfpkit.model.exports.intake import Rejected
from rfpkit.model.exports.mapping import DELIMITERS
from rfpkit.tickets.readers.soundness import Soundness
from rfpkit.tickets.tables.export import FILE, ROW, BrokenRow
from rfpkit.tickets.tables.head import Head, count_of, named_sign
from rfpkit.tickets.tables.pieces import emptied, read_pieces
from rfpkit.tickets.tables.source import TableText, refused

TOO_FEW = "fewer values than the head has columns"
TOO_MANY = "more values than the head has columns"

_LARGEST_VALUE = 10_000_000
_TOGETHER = 100_000
"""Rows that are held as Python's own values."""


class Rows(NamedTuple):
    """The rows of one file."""

    cells: pl.DataFrame
    """As in `Export.cells`."""
    broken: tuple[BrokenRow, ...]
    """Rows that are left out."""


def read_rows(text: TableText, head: Head, position: int, ticket: str) -> Rows:
    """Reads the needed columns of a file.

    `position` is the file's place among the sources, `ticket` the column of the number.

    Raises:
        InputError: the text is no table from some row on.
    """
    cells = read_fast(text, head, position)
    if cells is not None:
        return Rows(cells, ())
    return read_carefully(text, head, position, ticket)


def read_fast(text: TableText, head: Head, position: int) -> pl.DataFrame | None:
    """Reads a table in which every row is complete; None if it may have other rows."""
    pieces: list[pl.DataFrame] = []
    for piece in read_pieces(text, head, position):
        if piece is None:
            return None
        pieces.append(piece)
    return pl.concat(pieces)


def read_carefully(text: TableText, head: Head, position: int, ticket: str) -> Rows:
    """Reads any table row by row, and leaves out the rows that are torn apart.

    Raises:
        InputError: every row is, or a quotation mark is never closed.
    """
    width, taken = len(head.names), list(head.positions.values())
    done: list[pl.DataFrame] = []
    rows: list[int] = []
    values: list[list[str]] = []
    broken: list[BrokenRow] = []
    for row, record in _records(text, head.delimiter):
        if len(record) == width or (len(record) > width and not any(record[width:])):
            rows.append(row)
            values.append([record[column] for column in taken])
        else:
            broken.append(_broken(text.name, row, record, head, ticket))
        if len(rows) == _TOGETHER:
            done.append(_frame(head, position, rows, values))
            rows, values = [], []
    done.append(_frame(head, position, rows, values))
    if broken and not any(cells.height for cells in done):
        raise _other_delimiter(text, head, broken[0])
    return Rows(pl.concat(done), tuple(broken))


def _frame(head: Head, position: int, rows: list[int], values: list[list[str]]) -> pl.DataFrame:
    columns = zip(*values, strict=True) if values else ((),) * len(head.positions)
    cells = {FILE: pl.Series([position] * len(rows), dtype=pl.UInt8)}
    cells[ROW] = pl.Series(rows, dtype=pl.UInt32)
    for name, column in zip(head.positions, columns, strict=True):
        cells[name] = pl.Series(column, dtype=pl.String)
    return emptied(pl.DataFrame(cells))


def _records(text: TableText, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yields each record below the head with its number; empty lines are counted and skipped."""
    csv.field_size_limit(_LARGEST_VALUE)
    row, record = text.head_row - 1, [""]
    reader = csv.reader(_lines(text), delimiter=delimiter)
    try:
        for row, record in enumerate(reader, start=text.head_row):
            if record and record[-1].endswith("\0"):
                break
            if row > text.head_row and not _is_empty_line(record):
                yield row, record
    except csv.Error:
        raise _unclosed(text, row + 1) from None
    if record != ["\0"]:
        raise _unclosed(text, row)


def _lines(text: TableText) -> Iterator[str]:
    """Yields the lines; behind them, one that shows whether a quotation mark is still open."""
    row, soundness = text.head_row, Soundness(text.file)
    for raw in text.pieces():
        soundness.check(raw, row)
        piece = re.sub(r"\r(?!\n)", " ", raw.decode().rstrip("\r\n"))
        row += raw.count(b"\n")
        yield from io.StringIO(piece + "\n", newline="\n")
    yield "\0"


def _is_empty_line(record: list[str]) -> bool:
    return not record or (len(record) == 1 and not record[0].strip())


def _unclosed(text: TableText, row: int) -> InputError:
    message = "a quotation mark opens a value here and nothing closes it"
    hint = 'close it, or write it twice ("") where it belongs to the text'
    return refused(text.file, message, hint, row)


def _broken(name: str, row: int, record: list[str], head: Head, ticket: str) -> BrokenRow:
    reason = TOO_FEW if len(record) < len(head.names) else TOO_MANY
    # What stands in the row may be a name or free text: nobody asked to see it.
    value = f"{count_of(len(record), 'value')} for {count_of(len(head.names), 'column')}"
    column = head.positions[ticket]
    number = record[column].strip() if column < len(record) else ""
    rejected = Rejected(file=name, row=row, column="", value=value, reason=reason)
    return BrokenRow(rejected, number or None)


def _other_delimiter(text: TableText, head: Head, first: BrokenRow) -> InputError:
    line = text.start.split(b"\n", 2)[1].decode("utf-8", "replace")
    others = [sign for sign in DELIMITERS.values() if sign != head.delimiter and sign in line]
    hint = f"the head is divided by {named_sign(head.delimiter)}"
    if others:
        hint += f"; divide the rows by it too, not by {named_sign(others[0])}"
    else:
        hint += "; export the table again"
    message = f"every row is torn apart: this one has {first.rejected.value}"
    return refused(text.file, message, hint, first.rejected.row)
