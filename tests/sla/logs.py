"""Event logs and contracts, written short."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from rfpkit.model.contract import Contract
from rfpkit.model.effect import parse_effect
from rfpkit.model.exports.event_log import EventLog, State
from rfpkit.model.exports.intake import Intake, Source

ZONE = "America/Chicago"
ATTRIBUTES = ("service", "device_class", "site", "audience")

Row = (
    tuple[str | int, str]
    | tuple[str | int, str, str | None]
    | tuple[str | int, str, str | None, Mapping[str, Any]]
)
"""When (local, or seconds UTC), what the state does, the priority that the row carries, and what
else it carries: {"evidenced": True}, {"device_class": "chromebook"}."""


def at(text: str | int, zone: str = ZONE) -> int:
    """Reads a local instant, its first occurrence."""
    if isinstance(text, int):
        return text
    moment = datetime.datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).timestamp())


def log_of(
    stories: Mapping[str, Sequence[Row]],
    tickets: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    attributes: Iterable[str] = ATTRIBUTES,
    ratings: Iterable[str] = (),
    zone: str = ZONE,
    order: Sequence[int] | None = None,
) -> EventLog:
    """Makes a log of tickets with their rows; the priority is P2 where a row names none."""
    names = sorted({*stories, *(tickets or {})})
    rows = [(names.index(name), *row) for name in names for row in stories.get(name, ())]
    effects = sorted({row[2] for row in rows})
    states = tuple(State(effect, parse_effect(effect)) for effect in effects)
    events = pl.DataFrame(
        {
            "ticket": [row[0] for row in rows],
            "at": [at(row[1], zone) for row in rows],
            "order": [0] * len(rows),
            "state": [effects.index(row[2]) for row in rows],
            "priority": [row[3] if len(row) > 3 else "P2" for row in rows],
            "source": [0] * len(rows),
            "row": list(range(2, len(rows) + 2)),
        },
        schema=EVENTS,
    )
    told = [row[4] if len(row) > 4 else {} for row in rows]
    for name, kind in MORE.items():
        if any(name in one for one in told):
            values = pl.Series(name, [one.get(name) for one in told], dtype=kind)
            events = events.with_columns(values)
    if order is not None:
        events = events[list(order)]
    held = [{**_BLANK, **dict((tickets or {}).get(name, {})), "ticket": name} for name in names]
    schema = TICKETS | {f"rating_{one}": pl.Int64() for one in ratings}
    schema |= {one: kind for one, kind in CLAIMED.items() if any(one in row for row in held)}
    frame = pl.DataFrame([{key: row.get(key) for key in schema} for row in held], schema=schema)
    intake = Intake(
        sources=(Source(file="export.csv", sha256="0" * 64, rows=len(rows)),),
        rows_read=len(rows),
        rows_used=len(rows),
        events=len(rows),
    )
    return EventLog(events, frame, states, frozenset(attributes), frozenset(ratings), intake)


_BLANK = {
    "service": "device-repair",
    "device_class": "student-laptop",
    "site": "north",
    "audience": "students",
    "no_target": False,
}
EVENTS = {
    "ticket": pl.UInt32(),
    "at": pl.Int64(),
    "order": pl.Int64(),
    "state": pl.UInt16(),
    "priority": pl.String(),
    "source": pl.UInt8(),
    "row": pl.UInt32(),
}
MORE = {"evidenced": pl.Boolean(), "device_class": pl.String(), "actor": pl.String()}
"""Columns that few exports have."""
TICKETS = {
    "ticket": pl.String(),
    **{name: pl.String() for name in (*ATTRIBUTES, "device", "fault", "excluded", "unreadable")},
    "no_target": pl.Boolean(),
    "claimed_met": pl.Boolean(),
    "claimed_due": pl.Int64(),
}
CLAIMED = {
    "claimed_elapsed": pl.Int64(),
    "claimed_paused": pl.Int64(),
    "first_priority": pl.String(),
}
"""Columns of tickets that few exports have."""

CALENDAR: dict[str, Any] = {
    "id": "support-hours",
    "covers": "2026-01-01 to 2028-12-31",
    "week": {"mon-fri": "07:30-16:30"},
}
LEVEL: dict[str, Any] = {
    "id": "repair",
    "title": "Repair",
    "measure": {
        "kind": "duration",
        "from": "reported",
        "to": "resolved",
        "calendar": "support-hours",
        "pause": ["awaiting-customer"],
    },
    "target": "8 business hours",
    "attainment": {"at_least": "95%", "per": "month"},
}


def contract_of(
    *levels: Mapping[str, Any], calendar: Mapping[str, Any] | None = None, **changes: Any
) -> Contract:
    """Makes a contract with levels; without any, one repair level of 8 business hours."""
    written: dict[str, Any] = {
        "kind": "contract",
        "id": "C-1",
        "title": "Repairs",
        "parties": {"district": "District", "contractor": "Vendor"},
        "timezone": ZONE,
        "term": "2026-07-01 to 2028-06-30",
        "priorities": [{"id": name, "name": name} for name in ("P1", "P2", "P3")],
        "calendars": [{**CALENDAR, **(calendar or {})}],
        "fees": [{"id": "monthly-fee", "amount": "$10,000.00", "per": "month"}],
        "service_levels": list(levels) or [LEVEL],
        **changes,
    }
    return Contract.model_validate(written)


def level_of(measure: Mapping[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """Makes the repair level with other terms."""
    return {**LEVEL, "measure": {**LEVEL["measure"], **(measure or {})}, **changes}
