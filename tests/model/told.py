"""Clauses of levels that are made for a test."""

from __future__ import annotations

from types import SimpleNamespace

from rfpkit.model.clauses.level import clauses
from rfpkit.model.service_level import ServiceLevel

DOCUMENT = SimpleNamespace(
    calendars=(SimpleNamespace(id="desk", name="Desk Hours"),),
    priorities=(),
    pauses=(SimpleNamespace(id="approval", name="awaiting an approval"),),
    exclusions=(),
)
MONTH = {"at_least": "95%", "per": "month"}
DURATION = {"kind": "duration", "from": "received", "to": "returned", "calendar": "desk"}
OUTAGE = {"kind": "accumulation", "to": "returned", "calendar": "desk"}


def told(measure, target=None, attainment=None, **fields):
    """Returns the clauses of a level of a measure, owed in 95% of each month."""
    level = {
        "id": "level",
        "title": "Level",
        "measure": measure,
        "attainment": attainment or MONTH,
        "target": target,
        **fields,
    }
    return clauses(ServiceLevel.model_validate(level), DOCUMENT)
