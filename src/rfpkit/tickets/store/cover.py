"""Which time and which tickets an export speaks of: its partitions add up."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from rfpkit.model.exports.kept import Cover

FEWEST = 20
"""Tickets from which on it can be told that an export holds closed ones only."""


@dataclass(eq=False)
class Covering:
    """What the partitions have shown so far; stamps behind `until` are no part of it."""

    until: int | None
    _tickets: int = 0
    _first: int | None = None
    _last: int | None = None
    _ends_from: int | None = None
    _finals: set[str] = field(default_factory=set)

    def add(self, events: pl.DataFrame) -> None:
        """Adds a partition of whole tickets, with the `position` of each."""
        if self.until is not None:
            events = events.filter(pl.col("at") <= self.until)
        if events.is_empty():
            return
        ends = spans(events, "position")
        self._tickets += ends.height
        first, last, least = ends.select(
            pl.col("first").min(), pl.col("last").max(), pl.col("last").min().alias("least")
        ).row(0)
        self._first = first if self._first is None else min(self._first, first)
        self._last = last if self._last is None else max(self._last, last)
        self._ends_from = least if self._ends_from is None else min(self._ends_from, least)
        self._finals |= set(ends["final"].unique())

    def cover(self) -> Cover | None:
        """Returns what the partitions cover together; None without a stamp."""
        if self._first is None or self._last is None or self._ends_from is None:
            return None
        return Cover(
            first=self._first,
            last=self._last,
            ends_from=self._ends_from,
            until=self._last if self.until is None else self.until,
            finals=tuple(sorted(self._finals)) if self._tickets >= FEWEST else None,
        )


def spans(events: pl.DataFrame, ticket: str) -> pl.DataFrame:
    """Returns the first and the last stamp of each ticket, and what it ended with."""
    return events.group_by(ticket).agg(
        pl.col("at").min().alias("first"),
        pl.col("at").max().alias("last"),
        pl.col("effect").sort_by("at", "order", "effect").last().alias("final"),
    )
