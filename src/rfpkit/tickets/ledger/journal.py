"""What goes wrong while an export is read: rows and values left out, findings, refusals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from rfpkit.errors import Diagnostic, Location
from rfpkit.model.exports.intake import Finding, Rejected
from rfpkit.tickets.events.words import NOTHING, Codes
from rfpkit.tickets.ledger.books import Books
from rfpkit.tickets.ledger.doubtful import Places, listed
from rfpkit.tickets.ledger.notes import EXAMPLES, Doubt, Note, Place
from rfpkit.tickets.ledger.privacy import without_names
from rfpkit.tickets.stamps.offsets import Mask
from rfpkit.tickets.tables.cells import spelled
from rfpkit.tickets.tables.export import FILE, ROW, Export
from rfpkit.tickets.tables.head import shown


class Journal:
    """Keeps the books of one export while it is read."""

    def __init__(self, export: Export) -> None:
        """Opens the books: no row is refused yet."""
        self._files = [source.file for source in export.sources]
        self._file = export.cells[FILE].to_numpy()
        self._row = export.cells[ROW].to_numpy()
        self._reasons: list[str] = []
        self._refused = np.full(len(self._row), NOTHING, np.int32)
        self._spoiled = np.full(len(self._row), NOTHING, np.int32)
        self._broken = [row.rejected for row in export.broken]
        self._rejected = list(self._broken)
        self._notes: list[Note] = []
        self._cells = export.cells
        self._doubtful: list[pl.DataFrame] = []
        self.diagnostics: list[Diagnostic] = []
        """Why the export cannot be used at all."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is doubtful, in the order in which it was found."""
        return tuple(found for note in self._notes if (found := note.finding()))

    @property
    def used(self) -> Mask:
        """Rows that are not refused."""
        return np.equal(self._refused, NOTHING)

    def refuse(self, rows: Mask, column: str, values: pl.Series, reason: str) -> None:
        """Leaves rows out as a whole, unless an earlier reason did."""
        if not rows.any():
            return
        new = rows & self.used
        self._reject(new, column, values, reason)
        self._mark(self._refused, new, reason)
        self._mark(self._spoiled, new, reason)

    def spoil(self, rows: Mask, column: str, values: pl.Series, reason: str) -> None:
        """Leaves values out without which their ticket cannot be judged."""
        self._reject(rows, column, values, reason)
        self._mark(self._spoiled, rows & (self._spoiled == NOTHING), reason)

    def skip(self, rows: Mask, column: str, values: pl.Series, reason: str) -> None:
        """Leaves values out that no verdict rests on."""
        self._reject(rows, column, values, reason)

    def stop(self, row: int, column: str, message: str, hint: str) -> None:
        """Notes why the export cannot be used, with the place in it (a position, from 0)."""
        file, number = self.place(row)
        at = Location(self._files[file], number, field=column)
        self.diagnostics.append(Diagnostic(at, message, hint))

    def doubt(
        self,
        rows: Mask | Places,
        column: str,
        reason: str,
        show: Callable[[str], str] = without_names,
    ) -> None:
        """Lists values that are used and doubtful, or whole rows where no column is named.

        `show` says how a value is shown.
        """
        if rows.any() if rows.dtype == bool else rows.size:
            self._doubtful.append(listed(self._cells, rows, column, reason, show))

    def find(self, kind: str, count: int, message: str, examples: Sequence[str]) -> None:
        """Notes something doubtful; the message follows the count, the examples are sorted.

        What is noted each time, found or not, keeps its place among the findings however the
        export is divided.
        """
        self.note(Doubt(kind, message, count, tuple(examples[:EXAMPLES])))

    def note(self, note: Note) -> None:
        """Notes what adds up with the notes of other parts."""
        self._notes.append(note)

    def place(self, row: int) -> Place:
        """Returns the file and the row of a position, from 0."""
        return Place(int(self._file[row]), int(self._row[row]))

    def books(self, events: int) -> Books:
        """Closes the books of this part: so many events were made of it."""
        refused = Counter(row.reason for row in self._broken)
        numbers = np.bincount(self._refused[~self.used], minlength=len(self._reasons))
        for reason, number in zip(self._reasons, numbers.tolist(), strict=True):
            refused[reason] += number
        return Books(
            files=tuple(self._files),
            first=self.place(0) if len(self._row) else None,
            rows_used=int(self.used.sum()),
            events=events,
            refused=refused,
            rejected=self._rejected,
            notes={note.key: note for note in self._notes},
            diagnostics=self.diagnostics,
            doubtful=self._doubtful,
        )

    @property
    def has_spoiled(self) -> bool:
        """Whether a row or a value was left out without which its ticket cannot be judged."""
        return bool(self._reasons)

    def spoiled(self, tickets: Codes, number: int) -> list[str | None]:
        """Returns for each of `number` tickets why its record is incomplete: the first reason."""
        if not self._reasons:
            return [None] * number
        found = np.full(number, NOTHING, np.int32)
        rows = np.flatnonzero((self._spoiled != NOTHING) & (tickets != NOTHING))[::-1]
        found[tickets[rows]] = self._spoiled[rows]
        return [None if reason == NOTHING else self._reasons[reason] for reason in found]

    def rejected(self) -> tuple[Rejected, ...]:
        """Returns each row and each value that was left out, in the order of the files."""
        return self.books(0).in_order()

    def _reject(self, rows: Mask, column: str, values: pl.Series, reason: str) -> None:
        places = np.flatnonzero(rows)
        if not len(places):
            return
        texts = spelled(values.gather(places)).to_list()
        for place, text in zip(places.tolist(), texts, strict=True):
            file, row = self._files[self._file[place]], int(self._row[place])
            value = shown(without_names(text or ""))
            self._rejected.append(
                Rejected(file=file, row=row, column=column, value=value, reason=reason)
            )

    def _mark(self, marks: npt.NDArray[np.int32], rows: Mask, reason: str) -> None:
        if not rows.any():
            return
        if reason not in self._reasons:
            self._reasons.append(reason)
        marks[rows] = self._reasons.index(reason)
