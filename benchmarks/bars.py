"""What is to be beaten, and whether it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from benchmarks.reading import CLOCK

Results = Mapping[str, Any]
"""What was measured, as `latest.json` holds it."""


@dataclass(frozen=True)
class Bar:
    """A bar, and how what was measured stands to it."""

    what: str
    value: float | None
    """None where it was not measured."""
    bar: float
    side: Literal["at most", "at least"]
    unit: str = "×"
    note: str = ""
    """Why nothing was measured."""

    @property
    def met(self) -> bool | None:
        """Whether the bar is met; None where nothing was measured."""
        if self.value is None:
            return None
        return self.value <= self.bar if self.side == "at most" else self.value >= self.bar

    @property
    def verdict(self) -> str:
        """`met`, or how far it is from it: `missed, 1.4 × too much`."""
        if self.value is None:
            return f"not measured{self.note and f': {self.note}'}"
        if self.met:
            return "met"
        if self.side == "at most":
            return f"missed: {self.value / self.bar:.1f} × the bar"
        return f"missed: {100 * self.value / self.bar:.0f} % of the bar"


def bars(results: Results) -> list[Bar]:
    """Returns every bar with what was measured."""
    return [
        _ratio(results, "1m csv", "audit of 1,000,000 tickets from CSV ÷ Polars decoding it", 2),
        _ratio(results, "1m parquet", "the same from Parquet ÷ Polars decoding it", 5),
        _ratio(results, "10m parquet", "audit of 10,000,000 tickets from Parquet ÷ decoding it", 8),
        _memory(results),
        *_duckdb(results),
        *_pairs(results),
        _of_two(
            results,
            "CSV 1M rows read, with checks and digest ÷ Polars, on the processor",
            "read",
            ("rfpkit", "polars"),
            2,
        ),
        _of_two(
            results,
            "the same by the clock",
            "read",
            (f"rfpkit{CLOCK}", f"polars{CLOCK}"),
            2,
        ),
        _plain(
            results, "audit of a district's year (20,000 tickets), reports included", "district", 5
        ),
        _plain(results, "reading a workbook of 100,000 rows and 15 columns", "xlsx", 2),
        _of_two(results, "RFP to PDF ÷ WeasyPrint alone", "pdf", ("rfp", "weasyprint"), 1.25),
        _of_two(results, "`rfpkit --help` ÷ `python -c pass`", "start", ("help", "python"), 6),
        _help(results),
        _plain(results, "`rfpkit check` of an RFP of 5,000 lines", "check", 0.6),
    ]


def _ratio(results: Results, log: str, what: str, bar: float) -> Bar:
    found = results.get("logs", {}).get(log, {})
    seconds = found.get("seconds", {})
    value = _quotient(seconds.get("ours"), seconds.get("floor"))
    return Bar(what, value, bar, "at most", note=found.get("refused", {}).get("ours", ""))


def _memory(results: Results) -> Bar:
    found = results.get("memory", {})
    what = "peak memory of that audit"
    return Bar(what, found.get("mib"), 512, "at most", " MiB", found.get("refused", ""))


def _duckdb(results: Results) -> Iterator[Bar]:
    for log in ("1m csv", "1m parquet", "10m parquet"):
        found = results.get("logs", {}).get(log, {})
        seconds = found.get("seconds", {})
        value = _quotient(seconds.get("duckdb"), seconds.get("ours"))
        note = found.get("refused", {}).get("ours", "")
        what = f"faster than the same audit in DuckDB SQL, {log}"
        yield Bar(what, value, 2, "at least", note=note)


def _pairs(results: Results) -> Iterator[Bar]:
    speeds = results.get("pairs", {})
    for name, bar in (("pm4py", 50), ("business-duration", 200), ("businesstimedelta", 2_000)):
        rates = [speeds.get(one, {}).get("per_second") for one in ("rfpkit", name)]
        value = _quotient(*rates)
        yield Bar(f"created→resolved pairs, faster than {name}", value, bar, "at least")


def _plain(results: Results, what: str, name: str, bar: float) -> Bar:
    return Bar(what, results.get(name, {}).get("seconds"), bar, "at most", " s")


def _of_two(results: Results, what: str, name: str, parts: tuple[str, str], bar: float) -> Bar:
    found = results.get(name, {})
    return Bar(what, _quotient(*(found.get(part) for part in parts)), bar, "at most")


def _help(results: Results) -> Bar:
    seconds = results.get("start", {}).get("help")
    return Bar("`rfpkit --help`", seconds and 1000 * seconds, 100, "at most", " ms")


def _quotient(one: float | None, other: float | None) -> float | None:
    return one / other if one and other else None
