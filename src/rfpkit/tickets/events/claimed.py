"""What a vendor claims of its clocks, and what a claim may hang on."""

from __future__ import annotations

import polars as pl

from rfpkit.model.duration_form import DurationForm
from rfpkit.tickets.events.durations import read_durations
from rfpkit.tickets.events.reading import Reading
from rfpkit.tickets.events.settle import Settled, Tickets
from rfpkit.tickets.events.words import NOTHING, Words, gathered
from rfpkit.tickets.tables.cells import spelled


def claimed_more(
    reading: Reading, tickets: Tickets, priority: Words | None
) -> dict[str, pl.Series]:
    """Returns a column for each length of time of the vendor's, and the priority at the begin.

    What was left tells whether the vendor claims to have been in time, unless its flag does: less
    than nothing is late. Without claims there is nothing to compare, and no column.
    """
    claims = reading.mapping.claims
    found: dict[str, pl.Series] = {}
    if claims is not None and priority is not None:
        began = tickets.settle(priority.codes, priority.codes != NOTHING, "first")
        found["first_priority"] = gathered(priority.words, began.codes())
    if claims is None or claims.durations is None:
        return found
    for name, column in (("elapsed", claims.elapsed), ("paused", claims.paused)):
        if column is not None:
            settled = _read(reading, tickets, column, claims.durations)
            found[f"claimed_{name}"] = _known(settled, pl.Series(settled.values))
    if claims.remaining is not None and claims.met is None:
        left = _read(reading, tickets, claims.remaining, claims.durations)
        found["claimed_met"] = _known(left, pl.Series(left.values >= 0))
    return found


def _read(reading: Reading, tickets: Tickets, column: str, form: DurationForm) -> Settled:
    texts = reading.texts(column)
    read = read_durations(spelled(texts), form, tuple(reading.mapping.nulls))
    reason = f"`{column}` is no length of time written as {form}"
    reading.journal.skip(read.unreadable, column, texts, reason)
    return tickets.settle(read.seconds, read.known, "last")


def _known(settled: Settled, values: pl.Series) -> pl.Series:
    return pl.select(pl.when(pl.Series(settled.known)).then(values)).to_series()
