"""One pass over all columns: how full they are, how nothing is spelled, and a sample of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from rfpkit.tickets.inspect.given import GivenFiles
from rfpkit.tickets.inspect.spellings import NULLS
from rfpkit.tickets.tables.cells import spelled
from rfpkit.tickets.tables.export import FILE, ROW

SAMPLE = 10_000
"""Most values of a column that are looked at one by one."""
_FROM_PIECE = 2_000


@dataclass
class ColumnTally:
    """What was counted of one column."""

    empty: int = 0
    """Empty cells."""
    nulls: Counter[str] = field(default_factory=Counter)
    """Other spellings of nothing."""
    sample: list[str] = field(default_factory=list)
    """Values, outer blanks cut, from rows that lie evenly in the files."""
    is_time: bool = False
    """The file has types, and the column holds instants."""

    @property
    def different(self) -> int:
        """How many values of the sample are different."""
        return len(set(self.sample))


@dataclass
class Tally:
    """What was counted of all files."""

    columns: dict[str, ColumnTally]
    rows: list[int]
    """Rows of each file that are whole."""

    def filled(self, name: str) -> int:
        """Returns how many rows have a value that is no spelling of nothing."""
        column = self.columns[name]
        return sum(self.rows) - column.empty - sum(column.nulls.values())


def tally(given: GivenFiles, columns: Sequence[str] | None = None) -> Tally:
    """Counts all columns of all files, or some of them."""
    names = given.names if columns is None else columns
    found = Tally({name: ColumnTally() for name in names}, [0] * len(given.files))
    for piece in given.chunks(*names):
        if not piece.height:
            continue
        found.rows[piece[FILE][0]] += piece.height
        _count_nulls(piece, found)
        _take_sample(piece, found)
    for column in found.columns.values():
        column.sample = column.sample[:: max(-(-len(column.sample) // SAMPLE), 1)]
    return found


def _count_nulls(piece: pl.DataFrame, found: Tally) -> None:
    texts = [name for name, kind in piece.schema.items() if kind == pl.String]
    spellings = pl.Series(NULLS)
    counts = piece.select(pl.all().null_count()).row(0, named=True)
    hits = piece.select(pl.col(texts).is_in(spellings.implode()).sum()).row(0, named=True)
    for name, column in found.columns.items():
        column.empty += counts[name]
        if hits.get(name):
            held = piece[name].filter(piece[name].is_in(spellings.implode()))
            column.nulls.update(held.to_list())


def _take_sample(piece: pl.DataFrame, found: Tally) -> None:
    few = piece.drop(FILE, ROW).gather_every(max(piece.height // _FROM_PIECE, 1))
    for name, column in found.columns.items():
        column.is_time = few[name].dtype.is_temporal()
        texts = spelled(few[name]).drop_nulls().str.strip_chars().to_list()
        column.sample += [text for text in texts if text and text not in NULLS]
