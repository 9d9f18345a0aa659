"""Definitions that levels refer to: reasons to pause, reasons to leave a ticket out."""

from __future__ import annotations

from rfpkit.model.record import Record
from rfpkit.model.scalars import Id, Text


class Definition(Record):
    """A name that levels use, and what it means."""

    id: Id
    """The name: force-majeure, awaiting-district-approval."""
    title: Text | None = None
    """How the name reads in a sentence; made from the id if left out."""
    definition: Text
    """What it means, and what it does not."""
    approved_by: Text | None = None
    """Who must agree that it applies."""
    evidence: Text | None = None
    """What must be on the ticket to show it."""

    @property
    def name(self) -> str:
        """How the name reads in a sentence."""
        return self.title or self.id.replace("-", " ")
