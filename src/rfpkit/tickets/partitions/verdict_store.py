"""The verdicts of an audit's partitions: in memory while there is one, then on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import polars as pl

from rfpkit.model.ticket_verdict import TicketVerdict


class VerdictStore:
    """Keeps the verdict tables of partitions, and gives their rows level by level.

    To be used in a `with` block: the temporary folder is gone at its end.
    """

    def __init__(self) -> None:
        """Begins without a table."""
        self.rows = 0
        """Rows of all tables."""
        self._levels: dict[str, None] = {}
        self._first: pl.DataFrame | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._files: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def add(self, table: pl.DataFrame) -> None:
        """Keeps the table of a partition, in the columns of `TicketVerdict`."""
        self.rows += table.height
        self._levels.update(dict.fromkeys(table["level"].unique(maintain_order=True)))
        if self._first is None and not self._files:
            self._first = table
            return
        if self._first is not None:
            self._write(self._first)
            self._first = None
        self._write(table)

    def read(self) -> Iterator[TicketVerdict]:
        """Yields every row: level by level, and in each the partitions in their order."""
        for level in self._levels:
            for table in self._tables():
                mine = table.filter(pl.col("level") == level)
                yield from map(TicketVerdict._make, mine.select(TicketVerdict._fields).iter_rows())

    def _tables(self) -> Iterator[pl.DataFrame]:
        if self._first is not None:
            yield self._first
        for file in self._files:
            yield pl.read_parquet(file)

    def _write(self, table: pl.DataFrame) -> None:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="rfpkit-")
        file = Path(self._folder.name) / f"{len(self._files):04}.parquet"
        table.write_parquet(file, compression="lz4")
        self._files.append(file)
