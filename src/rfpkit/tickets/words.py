"""A column of words as numbers: each row holds the position of its word in a sorted list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Codes = npt.NDArray[np.int32]
"""Positions in a list of words; `NOTHING` where a row has none."""

NOTHING = -1


@dataclass(frozen=True)
class Words:
    """A column of words."""

    codes: Codes
    """For each row, the position of its word in `words`, or `NOTHING`."""
    words: pl.Series
    """Each different word once, sorted."""

    def texts(self) -> pl.Series:
        """Returns the word of each row; null where it has none."""
        return gathered(self.words, self.codes)


def read_words(texts: pl.Series, nulls: Sequence[str]) -> Words:
    """Reads a column: outer blanks are cut, spellings of nothing become nothing."""
    distinct = texts.drop_nulls().unique().sort()
    codes = coded(texts.cast(pl.Enum(distinct)).to_physical())
    stripped = distinct.str.strip_chars()
    empty = stripped.is_in(["", *nulls])
    if not empty.any() and distinct.equals(stripped):
        return Words(codes, distinct)
    return _joined(pl.select(pl.when(~empty).then(stripped)).to_series(), codes)


def translated(words: Words, meanings: Sequence[str | None]) -> Words:
    """Puts another word, or nothing, in the place of each of `words.words`."""
    return _joined(pl.Series(meanings, dtype=pl.String), words.codes)


def extended(words: Words, more: Sequence[str]) -> Words:
    """Adds words that no row has."""
    if not more:
        return words
    known = pl.concat([words.words, pl.Series(more, dtype=pl.String)]).unique().sort()
    positions = coded(words.words.cast(pl.Enum(known)).to_physical())
    return Words(np.append(positions, np.int32(NOTHING))[words.codes], known)


def gathered(values: pl.Series, codes: Codes) -> pl.Series:
    """Returns the value at each position; null for `NOTHING`."""
    positions = pl.Series(np.where(codes == NOTHING, 0, codes))
    if values.is_empty():
        return pl.Series([None] * len(codes), dtype=values.dtype)
    held = pl.Series(codes != NOTHING)
    return pl.select(pl.when(held).then(values.gather(positions))).to_series()


def coded(positions: pl.Series) -> Codes:
    """Returns positions with `NOTHING` in the place of null."""
    return positions.cast(pl.Int32).fill_null(NOTHING).to_numpy()


def _joined(words: pl.Series, codes: Codes) -> Words:
    """Makes words that several codes may share; a null word is nothing."""
    distinct = words.drop_nulls().unique().sort()
    target = coded(words.cast(pl.Enum(distinct)).to_physical())
    target = np.append(target, np.int32(NOTHING))
    # The place behind the last one is where NOTHING, which is -1, points to.
    return Words(target[codes], distinct)
