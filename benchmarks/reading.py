"""A log of a million rows as CSV: read with every check, beside Polars reading the same file."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from benchmarks import floor
from benchmarks.logs import whole
from benchmarks.ours import MAPPING
from benchmarks.stopwatch import alternately, alternately_on_the_processor
from rfpkit.load.document import load
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.tables.files import open_file

ROWS = 1_000_000


CLOCK = " by the clock"
"""What stands behind the name of who is measured so."""


def seconds(log: Path, *, rows: int = ROWS, times: int = 5) -> dict[str, float]:
    """Returns the seconds of `rfpkit` and of `polars`, taken in turns.

    First those on the processor, of all cores together, then those by the clock. Both decode what
    they read; rfpkit also looks at each line, and works out the file's digest.
    """
    mapping, file = load(MAPPING, ExportMapping), first_rows(log, rows)
    runs = {
        "polars": lambda: floor.checksum(file),
        "rfpkit": lambda: _read(file, mapping),
    }
    clock = {f"{name}{CLOCK}": spent for name, spent in alternately(runs, times).items()}
    return alternately_on_the_processor(runs, times) | clock


def first_rows(log: Path, rows: int) -> Path:
    """Returns the first rows of a log as a file, which is made where there is none."""
    path = log.with_name(f"rows-{rows}.csv")
    if not path.exists():
        with whole(path) as part, log.open("rb") as source, part.open("wb") as file:
            file.writelines(islice(source, rows + 1))
    return path


def _read(file: Path, mapping: ExportMapping) -> None:
    opened = open_file(file, mapping)
    pieces = list(opened.pieces(0))
    if any(piece is None for piece in pieces) or not opened.sha256:
        raise ArithmeticError(f"{file.name} was not read piece by piece")
