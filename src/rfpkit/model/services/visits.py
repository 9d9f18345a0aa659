"""Work that comes round by itself: maintenance and visits."""

from __future__ import annotations

from rfpkit.model.names import Names
from rfpkit.model.record import Record
from rfpkit.model.scalars import Id, Text, Whole


class MaintenancePlan(Record):
    """Work that is done before anything fails."""

    id: Id
    """Name of the task: cart-check."""
    task: Text
    """What is done."""
    items: Names
    """Scope items on which it is done: charging-carts."""
    every: Text
    """How often: each semester."""
    season: Text | None = None
    """When in the year: in the two weeks before school begins."""
    checklist: tuple[Text, ...] = ()
    """What is looked at, point by point."""
    evidence: Text | None = None
    """What shows that it was done: the list, by asset tag."""


class VisitRotation(Record):
    """Standing visits of technicians to a group of sites."""

    id: Id
    """Name of the rotation: north."""
    sites: Text
    """Schools that are visited."""
    queue: Id | None = None
    """The queue that the visits work off."""
    every: Text
    """How often each site is visited: every 5 school days."""
    day: Text | None = None
    """The day, where it is fixed: the same weekday throughout a semester."""
    least_hours: Whole | None = None
    """Fewest hours that a technician stays."""
    not_on: Text | None = None
    """Days without visits: days of a state test."""
    make_up: Text | None = None
    """What happens after a visit that could not be held."""
