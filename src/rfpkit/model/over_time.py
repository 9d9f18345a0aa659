"""What a later export tells otherwise than one that was kept before."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from rfpkit.model.record import Record


class ChangeKind(StrEnum):
    """What changed between two exports, in the order in which it is listed."""

    TICKET_VANISHED = "ticket-vanished"
    """A ticket of the earlier export is missing."""
    TICKET_LATE = "ticket-late"
    """A ticket began before the earlier export ended and was not in it."""
    STAMP_CHANGED = "stamp-changed"
    """An event has another instant."""
    EVENT_VANISHED = "event-vanished"
    """An event of the earlier export is missing."""
    EVENT_LATE = "event-late"
    """An event lies before the end of the earlier export and was not in it."""
    PRIORITY_CHANGED = "priority-changed"
    """An instant that was told already has another priority."""
    ATTRIBUTE_CHANGED = "attribute-changed"
    """Something else that was told already is told otherwise."""


class Change(NamedTuple):
    """One thing that is told otherwise. Instants are whole seconds UTC."""

    change: str
    """A word of `ChangeKind`."""
    ticket: str
    """Number as the vendor prints it."""
    what: str
    """The event, or the attribute."""
    at: int | None
    """The instant that the change speaks of; of a ticket as a whole, its first stamp."""
    before: int | str | None
    """What the earlier export told: the instant of an event, or the word of an attribute."""
    after: int | str | None
    """What the later one tells."""
    stamps: int
    """How many instants of the ticket have this change."""


class Tally(Record):
    """How much of one kind changed."""

    change: ChangeKind
    """The kind."""
    count: int
    """Changes."""
    tickets: int
    """Tickets that have one."""
    earlier: int = 0
    """Of the stamps that changed, those that lie earlier now."""
    examples: tuple[str, ...] = ()
    """The first few tickets."""


class Comparison(Record):
    """A later export beside the one that was kept before it."""

    number: int
    """The earlier export's place in the store."""
    files: tuple[str, ...]
    """The earlier export's files."""
    seal: str
    """Digest of the earlier export's manifest."""
    until: int
    """Until when the earlier export knew; whole seconds UTC."""
    first: int
    """The first stamp of the later export."""
    both: int
    """Tickets in both."""
    tallies: tuple[Tally, ...] = ()
    """What changed, kind by kind."""
    beyond: int = 0
    """Tickets of the earlier export that the later one need not have: it covers another time."""
    beyond_examples: tuple[str, ...] = ()
    """The first few of them."""
    unreadable: int = 0
    """Tickets whose record cannot be read whole in one of the two: they are not compared."""
    unreadable_examples: tuple[str, ...] = ()
    """The first few of them."""
    skipped: tuple[str, ...] = ()
    """What could not be compared, and why."""

    @property
    def changed(self) -> int:
        """All changes together."""
        return sum(tally.count for tally in self.tallies)
