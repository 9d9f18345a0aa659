"""The faults that real exports have, planted in tickets that would otherwise be plain."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from chance import Chance
from district import IN_SCOPE, at, later, moment, workday
from story import (
    APPROVAL,
    CLOSED,
    NEW,
    RECEIVED,
    REPAIRED,
    RETURNED,
    TAKEN,
    WORKING,
    Event,
    Ticket,
)

EXPORTED = datetime.datetime(2027, 7, 15, 18, 0)
"""When the export was taken: nothing later is in it."""

_PLAIN = [NEW, TAKEN, RECEIVED, WORKING, REPAIRED, RETURNED, CLOSED]
_NO_DATES = ("31/11/2026 10:22:07", "#########", "0/0/0000 00:00:00", "29/2/2027 09:14:30")
_AUTUMN = datetime.date(2026, 11, 1)
_SPRING = datetime.date(2027, 3, 14)
_STORM = (datetime.date(2027, 1, 25), datetime.date(2027, 1, 26))
_LAST_DAYS = datetime.datetime(2027, 6, 21)


Room = dict[tuple[str, tuple[int, int]], int]


def plant(chance: Chance, tickets: list[Ticket], room: Room) -> None:
    """Plants every kind of fault in plain tickets of large schools, one in each ticket.

    `room` is how many tickets without a verdict a school bears in a month.
    """
    candidates = chance.shuffled([ticket for ticket in tickets if _is_plain(ticket)])
    _leave_open(chance, [ticket for ticket in candidates if ticket.opened >= _LAST_DAYS])
    _move_to_change_of_clocks(candidates)
    _storm([ticket for ticket in candidates if ticket.opened.date() in _STORM])
    left = (ticket for ticket in candidates if not ticket.planted)
    for name, count, fault in _GRAVE:
        for _ in range(count):
            ticket = next(ticket for ticket in left if room.get(_group(ticket), 0) > 0)
            room[_group(ticket)] -= 1
            ticket.planted = name
            fault(chance, ticket)
    for name, count, fault in _LIGHT:
        for _ in range(count):
            ticket = next(left)
            ticket.planted = name
            fault(chance, ticket)


def cut(ticket: Ticket) -> None:
    """Leaves out what came after the export was taken."""
    ticket.events = [event for event in ticket.events if event.at <= EXPORTED]
    states = [event.state for event in ticket.events]
    if REPAIRED not in states:
        ticket.made = ""
    if CLOSED not in states:
        ticket.quality = ticket.timeliness = ""


def _is_plain(ticket: Ticket) -> bool:
    return (
        ticket.device_class in IN_SCOPE
        and ticket.school.endswith("High School")
        and [event.state for event in ticket.events] == _PLAIN
        and len({event.priority for event in ticket.events}) == 1
        and ticket.made == "true"
    )


def _unreadable_stamp(chance: Chance, ticket: Ticket) -> None:
    event = chance.pick(ticket.events)
    event.stamp = chance.pick(_NO_DATES)


def _empty_stamp(chance: Chance, ticket: Ticket) -> None:
    chance.pick(ticket.events[1:]).stamp = "?"


def _scanned_late(chance: Chance, ticket: Ticket) -> None:
    """The device was scanned as received after it had been returned."""
    returned = _event(ticket, RETURNED).at
    _event(ticket, RECEIVED).at = returned + datetime.timedelta(minutes=chance.between(9, 40))


def _never_scanned(chance: Chance, ticket: Ticket) -> None:
    ticket.events.remove(_event(ticket, RECEIVED))


def _no_class(chance: Chance, ticket: Ticket) -> None:
    ticket.device_class = ""


def _no_service(chance: Chance, ticket: Ticket) -> None:
    ticket.service = ""


def _no_school(chance: Chance, ticket: Ticket) -> None:
    ticket.school = ""


def _no_priority(chance: Chance, ticket: Ticket) -> None:
    for event in ticket.events:
        event.priority = ""


def _priority_later(chance: Chance, ticket: Ticket) -> None:
    ticket.events[0].priority = ""


def _returned_in_the_same_second(chance: Chance, ticket: Ticket) -> None:
    """Read in the wrong order, the last row would open the ticket again."""
    returned = _event(ticket, RETURNED)
    work = Event(returned.at, WORKING, returned.priority)
    ticket.events.insert(ticket.events.index(returned), work)


def _taken_back_in_the_same_second(chance: Chance, ticket: Ticket) -> None:
    """The return is undone at once; only the running number tells which came first."""
    returned = _event(ticket, RETURNED)
    after = ticket.events.index(returned) + 1
    ticket.events[after:after] = [
        Event(returned.at, WORKING, returned.priority),
        Event(later(returned.at, chance.between(20, 60)), RETURNED, returned.priority),
    ]


def _begun_in_the_same_second(chance: Chance, ticket: Ticket) -> None:
    _event(ticket, WORKING).at = _event(ticket, RECEIVED).at


def _closed_in_the_same_second(chance: Chance, ticket: Ticket) -> None:
    _event(ticket, CLOSED).at = _event(ticket, RETURNED).at


def _broken_row(chance: Chance, ticket: Ticket) -> None:
    """The table breaks one of its rows; the fault's name says how."""


