"""A table whose rows are all complete, read in pieces of whole rows by Polars."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from rfpkit.tickets.export import FILE, ROW
from rfpkit.tickets.head import Head
from rfpkit.tickets.readers.soundness import Soundness
from rfpkit.tickets.regular import Totals, count_regular, count_totals
from rfpkit.tickets.source import TableText


def read_pieces(text: TableText, head: Head, position: int) -> Iterator[pl.DataFrame | None]:
    """Yields the needed columns piece by piece, or None and no more if a row may be torn.

    `position` is the file's place among the sources.
    """
    first, row, soundness = True, text.head_row + 1, Soundness(text.file)
    with ThreadPoolExecutor(1) as counter:
        for raw in text.pieces():
            # Lines are counted by one core while another parses them.
            counting = counter.submit(count_totals, raw, head.delimiter)
            soundness.check(raw, row - first)
            cells = _parsed(raw, head, skip=first)
            lines = _regular_lines(raw, head, cells, counting.result())
            if cells is None or lines != cells.height + first:
                yield None
                return
            yield _numbered(cells, head, position, row, doubled=b'"' in raw and b'""' in raw)
            row += cells.height
            first = False


def emptied(cells: pl.DataFrame) -> pl.DataFrame:
    """Returns the cells with nothing in the place of each empty text."""
    return cells.with_columns(pl.when(pl.col(pl.String) != "").then(pl.col(pl.String)))


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


def _regular_lines(
    raw: bytes, head: Head, cells: pl.DataFrame | None, totals: Totals | None
) -> int | None:
    """Returns the number of lines; None if a line may not have a value for each column."""
    width = len(head.names)
    last = list(head.positions.values())[-1] == width - 1
    full = cells is not None and last and not cells[:, -1].null_count()
    # No row is too short: it would lack its last value. Then none is too long either.
    if full and totals is not None and totals.delimiters == totals.lines * (width - 1):
        return totals.lines
    return count_regular(raw, head.delimiter, width)


def _numbered(
    cells: pl.DataFrame, head: Head, position: int, row: int, *, doubled: bool
) -> pl.DataFrame:
    names = list(head.positions)
    cells.columns = names
    file = pl.lit(position, pl.UInt8).alias(FILE)
    numbers = pl.int_range(row, row + cells.height, dtype=pl.UInt32).alias(ROW)
    cells = cells.select(file, numbers, *names)
    return emptied(cells) if doubled else cells
