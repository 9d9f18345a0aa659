"""Whether every row of a table has as many values as its head, found without taking it apart.

Polars fills a short row with empty values and cuts a long one, and says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_Bytes = npt.NDArray[np.uint8]

_QUOTE, _LINE_FEED, _RETURN = 0x22, 0x0A, 0x0D
_BLOCK = 1 << 18


@dataclass(frozen=True)
class Totals:
    """How many line ends and delimiters a text without quotation marks has."""

    lines: int
    """The last one counts too where no line end follows it."""
    delimiters: int


def count_totals(raw: bytes, delimiter: str) -> Totals | None:
    """Counts lines and delimiters; None for a text with quotation marks."""
    if b'"' in raw:
        return None
    signs, lines, delimiters = np.frombuffer(raw, np.uint8), 0, 0
    for start in range(0, len(signs), _BLOCK):
        block = signs[start : start + _BLOCK]
        lines += int(np.count_nonzero(block == _LINE_FEED))
        delimiters += int(np.count_nonzero(block == ord(delimiter)))
    return Totals(lines + (not raw.endswith(b"\n")), delimiters)


def count_regular(raw: bytes, delimiter: str, width: int) -> int | None:
    """Returns the number of lines, the head included; None if a row may not have `width` values.

    A line end within quotation marks is none. None too if quotation marks stand within a value
    without being doubled: readers do not agree what that means.
    """
    outside = raw
    if b'"' in raw:
        parts = raw.split(b'"')
        if len(parts) % 2 == 0:
            return None
        # What stands between quotation marks becomes a single one.
        outside = b'"'.join(parts[::2])
        if not _are_quotes_sound(np.frombuffer(outside, np.uint8), ord(delimiter)):
            return None
    if not raw.endswith(b"\n"):
        outside += b"\n"
    return _count_lines(np.frombuffer(outside, np.uint8), ord(delimiter), width)


def _are_quotes_sound(outside: _Bytes, delimiter: int) -> bool:
    quotes = np.flatnonzero(outside == _QUOTE)
    before = outside[quotes[quotes > 0] - 1]
    after = outside[quotes[quotes < len(outside) - 1] + 1]
    opened = np.isin(before, [delimiter, _LINE_FEED, _QUOTE]).all()
    closed = np.isin(after, [delimiter, _LINE_FEED, _RETURN, _QUOTE]).all()
    return bool(opened and closed)


def _count_lines(outside: _Bytes, delimiter: int, width: int) -> int | None:
    # Of the delimiters and line ends in their order, each `width`-th must be a line end and
    # no other may be one.
    signs = lines = 0
    for start in range(0, len(outside), _BLOCK):
        block = outside[start : start + _BLOCK]
        ends = block[(block == delimiter) | (block == _LINE_FEED)] == _LINE_FEED
        due = ends[width - 1 - signs % width :: width]
        if not due.all() or len(due) != np.count_nonzero(ends):
            return None
        signs += len(ends)
        lines += len(due)
    return lines
