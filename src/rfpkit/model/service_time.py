"""Service time between two instants, and when an amount of it is over, with the slices."""

from __future__ import annotations

from rfpkit.model.record import Record


class Stretch(Record):
    """A stretch of the wall clock in which a calendar was open, or closed for one reason."""

    start: int
    """First second, UTC."""
    end: int
    """First second after it, UTC."""
    open: bool
    """Whether service time passes."""
    reason: str
    """Why it does not: the holiday's name, the closure's reason, night or weekend."""

    @property
    def seconds(self) -> int:
        """Wall-clock seconds."""
        return self.end - self.start


class CalendarName(Record):
    """Which calendar gave an answer."""

    id: str
    version: str
    digest: str
    """Short digest of the calendar, as an audit prints it."""
    timezone: str


class ServiceTime(Record):
    """The service time between two instants."""

    calendar: CalendarName
    start: int
    stop: int
    seconds: int
    """Seconds that count: the sum over the open slices."""
    slices: tuple[Stretch, ...]
    """All seconds between the two instants, in order, without gaps."""
    notes: tuple[str, ...] = ()
    """What a reader should know: a clock change, a local time that was skipped or came twice."""


class DueTime(Record):
    """When a target that starts, or ends, at an instant is over."""

    calendar: CalendarName
    amount: str
    """The target as a level would have it: `3 business days`."""
    rule: str
    """How its days are counted, with the cut-off; empty for hours."""
    backward: bool
    """Whether the given instant is the end, and the answer the latest start."""
    given: int
    answer: int
    """The due instant; backward, the latest start that is still in time."""
    begins: int | None
    """The next opening, where a clock that starts at a closed instant begins to run."""
    latest_compliant_before: int | None
    """The next opening where the due instant is a close of business: a stop before it is in time.

    Of targets in hours only: those in days compare the stop with the due instant.
    """
    seconds: int
    """Service time between start and due instant."""
    slices: tuple[Stretch, ...]
    notes: tuple[str, ...] = ()
