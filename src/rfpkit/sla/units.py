"""The table of units: one row for each ticket, or each episode of it, of one level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from rfpkit.model.audit import Verdict
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, Mask
from rfpkit.sla.clocks.timeline import Codes

OUT_OF_SCOPE = "out_of_scope"
"""Stands in `verdict` where the level does not speak of the ticket: such rows get no verdict."""

VERDICT = pl.Enum([*(verdict.value for verdict in Verdict), OUT_OF_SCOPE, ""])
"""A word of `Verdict`, or that the level does not speak of the unit; empty where not known."""

UNITS = pl.Schema(
    {
        "ticket": pl.Int64(),
        "episode": pl.Int64(),
        "verdict": VERDICT,
        "reason": pl.String(),
        "start": pl.Int64(),
        "first_stop": pl.Int64(),
        "stop": pl.Int64(),
        "last_stop": pl.Int64(),
        "due": pl.Int64(),
        "target": pl.String(),
        "elapsed": pl.Int64(),
        "paused": pl.Int64(),
        "not_honoured": pl.Int64(),
        "verdict_if_honoured": VERDICT,
        "priority": pl.String(),
        "reopened": pl.Int64(),
        "known": pl.Int64(),
        "clock": pl.Int64(),
        "value": pl.Int64(),
        "weight": pl.Int64(),
    }
)
"""Columns of a unit. `ticket` is its position in the log; `known` the first instant that is
known of it, which places it in time where nothing better does; `clock` its episode's place;
`value` what a statistic is made of (seconds, or millionths), `weight` how often it counts."""


def empty_units() -> pl.DataFrame:
    """Returns a table of units without a row."""
    return _EMPTY


_EMPTY = pl.DataFrame(schema=UNITS)


def column(values: Instants, known: Mask | None = None) -> pl.Series:
    """Returns values as a column, null where they are not known."""
    held = values != UNKNOWN if known is None else known & (values != UNKNOWN)
    found = pl.Series(values, dtype=pl.Int64)
    return found if held.all() else found.set(pl.Series(~held), None)


def whole(values: pl.Series, otherwise: int = UNKNOWN) -> Instants:
    """Returns a column of whole numbers, with one of them where nothing is known."""
    return (values.fill_null(otherwise) if values.null_count() else values).to_numpy()


def codes_of(verdicts: pl.Series) -> npt.NDArray[np.uint8]:
    """Returns the place of each verdict in `VERDICT`; the column is filled."""
    return verdicts.to_physical().to_numpy()


def places(*verdicts: str) -> list[int]:
    """Returns the places of some verdicts in `VERDICT`."""
    words = VERDICT.categories.to_list()
    return [words.index(verdict) for verdict in verdicts]


def among(verdicts: pl.Series, *wanted: str) -> Mask:
    """Returns which units have one of these verdicts."""
    marks = np.zeros(len(VERDICT.categories), dtype=np.bool_)
    marks[places(*wanted)] = True
    found: Mask = marks[codes_of(verdicts)]
    return found


class Coded(NamedTuple):
    """A column of words as positions in a list."""

    words: list[str]
    codes: npt.NDArray[np.integer]


def coded(texts: pl.Series, otherwise: str = "") -> Coded:
    """Returns a column of words as positions, with one word where nothing is given."""
    if isinstance(texts.dtype, pl.Enum):
        words = texts.dtype.categories.to_list()
    else:
        words = texts.drop_nulls().unique().sort().to_list()
        texts = texts.cast(pl.Enum(words))
    places = texts.to_physical().cast(pl.Int64)
    return Coded([*words, otherwise], whole(places, len(words)))


def constant(name: str, value: object, dtype: pl.DataType, height: int) -> pl.Series:
    """Returns a column with one value throughout."""
    return pl.Series(name, [value], dtype=dtype).new_from_index(0, height)


def verdict_column(codes: Codes) -> pl.Series:
    """Returns verdicts from their places in `Verdict`."""
    return pl.Series(codes, dtype=pl.UInt8).cat.to(VERDICT)


def listed(words: Sequence[str], codes: Codes) -> pl.Series:
    """Returns the word of each code as one of a list (Enum); a negative code counts from the end.

    Words may stand in the list twice.
    """
    distinct = list(dict.fromkeys(words))
    place = np.array([distinct.index(word) for word in words], dtype=np.uint32)
    return pl.Series(place[codes]).cat.to(pl.Enum(distinct))


def gathered(words: Sequence[str | None], codes: Codes) -> pl.Series:
    """Returns the word of each code; a negative code counts from the end."""
    positions = np.where(codes < 0, codes + len(words), codes).astype(np.uint32)
    return pl.Series(words, dtype=pl.String).gather(pl.Series(positions))
