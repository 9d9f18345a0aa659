"""What the dates of an RFP were before its addenda moved them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rfpkit.model.addenda.addendum import Addendum
from rfpkit.model.addenda.told import Dated, Earlier
from rfpkit.model.solicitation import Solicitation


def history(new: Solicitation, old: Solicitation, present: Addendum) -> list[Dated]:
    """Returns each event of the later version, in order of date, with its earlier dates.

    The addenda in the RFP tell them; what only the earlier version tells belongs to the present
    addendum.
    """
    before = {event.id: event for event in old.schedule}
    found = []
    for event in sorted(new.schedule, key=lambda one: one.moment):
        earlier = [*told(new.addenda or (), event.id)]
        was = before.get(event.id)
        moved_now = was is not None and (was.date, was.time) != (event.date, event.time)
        if was and moved_now and (was.date, was.time) not in {(e.date, e.time) for e in earlier}:
            earlier.append(Earlier(was.date, was.time, present.number))
        found.append(Dated(event, tuple(earlier)))
    return found


def told(addenda: Sequence[Addendum], event: str) -> Iterable[Earlier]:
    """Yields what the addenda say of an event's earlier dates, the first one first."""
    for addendum in addenda:
        for moved in addendum.moved or ():
            if moved.event == event:
                yield Earlier(moved.was, moved.time, addendum.number)
