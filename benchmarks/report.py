"""The results in words: what the terminal shows, and the tables of the page."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bars import Results, bars

HEAD = (
    *("log", "rows", "floor, s", "rfpkit, s", "÷ floor"),
    *("DuckDB SQL, s", "DuckDB ÷ rfpkit", "load"),
)
_LOGS = """Seconds, the best of several rounds taken in turns. Load is what the machine had to do,
these rounds included; far above the number of its cores, seconds and ratios say little:"""
BEGIN = "<!-- Made by scripts/bench, from benchmarks/latest.json: run it; change nothing here. -->"
END = "<!-- End of what scripts/bench makes. -->"


def tables(results: Results) -> str:
    """Returns every table in Markdown."""
    parts = [_environment(results), _table(("what", "measured", "bar", ""), _bars(results))]
    logs = [tuple(row) for row in _logs(results)]
    if logs:
        parts += [_LOGS, _table(HEAD, logs)]
    pairs = [tuple(row) for row in _pairs(results)]
    if pairs:
        head = ("created→resolved", "pairs", "pairs a second", "rfpkit ÷ this", "same answer")
        parts += ["Service time of pairs of instants, one site, no holds:", _table(head, pairs)]
    return "\n\n".join(parts) + "\n"


def filled(page: str, results: Results) -> str:
    """Returns a page with the tables in their place."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{tables(results)}\n{END}{after}"


def _environment(results: Results) -> str:
    names = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    return f"Measured on {results['cores']} cores that others share, with {names}."


def _bars(results: Results) -> Iterator[tuple[str, ...]]:
    for bar in bars(results):
        sign = "≤" if bar.side == "at most" else "≥"
        value = "–" if bar.value is None else f"{_number(bar.value)}{_unit(bar.unit)}"
        yield bar.what, value, f"{sign} {bar.bar:,g}{_unit(bar.unit)}", bar.verdict


def _logs(results: Results) -> Iterator[tuple[str, ...]]:
    for name, found in results.get("logs", {}).items():
        seconds = found["seconds"]
        ours, floor, duckdb = (seconds.get(one) for one in ("ours", "floor", "duckdb"))
        yield (
            name,
            f"{found['rows']:,}" if found["rows"] else "–",
            _seconds(floor),
            _seconds(ours) if ours else found["refused"].get("ours", "–"),
            _number(ours / floor) if ours and floor else "–",
            _seconds(duckdb),
            _number(duckdb / ours) if ours and duckdb else "–",
            f"{found['load']:g}" if "load" in found else "–",
        )


def _pairs(results: Results) -> Iterator[tuple[str, ...]]:
    speeds = results.get("pairs", {})
    for name, one in speeds.items():
        times = speeds["rfpkit"]["per_second"] / one["per_second"]
        same = f"{one['agree']:,} of {one['pairs']:,}"
        yield name, f"{one['pairs']:,}", f"{one['per_second']:,.0f}", _number(times), same


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]] | list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}" if value < 1 else f"{value:.2f}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _unit(unit: str) -> str:
    return f" {unit}" if unit == "×" else unit
