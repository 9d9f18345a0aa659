"""When each row of an export happened, and which rows say nothing that a clock can use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from rfpkit.tickets.events.meanings import StateColumn, read_states
from rfpkit.tickets.events.reading import Reading
from rfpkit.tickets.events.words import NOTHING
from rfpkit.tickets.stamps.destroyed import by_reason
from rfpkit.tickets.stamps.offsets import Mask, Seconds
from rfpkit.tickets.stamps.stamps import Stamps
from rfpkit.tickets.tables.cells import spelled

NEVER = np.iinfo(np.int64).max
"""Instant of a row that has none: behind all others."""


@dataclass(frozen=True)
class Instants:
    """What the rows of an export say about time."""

    at: Stamps | None
    """In an event log: when the state of each row began."""
    states: StateColumn | None
    """In an event log: the state that began."""
    order: Seconds
    """Order of rows of the same second: the export's sequence, or the fraction that was cut."""
    stamps: dict[str, Stamps]
    """Stamps of an event, by its name."""
    row: Seconds
    """When each row was true: its own instant, or its last stamp; else `NEVER`."""


def read_instants(reading: Reading) -> Instants:
    """Reads every column of time and refuses the rows that have none."""
    columns = reading.mapping.columns
    stamps = {event: _event(reading, column) for event, column in reading.mapping.stamps.items()}
    if columns.at is None or columns.state is None:
        row = _last(reading.rows, stamps)
        nothing = pl.Series([""]).new_from_index(0, reading.rows)
        without = np.equal(row, NEVER) & ~_silent(reading)
        reading.journal.refuse(without, "", nothing, "the row has no stamp that can be read")
        placed = _at_the_end(reading, row)
        return Instants(None, None, np.zeros(reading.rows, np.int64), stamps, placed)
    at = _begin(reading, columns.at)
    order = at.fraction if columns.sequence is None else _sequence(reading, columns.sequence)
    states = _state(reading, columns.state)
    row = _at_the_end(reading, np.where(at.known, at.seconds, NEVER))
    return Instants(at, states, order, stamps, row)


def _begin(reading: Reading, column: str) -> Stamps:
    at, texts = reading.stamps(column), reading.texts(column)
    for rows, reason in by_reason(texts, at.unreadable, _unreadable(reading, column)):
        reading.journal.refuse(rows, column, texts, reason)
    missing = ~at.known & ~_silent(reading)
    reading.journal.refuse(missing, column, texts, f"`{column}` is empty")
    return at


def _state(reading: Reading, column: str) -> StateColumn:
    words = reading.words(column)
    empty = np.equal(words.codes, NOTHING) & ~_silent(reading)
    reading.journal.refuse(empty, column, reading.texts(column), f"`{column}` is empty")
    if reading.export.incomplete is not None:
        reason = "no change of the ticket leads to its state of today"
        nothing = pl.Series([""]).new_from_index(0, reading.rows)
        reading.journal.spoil(reading.export.incomplete, column, nothing, reason)
    return read_states(reading, column)


def _silent(reading: Reading) -> Mask:
    """Returns the rows of which nobody expects a stamp."""
    silent = reading.export.silent
    return np.zeros(reading.rows, np.bool_) if silent is None else silent


def _at_the_end(reading: Reading, row: Seconds) -> Seconds:
    """Puts rows that tell of no moment behind all others: they say what is true today."""
    if reading.export.silent is None:
        return row
    moments = row[row != NEVER]
    end = moments.max() + 1 if len(moments) else 0
    return np.where(_silent(reading) & (row == NEVER), end, row)


def _event(reading: Reading, column: str) -> Stamps:
    stamps = reading.stamps(column)
    texts = reading.texts(column)
    for rows, reason in by_reason(texts, stamps.unreadable, _unreadable(reading, column)):
        reading.journal.spoil(rows, column, texts, reason)
    return stamps


def _sequence(reading: Reading, column: str) -> Seconds:
    texts = reading.texts(column)
    numbers = spelled(texts).str.strip_chars().cast(pl.Int64, strict=False)
    wrong = (texts.is_not_null() & numbers.is_null()).to_numpy()
    reading.journal.refuse(wrong, column, texts, f"`{column}` is not a whole number")
    return numbers.fill_null(0).to_numpy()


def _unreadable(reading: Reading, column: str) -> str:
    return f"`{column}` is no stamp in the order `{reading.mapping.order_of(column)}`"


def _last(rows: int, stamps: dict[str, Stamps]) -> Seconds:
    last = np.full(rows, -1, np.int64)
    for column in stamps.values():
        last = np.where(column.known, np.maximum(last, column.seconds), last)
    return np.where(last < 0, NEVER, last)
