"""From where on a pattern in the records is worth a question; none of it changes a verdict."""

from __future__ import annotations

from fractions import Fraction
from typing import Self

from pydantic import model_validator

from rfpkit.model.limit import Limit, TimeLimit, Unit
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Share, Whole


class Signals(Record):
    """When a pattern in the records is listed. A signal is a question, never a verdict."""

    at_least: Whole = 5
    """Fewest tickets of which a signal speaks."""
    late_pause: Share = Fraction(1, 10)
    """A pause is set late where no more than this share of the ticket's time is left."""
    lift_and_close: Limit = TimeLimit(15 * 60, Unit.SECONDS, "minute")
    """A pause is lifted for the close where no more than this lies between the two."""
    lowered_priority: Share = Fraction(1, 20)
    """Share of a level's tickets whose priority was lowered to one with a longer target."""
    again_within: Limit = TimeLimit(10, Unit.CALENDAR_DAYS, "calendar day")
    """A new ticket for a device so soon after the close of another one may be the same repair."""
    again: Share = Fraction(1, 20)
    """Share of closed tickets that such a new ticket follows."""
    bulk_closing: Whole = 10
    """Tickets that were closed in one and the same second."""
    round_stamps: Share = Fraction(1, 10)
    """Share of closes at second 00; one in sixty is chance."""
    number_gaps: Share = Fraction(1, 20)
    """A series of ticket numbers is taken to be complete where no more than this is missing."""
    just_under: Share = Fraction(1, 20)
    """How near to its target a ticket is just in time, or just late."""
    period_end: Share = Fraction(1, 10)
    """Share of closes on the last weekday of a month or after it; one in twenty is usual."""

    @model_validator(mode="after")
    def _can_be_told(self) -> Self:
        if not self.at_least or not self.bulk_closing:
            raise mistake("no ticket is no signal", "write a number above zero: 5")
        for limit in (self.lift_and_close, self.again_within):
            if limit.unit is Unit.BUSINESS_DAYS or "business" in limit.word:
                message = f"`{limit}` counts service time, and a signal has no calendar"
                raise mistake(message, "write minutes, hours or calendar days: 10 calendar days")
        return self
