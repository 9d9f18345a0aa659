"""Cells with an error in an old Excel workbook (BIFF8 in a compound file)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_SHEET, _CELL_ERROR, _FORMULA, _END = 0x0085, 0x0205, 0x0006, 0x000A
_NO_MORE = 0xFFFFFFFA
_SHOWN = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_MOST_SECTORS = 2_000_000


def errors_in_xls(raw: bytes, sheet: str) -> Iterator[tuple[int, int, str]]:
    """Yields row, from 1, column, from 0, and what is shown of each error in a sheet."""
    stream = _workbook_stream(raw)
    start = _start_of(stream, sheet)
    for kind, body in _records(stream, start):
        if kind == _END:
            return
        if len(body) < 8:
            continue
        row, column = struct.unpack_from("<HH", body)
        if kind == _CELL_ERROR and body[7]:
            yield row + 1, column, _SHOWN.get(body[6], "an error")
        # A formula keeps its last result: 0xFFFF behind it says that it is no number.
        if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            yield row + 1, column, _SHOWN.get(body[8], "an error")


def _start_of(stream: bytes, sheet: str) -> int:
    for kind, body in _records(stream, 0):
        if kind == _SHEET:
            wide = body[7] & 1
            name = body[8 : 8 + body[6] * (2 if wide else 1)]
            if name.decode("utf-16-le" if wide else "latin-1") == sheet:
                return int(struct.unpack_from("<I", body)[0])
        if kind == _END:
            break
    raise KeyError(sheet)


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    while offset + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + size]
        offset += 4 + size


def _workbook_stream(raw: bytes) -> bytes:
    """Returns the stream named Workbook of a compound file."""
    size = 1 << struct.unpack_from("<H", raw, 30)[0]
    table = _allocation(raw, size)
    directory = _chain(raw, table, struct.unpack_from("<I", raw, 48)[0], size)
    small_limit = struct.unpack_from("<I", raw, 56)[0]
    root = directory[:128]
    for start in range(0, len(directory) - 127, 128):
        entry = directory[start : start + 128]
        length = struct.unpack_from("<H", entry, 64)[0]
        if entry[: max(length - 2, 0)].decode("utf-16-le", "ignore") not in {"Workbook", "Book"}:
            continue
        first, total = struct.unpack_from("<I", entry, 116)[0], entry[120:124]
        count = int.from_bytes(total, "little")
        if count >= small_limit:
            return _chain(raw, table, first, size)[:count]
        small = _numbers(_chain(raw, table, struct.unpack_from("<I", raw, 60)[0], size))
        inside = _chain(raw, table, struct.unpack_from("<I", root, 116)[0], size)
        return _chain(inside, small, first, 64, header=0)[:count]
    raise KeyError("Workbook")


def _allocation(raw: bytes, size: int) -> list[int]:
    """Returns which sector follows each sector."""
    sectors = [number for number in _numbers(raw[76:512]) if number < _NO_MORE]
    more = struct.unpack_from("<I", raw, 68)[0]
    while more < _NO_MORE and len(sectors) < _MOST_SECTORS:
        *listed, more = _numbers(raw[size * (more + 1) : size * (more + 2)])
        sectors += [number for number in listed if number < _NO_MORE]
    table: list[int] = []
    for sector in sectors:
        table += _numbers(raw[size * (sector + 1) : size * (sector + 2)])
    return table


def _chain(raw: bytes, table: list[int], sector: int, size: int, header: int = 1) -> bytes:
    parts: list[bytes] = []
    while sector < _NO_MORE and len(parts) <= len(table):
        parts.append(raw[size * (sector + header) : size * (sector + header + 1)])
        sector = table[sector]
    return b"".join(parts)


def _numbers(raw: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))
