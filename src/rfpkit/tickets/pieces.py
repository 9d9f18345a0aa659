"""A table whose rows are all complete, read in pieces of whole rows by Polars."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from rfpkit.tickets.export import FILE, ROW
from rfpkit.tickets.head import Head
from rfpkit.tickets.regular import Totals, count_regular, count_totals
from rfpkit.tickets.source import TableText

PIECE = 1 << 25
"""Bytes of a piece, roughly: large enough for Polars, small beside the export."""


def read_pieces(text: TableText, head: Head, position: int) -> Iterator[pl.DataFrame | None]:
    """Yields the needed columns piece by piece, or None and no more if a row may be torn.

    `position` is the file's place among the sources.
    """
    row = 2
    with ThreadPoolExecutor(1) as counter:
        for start, end in _spans(text.raw):
            raw = text.raw[start:end]
            # Lines are counted by one core while another parses them.
            counting = counter.submit(count_totals, raw, head.delimiter)
            cells = _parsed(raw, head, skip=not start)
            lines = _regular_lines(raw, head, cells, counting.result())
            if cells is None or lines != cells.height + (not start):
                yield None
                return
            yield _numbered(cells, head, position, row, doubled=b'"' in raw and b'""' in raw)
            row += cells.height


def emptied(cells: pl.DataFrame) -> pl.DataFrame:
    """Returns the cells with nothing in the place of each empty text."""
    return cells.with_columns(pl.when(pl.col(pl.String) != "").then(pl.col(pl.String)))


def _spans(raw: bytes) -> Iterator[tuple[int, int]]:
    """Yields where pieces begin and end: behind a line end that stands in no quoted value."""
    start, quoted = 0, b'"' in raw
    while start < len(raw):
        end = start + PIECE
        while True:
            end = raw.find(b"\n", end) + 1 or len(raw)
            if end == len(raw) or not quoted or raw.count(b'"', start, end) % 2 == 0:
                break
        yield start, end
        start = end


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
