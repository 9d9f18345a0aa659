"""A column of words as numbers: each row holds the position of its word in a sorted list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

Codes = npt.NDArray[np.int32]
"""Positions in a list of words; `NOTHING` where a row has none."""

NOTHING = -1
_NOTHING = np.int32(NOTHING)

V = TypeVar("V", bound=np.generic)


@dataclass(frozen=True, eq=False)
class Words:
    """A column of words.

    Rows hold places in a table, and the table says which word is meant: words get another meaning
    without a look at the rows.
    """

    places: npt.NDArray[np.integer]
    """For each row, a position in `table`."""
    table: Codes
    """Positions in `words`, or `NOTHING`; its last one is `NOTHING`."""
    words: pl.Series
    """Each different word once, sorted."""

    @classmethod
    def of(cls, codes: Codes, words: pl.Series) -> Words:
        """Returns words of which each row holds the position, or `NOTHING`."""
        # The last place of the table is where NOTHING, which is -1, points to.
        found = cls(codes, np.append(np.arange(len(words), dtype=np.int32), _NOTHING), words)
        found.__dict__["codes"] = codes
        return found

    @cached_property
    def codes(self) -> Codes:
        """For each row, the position of its word in `words`, or `NOTHING`."""
        codes: Codes = self.table[self.places]
        return codes

    def each(self, values: npt.NDArray[V]) -> npt.NDArray[V]:
        """Returns for each row the value of its word; the last value stands for no word."""
        found: npt.NDArray[V] = values[self.table][self.places]
        return found

    def texts(self) -> pl.Series:
        """Returns the word of each row; null where it has none."""
        return gathered(self.words, self.codes)


def read_words(texts: pl.Series, nulls: Sequence[str]) -> Words:
    """Reads a column: outer blanks are cut, spellings of nothing become nothing."""
    if isinstance(texts.dtype, pl.Enum):
        found = _listed(texts, texts.dtype.categories)
    else:
        found = _numbered(texts) or _few(texts) or _any(texts)
    stripped = found.words.str.strip_chars()
    empty = stripped.is_in(["", *nulls])
    if not empty.any() and found.words.equals(stripped):
        return found
    return translated(found, pl.select(pl.when(~empty).then(stripped)).to_series())


def translated(words: Words, meanings: Sequence[str | None] | pl.Series) -> Words:
    """Puts another word, or nothing, in the place of each of `words.words`."""
    new = pl.Series(meanings, dtype=pl.String)
    distinct = new.drop_nulls().unique().sort()
    table = np.append(coded(new.cast(pl.Enum(distinct)).to_physical()), _NOTHING)
    return Words(words.places, table[words.table], distinct)


def extended(words: Words, more: Sequence[str]) -> Words:
    """Adds words that no row has."""
    if not more:
        return words
    known = pl.concat([words.words, pl.Series(more, dtype=pl.String)]).unique().sort()
    table = np.append(coded(words.words.cast(pl.Enum(known)).to_physical()), _NOTHING)
    return Words(words.places, table[words.table], known)


def nothing(dtype: pl.DataType, height: int) -> pl.Series:
    """Returns a column in which nothing is given."""
    return pl.Series([None], dtype=dtype).new_from_index(0, height)


def gathered(values: pl.Series, codes: Codes) -> pl.Series:
    """Returns the value at each position; null for `NOTHING`."""
    if values.is_empty():
        return nothing(values.dtype, len(codes))
    held = codes != NOTHING
    if held.all():
        return values.gather(pl.Series(codes))
    positions = pl.Series(np.where(held, codes, 0))
    return pl.select(pl.when(pl.Series(held)).then(values.gather(positions))).to_series()


def coded(positions: pl.Series) -> Codes:
    """Returns positions with `NOTHING` in the place of null."""
    return positions.cast(pl.Int32).fill_null(NOTHING).to_numpy()


def as_list(words: pl.Series, codes: Codes) -> pl.Series:
    """Returns the word at each position as one of a list (Enum); null for `NOTHING`."""
    positions = pl.Series(codes)
    if (codes == NOTHING).any():
        positions = positions.set(positions == NOTHING, None)
    return positions.cat.to(pl.Enum(words))


def _any(texts: pl.Series) -> Words:
    words = texts.drop_nulls().unique().sort()
    return Words.of(coded(texts.cast(pl.Enum(words)).to_physical()), words)


def _listed(texts: pl.Series, words: pl.Series) -> Words:
    """Reads words of a list, of which some may not occur and none need be sorted."""
    physical = texts.to_physical()
    if physical.null_count():
        physical = physical.cast(pl.UInt32).fill_null(len(words))
    places = physical.to_numpy()
    occurs = np.bincount(places, minlength=len(words) + 1)[:-1] > 0
    known = words.filter(pl.Series(occurs)).sort()
    codes = words.cast(pl.Enum(known), strict=False).to_physical()
    return Words(places, np.append(coded(codes), _NOTHING), known)


def _few(texts: pl.Series) -> Words | None:
    """Reads a column in which the first rows hold every word that there is."""
    words = texts.head(_SAMPLE).drop_nulls().unique().sort()
    if len(texts) <= _SAMPLE or len(words) > _SAMPLE // 10:
        return None
    found = texts.cast(pl.Enum(words), strict=False)
    if found.null_count() > texts.null_count():
        return None
    return Words.of(coded(found.to_physical()), words)


def _numbered(texts: pl.Series) -> Words | None:
    """Reads words that are one prefix and a number of one width, all of them: `INC00001234`."""
    first = _NUMBERED.fullmatch(texts[0]) if len(texts) > _SAMPLE and texts[0] else None
    if first is None or texts.null_count():
        return None
    prefix, width = first[1], len(texts[0].encode())
    text, size = pl.col("text"), pl.col("text").str.len_bytes()
    frame = texts.alias("text").to_frame()
    ends = (
        size.min(),
        size.max().alias("longest"),
        text.min().alias("first"),
        text.max().alias("last"),
    )
    shortest, longest, low, high = frame.select(*ends).row(0)
    # What lies between these two begins with the prefix, and goes on with a digit.
    if not (shortest == longest == width and prefix + "0" <= low and high < prefix + ":"):
        return None
    number = text.str.slice(len(prefix)).cast(pl.Int64, strict=False)
    numbers = frame.select(number).to_series()
    return None if numbers.null_count() else _ranked(numbers.to_numpy(), texts)


def _ranked(numbers: npt.NDArray[np.int64], texts: pl.Series) -> Words | None:
    low = int(numbers.min())
    span = int(numbers.max()) - low + 1
    if span > 8 * len(numbers) + 1_000_000:
        return None
    places = numbers - low
    occurs = np.zeros(span, np.bool_)
    occurs[places] = True
    distinct = np.flatnonzero(occurs)
    ranks = np.empty(span, np.int32)
    ranks[distinct] = np.arange(distinct.size, dtype=np.int32)
    codes: Codes = ranks[places]
    rows = np.zeros(distinct.size, np.int64)
    rows[codes] = np.arange(len(codes))
    return Words.of(codes, texts.gather(rows))


_SAMPLE = 10_000
"""A column with fewer rows is read as quickly as it is looked into."""
_NUMBERED = re.compile(r"(.*?)[0-9]{1,18}", re.DOTALL)
