"""One addendum: what the RFP itself says of a change that was made after it was issued."""

from __future__ import annotations

import datetime
from typing import Literal

from rfpkit.model.record import Record
from rfpkit.model.scalars import Clock, Date, Id, Text, Whole


class MovedDate(Record):
    """What a date was before an addendum moved it."""

    event: Id
    """The event of the schedule: proposals-due."""
    was: Date
    """Its date before the addendum."""
    time: Clock | None = None
    """Its time before the addendum, where it had one."""

    @property
    def moment(self) -> tuple[datetime.date, int | None]:
        """Date and second of the day, as the event had them."""
        return self.was, self.time


class Addendum(Record):
    """A numbered change of the RFP, told to every proposer alike."""

    number: Whole
    """Its number; the first addendum is 1."""
    date: Date
    """Day on which it is published."""
    summary: Text
    """What it changes, in a sentence or two."""
    substantive: Literal[True, False] | None = None
    """Whether the change could alter what is offered; found out by rules if left out."""
    reason: Text | None = None
    """Why it is substantive or is not, where that differs from what the rules say."""
    moved: tuple[MovedDate, ...] | None = None
    """Dates that it moves, with what they were before."""
