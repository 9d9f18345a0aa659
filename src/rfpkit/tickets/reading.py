"""The columns of an export as what they mean, each read once."""

from __future__ import annotations

import re

import numpy as np
import polars as pl

from rfpkit.model.mapping import ExportMapping
from rfpkit.tickets.export import Export
from rfpkit.tickets.head import shown
from rfpkit.tickets.journal import Journal
from rfpkit.tickets.offsets import Mask
from rfpkit.tickets.stamps import Stamps, fitting_orders, read_stamps
from rfpkit.tickets.words import NOTHING, Words, extended, read_words


class Reading:
    """An export, its mapping, and the books that are kept while it is read."""

    def __init__(self, export: Export, mapping: ExportMapping) -> None:
        """Reads the ticket numbers and refuses the rows without one."""
        self.export = export
        self.mapping = mapping
        self.journal = Journal(export)
        self._words: dict[str, Words] = {}
        self._stamps: dict[str, Stamps] = {}
        self.broken = self._tickets_of_broken_rows()
        self.tickets = extended(self.words(mapping.columns.ticket), list(self.broken))
        column = mapping.columns.ticket
        without = self.tickets.codes == NOTHING
        self.journal.refuse(without, column, self.texts(column), "the row has no ticket number")

    @property
    def rows(self) -> int:
        """Rows that are complete."""
        return self.export.cells.height

    def texts(self, column: str) -> pl.Series:
        """Returns a column as it stands in the files."""
        return self.export.cells[column]

    def words(self, column: str) -> Words:
        """Returns a column as words."""
        if column not in self._words:
            self._words[column] = read_words(self.texts(column), self.mapping.nulls)
        return self._words[column]

    def stamps(self, column: str) -> Stamps:
        """Returns a column as instants, and notes what is doubtful in it."""
        if column not in self._stamps:
            stamps = read_stamps(self.texts(column), self.mapping)
            self._check_order(column, stamps)
            self._find_doubts(column, stamps)
            self._stamps[column] = stamps
        return self._stamps[column]

    def tickets_of(self, rows: Mask) -> list[str]:
        """Returns the numbers of the tickets of some rows, sorted."""
        codes = np.unique(self.tickets.codes[rows])
        return self.tickets.words.gather(codes[codes != NOTHING]).to_list()

    def _tickets_of_broken_rows(self) -> dict[str, str]:
        """Returns the numbers in rows that were left out, with the reason of the first one.

        A row that was torn apart may have anything in the place of its number: what does not
        look like the numbers of sound rows is none.
        """
        broken = [row for row in self.export.broken if row.ticket]
        if not broken:
            return {}
        known = self.words(self.mapping.columns.ticket).words
        shapes = set(known.str.replace_all(r"[A-Za-z]+", "A").str.replace_all(r"[0-9]+", "9"))
        found: dict[str, str] = {}
        for row in broken:
            number = row.ticket or ""
            if re.sub(r"[0-9]+", "9", re.sub(r"[A-Za-z]+", "A", number)) in shapes:
                found.setdefault(number, f"a row of it has {row.rejected.reason}")
        return found

    def _check_order(self, column: str, stamps: Stamps) -> None:
        wrong = np.flatnonzero(stamps.unreadable)
        if not len(wrong):
            return
        texts, declared = self.texts(column), self.mapping.dates.text
        message = f"`{shown(texts[int(wrong[0])])}` is no stamp in the order `{declared}`"
        fitting = [f"`dates: {order}`" for order in fitting_orders(texts, stamps, self.mapping)]
        if len(fitting) == 1:
            hint = f"write {fitting[0]}, which reads every stamp of the column"
        elif fitting:
            hint = f"write {' or '.join(fitting)}; the stamps do not tell which, the vendor must"
        elif not stamps.known.any():
            message += f", and no other value of `{column}` is one"
            hint = "correct the name of the column, or the order: `dates: d/m/y h:m`"
        else:
            return
        self.journal.stop(int(wrong[0]), column, message, hint)

    def _find_doubts(self, column: str, stamps: Stamps) -> None:
        find = self.journal.find
        cut, gap, twice = stamps.fraction > 0, stamps.in_gap, stamps.ambiguous
        message = f"stamp in `{column}` with a fraction of a second, which was cut"
        find("fractions-cut", int(cut.sum()), message, self.tickets_of(cut))
        message = f"stamp in `{column}` within the hour that the clocks skip in spring;"
        message += " the change of the clocks is taken"
        find("nonexistent-local-time", int(gap.sum()), message, self.tickets_of(gap))
        message = f"stamp in `{column}` within the hour that occurs twice in autumn;"
        message += " the first of the two is taken"
        find("ambiguous-local-time", int(twice.sum()), message, self.tickets_of(twice))
