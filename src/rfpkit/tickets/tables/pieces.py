"""A table whose rows are all complete, read in pieces of whole rows by Polars."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from rfpkit.tickets.readers.ahead import read_ahead
from rfpkit.tickets.readers.soundness import Soundness
from rfpkit.tickets.tables.export import FILE, ROW
from rfpkit.tickets.tables.head import Head
from rfpkit.tickets.tables.regular import count_if_full, count_regular
from rfpkit.tickets.tables.source import TableText


def read_pieces(text: TableText, head: Head, position: int) -> Iterator[pl.DataFrame | None]:
    """Yields the needed columns piece by piece, or None and no more if a row may be torn.

    `position` is the file's place among the sources.
    """
    first, row, soundness = True, text.head_row + 1, Soundness(text.file)
    counting = _Counting(head)
    with ThreadPoolExecutor(1) as counter:
        for raw in read_ahead(text.pieces()):
            # Lines are counted by one core while another parses them.
            counted = counter.submit(counting.quickly, raw)
            soundness.check(raw, row - first)
            cells = _parsed(raw, head, skip=first)
            lines = counting.lines(raw, cells, counted.result())
            if cells is None or lines != cells.height + first:
                yield None
                return
            yield _numbered(cells, head, position, row, quoted=b'"' in raw)
            row += cells.height
            first = False


def emptied(cells: pl.DataFrame) -> pl.DataFrame:
    """Returns the cells with nothing in the place of each empty text."""
    return cells.with_columns(pl.when(pl.col(pl.String) != "").then(pl.col(pl.String)))


class _Counting:
    """Counts the lines of pieces, and finds one that may not have a value for each column."""

    def __init__(self, head: Head) -> None:
        """Begins with the quick count where it may be enough: if the last column is read."""
        self._head = head
        self._width = len(head.names)
        self._quick = list(head.positions.values())[-1] == self._width - 1

    def quickly(self, raw: bytes) -> int | None:
        """Returns the number of lines, which the parsed cells may yet put in doubt."""
        count = count_if_full if self._quick else count_regular
        return count(raw, self._head.delimiter, self._width)

    def lines(self, raw: bytes, cells: pl.DataFrame | None, counted: int | None) -> int | None:
        """Returns the number of lines; None if a line may not have a value for each column."""
        if not self._quick:
            return counted
        # No row is too short: it would lack its last value. Then none is too long either.
        if counted is not None and cells is not None and not cells[:, -1].null_count():
            return counted
        # What one piece lacks, the next ones will lack too.
        self._quick = False
        return count_regular(raw, self._head.delimiter, self._width)


def _parsed(raw: bytes, head: Head, *, skip: bool) -> pl.DataFrame | None:
    try:
        return pl.read_csv(
            raw,
            has_header=False,
            skip_rows=int(skip),
            separator=head.delimiter,
            schema={f"column_{number}": pl.String for number in range(1, len(head.names) + 1)},
            columns=list(head.positions.values()),
            raise_if_empty=False,
        )
    except pl.exceptions.PolarsError:
        return None


def _numbered(
    cells: pl.DataFrame, head: Head, position: int, row: int, *, quoted: bool
) -> pl.DataFrame:
    names = list(head.positions)
    cells.columns = names
    file = pl.lit(position, pl.UInt8).alias(FILE)
    numbers = pl.int_range(row, row + cells.height, dtype=pl.UInt32).alias(ROW)
    cells = cells.select(file, numbers, *names)
    # Between two quotation marks may stand nothing.
    return emptied(cells) if quoted else cells
