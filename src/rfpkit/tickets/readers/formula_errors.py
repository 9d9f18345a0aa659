"""A program that finds the cells of a workbook that show the error of a formula.

To the library that reads the cells they are empty. It is started with a path, and the name of a
file inside it if it is a zip; it reads a line with the name of a sheet and writes one of JSON.
"""

from __future__ import annotations

import html
import io
import json
import posixpath
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from rfpkit.tickets.readers.confined import confined_content, tell
from rfpkit.tickets.readers.formula_errors_xls import errors_in_xls


class FormulaError(NamedTuple):
    """A cell with an error."""

    row: int
    """As a person counts them, from 1; 0 where the file does not tell."""
    column: int
    """From 0 for column A."""
    shown: str
    """`#REF!`; empty for a formula that no program has worked out."""


def main() -> None:
    """Looks into the workbook that the arguments name."""
    try:
        raw = confined_content(sys.argv[1:])
        found = _in_all_sheets(raw) if raw.startswith(b"PK") else None
        if line := sys.stdin.readline():
            sheet = json.loads(line)["sheet"]
            errors = errors_in_xls(raw, sheet) if found is None else found[sheet]
            tell({"errors": list(errors)})
    except BaseException as error:  # noqa: BLE001 - whoever asked must hear of it
        tell({"error": "damaged", "kind": type(error).__name__})


def _in_all_sheets(raw: bytes) -> defaultdict[str, list[FormulaError]]:
    """Returns the errors of each sheet, found while others read its cells."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if "content.xml" in archive.namelist():
            document = list(_in_document(archive.read("content.xml")))
            return defaultdict(lambda: document)
        errors: defaultdict[str, list[FormulaError]] = defaultdict(list)
        for name, part in _parts(archive):
            errors[name] = list(_in_sheet(archive, part))
        return errors


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yields the name of each sheet and that of the file in the workbook that holds it."""
    targets = {
        _attribute(found, b"Id"): _attribute(found, b"Target")
        for found in _tags(archive.read("xl/_rels/workbook.xml.rels"), b"Relationship")
    }
    for found in _tags(archive.read("xl/workbook.xml"), b"sheet"):
        target = targets[_attribute(found, rb"\w+:id")]
        part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if part in archive.NameToInfo:
            yield _attribute(found, b"name"), part


def _in_sheet(archive: zipfile.ZipFile, part: str) -> Iterator[FormulaError]:
    with archive.open(part) as stream:
        held = b""
        while block := stream.read(_BLOCK):
            held += block
            # A cell is looked at when its end has come.
            end = held.rfind(b"</") + 1
            if b't="e"' in held or b"t='e'" in held:
                yield from _in_cells(held[:end])
            if b"<f" in held or b":f" in held:
                yield from _without_result(held[:end])
            held = held[end:] if len(held) < _MOST_HELD else b""


def _in_cells(text: bytes) -> Iterator[FormulaError]:
    for found in _CELL.finditer(text):
        if not _MARK.search(found[1]):
            continue
        value = _VALUE.search(found[2])
        # Nothing but the name of an error is told: it may be anything in a file of a stranger.
        yield _at(found[1], value[1].decode() if value else "an error")


def _without_result(text: bytes) -> Iterator[FormulaError]:
    """Yields formulas that no program has worked out yet: they are not worked out here."""
    for found in _NO_RESULT.finditer(text):
        if _attribute(found[1], b"t") != "str":
            yield _at(found[1], "")


def _at(tag: bytes, shown: str) -> FormulaError:
    place = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", _attribute(tag, b"r"))
    column, row = (_letters(place[1]), int(place[2])) if place else (0, 0)
    return FormulaError(row, column, shown)


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
_NO_RESULT = re.compile(
    rb"<(?:\w+:)?c(\s[^>]*)><(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c"
)
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>(#[A-Z0-9/!?_]{1,20})<")
_DOCUMENT_ERROR = re.compile(
    rb"""calcext:value-type=["']error["']|<text:p>(?:#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!|NULL!)"""
    rb"""|Err:[0-9]{3})</text:p>"""
)


if __name__ == "__main__":
    main()
