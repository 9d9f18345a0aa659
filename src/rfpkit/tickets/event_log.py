"""An export as the event log that the clocks read, with a ledger of what was read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from rfpkit.errors import InputError
from rfpkit.model.exports.event_log import EventLog, State
from rfpkit.model.exports.intake import Intake
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.events.attributes import claimed_flags, make_tickets, read_attributes
from rfpkit.tickets.events.events import find_disorder, make_events
from rfpkit.tickets.events.instants import read_instants
from rfpkit.tickets.events.reading import Reading
from rfpkit.tickets.events.settle import Tickets
from rfpkit.tickets.events.words import NOTHING, Words
from rfpkit.tickets.ledger.books import Books
from rfpkit.tickets.ledger.doubtful import in_order
from rfpkit.tickets.stamps.detect import Notes, decide_orders
from rfpkit.tickets.stamps.stamps import fitting
from rfpkit.tickets.tables.cells import spelled
from rfpkit.tickets.tables.export import Export
from rfpkit.tickets.tables.read import read_export


def read_event_log(paths: Sequence[Path], mapping: ExportMapping) -> EventLog:
    """Reads the files of an export as one event log.

    Raises:
        InputError: with everything that is wrong with the files and in them.
    """
    return to_event_log(read_export(paths, mapping), mapping)


def to_event_log(export: Export, mapping: ExportMapping, decided: Notes | None = None) -> EventLog:
    """Gives the rows of an export the meaning that the mapping writes down.

    Every row is used or refused with a reason. A row of a state that the mapping ignores, and
    one that repeats another, is used and makes no event of its own. A ticket of which a row, or
    a stamp, is refused is marked `unreadable`: it is never judged from what is left.

    Args:
        export: the rows.
        mapping: what they mean.
        decided: what was found by whoever has decided the orders of its stamps already.

    Raises:
        InputError: words without a meaning, or stamps in another order than the mapping says.
    """
    files = [source.file for source in export.sources]
    mapping, found = decide_orders(mapping, lambda: [export.cells], files)
    part = read_part(export, mapping)
    part.books.notes = {**(decided or {}), **found, **part.books.notes}
    texts = export.cells.get_column
    problems = part.books.problems(
        lambda column, wrong: fitting(wrong, [spelled(texts(column))], mapping)
    )
    if problems:
        raise InputError(problems)
    return part.log(part.books.intake(export.sources))


class Part(NamedTuple):
    """Whole tickets of an export."""

    events: pl.DataFrame
    tickets: pl.DataFrame
    states: tuple[State, ...]
    attributes: frozenset[str]
    ratings: frozenset[str]
    books: Books

    def log(self, intake: Intake) -> EventLog:
        """Returns the event log, with a ledger of what was read."""
        return EventLog(
            self.events,
            self.tickets,
            self.states,
            self.attributes,
            self.ratings,
            intake,
            doubtful=in_order(self.books.doubtful),
        )


def read_part(export: Export, mapping: ExportMapping) -> Part:
    """Gives rows their meaning as far as they tell it: what stops the reading is in the books."""
    reading = Reading(export, mapping)
    instants = read_instants(reading)
    attributes, claimed = read_attributes(reading), claimed_flags(reading)
    tickets = Tickets(reading.tickets.codes, len(reading.tickets.words), instants)
    priority = attributes.get("priority") or _nothing(reading.rows)
    events, states = make_events(reading, tickets, priority, attributes.get("device_class"))
    find_disorder(reading, tickets)
    table = make_tickets(reading, tickets, attributes, claimed)
    books = reading.journal.books(events.height)
    found = frozenset(attributes)
    return Part(events, table, states, found, frozenset(mapping.survey), books)


def _nothing(rows: int) -> Words:
    return Words.of(np.full(rows, NOTHING, np.int32), pl.Series([], dtype=pl.String))
