"""Judges the tickets of a log in DuckDB, by the rules as `duckdb_clock.sql` writes them.

Nothing is taken from the room that is checked, nor from the nouns: terms are what a person writes.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import polars as pl

STATEMENTS = Path(__file__).with_name("duckdb_clock.sql").read_text("utf-8")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 1440


@dataclass(frozen=True)
class Hours:
    """A calendar as a person writes it."""

    zone: str
    covers: tuple[str, str]
    week: Mapping[str, str | Sequence[str]]
    seasons: Sequence[Mapping[str, Any]] = ()
    holidays: Sequence[Mapping[str, Any]] = ()
    holiday_scope: str = "calendar_date"
    closures: Sequence[Mapping[str, Any]] = ()
    openings: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Terms:
    """What a duration level says."""

    as_of: int
    target: int | Mapping[str, int]
    """Seconds, or business days."""
    unit: str = "seconds"
    start: Sequence[str] = ("reported",)
    stop: Sequence[str] = ("resolved",)
    pause: Sequence[str] = ()
    strict: bool = False
    """Whether a ticket that takes exactly its target is late."""
    final_stop: bool = False
    on_reopen: str = "continue"
    window: tuple[int, str] = (5, "business_days")
    priority_change: str = "strictest"
    day_rule: str = "close_of_business"
    cutoff: int | None = None
    """Seconds since local midnight."""
    calendars: Mapping[str, Hours] = field(default_factory=dict)


def judge(events: pl.DataFrame, sites: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    """Returns a row for each episode.

    Args:
        events: `ticket`, `moment` (seconds UTC), `effect`, `priority`; in any order.
        sites: `ticket` and the `calendar` on which its clock runs.
        terms: the level.
    """
    tables = {"events": events, "sites": sites, **_of_terms(terms), **_of_calendars(terms)}
    # DuckDB and Polars hand tables to each other in files: memory would need one library more.
    with TemporaryDirectory() as folder, duckdb.connect(config={"threads": 2}) as database:
        for name, frame in tables.items():
            file = Path(folder, f"{name}.parquet")
            frame.write_parquet(file)
            database.execute(f"create table {name} as from '{file}'")
        database.execute(STATEMENTS)
        answer = Path(folder, "judged.parquet")
        database.execute(f"copy (from judged order by ticket, episode) to '{answer}'")
        return pl.read_parquet(answer)


def _of_terms(terms: Terms) -> dict[str, pl.DataFrame]:
    single = terms.target if isinstance(terms.target, int) else None
    each = {} if isinstance(terms.target, int) else terms.target
    row = {
        "as_of": terms.as_of,
        "single": single,
        "unit": terms.unit,
        "starts": list(terms.start),
        "stops": list(terms.stop),
        "pauses": list(terms.pause),
        "strict": terms.strict,
        "final_stop": terms.final_stop,
        "on_reopen": terms.on_reopen,
        "window_amount": terms.window[0],
        "window_unit": terms.window[1],
        "priority_change": terms.priority_change,
        "day_rule": terms.day_rule,
        "cutoff": terms.cutoff,
    }
    words = pl.List(pl.String())
    kinds = {"single": pl.Int64(), "cutoff": pl.Int64(), "pauses": words}
    targets = {"priority": list(each), "amount": list(each.values())}
    return {
        "terms": pl.DataFrame([row], schema_overrides=kinds),
        "targets": pl.DataFrame(targets, schema={"priority": pl.String, "amount": pl.Int64}),
    }


def _of_calendars(terms: Terms) -> dict[str, pl.DataFrame]:
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _CALENDARS}
    for name, hours in terms.calendars.items():
        covers = tuple(map(_date, hours.covers))
        rows["calendars"].append((name, hours.zone, hours.holiday_scope, *covers))
        every = [{"from": hours.covers[0], "to": hours.covers[1], "week": hours.week}]
        for layer, season in enumerate([*every, *hours.seasons]):
            rows["weeks"].append((name, layer, _date(season["from"]), _date(season["to"])))
            rows["hours"] += [(name, layer, *shift) for shift in _shifts(season["week"])]
        rows["holidays"] += [(name, _date(one["date"])) for one in hours.holidays]
        for kind in ("closures", "openings"):
            rows[kind] += [(name, _date(one["date"]), *_part(one)) for one in getattr(hours, kind)]
    return {
        name: pl.DataFrame(rows[name], schema=columns, orient="row")
        for name, columns in _CALENDARS.items()
    }


_PART = {"begin_minute": pl.Int64(), "end_minute": pl.Int64()}
_CALENDARS: dict[str, dict[str, Any]] = {
    "calendars": {
        **{name: pl.String() for name in ("calendar", "zone", "holiday_scope")},
        "first": pl.Date(),
        "last": pl.Date(),
    },
    "weeks": {"calendar": pl.String(), "layer": pl.Int64(), "first": pl.Date(), "last": pl.Date()},
    "hours": {"calendar": pl.String(), "layer": pl.Int64(), "weekday": pl.Int64(), **_PART},
    "holidays": {"calendar": pl.String(), "day": pl.Date()},
    "closures": {"calendar": pl.String(), "day": pl.Date(), **_PART},
    "openings": {"calendar": pl.String(), "day": pl.Date(), **_PART},
}


def _shifts(week: Mapping[str, str | Sequence[str]]) -> list[tuple[int, int, int]]:
    found = []
    for days, written in week.items():
        first, _, last = days.partition("-")
        span = range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1)
        for shift in [written] if isinstance(written, str) else written:
            begin, end = map(_minute, shift.split("-"))
            over = DAY if end <= begin else 0
            found += [(day + 1, begin, end + over) for day in span]
    return found


def _part(entry: Mapping[str, Any]) -> tuple[int, int]:
    return _minute(entry.get("from", "00:00")), _minute(entry.get("to", "24:00"))


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


def _date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
