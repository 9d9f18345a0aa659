"""How the two sides work together."""

from __future__ import annotations

from rfpkit.model.record import Record
from rfpkit.model.scalars import Id, Text


class Meeting(Record):
    """A meeting that comes round."""

    id: Id
    """Name of the meeting: monthly-review."""
    name: Text
    """How it is called."""
    every: Text
    """How often it is held."""
    who: Text
    """Who comes."""
    agenda: Text | None = None
    """What is always on it."""


class EscalationStep(Record):
    """One step of the ladder, the first one first."""

    when: Text
    """When a matter goes here: P1 not answered within 30 minutes."""
    contractor: Text
    """Who takes it on the Contractor's side."""
    district: Text
    """Who takes it on the District's side."""


class Governance(Record):
    """How the two sides work together and what happens when they do not."""

    manager: Text | None = None
    """What the Contractor's named manager must be and do; the pack's words if left out."""
    meetings: tuple[Meeting, ...] = ()
    """Meetings that come round."""
    escalation: tuple[EscalationStep, ...] = ()
    """The ladder by which an open matter rises."""
