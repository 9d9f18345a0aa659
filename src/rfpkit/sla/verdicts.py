"""The verdict table: one row for each ticket, or episode, and service level."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.ticket_verdict import TicketVerdict
from rfpkit.sla.claims import by_claimed_due, claimed
from rfpkit.sla.kinds.value_units import EXACT
from rfpkit.sla.units import OUT_OF_SCOPE

VERDICTS: dict[str, pl.DataType] = {
    name: (
        pl.Int64()
        if name
        in {
            *("episode", "start", "first_stop", "stop", "last_stop", "due", "elapsed"),
            *("paused", "not_honoured", "claimed_due", "row", "weight"),
            *("claimed_elapsed", "claimed_paused"),
        }
        else (EXACT if name == "value" else pl.String())
    )
    for name in TicketVerdict._fields
}
"""The columns of the table: the fields of `TicketVerdict`, in order."""


def with_rows(log: EventLog) -> pl.DataFrame:
    """Returns the log's tickets with `row`, the first row of each in its file; 0 without one."""
    ticket = log.events["ticket"].to_numpy()
    source = log.events["source"].to_numpy().astype(np.int64)
    places = (source << 32) + log.events["row"].to_numpy()
    first = np.full(log.tickets.height, _NOWHERE, dtype=np.int64)
    np.minimum.at(first, ticket, places)
    rows = np.where(first == _NOWHERE, 0, first & (2**32 - 1))
    return log.tickets.with_columns(row=pl.Series(rows))


_NOWHERE = 2**62


def verdicts(
    level: str, units: pl.DataFrame, subjects: pl.DataFrame, as_of: int, *, claims: bool
) -> pl.DataFrame:
    """Returns the verdicts of a level, with the vendor's claims if they speak of it.

    Args:
        level: id of the level.
        units: its units, with `value_unit`.
        subjects: what they are, with `row`.
        as_of: the instant of the audit.
        claims: whether the vendor's claims speak of the level.
    """
    kept = units.filter(pl.col("verdict") != OUT_OF_SCOPE)
    if not _in_order(kept):
        kept = kept.sort("ticket", "episode")
    at = kept["ticket"].cast(pl.UInt32)
    names = ("ticket", "service", "device_class", "site", "audience", "row")
    held = [name for name in _CLAIMS if claims and name in subjects.columns]
    told = subjects.select(*names, *held)[at]
    told = told.with_columns(
        pl.lit(None, kind).alias(name) for name, kind in _CLAIMS.items() if name not in held
    )
    frame = pl.concat([kept.drop("ticket"), told], how="horizontal")
    return frame.with_columns(
        level=pl.lit(level),
        claimed=claimed(),
        by_claimed_due=by_claimed_due(as_of),
    ).select(pl.col(name).cast(kind) for name, kind in VERDICTS.items())


def _in_order(units: pl.DataFrame) -> bool:
    """Returns whether units already stand by ticket and episode: most of them come that way."""
    place = units["ticket"] * _MOST_EPISODES + units["episode"]
    return place.is_sorted()


_MOST_EPISODES = 2**20

_CLAIMS = {
    "claimed_met": pl.Boolean(),
    "claimed_due": pl.Int64(),
    "claimed_elapsed": pl.Int64(),
    "claimed_paused": pl.Int64(),
    "first_priority": pl.String(),
}


def no_verdicts() -> pl.DataFrame:
    """Returns a verdict table without a row."""
    return pl.DataFrame(schema=VERDICTS)


def rows(frame: pl.DataFrame) -> Iterator[TicketVerdict]:
    """Yields the rows of a verdict table."""
    return map(TicketVerdict._make, frame.select(TicketVerdict._fields).iter_rows())
