"""Where users read what they may expect."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.names import Names
from rfpkit.model.record import Record
from rfpkit.model.scalars import Id, Text

Published = Literal["priorities", "support-hours", "service-levels", "visits", "responsibilities"]
"""What is published."""


class Publication(Record):
    """Something that is published to users, and kept true."""

    id: Id
    """Name of the publication: help-page."""
    what: tuple[Published, ...]
    """What it says: [priorities, support-hours]."""
    audiences: Names
    """For whom it is."""
    medium: Text
    """Where it stands: the help page of the District's website."""
    published: Text | None = None
    """When it is first out: before the first day of school."""
    reviewed: Text | None = None
    """When it is looked at again: each July."""
    by: Id | None = None
    """The party that keeps it true."""
