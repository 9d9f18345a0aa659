"""What few exports tell of a row: evidence of its pause, who brought it about, a changed class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from rfpkit.model.exports.mapping import FLAGS
from rfpkit.tickets.events.meanings import read_attribute
from rfpkit.tickets.events.reading import Reading
from rfpkit.tickets.events.settle import Positions, Tickets
from rfpkit.tickets.events.words import NOTHING, Codes, Words, gathered
from rfpkit.tickets.stamps.offsets import Mask


@dataclass(frozen=True)
class RowFacts:
    """Columns that an event log has only where the mapping, or the export, gives rise to them."""

    evidenced: Mask | None
    actor: Words | None
    device_class: Words | None
    """None too where no ticket's class changes: it is then told of the ticket as a whole."""

    def of_rows(self, events: pl.DataFrame, rows: Positions | slice) -> pl.DataFrame:
        """Returns the events of some rows, with what these rows tell."""
        classes = None if self.device_class is None else self.device_class.codes[rows]
        actors = None if self.actor is None else self.actor.codes[rows]
        return self._told(events, self.evidenced, rows, actors, classes)

    def of_stamps(self, events: pl.DataFrame, classes: Codes | None) -> pl.DataFrame:
        """Returns the events of stamps, of which only a class is told.

        A stamp is repeated on rows that were written later, by others.
        """
        nobody = None if self.actor is None else np.full(events.height, NOTHING, np.int32)
        nothing = None if self.evidenced is None else np.zeros(events.height, np.bool_)
        return self._told(events, nothing, np.arange(events.height), nobody, classes)

    def _told(
        self,
        events: pl.DataFrame,
        evidenced: Mask | None,
        rows: Positions | slice,
        actors: Codes | None,
        classes: Codes | None,
    ) -> pl.DataFrame:
        columns: list[pl.Series] = []
        if evidenced is not None:
            columns.append(pl.Series("evidenced", evidenced[rows]))
        if self.actor is not None and actors is not None:
            columns.append(gathered(self.actor.words, actors).alias("actor"))
        if self.device_class is not None and classes is not None:
            columns.append(gathered(self.device_class.words, classes).alias("device_class"))
        return events.with_columns(columns) if columns else events


def read_row_facts(reading: Reading, tickets: Tickets, device_class: Words | None) -> RowFacts:
    """Reads what the rows of an event log tell beside their state."""
    columns = reading.mapping.columns
    if tickets.instants.at is None:
        return RowFacts(None, None, None)
    if device_class is not None:
        codes = device_class.codes
        changed = tickets.settle(codes, codes != NOTHING, "first").changed
        device_class = device_class if len(changed) else None
    return RowFacts(
        evidenced=None if columns.evidence is None else _evidenced(reading, columns.evidence),
        actor=None if columns.actor is None else read_attribute(reading, "actor", columns.actor),
        device_class=device_class,
    )


def _evidenced(reading: Reading, column: str) -> Mask:
    """Returns the rows with a value that is no plain `no`."""
    words = reading.words(column)
    shows = [FLAGS.get(word.lower(), True) for word in words.words]
    marks: Mask = words.each(np.array([*shows, False], np.bool_))
    return marks
