"""Worked examples of a service level: invented times and counts, judged by the product itself."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.audit import PeriodState
from rfpkit.model.explanation import Explanation
from rfpkit.model.record import Record
from rfpkit.model.scalars import Date, Share, Whole

Case = Literal["met", "missed", "edge"]


class Timeline(Record):
    """One invented request, and how its clock ran."""

    case: Case
    """What it is to show."""
    told: Explanation
    """The clock, slice by slice, as an audit would tell it."""
    late: Explanation | None = None
    """For an edge: the same request, stopped one second later."""


class Single(Record):
    """One invented delivery, count or request without a clock, and its verdict."""

    case: Case
    """What it is to show."""
    begun: int | None = None
    """For what must not come back: the instant at which the request is counted."""
    at: int | None = None
    """The instant of the delivery, or of the new request."""
    first: Date | None = None
    """For a delivery: the first day of the period that it is for."""
    last: Date | None = None
    """Its last day."""
    value: Whole | None = None
    """For a count: how many there are."""
    base: Whole | None = None
    """How many users the place has; none where a number is owed."""
    met: Literal[True, False]
    """What the level says of it."""


class Tried(Record):
    """An invented period, and what the level makes of it."""

    case: Case
    """What it is to show."""
    given: str
    """What happened: 38 of 40 requests were in time."""
    reached: str
    """What that comes to: 95%."""
    state: PeriodState
    """What the level says of it."""


class Worked(Record):
    """The worked examples of one level."""

    level: str
    """The level's id."""
    timelines: tuple[Timeline, ...] = ()
    """Requests with a clock; none where the level has no clock of single requests."""
    singles: tuple[Single, ...] = ()
    """Deliveries, counts or requests by themselves; none where each would say what is plain."""
    periods: tuple[Tried, ...] = ()
    """Measurement periods."""
    owed: Share | None = None
    """The share by which the periods are judged; none where the level owes a value itself."""
    owed_from: Date | None = None
    """First day on which that share is owed; none where it is owed throughout."""
