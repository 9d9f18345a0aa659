"""Runs the measurements; `scripts/bench` starts it."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import commands, memory, pairs, reading, workbooks
from benchmarks.logs import CACHE, Kind, log
from benchmarks.report import filled, tables
from benchmarks.rounds import CONTESTANTS, rounds

ROOT = Path(__file__).parent.parent
LATEST = ROOT / "benchmarks" / "latest.json"
PAGE = ROOT / "docs" / "explanation" / "performance.md"

LOGS: dict[str, tuple[tuple[Kind, ...], int]] = {
    "200": (("csv",), 1),
    "20k": (("csv", "parquet"), 3),
    "100k": (("csv", "parquet"), 5),
    "1m": (("csv", "parquet"), 3),
    "10m": (("parquet",), 2),
}
"""For each size, the kinds of file and the number of rounds."""
ALL = ("100k", "1m", "10m")

COMPARED = (
    *("polars", "numpy", "duckdb", "weasyprint"),
    *("pm4py", "business-duration", "businesstimedelta"),
)


def main() -> None:
    """Measures what was asked for, prints the tables, and keeps the results.

    Exits with 1 where two audits of one log count differently; never for being slow.
    """
    asked = _arguments()
    results: dict[str, Any] = json.loads(LATEST.read_text("utf-8")) if LATEST.exists() else {}
    results["versions"] = {"Python": platform.python_version(), **_versions()}
    results["cores"] = os.cpu_count()
    wrong = _measure_logs(asked, results)
    for name, measure in _MEASURES.items():
        if asked.only is None or name in asked.only:
            _say(name)
            results[name] = measure()
            _keep(asked, results)
    sys.stdout.write(tables(results))
    if wrong:
        sys.exit("\n".join(["rfpkit and DuckDB do not count the same:", *wrong]))


def _measure_logs(asked: argparse.Namespace, results: dict[str, Any]) -> list[str]:
    who = [one for one in CONTESTANTS if asked.only is None or one in asked.only]
    wrong: list[str] = []
    for size in ALL if asked.size == "all" else (asked.size,):
        kinds, times = LOGS[size]
        for kind in kinds if who else ():
            name = f"{size} {kind}"
            _say(name)
            found = rounds(log(size, kind), who, times)
            wrong += [f"{name}: {difference}" for difference in found.differences]
            seconds = {one: round(value, 4) for one, value in found.seconds.items()}
            kept = {
                "rows": found.rows,
                "seconds": seconds,
                "refused": found.refused,
                "load": round(os.getloadavg()[1], 1),
            }
            results.setdefault("logs", {})[name] = kept
            _keep(asked, results)
    return wrong


def _keep(asked: argparse.Namespace, results: dict[str, Any]) -> None:
    """Writes what is known so far: a run that is broken off was not for nothing."""
    if not asked.dry:
        LATEST.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", "utf-8")
        PAGE.write_text(filled(PAGE.read_text("utf-8"), results), "utf-8")


def _peak() -> dict[str, Any]:
    return memory.peak(log("10m", "parquet"))


def _speeds() -> dict[str, Any]:
    return {
        one.name: {
            "pairs": one.pairs,
            "per_second": round(one.per_second),
            "agree": one.agree,
        }
        for one in pairs.speeds(log("20k", "parquet"))
    }


_MEASURES: dict[str, Callable[[], dict[str, Any]]] = {
    "memory": _peak,
    "pairs": _speeds,
    "district": lambda: {"seconds": round(commands.district(CACHE), 3)},
    "read": lambda: _rounded(reading.seconds(log("1m", "csv"))),
    "xlsx": lambda: {"seconds": round(workbooks.seconds(CACHE), 3)},
    "pdf": lambda: _rounded(commands.pdf()),
    "start": lambda: _rounded(commands.start()),
    "check": lambda: {"seconds": round(commands.check(), 3)},
}


def _rounded(found: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in found.items()}


def _versions() -> dict[str, str]:
    return {name: version(name) for name in COMPARED}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("scripts/bench", description=(__doc__ or "").partition(";")[0])
    parser.add_argument("--size", choices=["all", *LOGS], default="all")
    parser.add_argument("--only", type=_names, help="floor,ours,duckdb,memory,pairs,district,pdf,…")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    names, known = text.split(","), [*CONTESTANTS, *_MEASURES]
    for name in names:
        if name not in known:
            raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(known)}")
    return names


def _say(what: str) -> None:
    sys.stderr.write(f"==> {what}\n")


if __name__ == "__main__":
    main()
