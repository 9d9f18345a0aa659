"""Duties that are due by a date: the monthly report, the raw export."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.limit import Limit
from rfpkit.model.record import Record
from rfpkit.model.scalars import Id


class DutyMeasure(Record):
    """Something that must be delivered for each period; not delivering is a miss."""

    kind: Literal["duty"]
    """A delivery by a date."""
    feed: Id
    """The feed in which deliveries are noted."""
    item: Id
    """What is owed, as the feed's `of` names it: monthly-report."""
    within: Limit
    """How long after the end of the period it is due: 10 calendar days ends with the tenth day."""
    calendar: Id | None = None
    """Calendar of a limit in business days; elapsed time if left out."""
