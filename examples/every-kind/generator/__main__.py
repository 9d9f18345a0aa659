"""Writes the example's ticket export and its feeds: one school semester.

Everything is invented. The same seed gives the same text on every machine:

    python examples/every-kind/generator
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from days import school_days
from feeds import calls, deliveries, spares
from story import HEAD, tickets

SEED = 20260803
EXAMPLE = Path(__file__).parent.parent


def main(folder: Path) -> None:
    """Writes the tickets and the three feeds into a folder."""
    days = school_days()
    tables: dict[str, Iterable[Sequence[object]]] = {
        "tickets.csv": [HEAD, *tickets(Random(SEED), days)],
        "spares.csv": spares(Random(SEED + 1), days),
        "calls.csv": calls(Random(SEED + 2), days),
        "deliveries.csv": deliveries(),
    }
    for name, rows in tables.items():
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        (folder / name).write_text(out.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE)
