"""A column of numbers as whole millionths: no binary fraction is ever near them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from rfpkit.model.numbers import MILLIONTHS
from rfpkit.tickets.events.words import NOTHING, Words
from rfpkit.tickets.stamps.offsets import Mask, Seconds

NO_NUMBER = "is not a number such as 12, 4.25 or 1,250"
"""Why a value could not be read, behind the name of its column."""


@dataclass(frozen=True)
class Numbers:
    """A column of numbers; every array has one place for each row."""

    millionths: Seconds
    """The number; 0 where `known` is false."""
    known: Mask
    """There is a number and it can be read."""
    unreadable: Mask
    """There is something, and it is no number of at most six decimals, zero or more."""


def read_numbers(words: Words) -> Numbers:
    """Reads a column of words as numbers, as `model.numbers` writes them."""
    parts = words.words.str.extract_groups(_NUMBER).struct
    whole, decimals = parts.field("whole"), parts.field("decimals")
    number = whole.str.replace_all(",", "").cast(pl.Int64) * MILLIONTHS
    number += decimals.fill_null("").str.pad_end(6, "0").cast(pl.Int64)
    readable = np.append(number.is_not_null().to_numpy(), False)
    values = np.append(number.fill_null(0).to_numpy(), 0)
    known = readable[words.codes]
    return Numbers(values[words.codes], known, (words.codes != NOTHING) & ~known)


_NUMBER = r"^(?<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.(?<decimals>[0-9]{1,6}))?$"
