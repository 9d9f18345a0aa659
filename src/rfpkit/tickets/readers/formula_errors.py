"""Cells of a workbook that show the error of a formula: to calamine they are empty."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from rfpkit.tickets.readers.formula_errors_xls import errors_in_xls


class FormulaError(NamedTuple):
    """A cell with an error."""

    row: int
    """As a person counts them, from 1; 0 where the file does not tell."""
    column: int
    """From 0 for column A."""
    shown: str
    """`#REF!`."""


def formula_errors(raw: bytes, sheet: str) -> list[FormulaError]:
    """Returns the errors in a sheet; what cannot be placed has row 0."""
    if not raw.startswith(b"PK"):
        return [FormulaError(*error) for error in errors_in_xls(raw, sheet)]
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if "content.xml" in archive.namelist():
            return list(_in_document(archive.read("content.xml")))
        return list(_in_sheet(archive, _part_of(archive, sheet)))


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """Returns the name of the file in a workbook that holds a sheet."""
    relations = dict(
        (_attribute(found, b"Id"), _attribute(found, b"Target"))
        for found in _tags(archive.read("xl/_rels/workbook.xml.rels"), b"Relationship")
    )
    for found in _tags(archive.read("xl/workbook.xml"), b"sheet"):
        if _attribute(found, b"name") == sheet:
            target = relations[_attribute(found, b"r:id") or _attribute(found, rb"\w+:id")]
            return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    raise KeyError(sheet)


def _in_sheet(archive: zipfile.ZipFile, part: str) -> Iterator[FormulaError]:
    with archive.open(part) as stream:
        held = b""
        while block := stream.read(_BLOCK):
            held += block
            # A cell is looked at when its end has come.
            end = held.rfind(b"</") + 1
            if _MARK.search(held, 0, end):
                yield from _in_cells(held[:end])
            held = held[end:] if len(held) < _MOST_HELD else b""


def _in_cells(text: bytes) -> Iterator[FormulaError]:
    for found in _CELL.finditer(text):
        if not _MARK.search(found[1]):
            continue
        place = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", _attribute(found[1], b"r"))
        value = _VALUE.search(found[2])
        # Nothing but the name of an error is told: it may be anything in a file of a stranger.
        told = value[1].decode() if value else "an error"
        column, row = (_letters(place[1]), int(place[2])) if place else (0, 0)
        yield FormulaError(row, column, told)


def _in_document(text: bytes) -> Iterator[FormulaError]:
    """An OpenDocument sheet repeats rows and columns: where its errors stand is not worked out."""
    for _ in _DOCUMENT_ERROR.finditer(text):
        yield FormulaError(0, 0, "an error")


def _tags(text: bytes, name: bytes) -> Iterator[bytes]:
    for found in re.finditer(rb"<(?:\w+:)?" + name + rb"\s([^>]*)>", text):
        yield found[1]


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"(?:^|\s)" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    if found is None:
        return ""
    return html.unescape((found[1] or found[2] or b"").decode("utf-8", "replace"))


def _letters(text: str) -> int:
    place = 0
    for letter in text:
        place = place * 26 + ord(letter) - 64
    return place - 1


_BLOCK = 1 << 22
_MOST_HELD = 1 << 26
_MARK = re.compile(rb"""\st=["']e["']""")
_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*)>(.*?)</(?:\w+:)?c(?=[\s>]|$)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>(#[A-Z0-9/!?_]{1,20})<")
_DOCUMENT_ERROR = re.compile(
    rb"""calcext:value-type=["']error["']|<text:p>(?:#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!|NULL!)"""
    rb"""|Err:[0-9]{3})</text:p>"""
)
