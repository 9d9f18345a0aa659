"""A date in one column and its time of day in another, joined to one stamp."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.tables.cells import spelled

NO_DATE, NO_TIME = "(no date)", "(no time of day)"
_MIDNIGHT = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]00:00:00(?:\.0+)?$"


def with_joined(cells: pl.DataFrame, mapping: ExportMapping) -> pl.DataFrame:
    """Returns the cells with a column for each stamp that stands in two.

    Where one of the two is empty, that is no stamp, and is told as such with the row.
    """
    made = [
        joined_texts(cells[date], cells[time], mapping.nulls).alias(name)
        for name, (date, time) in mapping.joins().items()
    ]
    return cells.with_columns(made) if made else cells


def joined_texts(dates: pl.Series, times: pl.Series, nulls: Sequence[str]) -> pl.Series:
    """Returns date and time of day with a blank between them; null where both are empty."""
    time = _text(times, nulls)
    # A cell of a workbook that holds a date alone shows the midnight at which it begins.
    date = _text(dates, nulls).str.replace(_MIDNIGHT, "$1")
    frame = pl.DataFrame({"date": date, "time": time})
    empty = pl.col("date").is_null() & pl.col("time").is_null()
    both = pl.concat_str(
        pl.col("date").fill_null(NO_DATE), pl.col("time").fill_null(NO_TIME), separator=" "
    )
    return frame.select(pl.when(~empty).then(both)).to_series()


def _text(cells: pl.Series, nulls: Sequence[str]) -> pl.Series:
    texts = spelled(cells).str.strip_chars()
    return texts.set(texts.is_in(["", *nulls]).fill_null(value=False), None)
