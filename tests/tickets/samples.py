"""Small exports and mappings for the tests of this room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.event_log import read_event_log

LOG_STATES = {
    "New": "event reported",
    "Active": "open",
    "On Hold": "pause awaiting-parts",
    "Noted": "ignore",
    "Resolved": "event resolved",
    "Duplicate": "exclude duplicate",
}


def log_mapping(**changes: Any) -> ExportMapping:
    """Returns the mapping of an event log with the columns number, at and state."""
    return _mapping(
        {
            "columns": {"ticket": "number", "at": "at", "state": "state"},
            "states": LOG_STATES,
        },
        changes,
    )


def snapshot_mapping(**changes: Any) -> ExportMapping:
    """Returns the mapping of a snapshot with the columns number, opened and closed."""
    return _mapping(
        {
            "columns": {"ticket": "number"},
            "stamps": {"reported": "opened", "closed": "closed"},
        },
        changes,
    )


def read(folder: Path, text: str | bytes, mapping: ExportMapping) -> EventLog:
    """Writes an export to `tickets.csv` and reads it."""
    file = folder / "tickets.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_event_log([file], mapping)


def events(log: EventLog) -> list[tuple[str, int, str]]:
    """Returns ticket, instant and effect of each event, sorted."""
    numbers = log.tickets["ticket"].to_list()
    effects = [str(state.effect) for state in log.states]
    rows = log.events.select("ticket", "at", "state").iter_rows()
    return sorted((numbers[ticket], at, effects[state]) for ticket, at, state in rows)


def findings(log: EventLog) -> dict[str, int]:
    """Returns how often each kind of finding was made."""
    found: dict[str, int] = {}
    for finding in log.intake.findings:
        found[finding.id] = found.get(finding.id, 0) + finding.count
    return found


def _mapping(base: dict[str, Any], changes: dict[str, Any]) -> ExportMapping:
    columns = {**base["columns"], **changes.pop("columns", {})}
    data = {"kind": "mapping", "timezone": "UTC", **base, **changes, "columns": columns}
    mapping = ExportMapping.model_validate(data)
    assert list(mapping.problems()) == []
    return mapping
