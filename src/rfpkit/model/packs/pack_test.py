"""What a pack's levels must say and how they must be measured: proofs that travel with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from rfpkit.model.audit import Verdict
from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.effect import Effect, parse_effect
from rfpkit.model.moment import Length, Moment, parse_moment
from rfpkit.model.record import Problem, Record, mistake, repeated_ids
from rfpkit.model.scalars import Id, Text, Zone
from rfpkit.model.written import Written


class TicketEvent(NamedTuple):
    """A line of a ticket's history."""

    at: datetime.datetime
    effect: Effect

    def __str__(self) -> str:
        """`2027-09-01 08:00 | event received`."""
        return f"{self.at.isoformat(' ', 'minutes')} | {self.effect}"


def parse_event(text: str) -> TicketEvent:
    """Reads `2027-09-01 08:00 | event received`."""
    moment, line, effect = text.partition("|")
    if not line:
        hint = "write the instant and what happened: 2027-09-01 08:00 | event received"
        raise mistake(f"`{text}` is no line of a ticket", hint)
    return TicketEvent(parse_moment(moment.strip()), parse_effect(effect.strip()))


EventLine = Annotated[
    TicketEvent,
    Written(
        parse_event,
        str,
        {"type": "string", "examples": ["2027-09-01 08:00 | event received"]},
        "an instant and what happened: 2027-09-01 08:00 | event received",
    ),
]


class Expected(Record):
    """What an audit must say of the ticket; what is left out is not asked."""

    verdict: Verdict
    """Whether the ticket met its level."""
    elapsed: Length | None = None
    """Service time that counted: 7:30."""
    due: Moment | None = None
    """When the target was over."""


class Timeline(Record):
    """One ticket, and what a level makes of it."""

    id: Id
    """Name of the timeline: repair-turnaround-on-the-edge."""
    note: Text | None = None
    """Why the answer is what it is."""
    level: Id
    """The level that measures it."""
    priority: Id | None = None
    """The ticket's priority; the first of which the level's target speaks if left out."""
    attributes: dict[
        Literal["service", "device_class", "site", "audience", "device", "fault"], Text
    ] = {}
    """What else is known of the ticket, where the level asks for it: {site: north}."""
    ticket: Annotated[tuple[EventLine, ...], Field(min_length=1)]
    """Its history: 2027-09-01 08:00 | event received."""
    as_of: Moment | None = None
    """Until when the audit knows; a second after the last line if left out."""
    expect: Expected
    """The answer."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        plain = [line.at for line in self.ticket]
        if len({one.tzinfo is None for one in plain}) > 1:
            message = "some lines have an offset from UTC, and some have none"
            raise mistake(message, "write all of them in one way")
        if plain != sorted(plain):
            raise mistake("the lines are not in the order of time", "put the earlier one first")
        return self


class PackTest(Record):
    """Sentences and timelines that a pack, and every pack over it, must keep."""

    kind: Literal["pack-test"]
    """What the file is."""
    timezone: Zone
    """The time zone of the ticket's instants, and of calendars that name none."""
    calendars: tuple[ServiceCalendar, ...] = ()
    """The calendars on which the levels' clocks run: invented, with the names that they use."""
    sentences: dict[Id, Text] = {}
    """By level, the sentence that the RFP must print. It takes the place of a lower pack's, as a
    timeline does of a lower pack's with the same id."""
    timelines: tuple[Timeline, ...] = ()
    """Tickets, and what must come of them."""
    left_out: tuple[Id, ...] = ()
    """Levels of the packs below that this pack leaves out on purpose: their promises end here."""

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its timelines."""
        return frozenset(one.id for one in self.timelines)

    def problems(self) -> Iterable[Problem]:
        """Yields each id that is used twice."""
        yield from repeated_ids("calendars", self.calendars, ("calendars",))
        yield from repeated_ids("timelines", self.timelines, ("timelines",))
