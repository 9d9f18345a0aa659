"""An export as the event log that the clocks read, with a ledger of what was read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from rfpkit.errors import InputError
from rfpkit.model.event_log import EventLog
from rfpkit.model.intake import Intake
from rfpkit.model.mapping import ExportMapping
from rfpkit.tickets.attributes import claimed_flags, make_tickets, read_attributes
from rfpkit.tickets.events import find_disorder, make_events
from rfpkit.tickets.export import Export
from rfpkit.tickets.instants import read_instants
from rfpkit.tickets.read import read_export
from rfpkit.tickets.reading import Reading
from rfpkit.tickets.settle import Tickets
from rfpkit.tickets.words import NOTHING, Words


def read_event_log(paths: Sequence[Path], mapping: ExportMapping) -> EventLog:
    """Reads the files of an export as one event log.

    Raises:
        InputError: with everything that is wrong with the files and in them.
    """
    return to_event_log(read_export(paths, mapping), mapping)


def to_event_log(export: Export, mapping: ExportMapping) -> EventLog:
    """Gives the rows of an export the meaning that the mapping writes down.

    Every row is used or refused with a reason. A row of a state that the mapping ignores, and
    one that repeats another, is used and makes no event of its own. A ticket of which a row, or
    a stamp, is refused is marked `unreadable`: it is never judged from what is left.

    Raises:
        InputError: words without a meaning, or stamps in another order than the mapping says.
    """
    reading = Reading(export, mapping)
    instants = read_instants(reading)
    attributes, claimed = read_attributes(reading), claimed_flags(reading)
    tickets = Tickets(reading.tickets.codes, len(reading.tickets.words), instants)
    priority = attributes.get("priority") or _nothing(reading.rows)
    events, states = make_events(reading, tickets, priority)
    find_disorder(reading, tickets)
    table = make_tickets(reading, tickets, attributes, claimed)
    if reading.journal.diagnostics:
        raise InputError(reading.journal.diagnostics)
    return EventLog(
        events=events,
        tickets=table,
        states=states,
        attributes=frozenset(attributes),
        ratings=frozenset(mapping.survey),
        intake=_intake(export, reading, events.height),
    )


def _intake(export: Export, reading: Reading, events: int) -> Intake:
    journal = reading.journal
    return Intake(
        sources=export.sources,
        rows_read=sum(source.rows for source in export.sources),
        rows_used=int(journal.used.sum()),
        rows_rejected=journal.refused(),
        events=events,
        rejected=journal.rejected(),
        findings=tuple(journal.findings),
    )


def _nothing(rows: int) -> Words:
    return Words(np.full(rows, NOTHING, np.int32), pl.Series([], dtype=pl.String))
