"""The table of units: one row for each ticket, or each episode of it, of one level."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
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


def verdict_column(codes: Codes) -> pl.Series:
    """Returns verdicts from their places in `Verdict`."""
    return pl.Series(codes, dtype=pl.UInt8).cat.to(VERDICT)


def gathered(words: Sequence[str | None], codes: Codes) -> pl.Series:
    """Returns the word of each code; a negative code counts from the end."""
    positions = np.where(codes < 0, codes + len(words), codes).astype(np.uint32)
    return pl.Series(words, dtype=pl.String).gather(pl.Series(positions))
