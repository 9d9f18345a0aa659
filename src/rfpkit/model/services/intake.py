"""How requests come in and where they go."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Text


class IntakeChannel(Record):
    """A way in which people ask for help."""

    id: Id
    """Name of the way, as audiences list it under `channels`: portal."""
    kind: Literal["portal", "phone", "email", "chat", "walk-in", "kiosk", "qr-code"]
    """What kind of way it is."""
    name: Text | None = None
    """How it is called in documents; made from the kind if left out."""
    calendar: Id | None = None
    """The calendar in whose hours somebody answers; left out, see `hours`."""
    hours: Text | None = None
    """When it is open, in words: at all hours, answered from the next opening."""
    sign_in: Text | None = None
    """How it is known who asks: District account; student number and school."""
    auto_ack: Text | None = None
    """What the person gets at once: the ticket number by e-mail."""

    @model_validator(mode="after")
    def _one_clock(self) -> Self:
        if self.calendar and self.hours:
            message = "the channel has a calendar and hours in words, which may differ"
            raise mistake(message, "keep `calendar` or `hours`, not both")
        return self


class TriageRule(Record):
    """What a request with certain marks is given."""

    when: Text
    """The marks: an office or a whole class is stopped."""
    priority: Id | None = None
    """The priority it gets."""
    queue: Id | None = None
    """The queue it goes to."""

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if self.priority is None and self.queue is None:
            raise mistake("the rule gives nothing", "add `priority`, `queue`, or both")
        return self
