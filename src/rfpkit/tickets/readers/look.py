"""A file of any kind looked into without a mapping: how it is written, and its columns."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import polars as pl

from rfpkit.model.exports.mapping import DELIMITERS
from rfpkit.tickets.readers.encoding import find_encoding
from rfpkit.tickets.readers.given import Given
from rfpkit.tickets.readers.json_path import RowPath, names_in
from rfpkit.tickets.readers.json_records import Records
from rfpkit.tickets.readers.opening import Kind, kind_of
from rfpkit.tickets.readers.sheets import fullest_sheet
from rfpkit.tickets.readers.stored import Stored
from rfpkit.tickets.readers.text import open_table_text
from rfpkit.tickets.readers.wanted import Wanted
from rfpkit.tickets.readers.workbook_door import Workbook
from rfpkit.tickets.tables.head import numbered_names, read_head
from rfpkit.tickets.tables.parquet import ParquetFile

RECORDS = 10_000
"""Records of JSON whose names are looked at."""

ANYTHING = Wanted(places={}, ticket="")
"""What is wanted of a file that nobody has written a mapping for."""


@dataclass(frozen=True)
class Look:
    """What is in a file."""

    file: str
    """The file as the person gave it."""
    form: str
    """How it is written: `CSV with commas, utf-8`."""
    names: tuple[str, ...]
    """Its columns, as a mapping names them: `Category#2`, `fields.status.name`."""
    wanted: Wanted
    """What a mapping says of the form, as it was found; columns are to be put into `places`."""
    sheets: tuple[str, ...] = ()
    """The sheets of a workbook; the fullest one was looked into."""
    nameless: tuple[int, ...] = ()
    """Columns, from 1, that stand before a named one and have no name: nothing can ask for them."""

    def asking(self, columns: tuple[str, ...]) -> Wanted:
        """Returns what `open_table` takes to read some of the columns; at least one."""
        return replace(self.wanted, places=dict.fromkeys(columns, "columns"), ticket=columns[0])


def look_into(given: Given, wanted: Wanted = ANYTHING) -> Look:
    """Returns what is in a file; `wanted` says of its form what is known already.

    Raises:
        InputError: no such file, or none that can be read.
    """
    stored = Stored(given)
    match kind_of(stored, wanted):
        case Kind.PARQUET:
            return _parquet(stored, wanted)
        case Kind.WORKBOOK:
            return _workbook(stored, wanted)
        case Kind.JSON:
            return _json(stored, wanted)
        case Kind.TEXT:
            return _text(stored, wanted)


def likely_encoding(given: Given) -> str:
    """Returns the encoding to propose for a text: utf-8 if all of it is, else windows-1252.

    Raises:
        InputError: no such file, none that can be unpacked, or UTF-16 without its mark.
    """
    stored = Stored(given)
    encoding = find_encoding(stored.beginning(4096), "utf-8", stored.file)
    if encoding.codec != "utf-8":
        return encoding.codec
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in stored.blocks():
            decoder.decode(block)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _text(stored: Stored, wanted: Wanted) -> Look:
    text, delimiter = open_table_text(stored, wanted)
    head = read_head(text, delimiter, {})
    words = {sign: f"{word}s" for word, sign in DELIMITERS.items()}
    encoding = find_encoding(stored.beginning(4), wanted.encoding, stored.file)
    codec = wanted.encoding if encoding.codec == "utf-8" else encoding.codec
    form = f"CSV with {words.get(head.delimiter, f'`{head.delimiter}`')}, {codec}"
    names = tuple(name for name in numbered_names(head.names) if name)
    found = replace(wanted, delimiter=head.delimiter)
    return Look(stored.file, form, names, found, nameless=_nameless(head.names))


def _workbook(stored: Stored, wanted: Wanted) -> Look:
    with Workbook(stored) as workbook:
        sheets = workbook.sheets()
    sheet = fullest_sheet(sheets, wanted.sheet, stored.file)
    head = wanted.head or sheet.first
    written = sheet.names(head)
    names = tuple(name for name in numbered_names(written) if name)
    found = replace(wanted, sheet=sheet.name, head=head)
    listed = tuple(one.name for one in sheets)
    form = f"workbook, sheet {sheet.name}"
    return Look(stored.file, form, names, found, listed, _nameless(written))


def _nameless(names: Sequence[str]) -> tuple[int, ...]:
    named = [number for number, name in enumerate(names, start=1) if name]
    return tuple(number for number in range(1, max(named, default=0)) if number not in named)


def _json(stored: Stored, wanted: Wanted) -> Look:
    records = Records(stored, wanted.encoding, wanted.rows)
    names: dict[str, None] = {}
    for _, record in islice(records, RECORDS):
        names.update(dict.fromkeys(names_in(record, RowPath(records.rows).steps)))
    return Look(stored.file, "JSON", tuple(names), wanted)


def _parquet(stored: Stored, wanted: Wanted) -> Look:
    ParquetFile(stored.on_disk, {})
    names = pl.read_parquet_schema(stored.on_disk)
    return Look(stored.file, "Parquet", tuple(name.strip() for name in names), wanted)
