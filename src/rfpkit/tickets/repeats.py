"""Rows of an event log that say the same twice, and changes whose order nobody can tell."""

from __future__ import annotations

import numpy as np
import polars as pl

from rfpkit.tickets.export import FILE, ROW
from rfpkit.tickets.meanings import StateColumn
from rfpkit.tickets.offsets import Mask
from rfpkit.tickets.reading import Reading
from rfpkit.tickets.settle import Positions, Tickets


def without_repeats(reading: Reading, tickets: Tickets, rows: Positions) -> Positions:
    """Returns the rows without those that repeat an earlier one in every column that is read."""
    suspects = rows[_share_their_second(tickets, rows)]
    if not len(suspects):
        return rows
    cells = reading.export.cells[suspects].drop(FILE, ROW)
    first = cells.select(pl.struct(pl.all()).is_first_distinct()).to_series().to_numpy()
    found = np.zeros(reading.rows, np.bool_)
    found[suspects[~first]] = True
    message = "row the same as an earlier one in every column that is read"
    reading.journal.find("repeated-rows", int(found.sum()), message, reading.tickets_of(found))
    if tickets.instants.states is not None:
        _find_unordered(reading, tickets, tickets.instants.states, suspects[first])
    return rows[~found[rows]]


def _share_their_second(tickets: Tickets, rows: Positions) -> Mask:
    """Whether another row of the same ticket lies in the same second."""
    seconds = tickets.instants.row[rows]
    # A second of 1970 to 2199 has 33 bits; the number of a ticket has the rest.
    keys = tickets.codes[rows].astype(np.int64) << 33 | seconds
    ordered = pl.Series(keys).sort().to_numpy()
    doubled = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(doubled):
        return np.zeros(len(rows), np.bool_)
    places = np.minimum(np.searchsorted(doubled, keys), len(doubled) - 1)
    shared: Mask = doubled[places] == keys
    return shared


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
