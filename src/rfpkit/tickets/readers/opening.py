"""Which kind of file it is, told by its first bytes: each kind has its reader."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from enum import Enum

from rfpkit.tickets.readers.archive import BROKEN, check_zip, is_office, is_zip
from rfpkit.tickets.readers.encoding import find_encoding
from rfpkit.tickets.readers.given import Given
from rfpkit.tickets.readers.json_file import JsonFile
from rfpkit.tickets.readers.json_records import is_json
from rfpkit.tickets.readers.stored import Stored
from rfpkit.tickets.readers.text import TextFile
from rfpkit.tickets.readers.wanted import Wanted
from rfpkit.tickets.readers.workbook import LARGEST, WorkbookFile
from rfpkit.tickets.tables.parquet import ParquetFile, is_parquet
from rfpkit.tickets.tables.source import refused


class Kind(Enum):
    """A kind of file, each with its own reader."""

    PARQUET = "Parquet"
    WORKBOOK = "workbook"
    JSON = "JSON"
    TEXT = "text"


ExportFile = TextFile | ParquetFile | WorkbookFile | JsonFile

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_START = 4096


def open_table(given: Given, wanted: Wanted) -> ExportFile:
    """Opens a file of any kind and finds the wanted columns.

    Raises:
        InputError: no such file, none that can be read, or columns that are missing.
    """
    stored = Stored(given)
    match kind_of(stored, wanted):
        case Kind.PARQUET:
            return ParquetFile(stored.on_disk, wanted.places)
        case Kind.WORKBOOK:
            return WorkbookFile(stored, wanted)
        case Kind.JSON:
            return JsonFile(stored, wanted)
        case Kind.TEXT:
            return TextFile(stored, wanted)


def kind_of(stored: Stored, wanted: Wanted) -> Kind:
    """Returns which reader a file is for.

    Raises:
        InputError: it is for none.
    """
    if stored.path is not None and is_parquet(stored.path):
        return Kind.PARQUET
    if is_zip(stored.start):
        _check_office(stored)
        return Kind.WORKBOOK
    if stored.start.startswith(_OLD_OFFICE):
        _refuse_encrypted(stored)
        return Kind.WORKBOOK
    start = stored.beginning(_START)
    _refuse_others(stored, start)
    encoding = find_encoding(start, wanted.encoding, stored.file)
    text = start[encoding.mark :].decode(encoding.codec, "ignore")
    return Kind.JSON if is_json(text) else Kind.TEXT


def without_rows(file: ExportFile) -> str:
    """Returns what a file has that has no rows."""
    match file:
        case ParquetFile():
            return "columns and no rows"
        case JsonFile():
            return "no records"
        case _:
            return "a head and no rows below it"


def _check_office(stored: Stored) -> None:
    """Checks that a zip is a workbook of which the cells may be unpacked.

    Raises:
        InputError: it is another zip, a document of another program, or grows beyond measure.
    """
    try:
        with zipfile.ZipFile(stored.path or io.BytesIO(stored.content(LARGEST))) as archive:
            members = {member.filename: member for member in archive.infolist()}
    except BROKEN:
        members = {}
    if not is_office(members):
        if stored.path is not None:
            check_zip(stored.path, stored.file)
        raise refused(
            stored.file, "the zip holds another archive", "unpack it, and give the tables"
        )
    _check_kind(stored.file, members)
    _check_growth(stored, sum(member.file_size for member in members.values()))


def _check_kind(file: str, names: Iterable[str]) -> None:
    hint = "save the sheet as .xlsx, or as CSV in UTF-8"
    if "xl/workbook.bin" in names:
        raise refused(file, "this is a binary Excel workbook (.xlsb)", hint)
    if not {"xl/workbook.xml", "content.xml"} & set(names):
        message = "this is the file of an office program, and no workbook"
        raise refused(file, message, "export the tickets as a table: CSV, .xlsx or JSON")


def _check_growth(stored: Stored, size: int) -> None:
    if size > max(stored.size * _MOST_EXPANSION, _SMALL) or size > _LARGEST:
        message = f"the workbook grows to {size // 10**6:,} MB when it is unpacked"
        hint = "no table of tickets does; save the sheet as CSV in UTF-8 and look at it"
        raise refused(stored.file, message, hint)


def _refuse_encrypted(stored: Stored) -> None:
    """Refuses a new workbook that was encrypted: it lies in the shell of an old one."""
    if "EncryptedPackage".encode("utf-16-le") in stored.content(_LARGEST):
        message = "the workbook is protected with a password"
        hint = "open it, save it without a password, or save the sheet as CSV in UTF-8"
        raise refused(stored.file, message, hint)


def _refuse_others(stored: Stored, start: bytes) -> None:
    for begins, what in _PACKED:
        if start.startswith(begins):
            hint = "unpack it, and give the file in it"
            raise refused(stored.file, f"the file is compressed, and in it is {what}", hint)
    for begins, what, hint in _OTHERS:
        if start.lstrip()[: len(begins)].lower() == begins:
            raise refused(stored.file, f"this is {what}", hint)


_MOST_EXPANSION = 250
_SMALL = 20_000_000
_LARGEST = 3_000_000_000

_PACKED = (
    (b"PK\x03\x04", "a zip or a workbook"),
    (_OLD_OFFICE, "an old workbook"),
    (b"\x1f\x8b", "another compressed file"),
    (b"PAR1", "a Parquet file"),
)
_AS_TABLE = "export the tickets as a table: CSV, .xlsx or JSON"
_SAVED = "open it in a spreadsheet program and save it as .xlsx, or export the tickets as CSV"
_OTHERS = (
    (b"%pdf", "a PDF", _AS_TABLE),
    (b"{\\rtf", "a text with formatting", _AS_TABLE),
    (b"<?xml", "XML", _SAVED),
    (b"\xef\xbb\xbf<?xml", "XML", _SAVED),
    (b"<!doctype", "a web page", _SAVED),
    (b"<html", "a web page", _SAVED),
    (b"<table", "a web page", _SAVED),
    (b"sqlite format 3", "a database", _AS_TABLE),
    (b"7z\xbc\xaf", "an archive (7z)", "unpack it, and give its tables"),
    (b"rar!", "an archive (rar)", "unpack it, and give its tables"),
    (b"bzh", "a file compressed with bzip2", "unpack it, and give the table"),
    (b"\x28\xb5\x2f\xfd", "a file compressed with zstd", "unpack it, and give the table"),
    (b"\xfd7zxz", "a file compressed with xz", "unpack it, and give the table"),
)
