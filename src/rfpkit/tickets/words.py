"""A column of words as numbers: each row holds the position of its word in a sorted list."""

from __future__ import annotations

import re
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
    if isinstance(texts.dtype, pl.Enum):
        found = _listed(texts, texts.dtype.categories)
    else:
        found = _numbered(texts) or _few(texts) or _any(texts)
    stripped = found.words.str.strip_chars()
    empty = stripped.is_in(["", *nulls])
    if not empty.any() and found.words.equals(stripped):
        return found
    return _joined(pl.select(pl.when(~empty).then(stripped)).to_series(), found.codes)


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


def as_list(words: pl.Series, codes: Codes) -> pl.Series:
    """Returns the word at each position as one of a list (Enum); null for `NOTHING`."""
    positions = pl.Series(codes)
    if (codes == NOTHING).any():
        positions = positions.set(positions == NOTHING, None)
    return positions.cat.to(pl.Enum(words))


def _any(texts: pl.Series) -> Words:
    words = texts.drop_nulls().unique().sort()
    return Words(coded(texts.cast(pl.Enum(words)).to_physical()), words)


def _listed(texts: pl.Series, words: pl.Series) -> Words:
    """Reads words of a list, of which some may not occur and none need be sorted."""
    codes = coded(texts.to_physical())
    occurs = np.bincount(codes + 1, minlength=len(words) + 1)[1:] > 0
    kept = pl.select(pl.when(pl.Series(occurs)).then(words)).to_series()
    return _joined(kept, codes)


def _few(texts: pl.Series) -> Words | None:
    """Reads a column in which the first rows hold every word that there is."""
    words = texts.head(_SAMPLE).drop_nulls().unique().sort()
    if len(texts) <= _SAMPLE or len(words) > _SAMPLE // 10:
        return None
    found = texts.cast(pl.Enum(words), strict=False)
    if found.null_count() > texts.null_count():
        return None
    return Words(coded(found.to_physical()), words)


def _numbered(texts: pl.Series) -> Words | None:
    """Reads words that are one prefix and a number of one width, all of them: `INC00001234`."""
    first = _NUMBERED.fullmatch(texts[0]) if len(texts) > _SAMPLE and texts[0] else None
    if first is None or texts.null_count():
        return None
    prefix, width = first[1], len(texts[0].encode())
    frame = texts.alias("text").to_frame().lazy()
    text = pl.col("text")
    number = text.str.slice(len(prefix)).cast(pl.Int64, strict=False)
    table = frame.select(
        number.alias("number"),
        ((text.str.len_bytes() == width) & text.str.starts_with(prefix)).alias("fits"),
        (text.str.starts_with(prefix + "+") | text.str.starts_with(prefix + "-")).alias("signed"),
    ).collect()
    if not table["fits"].all() or table["signed"].any() or table["number"].null_count():
        return None
    return _ranked(table["number"].to_numpy(), texts)


def _ranked(numbers: npt.NDArray[np.int64], texts: pl.Series) -> Words | None:
    low = int(numbers.min())
    span = int(numbers.max()) - low + 1
    if span > 8 * len(numbers) + 1_000_000:
        return None
    places = numbers - low
    occurs = np.zeros(span, np.bool_)
    occurs[places] = True
    ranks = np.cumsum(occurs, dtype=np.int32) - 1
    codes: Codes = ranks[places]
    rows = np.zeros(int(ranks[-1]) + 1, np.int64)
    rows[codes] = np.arange(len(codes))
    return Words(codes, texts.gather(rows))


_SAMPLE = 10_000
"""A column with fewer rows is read as quickly as it is looked into."""
_NUMBERED = re.compile(r"(.*?)[0-9]{1,18}", re.DOTALL)


def _joined(words: pl.Series, codes: Codes) -> Words:
    """Makes words that several codes may share; a null word is nothing."""
    distinct = words.drop_nulls().unique().sort()
    target = coded(words.cast(pl.Enum(distinct)).to_physical())
    target = np.append(target, np.int32(NOTHING))
    # The place behind the last one is where NOTHING, which is -1, points to.
    return Words(target[codes], distinct)
