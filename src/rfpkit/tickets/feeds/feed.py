"""Tables beside the tickets: read like an export, every row used or rejected with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.exports.date_order import ISO
from rfpkit.model.exports.intake import FeedIntake, Finding, Source
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.feed import Feed
from rfpkit.tickets.events.numbers import NO_NUMBER, read_numbers
from rfpkit.tickets.events.words import read_words
from rfpkit.tickets.feeds.feed_words import read_feed_words
from rfpkit.tickets.ledger.journal import Journal
from rfpkit.tickets.ledger.privacy import without_names
from rfpkit.tickets.readers.given import one_table
from rfpkit.tickets.readers.opening import open_table
from rfpkit.tickets.readers.wanted import wanted_by_feed
from rfpkit.tickets.stamps.bare_dates import with_midnight
from rfpkit.tickets.stamps.stamps import Stamps, fitting_orders, read_stamps
from rfpkit.tickets.tables.cells import spelled
from rfpkit.tickets.tables.export import ROW, Export
from rfpkit.tickets.tables.head import closest, shown

FEED = pl.Schema(
    {
        "at": pl.Int64(),
        **dict.fromkeys(("of", "site", "fact"), pl.String()),
        **dict.fromkeys(("value", "base"), pl.Int64()),
        "covers": pl.Int32(),
        "row": pl.UInt32(),
    }
)
"""The columns of a feed, as `EventLog.feeds` holds them."""


def read_feeds(
    files: Mapping[str, Path], mapping: ExportMapping
) -> tuple[dict[str, pl.DataFrame], tuple[FeedIntake, ...], tuple[Finding, ...]]:
    """Returns the table, the books and the findings of each feed that was given, by its name.

    Raises:
        InputError: with everything that is wrong with the names, the files and in them.
    """
    problems: list[Diagnostic] = []
    tables: dict[str, pl.DataFrame] = {}
    books: list[FeedIntake] = []
    findings: list[Finding] = []
    for name, path in files.items():
        feed = (mapping.feeds or {}).get(name)
        if feed is None:
            problems.append(_unknown(name, mapping))
            continue
        try:
            reading = FeedReading(name, path, feed, mapping)
            tables[name] = reading.table()
        except InputError as error:
            problems += error.diagnostics
        else:
            books.append(reading.intake())
            findings += reading.journal.findings
    if problems:
        raise InputError(problems)
    return tables, tuple(books), tuple(findings)


class FeedReading:
    """One feed while it is read, with its own books."""

    def __init__(self, name: str, path: Path, feed: Feed, mapping: ExportMapping) -> None:
        """Reads the columns that the mapping names, as text; no other column is ever read."""
        self.name = name
        self.columns = feed.columns
        self.values = feed.values or {}
        self.mapping = _own(mapping, feed)
        file = open_table(one_table(path), wanted_by_feed(name, feed, self.mapping))
        rows = file.read(0)
        self.cells = rows.cells
        count = rows.cells.height + len(rows.broken)
        self.source = Source(file=file.name, sha256=file.sha256, rows=count)
        self.journal = Journal(Export(self.cells, (self.source,), rows.broken))

    def table(self) -> pl.DataFrame:
        """Returns the rows that can be used.

        Raises:
            InputError: a column of stamps or of numbers holds something else, or words have no
                meaning.
        """
        at = self._instants(self.columns.at)
        empty = ~at.known & ~at.unreadable
        texts = self.cells[self.columns.at]
        self.journal.refuse(empty, self.columns.at, texts, f"`{self.columns.at}` is empty")
        columns: dict[str, pl.Series] = {"at": pl.Series(at.seconds)}
        for name in ("of", "site", "fact"):
            columns[name] = self._words(name, getattr(self.columns, name))
        for name in ("value", "base"):
            columns[name] = self._numbers(getattr(self.columns, name))
        columns["covers"] = self._days(self.columns.covers)
        columns["row"] = self.cells[ROW]
        if self.journal.diagnostics:
            raise InputError(self.journal.diagnostics)
        frame = pl.DataFrame([column.alias(name) for name, column in columns.items()])
        return frame.filter(pl.Series(self.journal.used)).cast(FEED)

    def intake(self) -> FeedIntake:
        """Returns the books: rows = rows used + rows rejected."""
        return FeedIntake(
            feed=self.name,
            source=self.source,
            rows_used=int(self.journal.used.sum()),
            rejected=self.journal.rejected(),
        )

    def _instants(self, column: str) -> Stamps:
        """Reads a column of stamps, of which some may be dates; a row without one is refused."""
        stamps = self._stamps(column)
        texts, declared = self.cells[column], self.mapping.order_of(column).text
        if stamps.unreadable.any() and not stamps.known.any():
            self._stop_order(column, stamps)
        reason = f"`{column}` is no stamp in the order `{declared}`"
        self.journal.refuse(stamps.unreadable, column, texts, reason)
        return stamps

    def _stamps(self, column: str) -> Stamps:
        stamps = self._read_stamps(column)
        places = [str(row) for row in self.cells[ROW].filter(pl.Series(stamps.ambiguous))]
        message = f"stamp in `{column}` of the feed {self.name} within the hour that occurs twice"
        message += " in autumn; the first of the two is taken"
        self.journal.find("ambiguous-local-time", len(places), message, places)
        return stamps

    def _read_stamps(self, column: str) -> Stamps:
        cells, order = self.cells[column], self.mapping.order_of(column)
        if cells.dtype.is_temporal():
            return read_stamps(cells, self.mapping, order)
        given = read_words(cells, self.mapping.nulls).texts().alias(cells.name)
        return read_stamps(with_midnight(given, order), self.mapping, order)

    def _stop_order(self, column: str, stamps: Stamps) -> None:
        wrong = int(np.argmax(stamps.unreadable))
        orders: list[str] = []
        for order in (self.mapping.order_of(column), ISO):
            texts = with_midnight(self.cells[column], order)
            orders += fitting_orders(texts, stamps, self.mapping)
        fitting = [f"`dates: {one}`" for one in dict.fromkeys(orders)]
        value = without_names(shown(str(self.cells[column][wrong])))
        message = f"`{value}` is no stamp in the order `{self.mapping.order_of(column)}`,"
        message += f" and no other value of `{column}` is one"
        hint = f"write {' or '.join(fitting) or '`dates: d/m/y h:m`'} under `feeds.{self.name}`"
        self.journal.stop(wrong, column, message, hint)

    def _days(self, column: str | None) -> pl.Series:
        if column is None:
            return pl.repeat(None, self.cells.height, dtype=pl.Int32, eager=True)
        stamps = self._stamps(column)
        reason = f"`{column}` is no date in the order `{self.mapping.order_of(column).text}`"
        self.journal.skip(stamps.unreadable, column, self.cells[column], reason)
        local = pl.from_epoch(pl.Series(stamps.seconds), "s").dt.replace_time_zone("UTC")
        days = local.dt.convert_time_zone(self.mapping.timezone).dt.date().to_physical()
        return days.set(pl.Series(~stamps.known), None)

    def _words(self, name: str, column: str | None) -> pl.Series:
        if column is None:
            return pl.repeat(None, self.cells.height, dtype=pl.String, eager=True)
        words = read_words(spelled(self.cells[column]), self.mapping.nulls)
        place, run = f"feeds.{self.name}.values.{name}", self.mapping.unmapped == "run"
        return read_feed_words(self.journal, column, words, self.values.get(name), place, run=run)

    def _numbers(self, column: str | None) -> pl.Series:
        if column is None:
            return pl.repeat(None, self.cells.height, dtype=pl.Int64, eager=True)
        read = read_numbers(read_words(spelled(self.cells[column]), self.mapping.nulls))
        if read.unreadable.any() and not read.known.any():
            wrong = int(np.argmax(read.unreadable))
            value = without_names(shown(str(self.cells[column][wrong])))
            message = f"`{value}` {NO_NUMBER}, and no other value"
            hint = f"correct `feeds.{self.name}.columns`, or list spellings of nothing in `nulls`"
            self.journal.stop(wrong, column, f"{message} of `{column}` is one", hint)
        texts = self.cells[column]
        self.journal.skip(read.unreadable, column, texts, f"`{column}` {NO_NUMBER}")
        places = np.flatnonzero(read.unreadable)
        rows = [f"row {row}" for row in self.cells[ROW].gather(places[:5])]
        told = f"value of `{column}` in the feed {self.name} that cannot be read; it counts as none"
        self.journal.find("feed-value-unreadable", int(places.size), told, rows)
        return pl.Series(read.millionths).set(pl.Series(~read.known), None)


def _own(mapping: ExportMapping, feed: Feed) -> ExportMapping:
    """Returns the mapping as the feed reads it: its own habits, else those of the tickets."""
    own = {name: getattr(feed, name) for name in ("dates", "encoding", "nulls")}
    held = {name: value for name, value in own.items() if value is not None}
    # A fault of the help desk's clock says nothing of the other table's.
    return mapping.model_copy(
        update={**held, "delimiter": feed.delimiter, "shift": "none", "values": {}}
    )


def _unknown(name: str, mapping: ExportMapping) -> Diagnostic:
    known = list(mapping.feeds or {})
    close = closest(name, known)
    hint = f"did you mean `{close}`?" if close else f"known feeds: {', '.join(known)}"
    if not known:
        hint = "write under `feeds` of the mapping which column holds what"
    return Diagnostic(Location("--feed"), f"the mapping has no feed `{name}`", hint)
