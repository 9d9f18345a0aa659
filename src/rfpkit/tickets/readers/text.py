"""A file as the text of a table: opened, and handed out piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from rfpkit.model.exports.mapping import DELIMITERS
from rfpkit.tickets.readers.encoding import find_encoding, to_utf8
from rfpkit.tickets.readers.soundness import Soundness
from rfpkit.tickets.readers.stored import BLOCK, Stored
from rfpkit.tickets.readers.wanted import Wanted
from rfpkit.tickets.readers.whole_lines import whole_lines
from rfpkit.tickets.tables.head import read_head
from rfpkit.tickets.tables.pieces import read_pieces
from rfpkit.tickets.tables.source import TableText, refused
from rfpkit.tickets.tables.table import Rows, read_rows

START = 1 << 20
"""Bytes in which the head is looked for."""

PIECE = 1 << 22
"""Bytes of a piece, roughly: large enough for Polars, small beside the export."""


class TextFile:
    """A CSV file, compressed with gzip or not. The first row of the file is row 1."""

    def __init__(self, stored: Stored, wanted: Wanted) -> None:
        """Finds the wanted columns in the head.

        Raises:
            InputError: no text, in another encoding, or without one of the columns.
        """
        above = open_text(stored, wanted.encoding, trimmed=wanted.head is None)
        Soundness(stored.file).check(above.start, 1)
        self.file, self.name = stored.file, stored.name
        self._ticket = wanted.ticket
        self._text, delimiter = _below(above, wanted)
        self._head = read_head(self._text, delimiter, wanted.places, whole=above)

    @property
    def sheet(self) -> str:
        """Nothing: only workbooks have sheets."""
        return ""

    @property
    def sha256(self) -> str:
        """The digest of the bytes on the disk in hexadecimal."""
        return self._text.sha256

    def pieces(self, position: int) -> Iterator[pl.DataFrame | None]:
        """Yields the rows piece by piece, or None and no more if a row may be torn.

        Raises:
            InputError: bytes that are no text.
        """
        return read_pieces(self._text, self._head, position)

    def read(self, position: int) -> Rows:
        """Reads all rows; those that are torn apart are left out.

        Raises:
            InputError: every row is torn, a quotation mark is never closed, or no text.
        """
        return read_rows(self._text, self._head, position, self._ticket)


def open_text(stored: Stored, declared: str, *, trimmed: bool = True) -> TableText:
    """Returns a file as text; whether it is sound is for its reader to see.

    Raises:
        InputError: no text, or in another encoding than the mapping says.
    """
    encoding = find_encoding(stored.beginning(START), declared, stored.file)

    def lines(piece: int) -> Iterator[bytes]:
        blocks = stored.blocks(min(piece, BLOCK))
        return whole_lines(
            to_utf8(blocks, encoding, declared, stored.file), piece=piece, trimmed=trimmed
        )

    start = next(lines(START), b"")
    if not start:
        raise refused(stored.file, "the file is empty", "export the tickets again")
    return TableText(stored.file, stored.name, stored.sha256, start, lambda: lines(PIECE))


def open_table_text(stored: Stored, wanted: Wanted) -> tuple[TableText, str | None]:
    """Returns a text from its head on, and the sign between its columns if that is told.

    Raises:
        InputError: no text, in another encoding, or one without such a row.
    """
    text = open_text(stored, wanted.encoding, trimmed=wanted.head is None)
    Soundness(stored.file).check(text.start, 1)
    return _below(text, wanted)


def _below(text: TableText, wanted: Wanted) -> tuple[TableText, str | None]:
    """Returns a text without what stands above its head, and the sign between its columns."""
    delimiter, row = wanted.delimiter, wanted.head or 1
    told = _SEPARATOR.match(text.start)
    if told and wanted.head is None:
        # A line that tells spreadsheet programs the sign between the columns.
        row, delimiter = 2, delimiter or told[1].decode()
    above = _offset(text, row)
    below = replace(
        text, start=text.start[above:], pieces=lambda: _behind(text, above), head_row=row
    )
    return below, delimiter


def _offset(text: TableText, row: int) -> int:
    """Returns where a row begins: a line end within quotation marks ends none."""
    offset, quotes = 0, 0
    for _ in range(row - 1):
        while True:
            end = text.start.find(b"\n", offset) + 1
            quotes += text.start.count(b'"', offset, end or None)
            offset = end or len(text.start)
            if quotes % 2 == 0 or not end:
                break
        if offset >= len(text.start):
            hint = "correct `head` in the mapping"
            raise refused(text.file, f"the file has no row {row}, where its head should be", hint)
    return offset


def _behind(text: TableText, above: int) -> Iterator[bytes]:
    for raw in text.pieces():
        yield raw[above:] if above else raw
        above = 0


_SEPARATOR = re.compile(
    rb"(?:\")?sep=([" + re.escape("".join(DELIMITERS.values())).encode() + rb"])(?:\")?\r?\n",
    re.IGNORECASE,
)
