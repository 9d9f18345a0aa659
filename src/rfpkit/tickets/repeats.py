"""Rows of an event log that say the same twice, and changes whose order nobody can tell."""

from __future__ import annotations

import numpy as np
import polars as pl

from rfpkit.tickets.export import FILE, ROW
from rfpkit.tickets.meanings import StateColumn
from rfpkit.tickets.offsets import Mask, Seconds
from rfpkit.tickets.reading import Reading
from rfpkit.tickets.settle import Positions, Tickets


def without_repeats(reading: Reading, tickets: Tickets, rows: Positions) -> Positions:
    """Returns the rows without those that repeat an earlier one in every column that is read.

    They come ticket by ticket, in the order of time.
    """
    ordered, shared = _by_ticket_and_second(tickets, rows)
    suspects = np.sort(ordered[shared])
    cells = reading.export.cells[suspects].drop(FILE, ROW)
    first = cells.select(pl.struct(pl.all()).is_first_distinct()).to_series().to_numpy()
    found = np.zeros(reading.rows, np.bool_)
    found[suspects[~first]] = True
    message = "row the same as an earlier one in every column that is read"
    repeated = reading.tickets_of(found)
    reading.journal.find("repeated-rows", len(suspects) - int(first.sum()), message, repeated)
    if tickets.instants.states is not None:
        _find_unordered(reading, tickets, tickets.instants.states, suspects[first])
    return ordered[~found[ordered]] if repeated else ordered


def _by_ticket_and_second(tickets: Tickets, rows: Positions) -> tuple[Positions, Mask]:
    """Returns the rows by ticket and second, and which share both with another."""
    seconds = tickets.instants.row[rows]
    first = int(seconds.min()) if len(rows) else 0
    width = (int(seconds.max()) - first).bit_length() if len(rows) else 0
    keys = tickets.codes[rows].astype(np.int64) << width | (seconds - first)
    if (keys[1:] < keys[:-1]).any():
        order, keys = _sorted(keys)
        rows = rows[order]
    shared = np.zeros(len(rows), np.bool_)
    same = keys[1:] == keys[:-1]
    shared[1:] |= same
    shared[:-1] |= same
    return rows, shared


def _sorted(keys: Seconds) -> tuple[Positions, Seconds]:
    """Returns the order of the keys, and the keys in it."""
    low, width = int(keys.min()), len(keys).bit_length()
    if (int(keys.max()) - low).bit_length() + width > _BITS:
        order = pl.Series(keys).arg_sort().to_numpy()
        return order, keys[order]
    # Numbers are sorted sooner than their order is found: each carries its own place.
    packed = pl.Series((keys - low) << width | np.arange(len(keys))).sort().to_numpy()
    return packed & ((1 << width) - 1), (packed >> width) + low


_BITS = 63


def _find_unordered(
    reading: Reading, tickets: Tickets, states: StateColumn, rows: Positions
) -> None:
    instants = tickets.instants
    changes = pl.DataFrame(
        {
            "row": rows,
            "ticket": tickets.codes[rows],
            "at": instants.row[rows],
            "order": instants.order[rows],
            "state": states.codes[rows],
        }
    ).unique(["ticket", "at", "order", "state"])
    doubtful = changes.filter(pl.struct("ticket", "at", "order").is_duplicated())
    numbers = np.unique(doubtful["ticket"].to_numpy())
    message = "ticket with two changes within a second and nothing that tells their order"
    examples = reading.tickets.words.gather(numbers).to_list()
    reading.journal.find("changes-without-order", len(examples), message, examples)
