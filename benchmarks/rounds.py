"""One log, audited in turns by rfpkit and by DuckDB, beside the floor under both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import duckdb_audit, floor, ours
from benchmarks.counts import Counts
from benchmarks.stopwatch import seconds_of
from rfpkit.errors import InputError

CONTESTANTS = ("floor", "ours", "duckdb")


@dataclass
class Rounds:
    """What came of them."""

    seconds: dict[str, float] = field(default_factory=dict)
    """The fastest round of each."""
    refused: dict[str, str] = field(default_factory=dict)
    """Why somebody did not take part."""
    rows: int | None = None
    """Rows of the log, where the floor was measured."""
    differences: list[str] = field(default_factory=list)
    """Where the two audits do not count the same."""


def rounds(path: Path, who: list[str], times: int) -> Rounds:
    """Measures each of the contestants so many times, in turns.

    Raises:
        ArithmeticError: the floor read something else than before.
    """
    found = Rounds()
    answers: dict[str, Counts] = {}
    sums: list[dict[str, int]] = []
    runs: dict[str, Callable[[], None]] = {
        "floor": lambda: sums.append(floor.checksum(path)),
        "ours": lambda: answers.update(ours=ours.audit(path)),
        "duckdb": lambda: answers.update(duckdb=duckdb_audit.audit(path)),
    }
    for _ in range(times):
        for name in who:
            if name not in found.refused:
                _measure(name, runs[name], found)
    if any(one != sums[0] for one in sums):
        raise ArithmeticError(f"{path.name} is not read the same twice")
    if sums:
        found.rows = sums[0]["rows"]
    if len(answers) == 2:
        found.differences = answers["ours"].differences(answers["duckdb"])
    return found


def _measure(name: str, run: Callable[[], None], found: Rounds) -> None:
    try:
        seconds = seconds_of(run)
    except InputError as error:
        found.refused[name] = error.diagnostics[0].message
    except MemoryError:
        found.refused[name] = "out of memory"
    else:
        found.seconds[name] = min(seconds, found.seconds.get(name, seconds))
