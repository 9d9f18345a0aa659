"""A workbook as long as a large district's year, and how long it takes to read."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import polars as pl
from openpyxl import Workbook

from benchmarks.generator import blocks
from benchmarks.logs import whole
from benchmarks.ours import MAPPING
from benchmarks.stopwatch import best
from rfpkit.load.document import load
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.tables.files import open_file

ROWS, COLUMNS = 100_000, 15


def seconds(cache: Path, *, rows: int = ROWS, times: int = 3) -> float:
    """Returns the seconds of reading the columns that a mapping names, as cells of an export."""
    mapping, file = load(MAPPING, ExportMapping), workbook(cache, rows)
    return best(lambda: open_file(file, mapping).read(0), times)


def workbook(cache: Path, rows: int = ROWS) -> Path:
    """Returns a workbook with the first rows of a log, which is made where there is none.

    What the log has no column for is text that differs in each row.
    """
    path = cache / f"log-{rows}.xlsx"
    if not path.exists():
        cache.mkdir(exist_ok=True, parents=True)
        with whole(path) as part:
            _write(part, rows)
    return path


def _write(path: Path, rows: int) -> None:
    log = pl.concat(islice(blocks(rows // 5 + 1), 1)).head(rows)
    # A cell has no zone.
    log = log.with_columns(pl.col("changed_at").dt.replace_time_zone(None))
    more = [f"notes {number}" for number in range(1, COLUMNS - log.width + 1)]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Log")
    sheet.append([*log.columns, *more])
    for number, row in enumerate(log.iter_rows()):
        sheet.append([*row, *(f"{note} of row {number}" for note in more)])
    book.save(path)
