"""Stamps that a spreadsheet has destroyed: what it did, in plain words, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import polars as pl

from rfpkit.tickets.stamps.offsets import Mask
from rfpkit.tickets.tables.cells import spelled

MEND = (
    "have the tickets exported again and give that file to rfpkit before a spreadsheet opens it;"
    " where it must be saved from one, format the column as yyyy-mm-dd hh:mm:ss first"
)
"""How a person gets the stamps back: nothing in the file holds them."""


class Fate(NamedTuple):
    """What became of a stamp."""

    pattern: str
    """What is left of it."""
    reason: str


FATES = (
    Fate(r"^\d{1,2}:\d{2}\.\d$", "a spreadsheet left minutes and seconds; date and hour are gone"),
    Fate(r"^#{3,}$", "a column too narrow was saved as text; the stamp is gone"),
    Fate(
        r"^\d(?:[.,]\d+)?E\+\d+$", "a spreadsheet shortened a long number; its last digits are gone"
    ),
)
"""What spreadsheets do to stamps."""


def fate_of(text: str) -> str | None:
    """Returns what a spreadsheet did to a stamp; None if it does not look like it."""
    return next((fate.reason for fate in FATES if re.match(fate.pattern, text.strip())), None)


def by_reason(texts: pl.Series, unreadable: Mask, otherwise: str) -> Iterator[tuple[Mask, str]]:
    """Yields the values that cannot be read, those with one reason together."""
    rows = np.flatnonzero(unreadable)
    if not len(rows):
        return
    given, left = spelled(texts.gather(rows)).str.strip_chars(), unreadable.copy()
    for fate in FATES:
        hit = rows[given.str.contains(fate.pattern).to_numpy()]
        if len(hit):
            mask = np.zeros(len(unreadable), np.bool_)
            mask[hit], left[hit] = True, False
            yield mask, fate.reason
    yield left, otherwise
