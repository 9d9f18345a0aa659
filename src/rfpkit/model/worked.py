"""Worked examples of a service level: invented times and counts, judged by the product itself."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.audit import PeriodState
from rfpkit.model.explanation import Explanation
from rfpkit.model.record import Record
from rfpkit.model.scalars import Date, Share

Case = Literal["met", "missed", "edge"]


class Timeline(Record):
    """One invented request, and how its clock ran."""

    case: Case
    """What it is to show."""
    told: Explanation
    """The clock, slice by slice, as an audit would tell it."""
    late: Explanation | None = None
    """For an edge: the same request, stopped one second later."""


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
    periods: tuple[Tried, ...] = ()
    """Measurement periods."""
    owed: Share | None = None
    """The share by which the periods are judged; none where the level owes a value itself."""
    owed_from: Date | None = None
    """First day on which that share is owed; none where it is owed throughout."""
