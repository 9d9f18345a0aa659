"""The books of the reading: those of the parts of an export add up to those of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from rfpkit.errors import Diagnostic
from rfpkit.model.exports.intake import Count, Intake, Rejected, Source
from rfpkit.tickets.ledger.notes import Note, Orders, Place, UnknownWords

Key = tuple[str, ...]


@dataclass
class Books:
    """What became of the rows of an export, or of a part of it."""

    files: tuple[str, ...]
    """Names of the files, in the order given."""
    first: Place | None = None
    """The first row that is complete."""
    rows_used: int = 0
    events: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """Rows left out, by reason."""
    rejected: list[Rejected] = field(default_factory=list)
    """Rows and values left out, one by one."""
    notes: dict[Key, Note] = field(default_factory=dict)
    """In the order in which they were made."""
    doubtful: list[pl.DataFrame] = field(default_factory=list)
    """Values of this part that were used and are doubtful: see `doubtful.listed`."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """What stops the reading whatever other parts hold."""

    def add(self, other: Books) -> None:
        """Adds the books of another part."""
        self.first = min(filter(None, (self.first, other.first)), default=None)
        self.rows_used += other.rows_used
        self.events += other.events
        self.refused += other.refused
        self.rejected += other.rejected
        self.diagnostics += other.diagnostics
        self.notes = _joined(self.notes, other.notes)

    @property
    def hopeless(self) -> bool:
        """Whether the export cannot be used whatever the parts hold that are still to come."""
        unknown = (note for note in self.notes.values() if isinstance(note, UnknownWords))
        return bool(self.diagnostics) or any(note.seen and not note.passes for note in unknown)

    def problems(self, orders: Orders) -> list[Diagnostic]:
        """Returns why the export cannot be used, if anything says so."""
        first = self.first or Place(0, 0)
        found = [note.problems(self.files, first, orders) for note in self.notes.values()]
        return [*self.diagnostics, *(problem for problems in found for problem in problems)]

    def intake(self, sources: Sequence[Source]) -> Intake:
        """Returns the ledger of everything that was read from these files."""
        counts = sorted(self.refused.items())
        return Intake(
            sources=tuple(sources),
            rows_read=sum(source.rows for source in sources),
            rows_used=self.rows_used,
            rows_rejected=tuple(Count(reason=why, count=count) for why, count in counts if count),
            events=self.events,
            rejected=self.in_order(),
            findings=tuple(found for note in self.notes.values() if (found := note.finding())),
        )

    def in_order(self) -> tuple[Rejected, ...]:
        """Returns each row and each value that was left out, in the order of the files."""
        order = {name: position for position, name in reversed(list(enumerate(self.files)))}
        return tuple(sorted(self.rejected, key=lambda one: (order[one.file], one.row, one.column)))


def _joined(mine: dict[Key, Note], others: dict[Key, Note]) -> dict[Key, Note]:
    """Adds notes up; one that only the others have stands behind the one before it there."""
    order, behind = list(mine), -1
    for key in others:
        if key in mine:
            behind = order.index(key)
        else:
            behind += 1
            order.insert(behind, key)
    return {
        key: mine[key].add(others[key])  # type: ignore[arg-type] # one key, one kind of note
        if key in mine and key in others
        else (mine.get(key) or others[key])
        for key in order
    }
