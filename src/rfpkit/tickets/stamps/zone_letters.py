"""Letters of a zone behind a stamp, `EST`: read only where the mapping says what they mean."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import polars as pl

from rfpkit.model.exports.date_order import DateOrder
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.exports.zone_words import LOCAL, seconds_east
from rfpkit.tickets.stamps.offsets import Mask, offsets_of
from rfpkit.tickets.stamps.stamp_text import MICROS, Written, read_written

_BEHIND = r"^(.*[0-9AaPpMm.])\s+\(?([A-Z]{2,5})\)?$"
_HALVES = ("AM", "PM")

USUAL = {
    "UTC": "+00:00",
    "GMT": "+00:00",
    "EST": "-05:00",
    "EDT": "-04:00",
    "CST": "-06:00",
    "CDT": "-05:00",
    "MST": "-07:00",
    "MDT": "-06:00",
    "PST": "-08:00",
    "PDT": "-07:00",
    "AKST": "-09:00",
    "AKDT": "-08:00",
    "HST": "-10:00",
    "CET": "+01:00",
    "CEST": "+02:00",
    "BST": "+01:00",
}
"""What letters mean to most who write them: told in a question, and never taken."""


class Letters(NamedTuple):
    """Letters that the mapping does not explain, behind stamps that can be read without them."""

    word: str
    rows: Mask
    first: int
    """The first of the rows."""
    readings: tuple[str, ...]
    """The instant of that stamp by each meaning, as the part of a sentence."""


def read_with_letters(texts: pl.Series, order: DateOrder, mapping: ExportMapping) -> Written:
    """Reads a column of stamps; letters that the mapping explains are taken as it says."""
    if not mapping.zones or texts.dtype != pl.String:
        return read_written(texts, order, mapping.nulls)
    parsed = read_written(without_letters(texts, mapping.zones), order, mapping.nulls)
    offsets = {word: seconds_east(one) for word, one in mapping.zones.items() if one != LOCAL}
    east = _parts(texts)["word"].replace_strict(offsets, default=None, return_dtype=pl.Int64)
    moved = east.is_not_null().to_numpy() & parsed.known & parsed.local
    shift = east.fill_null(0).to_numpy() * MICROS
    parsed.micros = np.where(moved, parsed.micros - shift, parsed.micros)
    parsed.local = parsed.local & ~moved
    return parsed


def without_letters(texts: pl.Series, words: Collection[str] | None = None) -> pl.Series:
    """Returns a column without some of the letters behind its stamps; without any, if left out."""
    if texts.dtype != pl.String:
        return texts
    parts = _parts(texts)
    cut = parts["word"].is_not_null() if words is None else parts["word"].is_in(list(words))
    return pl.select(pl.when(cut).then(parts["stamp"]).otherwise(texts)).to_series()


def unexplained(
    texts: pl.Series, unreadable: Mask, order: DateOrder, mapping: ExportMapping
) -> list[Letters]:
    """Returns the letters behind stamps that can be read, but for them."""
    if texts.dtype != pl.String or not unreadable.any():
        return []
    parts = _parts(texts.set(~pl.Series(unreadable), None))
    parsed = read_written(parts["stamp"], order, mapping.nulls)
    sound, words = parsed.sound, parts["word"]
    found = []
    for word in sorted(words.drop_nulls().unique()):
        rows = (words == word).fill_null(value=False).to_numpy() & sound
        if rows.any():
            first = int(np.argmax(rows))
            readings = _readings(word, int(parsed.micros[first]) // MICROS, mapping.timezone)
            found.append(Letters(word, rows, first, readings))
    return found


def letters_in(texts: pl.Series) -> dict[str, int]:
    """Returns the letters behind the values of a column, and how many have them."""
    if texts.dtype != pl.String:
        return {}
    counted = _parts(texts)["word"].drop_nulls().value_counts()
    return dict(counted.iter_rows())


def _parts(texts: pl.Series) -> pl.DataFrame:
    parts = texts.str.strip_chars().str.extract_groups(_BEHIND).struct.unnest()
    parts.columns = ["stamp", "word"]
    halves = pl.col("word").is_in(_HALVES)
    return parts.select(pl.when(~halves).then(pl.all()))


def _readings(word: str, local: int, zone: str) -> tuple[str, ...]:
    here = int(offsets_of(zone, local, local).to_utc(np.array([local])).seconds[0])
    told = [f"{_clock(here)} UTC on the clock of {zone}"]
    if word in USUAL:
        there = local - seconds_east(USUAL[word])
        told.insert(0, f"{_clock(there)} UTC if `{word}` is {USUAL[word]}")
    return tuple(told)


def _clock(seconds: int) -> str:
    moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    return f"{moment:%B} {moment.day}, {moment:%Y, %H:%M}"