Fault = Callable[[Chance, Ticket], None]

_GRAVE: tuple[tuple[str, int, Fault], ...] = (
    ("unreadable stamp", 6, _unreadable_stamp),
    ("empty stamp", 2, _empty_stamp),
    ("too few cells", 3, _broken_row),
    ("too many cells", 3, _broken_row),
    ("stop before start", 7, _scanned_late),
    ("no start", 5, _never_scanned),
    ("no device class", 6, _no_class),
    ("no service", 3, _no_service),
    ("no priority", 8, _no_priority),
    ("same second, taken back", 8, _taken_back_in_the_same_second),
)
"""Faults after which a ticket cannot be judged, or may be late, and how many tickets get each."""

_LIGHT: tuple[tuple[str, int, Fault], ...] = (
    ("no school", 6, _no_school),
    ("priority set later", 25, _priority_later),
    ("same second, returned", 30, _returned_in_the_same_second),
    ("same second, begun", 20, _begun_in_the_same_second),
    ("same second, closed", 20, _closed_in_the_same_second),
    ("empty number", 9, _broken_row),
)
"""Faults that a careful reader gets over."""


def _move_to_change_of_clocks(candidates: list[Ticket]) -> None:
    """Asks at night, in the hour that comes twice and in the hour that does not come."""
    for night, hour, count in ((_AUTUMN, 1, 5), (_SPRING, 2, 3)):
        morning = workday(night, 0)
        asked = [ticket for ticket in candidates if ticket.opened.date() == morning]
        for step, ticket in enumerate(asked[:count]):
            ticket.events[0].at = at(night, hour * 60 + 7 + 9 * step, 11 * step)
            ticket.planted = "change of clocks"


def _storm(candidates: list[Ticket]) -> None:
    """Leaves out what the storm stopped, as both sides agreed."""
    for ticket in candidates[:6]:
        ticket.close_code = "Storm"
        ticket.planted = "storm"


def _leave_open(chance: Chance, candidates: list[Ticket]) -> None:
    """Leaves repairs of the last days open: waiting for the District, or only just begun."""
    kinds = ["waits for approval"] * 6 + ["not picked up"] * 3 + ["just picked up"] * 3
    for kind, ticket in zip(kinds, candidates, strict=False):
        received = _event(ticket, RECEIVED)
        ticket.close_code = ticket.made = ticket.quality = ticket.timeliness = ""
        ticket.planted = kind
        if kind == "waits for approval":
            asked = later(_event(ticket, WORKING).at, chance.between(20, 200))
            ticket.events[4:] = [Event(asked, APPROVAL, received.priority)]
            continue
        ticket.due = None
        if kind == "not picked up":
            ticket.events[2:] = []
        else:
            ticket.events[3:] = []
            received.at = moment(chance, datetime.date(2027, 7, 14))


def _group(ticket: Ticket) -> tuple[str, tuple[int, int]]:
    assert ticket.group is not None, "every repair has a group"
    return ticket.group


def _event(ticket: Ticket, state: str) -> Event:
    return next(event for event in ticket.events if event.state == state)
