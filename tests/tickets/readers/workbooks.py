"""Small workbooks for the tests of this room, made when they are needed."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

HEAD = ("number", "opened", "closed")
OPENED = datetime.datetime(2026, 1, 5, 8, 0, 1)
CLOSED = datetime.datetime(2026, 1, 6, 23, 59, 59)
ROW = ("T1", OPENED, CLOSED)


def xlsx(file: Path, sheets: Mapping[str, Iterable[Sequence[Any]]]) -> Path:
    """Writes a workbook with the rows of each sheet, and returns it."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file


def with_parts(file: Path, parts: Mapping[str, str]) -> Path:
    """Puts more files into a workbook, or others in the place of some."""
    with zipfile.ZipFile(file) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**held, **{n: text.encode() for n, text in parts.items()}}.items():
            archive.writestr(name, content)
    return file


def edited(file: Path, old: str, new: str, part: str = "xl/worksheets/sheet1.xml") -> Path:
    """Changes the text of a part of a workbook: what no library would write."""
    with zipfile.ZipFile(file) as archive:
        text = archive.read(part).decode()
    assert old in text
    return with_parts(file, {part: text.replace(old, new)})


def xls(file: Path, rows: Sequence[Sequence[Any]], errors: Mapping[tuple[int, int], str]) -> Path:
    """Writes an old workbook; `errors` are the cells, from 0, that show one."""
    book = xlwt.Workbook()
    book.add_sheet("Notes").write(0, 0, "nothing")
    sheet = book.add_sheet("Tickets")
    stamp = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if (number, column) in errors:
                sheet.row(number).set_cell_error(column, errors[number, column])
            elif isinstance(value, datetime.datetime):
                sheet.write(number, column, value, stamp)
            elif value is not None:
                sheet.write(number, column, value)
    book.save(str(file))
    return file


def ods(file: Path, cells: str) -> Path:
    """Writes an OpenDocument sheet with these rows in XML."""
    table = '<table:table table:name="Tickets">{}</table:table>'
    head = "".join(f"<table:table-cell{_TEXT}>{_text(name)}</table:table-cell>" for name in HEAD)
    rows = f"<table:table-row>{head}</table:table-row>{cells}"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _DOCUMENT.format(table.format(rows)))
    return file


def _text(text: str) -> str:
    return f"<text:p>{text}</text:p>"


_TEXT = ' office:value-type="string"'
_SPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_DOCUMENT = (
    f'<?xml version="1.0"?><office:document-content{_SPACES} xmlns:calcext="{_CALC}">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body>"
    "</office:document-content>"
)
_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/"'
    ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
