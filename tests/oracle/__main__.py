"""Writes what the audit of the example must find: `python -m tests.oracle`."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
from pathlib import Path

from tests.oracle.clock import instant
from tests.oracle.count import period, results
from tests.oracle.export import read
from tests.oracle.judge import Judged, judge
from tests.oracle.terms import REPAIR

EXAMPLE = Path(__file__).parents[2] / "examples" / "city-district"
AS_OF = instant(datetime.datetime(2027, 7, 16))
"""The end of July 15."""
COMPLETE = {"2026-27", *(f"2026-{month:02d}" for month in range(7, 13))}
COMPLETE |= {f"2027-{month:02d}" for month in range(1, 7)}
"""The periods that are over by then."""
COLUMNS = ("ticket", "episode", "verdict", "reason", "period")


def judgements() -> list[Judged]:
    """Every verdict of the example, in the order of tickets."""
    tickets, _ = read(EXAMPLE / "export.csv.gz")
    return [one for _, ticket in sorted(tickets.items()) for one in judge(ticket, AS_OF)]


def main() -> None:
    """Writes the results, and the verdict of every repair, beside the example."""
    judged = judgements()
    (EXAMPLE / "expected" / "results.json").write_text(results_text(judged), encoding="utf-8")
    packed = gzip.compress(verdicts_text(judged).encode("utf-8"), 9, mtime=0)
    (EXAMPLE / "expected" / "repair-verdicts.csv.gz").write_bytes(packed)


def results_text(judged: list[Judged]) -> str:
    """The counts of every level and period, and the credits, as JSON."""
    return json.dumps(results(judged, COMPLETE), indent=2) + "\n"


def verdicts_text(judged: list[Judged]) -> str:
    """The verdict of every repair as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in judged:
        if one.level == REPAIR:
            writer.writerow([one.ticket, one.episode, one.verdict, one.reason, period(one)])
    return text.getvalue()


if __name__ == "__main__":
    main()
