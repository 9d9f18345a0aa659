"""The rows of an export as events on the tickets' clocks."""

from __future__ import annotations

import numpy as np
import polars as pl

from rfpkit.model.effect import Action, Effect
from rfpkit.model.exports.event_log import State
from rfpkit.tickets.events.instants import NEVER
from rfpkit.tickets.events.reading import Reading
from rfpkit.tickets.events.repeats import find_repeats
from rfpkit.tickets.events.row_facts import read_row_facts
from rfpkit.tickets.events.settle import Positions, Tickets
from rfpkit.tickets.events.words import NOTHING, Codes, Words, as_list
from rfpkit.tickets.stamps.offsets import Mask, Seconds
from rfpkit.tickets.stamps.stamps import Stamps
from rfpkit.tickets.tables.export import FILE, ROW


def make_events(
    reading: Reading, tickets: Tickets, priority: Words, device_class: Words | None = None
) -> tuple[pl.DataFrame, tuple[State, ...]]:
    """Returns the events of an `EventLog`, and its states.

    `priority` is the priority of each row; an event of an event log carries it, a stamp that is
    repeated on the rows of one does so only where it lies before all of them. So it is with
    `device_class`, where the class of a ticket changes.
    """
    facts = read_row_facts(reading, tickets, device_class)
    instants, log = tickets.instants, tickets.instants.states
    states = log.states if log is not None else ()
    numbered = reading.mapping.columns.sequence is not None
    parts: list[pl.DataFrame] = []
    repeats = find_repeats(reading, tickets)
    if log is not None and instants.at is not None:
        rows = _telling(reading.journal.used & (log.codes >= 0), repeats)
        when = instants.at.seconds[rows], instants.order[rows]
        carried = priority.codes[rows]
        made = _events(reading, tickets, rows, when, log.codes[rows], carried)
        parts.append(facts.of_rows(made, rows))
    for event, stamps in instants.stamps.items():
        column = reading.mapping.stamps[event]
        rows = _rows_of(reading, tickets, column, stamps)
        codes = np.full(len(rows), len(states), np.int32)
        states = (*states, State(column, Effect(Action.EVENT, event)))
        # A running number belongs to the row, not to a stamp that is repeated on it.
        order = np.zeros(len(rows), np.int64) if numbered else stamps.fraction[rows]
        carried = _carried(tickets, priority, rows, stamps.seconds[rows])
        when = stamps.seconds[rows], order
        made = _events(reading, tickets, rows, when, codes, carried)
        held = facts.device_class
        classes = None
        if held is not None:
            classes = _carried(tickets, held, rows, stamps.seconds[rows])
        parts.append(facts.of_stamps(made, classes))
    events = pl.concat(parts)
    words = as_list(priority.words, events["priority"].to_numpy())
    return events.with_columns(words.alias("priority")), states


def find_disorder(reading: Reading, tickets: Tickets) -> None:
    """Notes tickets whose first stamp lies behind another one."""
    stamps, columns = tickets.instants.stamps, reading.mapping.stamps
    for event in list(stamps)[1:]:
        first, other = next(iter(stamps.values())), stamps[event]
        wrong = first.known & other.known & (other.seconds < first.seconds)
        numbers = reading.tickets_of(wrong & reading.journal.used)
        message = f"ticket with `{columns[event]}` before `{next(iter(columns.values()))}`"
        reading.journal.find("stamps-out-of-order", len(numbers), message, numbers)
        before = f"before `{next(iter(columns.values()))}`"
        reading.journal.doubt(wrong & reading.journal.used, columns[event], before)


def _telling(marks: Mask, repeats: Positions) -> Positions | slice:
    """Returns the rows that tell of something new; all of them at once where each does."""
    marks[repeats] = False
    return slice(None) if marks.all() else np.flatnonzero(marks)


def _rows_of(reading: Reading, tickets: Tickets, column: str, stamps: Stamps) -> Positions:
    """Returns one row for each stamp of a ticket; an event log repeats it on every row."""
    rows = np.flatnonzero(reading.journal.used & stamps.known)
    first, changed = tickets.firsts(rows, stamps.seconds)
    numbers = reading.tickets.words.gather(changed).to_list()
    message = f"ticket with more than one stamp in `{column}`; each is an event"
    reading.journal.find("stamp-changed", len(numbers), message, numbers)
    several = first[np.isin(tickets.codes[first], changed)] if len(changed) else changed
    reading.journal.doubt(several, column, "one of several stamps of the ticket")
    return first


def _carried(tickets: Tickets, priority: Words, rows: Positions, seconds: Seconds) -> Codes:
    at = tickets.instants.at
    if at is None or not len(priority.words):
        return priority.codes[rows]
    first = tickets.settle(priority.codes, priority.codes != NOTHING, "first").codes()
    began = np.full(tickets.number, NEVER, np.int64)
    held = np.flatnonzero(at.known & (tickets.codes != NOTHING))
    np.minimum.at(began, tickets.codes[held], at.seconds[held])
    ticket = tickets.codes[rows]
    return np.where(seconds <= began[ticket], first[ticket], np.int32(NOTHING))


def _events(
    reading: Reading,
    tickets: Tickets,
    rows: Positions | slice,
    when: tuple[Seconds, Seconds],
    states: Codes,
    priority: Codes,
) -> pl.DataFrame:
    cells = reading.export.cells
    return pl.DataFrame(
        {
            "ticket": pl.Series(tickets.codes[rows].astype(np.uint32)),
            "at": pl.Series(when[0], dtype=pl.Int64),
            "order": pl.Series(when[1], dtype=pl.Int64),
            "state": pl.Series(states.astype(np.uint16)),
            "priority": pl.Series(priority, dtype=pl.Int32),
            "source": pl.Series(cells[FILE].to_numpy()[rows]),
            "row": pl.Series(cells[ROW].to_numpy()[rows]),
        }
    )
