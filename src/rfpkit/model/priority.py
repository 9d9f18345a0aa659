"""How urgent a ticket is, in words that both sides read alike."""

from __future__ import annotations

from rfpkit.model.record import Record
from rfpkit.model.scalars import Id, Text


class Priority(Record):
    """One step of urgency; the list of a document runs from the most urgent down."""

    id: Id
    """Code on the ticket: P1."""
    name: Text
    """What the step means: one person cannot work."""
    definition: Text | None = None
    """When a ticket belongs to it, if the name does not say it all."""
    examples: tuple[Text, ...] = ()
    """Cases that show the step."""
