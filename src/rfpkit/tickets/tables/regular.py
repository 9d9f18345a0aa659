"""Whether every row of a table has as many values as its head, found without taking it apart.

Polars fills a short row with empty values and cuts a long one, and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_Bytes = npt.NDArray[np.uint8]
_Places = npt.NDArray[np.intp]

_QUOTE, _LINE_FEED, _RETURN = 0x22, 0x0A, 0x0D
_BLOCK = 1 << 17
"""Bytes that are looked at together: they stay close to the processor."""


def count_if_full(raw: bytes, delimiter: str, width: int) -> int | None:
    """Returns the number of lines if there are as many delimiters as in rows of `width` values.

    That alone says little: a short row and a long one may make up for each other. None too for
    a text with quotation marks.
    """
    if b'"' in raw:
        return None
    lines = delimiters = 0
    for block in _blocks(raw):
        lines += int(np.count_nonzero(block == _LINE_FEED))
        delimiters += int(np.count_nonzero(block == ord(delimiter)))
    lines += not raw.endswith(b"\n")
    return lines if delimiters == lines * (width - 1) else None


def count_regular(raw: bytes, delimiter: str, width: int) -> int | None:
    """Returns the number of lines, the head included; None if a row may not have `width` values.

    A line end within quotation marks is none. None too if quotation marks stand within a value
    without being doubled: readers do not agree what that means.
    """
    find = _find_quoted if b'"' in raw else _find_plain
    signs, lines, inside = 0, 0, False
    for block in _blocks(raw):
        found = find(block, ord(delimiter), inside)
        if found is None:
            return None
        # Of the signs in their order each `width`-th must be a line end, and no other may be one.
        due = block[found.places[width - 1 - signs % width :: width]]
        if len(due) != found.ends or not (due == _LINE_FEED).all():
            return None
        signs, lines, inside = signs + len(found.places), lines + len(due), found.inside
    missing = width - 1 - signs % width
    if raw.endswith(b"\n"):
        return None if inside or signs % width else lines
    return None if inside or missing else lines + 1


class _Signs(NamedTuple):
    """The delimiters and line ends of a block that stand outside quotation marks."""

    places: _Places
    ends: int
    """How many of them are line ends."""
    inside: bool
    """Whether a quotation mark is still open behind the block."""


def _blocks(raw: bytes) -> Iterator[_Bytes]:
    """Yields blocks of whole lines."""
    signs, start = np.frombuffer(raw, np.uint8), 0
    while start < len(raw):
        end = raw.rfind(b"\n", start, start + _BLOCK) + 1 or raw.find(b"\n", start) + 1
        end = end or len(raw)
        yield signs[start:end]
        start = end


def _find_plain(block: _Bytes, delimiter: int, _inside: bool) -> _Signs:  # noqa: FBT001
    ends = block == _LINE_FEED
    places = np.flatnonzero((block == delimiter) | ends)
    return _Signs(places, int(np.count_nonzero(ends)), inside=False)


def _find_quoted(block: _Bytes, delimiter: int, inside: bool) -> _Signs | None:  # noqa: FBT001
    """Returns the signs; None if a quotation mark stands where none may."""
    is_sign = block == delimiter
    is_sign |= block == _LINE_FEED
    is_sign |= block == _QUOTE
    places = np.flatnonzero(is_sign)
    if not len(places):
        return _Signs(places, 0, inside)
    found = block[places]
    quotes = found == _QUOTE
    # Behind an odd number of quotation marks a value is open.
    within = (np.bitwise_xor.accumulate(quotes.view(np.uint8)) ^ inside).view(np.bool_)
    if not _are_quotes_sound(block, places, opening=quotes & within, closing=quotes & ~within):
        return None
    outside = ~(quotes | within)
    ends = int(np.count_nonzero(found[outside] == _LINE_FEED))
    return _Signs(places[outside], ends, bool(within[-1]))


def _are_quotes_sound(
    block: _Bytes,
    places: _Places,
    opening: npt.NDArray[np.bool_],
    closing: npt.NDArray[np.bool_],
) -> bool:
    """Returns whether a sign or a quotation mark is next to each, on its outer side.

    Before a block stands nothing or a line end.
    """
    apart = np.diff(places) > 1
    if (apart & opening[1:]).any() or (opening[0] and places[0] > 0):
        return False
    # A line may also end with a carriage return before its line feed.
    loose = places[:-1][apart & closing[:-1]] + 1
    if closing[-1] and places[-1] < len(block) - 1:
        loose = np.append(loose, places[-1] + 1)
    return bool((block[loose] == _RETURN).all())
