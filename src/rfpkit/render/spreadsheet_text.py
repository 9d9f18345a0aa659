"""Text on its way into a spreadsheet: never a formula, never a sign that a cell cannot hold."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

LONGEST: Final = 32_767
"""Characters that a cell can hold."""


def fits_a_cell(text: str) -> bool:
    """Returns whether a cell can hold the whole text."""
    return len(_shown(text)) <= LONGEST


def begins_like_a_formula(text: str) -> bool:
    """Returns whether a spreadsheet that reads the text anew could take it for a formula."""
    return text[:1] in _STARTS


def visible(text: str) -> str:
    """Returns the text with control signs in words; tabs and line ends stay."""
    return _UNWRITABLE.sub(lambda found: f"\\x{ord(found[0]):02x}", text.replace("\r\n", "\n"))


@lru_cache(maxsize=65_536)
def cell_text(text: str) -> str:
    """Returns the text as a cell can hold it: nothing but visible signs, at most 32,767."""
    shown = _shown(text)
    if len(shown) <= LONGEST:
        return shown
    tail = f" … (cut here; {len(text):,} signs in all)"
    return shown[: LONGEST - len(tail)] + tail


@lru_cache(maxsize=65_536)
def csv_text(text: str) -> str:
    """Returns the text as a CSV can hold it; one that begins like a formula gets an apostrophe."""
    # A bare carriage return would end the row for some readers.
    shown = visible(text)
    return f"'{shown}" if begins_like_a_formula(text) else shown


def _shown(text: str) -> str:
    # A spreadsheet would read `_x0041_` as `A`.
    return _ESCAPE.sub("_x005F_", visible(text))


# The last four are full-width signs, which some programs read as their narrow ones.
_STARTS: Final = frozenset("=+-@\t\r\n＝＋－＠")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
