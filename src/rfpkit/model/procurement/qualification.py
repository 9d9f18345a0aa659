"""What a proposer must be before its proposal is scored."""

from __future__ import annotations

from rfpkit.model.record import Record
from rfpkit.model.scalars import Id, Text


class Qualification(Record):
    """A condition that is passed or failed, with what shows it."""

    id: Id
    """Name of the condition: QUAL-1."""
    title: Text
    """What it is about, in a few words."""
    text: Text
    """What a proposer must be or have, so that anyone would answer yes or no alike."""
    evidence: Text
    """What the proposal includes to show it."""
