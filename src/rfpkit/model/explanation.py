"""A ticket's clock, slice by slice: every second between start and stop has one line."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.record import Record


class Slice(Record):
    """A stretch of the wall clock in which one thing was true."""

    start: int
    """First second, UTC."""
    end: int
    """First second after it, UTC."""
    kind: Literal["running", "paused", "not_honoured", "closed", "outside_hours"]
    """Whether it counted: `running` and `not_honoured` do."""
    counted: int
    """Seconds that count against the target."""
    state: str
    """The vendor's state in force."""
    reason: str
    """Which rule decided: the pause, the holiday's name, the closure's reason, night or weekend."""
    row: int
    """Row of the export that began the state."""
    ticket: str = ""
    """Whose row it is, where another ticket for the same device and fault goes on in the clock."""

    @property
    def seconds(self) -> int:
        """Wall-clock seconds."""
        return self.end - self.start


class Explanation(Record):
    """How one ticket's verdict for one level came about."""

    ticket: str
    episode: int
    level: str
    digest: str
    """Short digest of the level."""
    version: str
    """Version of the contract in force at the clock's start."""
    timezone: str
    calendar: str
    start: int | None
    stop: int | None
    """End of the last slice for an open ticket: `as_of`."""
    open: bool
    """Whether the ticket is still open."""
    due: int | None
    latest_compliant_before: int | None
    """The next opening, where `due` is a close of business; a stop before it is still in time."""
    target: str
    priority: str | None
    elapsed: int | None
    """Seconds that counted: the sum over the slices."""
    wall: int | None
    """Seconds between start and stop: the sum over all slices."""
    verdict: str
    reason: str
    slices: tuple[Slice, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader should know: DST change inside, pauses not honoured, verdict both ways."""
