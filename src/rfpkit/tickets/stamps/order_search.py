"""The orders that read a whole column of stamps, found by trying them on all of its values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl

from rfpkit.model.exports.date_order import ISO, DateOrder
from rfpkit.tickets.ledger.notes import Place
from rfpkit.tickets.stamps.offsets import Mask, Seconds
from rfpkit.tickets.stamps.proposals import proposed
from rfpkit.tickets.stamps.stamp_text import Written, read_written
from rfpkit.tickets.tables.cells import spelled
from rfpkit.tickets.tables.export import FILE, ROW

Chunks = Callable[[], Iterable[pl.DataFrame]]
"""Gives the rows of an export in parts, each time anew: `FILE`, `ROW` and the column."""

MOST_TOLD = 5
"""Most rows that are told of one column."""


class Value(NamedTuple):
    """A value of the column, and where it stands."""

    place: Place
    text: str


class Fork(NamedTuple):
    """A value that two orders read differently."""

    value: Value
    readings: tuple[int, int]
    """Millionths of a second since 1970 on the clock of the stamp."""


@dataclass(frozen=True)
class Trial:
    """How one order fares with all values of a column."""

    order: DateOrder
    read: int
    """Values that it reads."""
    missed: int
    """Values that it does not read and another order does."""
    misses: tuple[Value, ...]
    """The first few of them."""
    first: int
    """The earliest stamp in millionths of a second, on its own clock."""
    last: int
    """The latest one."""
    with_offset: int
    """Stamps that carry an offset of their own."""


@dataclass(frozen=True)
class OrderSearch:
    """What all values of a column say of the order in which they are written."""

    given: int
    """Values that are not empty."""
    unread: int
    """Values that no order reads."""
    strangers: tuple[Value, ...]
    """The first few of them."""
    trials: tuple[Trial, ...]
    """The orders that read something, those that read most first."""
    is_typed: bool = False
    """The file has types, and the column holds instants already."""

    @property
    def fitting(self) -> tuple[DateOrder, ...]:
        """The orders that read every value which any order reads."""
        fit = [trial for trial in self.trials if not trial.missed]
        # 25/03/08 is of 2025 or of 2008; no export reaches over twenty years.
        likely = [trial for trial in fit if trial.last - trial.first <= _LONGEST] or fit
        return tuple(trial.order for trial in likely)


def search_order(chunks: Chunks, column: str, nulls: Sequence[str]) -> OrderSearch:
    """Tries every order that a value of the column suggests on all of its values."""
    trying = _Trying(chunks, column, nulls)
    orders = trying.suggested()
    while True:
        found, left = trying.all(orders, quick=True)
        again = proposed(left)
        if any(order in orders for order in again):
            # What nothing has read is of an order that was given up: it contradicts the others.
            found, left = trying.all(orders, quick=False)
            again = proposed(left)
        # A spelling that no sample showed is among the values that nothing has read.
        new = [order for order in again if order not in orders]
        if not new:
            return found
        orders += new


def find_fork(
    chunks: Chunks, column: str, orders: Sequence[DateOrder], nulls: Sequence[str]
) -> Fork | None:
    """Returns the first value that the first two orders read differently; None if none is."""
    best: Fork | None = None
    for cells in chunks():
        texts = spelled(cells[column])
        one, other = (read_written(texts, order, nulls) for order in orders[:2])
        differs = one.sound & other.sound & (one.micros != other.micros)
        for value in _values(cells, texts, differs, 1):
            row = int(np.argmax(differs))
            fork = Fork(value, (int(one.micros[row]), int(other.micros[row])))
            best = fork if best is None else min(best, fork)
    return best


class _Trying:
    """One column, of which all values are tried."""

    def __init__(self, chunks: Chunks, column: str, nulls: Sequence[str]) -> None:
        self._chunks = chunks
        self._column = column
        self._nulls = nulls

    def suggested(self) -> list[DateOrder]:
        """Returns the orders that a sample suggests."""
        for cells in self._chunks():
            texts = cells[self._column]
            if texts.dtype.is_temporal():
                return []
            step = max(cells.height // _SAMPLE, 1)
            found = spelled(texts.gather_every(step)).drop_nulls().unique().sort().to_list()
            if found:
                return proposed(found)
        return []

    def all(self, orders: Sequence[DateOrder], *, quick: bool) -> tuple[OrderSearch, list[str]]:
        """Returns how each order fares, and some of the values that none of them reads.

        `quick` gives an order up once it has missed values that another one, which has missed
        nothing, reads.
        """
        tallies = [_Tally(order) for order in orders]
        given = unread = 0
        strangers: list[Value] = []
        left: set[str] = set()
        for cells in self._slices():
            texts = cells[self._column]
            if texts.dtype.is_temporal():
                given += len(texts) - texts.null_count()
                continue
            texts = spelled(texts)
            tried = [tally for tally in tallies if not tally.given_up]
            written = _written(texts, [tally.order for tally in tried], self._nulls)
            held = written[0].given
            read = np.logical_or.reduce([one.sound for one in written])
            given, unread = given + int(held.sum()), unread + int((held & ~read).sum())
            strangers += _values(cells, texts, held & ~read, MOST_TOLD)
            if len(left) < _SAMPLE:
                left.update(texts.filter(pl.Series(held & ~read)).unique().to_list())
            for tally, one in zip(tried, written, strict=False):
                tally.add(cells, texts, one, read)
            if quick:
                _give_up(tallies)
        trials = sorted((t.trial() for t in tallies if t.read), key=lambda one: -one.read)
        is_typed = bool(given) and not trials and not unread
        few = tuple(sorted(strangers)[:MOST_TOLD])
        return OrderSearch(given, unread, few, tuple(trials), is_typed=is_typed), sorted(left)

    def _slices(self) -> Iterator[pl.DataFrame]:
        for cells in self._chunks():
            yield from cells.iter_slices(_ROWS)


def _give_up(tallies: Sequence[_Tally]) -> None:
    if any(tally.read and not tally.missed for tally in tallies):
        for tally in tallies:
            tally.given_up = tally.missed >= MOST_TOLD


def _written(texts: pl.Series, orders: Sequence[DateOrder], nulls: Sequence[str]) -> list[Written]:
    # Without an order, one that reads hardly anything says which values are empty.
    return [read_written(texts, order, nulls) for order in orders or [ISO]]


class _Tally:
    """Adds up how an order fares from part to part."""

    def __init__(self, order: DateOrder) -> None:
        self.order = order
        self.given_up = False
        self.read = self.missed = self.with_offset = 0
        self.misses: list[Value] = []
        self.span: list[int] = []

    def add(self, cells: pl.DataFrame, texts: pl.Series, one: Written, read: Mask) -> None:
        sound, missed = one.sound, read & ~one.sound
        self.read += int(sound.sum())
        self.missed += int(missed.sum())
        self.with_offset += int((sound & ~one.local).sum())
        self.misses = sorted([*self.misses, *_values(cells, texts, missed, MOST_TOLD)])[:MOST_TOLD]
        if sound.any():
            micros: Seconds = one.micros[sound]
            self.span = [min([*self.span, int(micros.min())]), max([*self.span, int(micros.max())])]

    def trial(self) -> Trial:
        first, last = self.span
        return Trial(
            self.order, self.read, self.missed, tuple(self.misses), first, last, self.with_offset
        )


def _values(cells: pl.DataFrame, texts: pl.Series, rows: Mask, most: int) -> list[Value]:
    places = np.flatnonzero(rows)[:most].tolist()
    return [
        Value(Place(int(cells[FILE][place]), int(cells[ROW][place])), texts[place].strip())
        for place in places
    ]


_SAMPLE = 2_000
_ROWS = 100_000
_LONGEST = 20 * 366 * 86_400 * 1_000_000
