"""The columns of an export as what they mean, each read once."""

from __future__ import annotations

import re

import numpy as np
import polars as pl

from rfpkit.model.exports.intake import FRACTION_CUT, MOST_FRACTIONS
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.events.words import NOTHING, Words, extended, read_words, translated
from rfpkit.tickets.ledger.journal import Journal
from rfpkit.tickets.ledger.notes import StampsRead, ZoneLetters
from rfpkit.tickets.ledger.privacy import DOUBTFUL_NUMBER, is_number_of_a_ticket
from rfpkit.tickets.stamps.clock_times import ClockTimes, count_clock_times
from rfpkit.tickets.stamps.offsets import Mask
from rfpkit.tickets.stamps.stamps import Stamps, read_stamps
from rfpkit.tickets.stamps.zone_letters import USUAL, unexplained
from rfpkit.tickets.tables.cells import spelled
from rfpkit.tickets.tables.export import Export


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
        self.tickets = extended(self._numbers(), list(self.broken))
        column = mapping.columns.ticket
        without = self.tickets.codes == NOTHING
        self.journal.refuse(without, column, self.texts(column), "the row has no ticket number")

    @property
    def rows(self) -> int:
        """Rows that are complete."""
        return self.export.cells.height

    def texts(self, column: str) -> pl.Series:
        """Returns a column as it stands in the files: text, words of a list, or instants."""
        return self.export.cells[column]

    def words(self, column: str) -> Words:
        """Returns a column as words."""
        if column not in self._words:
            texts = self.texts(column)
            texts = spelled(texts) if texts.dtype.is_temporal() else texts
            self._words[column] = read_words(texts, self.mapping.nulls)
        return self._words[column]

    def stamps(self, column: str) -> Stamps:
        """Returns a column as instants, and notes what is doubtful in it."""
        if column not in self._stamps:
            stamps = read_stamps(self.texts(column), self.mapping, self.mapping.order_of(column))
            if not self._note_letters(column, stamps):
                self._note_order(column, stamps)
            self._find_doubts(column, stamps)
            self._check_clock(column, stamps)
            self._stamps[column] = stamps
        return self._stamps[column]

    def tickets_of(self, rows: Mask) -> list[str]:
        """Returns the numbers of the tickets of some rows, sorted."""
        if not rows.any():
            return []
        codes = np.unique(self.tickets.codes[rows])
        return self.tickets.words.gather(codes[codes != NOTHING]).to_list()

    def _numbers(self) -> Words:
        """Returns the number of each row; a name or a sentence in its place is none."""
        column = self.mapping.columns.ticket
        found = self.words(column)
        doubtful = found.words.str.contains(DOUBTFUL_NUMBER)
        if column in self.mapping.keep or not doubtful.any():
            return found
        kept = [word if is_number_of_a_ticket(word) else None for word in found.words]
        return translated(found, kept)

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

    def _note_letters(self, column: str, stamps: Stamps) -> bool:
        """Notes letters of zones that the mapping does not explain; returns whether any are."""
        order = self.mapping.order_of(column)
        found = unexplained(self.texts(column), stamps.unreadable, order, self.mapping)
        for one in found:
            place, text = self.journal.place(one.first), str(self.texts(column)[one.first]).strip()
            rows, usual = int(one.rows.sum()), USUAL.get(one.word, "")
            note = ZoneLetters(column, one.word, rows, place, text, one.readings, usual)
            self.journal.note(note)
        return bool(found)

    def _note_order(self, column: str, stamps: Stamps) -> None:
        wrong = int(np.argmax(stamps.unreadable)) if stamps.unreadable.any() else None
        place = None if wrong is None else self.journal.place(wrong)
        text = "" if wrong is None else str(self.texts(column)[wrong])
        declared = self.mapping.order_of(column).text
        self.journal.note(StampsRead(column, declared, bool(stamps.known.any()), place, text))

    def _find_doubts(self, column: str, stamps: Stamps) -> None:
        find = self.journal.find
        cut, gap, twice = stamps.fraction > 0, stamps.in_gap, stamps.ambiguous
        message = f"stamp in `{column}` with a fraction of a second, which was cut;"
        message += f" the first {MOST_FRACTIONS:,} are listed one by one"
        find("fractions-cut", int(cut.sum()), message, self.tickets_of(cut))
        self.journal.doubt(np.flatnonzero(cut)[:MOST_FRACTIONS], column, FRACTION_CUT)
        message = f"stamp in `{column}` within the hour that the clocks skip in spring;"
        message += " the change of the clocks is taken"
        find("nonexistent-local-time", int(gap.sum()), message, self.tickets_of(gap))
        self.journal.doubt(gap, column, "within the hour that the clocks skip in spring")
        message = f"stamp in `{column}` within the hour that occurs twice in autumn;"
        message += " the first of the two is taken"
        find("ambiguous-local-time", int(twice.sum()), message, self.tickets_of(twice))
        self.journal.doubt(twice, column, "within the hour that occurs twice in autumn")
        dated = stamps.known if not self.mapping.order_of(column).has_time else cut & False
        message = f"stamp in `{column}` that is a date without a time of day;"
        message += " the midnight at which it begins is taken"
        find("no-time-of-day", int(dated.sum()), message, self.tickets_of(dated))

    def _check_clock(self, column: str, stamps: Stamps) -> None:
        """Counts the clock times of stamps that people or rules set, not those of a log."""
        mapping = self.mapping
        if column != mapping.columns.at and mapping.order_of(column).has_time:
            counts = count_clock_times(stamps.seconds, stamps.known, mapping.timezone)
            self.journal.note(ClockTimes(column, counts, mapping.shift))
