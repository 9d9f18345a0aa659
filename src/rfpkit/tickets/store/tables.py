"""The tickets and events of a log as they are kept: in the contract's words, in one order."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass

import numpy as np
import polars as pl

from rfpkit.model.exports.event_log import EventLog

PARTS = 32
"""Parts of an export by ticket number: two exports are compared part by part."""
PART = "part"
"""Column with the part of a row's ticket, from 0."""

_ORDER = ("ticket", "at", "effect", "order")


@dataclass(frozen=True)
class Tables:
    """The events and the tickets of one part, each row once, sorted.

    Words are the contract's, and so are effects: `event resolved`, `pause awaiting-parts`. A
    vendor's own word for a state is not kept.
    """

    events: pl.DataFrame
    """`ticket`, `at`, `order`, `effect`, `priority`, and what else the mapping fills."""
    tickets: pl.DataFrame
    """`ticket`, `unreadable` (Boolean), and the attributes of `EventLog.tickets`."""

    def digest(self) -> str:
        """Returns the digest of what the tables say, whatever file holds them."""
        found = hashlib.sha256()
        for table in (self.events, self.tickets):
            found.update(table.select(sorted(table.columns)).write_csv().encode())
        return found.hexdigest()


def raw_events(log: EventLog, parts: pl.Series) -> pl.DataFrame:
    """Returns the events of a log, each with the position of its ticket."""
    effects = [str(state.effect) for state in log.states]
    words = [name for name in ("priority", "actor") if name in log.events.columns]
    return log.events.select(
        parts.gather(log.events["ticket"]).alias(PART),
        pl.col("ticket").alias("position"),
        *("at", "order"),
        pl.Series("effect", effects, dtype=pl.String).gather(log.events["state"]),
        pl.col(words).cast(pl.String),
        *(name for name in ("evidenced",) if name in log.events.columns),
    )


def raw_tickets(log: EventLog, parts: pl.Series) -> pl.DataFrame:
    """Returns the tickets of a log with their positions."""
    return log.tickets.select(
        parts.alias(PART),
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("position"),
        pl.col("unreadable").is_not_null(),
        pl.exclude("unreadable"),
    )


def parts_of(numbers: pl.Series) -> pl.Series:
    """Returns the part of each ticket; the number alone decides it."""
    codes = (zlib.crc32(number.encode()) % PARTS for number in numbers)
    return pl.Series(np.fromiter(codes, np.uint8, len(numbers)))


def in_order(events: pl.DataFrame, tickets: pl.DataFrame) -> Tables:
    """Returns tables of which the order of rows in a file decides nothing."""
    last = [name for name in ("priority", "actor", "evidenced") if name in events.columns]
    return Tables(events.sort(*_ORDER, *last), tickets.sort("ticket"))
