"""What goes wrong while an export is read: rows and values left out, findings, refusals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from rfpkit.errors import Diagnostic, Location
from rfpkit.model.intake import Count, Finding, Rejected
from rfpkit.tickets.export import FILE, ROW, Export
from rfpkit.tickets.head import count_of, shown
from rfpkit.tickets.offsets import Mask
from rfpkit.tickets.privacy import without_names
from rfpkit.tickets.words import NOTHING, Codes

EXAMPLES = 5
"""Most examples of a finding."""


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
        self.diagnostics: list[Diagnostic] = []
        """Why the export cannot be used at all."""
        self.findings: list[Finding] = []
        """What is doubtful, in the order in which it was found."""

    @property
    def used(self) -> Mask:
        """Rows that are not refused."""
        return np.equal(self._refused, NOTHING)

    def refuse(self, rows: Mask, column: str, values: pl.Series, reason: str) -> None:
        """Leaves rows out as a whole, unless an earlier reason did."""
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
        at = Location(self._files[self._file[row]], int(self._row[row]), field=column)
        self.diagnostics.append(Diagnostic(at, message, hint))

    def find(self, kind: str, count: int, message: str, examples: Sequence[str]) -> None:
        """Notes something doubtful, if there is any of it; the message follows the count."""
        if count:
            noun, _, rest = message.partition(" ")
            told = f"{count_of(count, noun)} {rest}"
            few = tuple(shown(example) for example in examples[:EXAMPLES])
            self.findings.append(Finding(id=kind, message=told, count=count, examples=few))

    def spoiled(self, tickets: Codes, number: int) -> list[str | None]:
        """Returns for each of `number` tickets why its record is incomplete: the first reason."""
        found = np.full(number, NOTHING, np.int32)
        rows = np.flatnonzero((self._spoiled != NOTHING) & (tickets != NOTHING))[::-1]
        found[tickets[rows]] = self._spoiled[rows]
        return [None if reason == NOTHING else self._reasons[reason] for reason in found]

    def refused(self) -> tuple[Count, ...]:
        """Returns how many rows were left out, by reason."""
        counts = Counter(row.reason for row in self._broken)
        numbers = np.bincount(self._refused[~self.used], minlength=len(self._reasons))
        for reason, number in zip(self._reasons, numbers.tolist(), strict=True):
            counts[reason] += number
        return tuple(
            Count(reason=reason, count=count) for reason, count in sorted(counts.items()) if count
        )

    def rejected(self) -> tuple[Rejected, ...]:
        """Returns each row and each value that was left out, in the order of the files."""
        order = {name: position for position, name in reversed(list(enumerate(self._files)))}
        return tuple(sorted(self._rejected, key=lambda one: (order[one.file], one.row, one.column)))

    def _reject(self, rows: Mask, column: str, values: pl.Series, reason: str) -> None:
        places = np.flatnonzero(rows)
        texts = values.gather(places).to_list()
        for place, text in zip(places.tolist(), texts, strict=True):
            file, row = self._files[self._file[place]], int(self._row[place])
            value = without_names(shown(text or ""))
            self._rejected.append(
                Rejected(file=file, row=row, column=column, value=value, reason=reason)
            )

    def _mark(self, marks: npt.NDArray[np.int32], rows: Mask, reason: str) -> None:
        if not rows.any():
            return
        if reason not in self._reasons:
            self._reasons.append(reason)
        marks[rows] = self._reasons.index(reason)
