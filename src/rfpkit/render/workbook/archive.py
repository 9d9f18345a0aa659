"""The file of a workbook: rows of long tables and values of formulas added, dates taken out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Final
from xml.sax.saxutils import escape

from openpyxl import Workbook

from rfpkit.render.spreadsheet_text import cell_text
from rfpkit.render.workbook.cells import Formula

Streams = Mapping[str, Callable[[], Iterator[str]]]


def finished(
    workbook: Workbook, values: Mapping[str, Mapping[str, Formula]], streams: Streams
) -> bytes:
    """Returns the workbook's bytes.

    Args:
        workbook: the workbook.
        values: by sheet and cell, the formulas and their values.
        streams: by sheet, the rows that follow those the workbook holds.
    """
    raw, out = io.BytesIO(), io.BytesIO()
    workbook.save(raw)
    places = {f"xl/worksheets/sheet{n}.xml": sheet.title for n, sheet in enumerate(workbook, 1)}
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for name in source.namelist():
            parts: Iterable[bytes] = [source.read(name)]
            if name in places:
                sheet = places[name]
                parts = _with_rows(_with_values(parts, values.get(sheet, {})), streams.get(sheet))
            elif name == "docProps/core.xml":
                parts = [_MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", source.read(name))]
            _write(target, name, parts)
    return out.getvalue()


def _write(target: zipfile.ZipFile, name: str, parts: Iterable[bytes]) -> None:
    entry = zipfile.ZipInfo(name)  # dated 1980-01-01
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # whatever the machine
    entry.external_attr = 0o644 << 16
    with target.open(entry, "w") as file:
        for part in parts:
            file.write(part)


def _with_values(parts: Iterable[bytes], formulas: Mapping[str, Formula]) -> Iterator[bytes]:
    for part in parts:
        yield _FORMULA.sub(lambda found: _valued(found, formulas), part)


def _valued(found: re.Match[bytes], formulas: Mapping[str, Formula]) -> bytes:
    cell, style, formula = found.groups(default=b"")
    value = formulas[cell.decode()].value
    kind, text = _result(value)
    return b'<c r="%s"%s%s><f>%s</f><v>%s</v></c>' % (cell, style, kind, formula, text.encode())


def _result(value: int | Fraction | Decimal | str) -> tuple[bytes, str]:
    if isinstance(value, str):
        return b' t="str"', escape(cell_text(value))
    if isinstance(value, Fraction):
        return b"", repr(value.numerator / value.denominator)
    return b"", str(value)


def _with_rows(
    parts: Iterable[bytes], stream: Callable[[], Iterator[str]] | None
) -> Iterator[bytes]:
    if stream is None:
        yield from parts
        return
    before, end, after = b"".join(parts).partition(b"</sheetData>")
    # The sheet's size was noted before its rows came; readers find it by themselves.
    yield _SIZE.sub(b"", before)
    rows = stream()
    while chunk := "".join(islice(rows, 500)):
        yield chunk.encode()
    yield end + after


_FORMULA: Final = re.compile(rb'<c r="([A-Z]+\d+)"( s="\d+")?><f>([^<]*)</f><v ?/?>(?:</v>)?</c>')
_SIZE: Final = re.compile(rb"<dimension [^>]*/>")
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
