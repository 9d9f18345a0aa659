"""Pairs of exports: an earlier one, a later one in which it simply went on, and changes planted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.kept import Kept
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.event_log import read_event_log
from rfpkit.tickets.store.compare import Compared, compare
from rfpkit.tickets.store.spool import Spool

BEGIN = datetime(2027, 3, 1, 9)
END_DAY = 30
HEAD = "number,at,state,priority,site,proof"
STATES = {"Received": "event received", "Working": "open", "Waiting": "pause parts"}
MAPPING = {
    "kind": "mapping",
    "timezone": "America/Chicago",
    "columns": {
        "ticket": "number",
        "at": "at",
        "state": "state",
        "priority": "priority",
        "site": "site",
        "evidence": "proof",
    },
    "states": {**STATES, "Returned": "event returned"},
}


@dataclass(frozen=True)
class Row:
    """A row of an event log; `minute` counts from the beginning of March 2027."""

    ticket: str
    minute: int
    state: str
    priority: str = "P2"
    site: str = "Oak"
    proof: str = ""

    @property
    def at(self) -> str:
        return f"{BEGIN + timedelta(minutes=self.minute):%Y-%m-%dT%H:%M:%S}"

    def line(self) -> str:
        return f"{self.ticket},{self.at},{self.state},{self.priority},{self.site},{self.proof}"


END = END_DAY * 1440
FRAME = (Row("AAA", 0, "Received"), Row("ZZZ", 1, "Received"), Row("ZZZ", END, "Working"))
"""Two tickets that are in every export: so the time that it covers is known."""


@dataclass
class Planted:
    """A later export, and what is to be found in it."""

    rows: list[Row]
    expected: set[tuple[str, str, str]] = field(default_factory=set)
    """Kind of change, ticket, event or attribute."""


def mapping_of(**changes: object) -> ExportMapping:
    mapping = ExportMapping.model_validate({**MAPPING, **changes})
    assert not list(mapping.problems())
    return mapping


def log_of(folder: Path, rows: Iterable[Row], mapping: ExportMapping | None = None) -> EventLog:
    file = folder / "export.csv"
    file.write_text("\n".join([HEAD, *(row.line() for row in rows)]) + "\n")
    return read_event_log([file], mapping or mapping_of())


def spooled(logs: Iterable[EventLog], mapping: ExportMapping | None = None) -> Spool:
    spool = Spool(mapping or mapping_of())
    for log in logs:
        spool.add(log)
    return spool


def compared(old: Spool, new: Spool) -> Compared:
    """Compares two exports of which neither was kept."""
    assert old.cover is not None
    kept = Kept(
        number=1,
        product="test",
        sources=(),
        how=old.how,
        cover=old.cover,
        tickets=old.tickets,
        events=old.events,
        content="",
        files=(),
    )
    found = compare(kept, old.read, new)
    assert found is not None
    return found


def told(found: Compared) -> set[tuple[str, str, str]]:
    """Returns what was found as it was planted."""
    return {(one.change, one.ticket, one.what) for one in found.changes()}
