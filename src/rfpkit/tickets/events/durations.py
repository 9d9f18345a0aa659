"""A column of lengths of time as whole seconds, in the form that the mapping declares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from rfpkit.model.duration_form import DurationForm
from rfpkit.tickets.stamps.offsets import Mask, Seconds

LONGEST = 100 * 366 * 86_400
"""Most seconds of a duration: nobody waits longer than a hundred years."""


@dataclass(frozen=True)
class Durations:
    """A column of lengths of time; every array has one place for each row."""

    seconds: Seconds
    """Whole seconds, fractions cut towards zero; negative for `-0:05`; 0 where not known."""
    known: Mask
    """There is a duration and it can be read."""
    unreadable: Mask
    """There is something, and it is no duration of that form."""


def read_durations(texts: pl.Series, form: DurationForm, nulls: Sequence[str] = ("",)) -> Durations:
    """Reads a column of text (String); blanks around a value and before a unit do not count."""
    stripped = texts.cast(pl.String).str.strip_chars()
    given = (
        stripped.is_not_null() & ~stripped.is_in(["", *nulls]).fill_null(value=True)
    ).to_numpy()
    seconds = _seconds(stripped.alias("text"), form)
    sound = (seconds.abs() <= LONGEST).fill_null(value=False).to_numpy()
    known = given & sound
    values = seconds.fill_null(0).to_numpy()
    return Durations(np.where(known, values, 0), known, given & ~known)


def _seconds(texts: pl.Series, form: DurationForm) -> pl.Series:
    if form in _UNIT_SECONDS:
        return _numbers(texts, _UNIT_SECONDS[form])
    if form is DurationForm.SINCE_1970:
        read = texts.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us", strict=False)
        return read.to_physical() // 1_000_000
    pattern = _CLOCK if form is DurationForm.CLOCK else _UNITS
    return _fields(texts, pattern)


def _numbers(texts: pl.Series, unit: int) -> pl.Series:
    # Digits before and behind the point are read apart: a float would not be exact.
    parts = texts.str.extract_groups(_NUMBER).struct.unnest()
    parts.columns = ["sign", "whole", "decimals"]
    whole = pl.col("whole").cast(pl.Int64, strict=False)
    # Nine decimals of an hour are less than a hundred thousandth of a second.
    decimals = pl.col("decimals").fill_null("").str.head(9).str.pad_end(9, "0").cast(pl.Int64)
    found = whole * unit + decimals * unit // 1_000_000_000
    return parts.select(_signed(found)).to_series()


def _fields(texts: pl.Series, pattern: str) -> pl.Series:
    parts = texts.str.extract_groups(pattern).struct.unnest()
    parts.columns = ["sign", "hours", "minutes", "seconds"]
    numbers = [pl.col(name).cast(pl.Int64, strict=False) for name in parts.columns[1:]]
    given = pl.any_horizontal(number.is_not_null() for number in numbers)
    hours, minutes, seconds = (number.fill_null(0) for number in numbers)
    found = pl.when(given).then(hours * 3600 + minutes * 60 + seconds)
    return parts.select(_signed(found)).to_series()


def _signed(seconds: pl.Expr) -> pl.Expr:
    return pl.when(pl.col("sign") == "-").then(-seconds).otherwise(seconds)


_UNIT_SECONDS = {
    DurationForm.SECONDS: 1,
    DurationForm.MINUTES: 60,
    DurationForm.HOURS: 3600,
}
_NUMBER = r"^([-+]?)([0-9]{1,10})(?:\.([0-9]+))?$"
_CLOCK = r"^([-+]?)([0-9]{1,7}):([0-5][0-9])(?::([0-5][0-9]))?$"
_UNITS = r"^([-+]?)(?:([0-9]{1,7})\s*h)?\s*(?:([0-9]{1,7})\s*m)?\s*(?:([0-9]{1,10})\s*s)?$"
