"""Rows of an event log that say the same twice, and changes whose order nobody can tell."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from rfpkit.tickets.events.meanings import StateColumn
from rfpkit.tickets.events.reading import Reading
from rfpkit.tickets.events.settle import Positions, Tickets
from rfpkit.tickets.events.words import NOTHING
from rfpkit.tickets.stamps.offsets import Mask, Seconds
from rfpkit.tickets.tables.export import FILE, ROW


def find_repeats(reading: Reading, tickets: Tickets) -> Positions:
    """Returns the rows that repeat an earlier one in every column that is read, in their order."""
    suspects = _sharing(reading, tickets)
    cells = reading.export.cells[suspects].drop(FILE, ROW)
    first = cells.select(pl.struct(pl.all()).is_first_distinct()).to_series().to_numpy()
    repeats: Positions = suspects[~first]
    marks = np.zeros(reading.rows, np.bool_)
    marks[repeats] = True
    message = "row the same as an earlier one in every column that is read"
    reading.journal.find("repeated-rows", repeats.size, message, reading.tickets_of(marks))
    reading.journal.doubt(repeats, "", "the same as an earlier row")
    if tickets.instants.states is not None:
        _find_unordered(reading, tickets, tickets.instants.states, suspects[first])
    return repeats


def _sharing(reading: Reading, tickets: Tickets) -> Positions:
    """Returns the rows that are used and share ticket and second with another, in their order."""
    used = reading.journal.used
    rows = None if used.all() else np.flatnonzero(used)
    codes, seconds = tickets.codes, tickets.instants.row
    if rows is not None:
        codes, seconds = codes[rows], seconds[rows]
    if codes.size < 2:
        return np.zeros(0, np.int64)
    low = int(seconds.min())
    keys = codes.astype(np.int64) << (int(seconds.max()) - low).bit_length()
    keys += seconds
    keys -= low
    order, keys = _ordered(keys)
    same = keys[1:] == keys[:-1]
    shared = np.append(same, False)
    shared[1:] |= same
    found = np.sort(order(shared))
    return found if rows is None else rows[found]


def _ordered(keys: Seconds) -> tuple[Callable[[Mask], Positions], Seconds]:
    """Returns the keys in their order, and what tells the positions of some of them."""
    low, width = int(keys.min()), keys.size.bit_length()
    if (int(keys.max()) - low).bit_length() + width > _BITS:
        order = np.argsort(keys, kind="stable")
        return lambda wanted: order[wanted], keys[order]
    # Numbers are sorted sooner than their order is found: each carries its own place.
    packed = np.sort((keys - low) << width | np.arange(keys.size))
    return lambda wanted: packed[wanted] & ((1 << width) - 1), packed >> width


_BITS = 63


def _find_unordered(
    reading: Reading, tickets: Tickets, states: StateColumn, rows: Positions
) -> None:
    instants = tickets.instants
    # A row that tells of no moment begins no state, and has no place among those that do.
    rows = rows[states.codes[rows] != NOTHING]
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
    rows_of = np.sort(doubtful["row"].to_numpy())
    reading.journal.doubt(rows_of, "", "another change of the ticket bears the same second")
