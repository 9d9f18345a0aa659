"""What happens to a ticket, from the report to the rating."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from days import LAST_TICKET, after, is_workday, moment, workday
from feeds import USERS

HEAD = (
    "ticket", "changed", "status", "priority", "school", "class", "asset", "fault", "quote",
    "outcome", "rating_quality",
)  # fmt: skip
_PER_DAY = 4
_FAULTS = ("screen", "keyboard", "battery", "hinge", "charging-port", "software")
_LIMITS = {"P1": 1, "P2": 3, "P3": 3}


@dataclass
class Ticket:
    """A ticket and its rows: moment, status and the quote that the row names."""

    school: str
    kind: str
    asset: str
    fault: str
    priority: str
    reported: datetime.datetime
    rows: list[tuple[datetime.datetime, str, str]] = field(default_factory=list)
    outcome: str = ""
    rating: str = ""

    def add(self, at: datetime.datetime, status: str, quote: str = "") -> None:
        """Adds a row."""
        self.rows.append((at, status, quote))


def tickets(chance: Random, days: list[datetime.date]) -> Iterator[tuple[object, ...]]:
    """Yields the rows of the export, ticket by ticket in the order of their reports."""
    days = [day for day in days if day <= LAST_TICKET]
    told = [_first(chance, day) for day in days for _ in range(_PER_DAY)]
    told += [again for one in told if (again := _again(chance, one)) is not None]
    told.sort(key=lambda one: one.reported)
    for one in told:
        _tell(chance, one)
    _spoil(told)
    for number, one in enumerate(told, start=50_001):
        for at, status, quote in one.rows:
            known = (one.priority, one.school, one.kind, one.asset, one.fault, quote)
            yield f"TR-{number}", at.isoformat(" "), status, *known, one.outcome, one.rating


def _first(chance: Random, day: datetime.date) -> Ticket:
    school = chance.choices([*USERS], [*USERS.values()])[0]
    is_student = chance.random() < 0.75
    kind = "Student Laptop" if is_student else "Staff Laptop"
    asset = f"{school[:2].upper()}-{'S' if is_student else 'T'}{chance.randint(100, 199)}"
    priority = chance.choices(["P1", "P2", "P3"], [12, 50, 38])[0]
    reported = moment(chance, day, 8, 15)
    return Ticket(school, kind, asset, chance.choice(_FAULTS), priority, reported)


def _again(chance: Random, one: Ticket) -> Ticket | None:
    """Returns a new ticket for the same device and fault, some weeks later, now and then."""
    day = one.reported.date() + datetime.timedelta(days=chance.randint(16, 44))
    if chance.random() > 0.09 or day > LAST_TICKET or not is_workday(day):
        return None
    reported = moment(chance, day, 8, 15)
    return Ticket(one.school, one.kind, one.asset, one.fault, one.priority, reported)


def _tell(chance: Random, one: Ticket) -> None:
    one.add(one.reported, "New")
    late = chance.random() < (0.09 if one.reported.month == 9 else 0.02)
    quick = {"P1": (5, 50), "P2": (15, 200), "P3": (20, 200)}[one.priority]
    wait = chance.randint(700, 1200) if late else chance.randint(*quick)
    acknowledged = after(one.reported, wait)
    one.add(acknowledged, "Assigned")
    if one.kind == "Student Laptop":
        slow = chance.random() < 0.03
        lent = after(one.reported, chance.randint(260, 480) if slow else chance.randint(20, 235))
        one.add(max(lent, acknowledged + datetime.timedelta(minutes=1)), "Loaner Issued")
    received = moment(chance, workday(one.rows[-1][0].date(), 1), 9, 11)
    one.add(received - datetime.timedelta(minutes=20), "On Site")
    one.add(received, "Received")
    _repair(chance, one, received)


def _repair(chance: Random, one: Ticket, received: datetime.datetime) -> None:
    day = workday(_wait(chance, one, received), _length(chance, one, received))
    for visit in range(chance.choices([0, 1, 2], [82, 14, 4])[0]):
        one.add(moment(chance, day, 11 + visit, 12 + visit), "On Site")
    returned = moment(chance, day, 13, 15)
    one.add(returned, "Returned")
    if chance.random() < 0.05:
        again = moment(chance, workday(day, chance.randint(1, 3)), 9, 11)
        one.add(again, "In Repair")
        returned = moment(chance, workday(again.date(), 1), 9, 15)
        one.add(returned, "Returned")
    one.add(moment(chance, workday(returned.date(), 1), 10, 12), "Closed")
    _rate(chance, one)


def _wait(chance: Random, one: Ticket, received: datetime.datetime) -> datetime.date:
    """Lets some tickets wait for an approval, a few without a quote; returns the day it ends."""
    if chance.random() > 0.16:
        return received.date()
    begin = received + datetime.timedelta(minutes=chance.randint(30, 90))
    quote = f"Q-{chance.randint(1000, 9999)}" if chance.random() < 0.9 else ""
    one.add(begin, "Awaiting Approval", quote)
    end = moment(chance, workday(begin.date(), chance.choices([1, 2, 3], [6, 3, 1])[0]), 9, 11)
    one.add(end, "In Repair")
    return end.date()


def _length(chance: Random, one: Ticket, received: datetime.datetime) -> int:
    limit = _LIMITS[one.priority] if one.kind == "Student Laptop" or one.priority == "P1" else 5
    if datetime.date(2026, 10, 5) <= received.date() <= datetime.date(2026, 10, 16):
        limit = min(limit, 2) if one.kind == "Student Laptop" else limit
    late = chance.random() < (0.28 if received.month == 10 else 0.015)
    return limit + chance.randint(1, 4) if late else chance.randint(0, limit)


def _rate(chance: Random, one: Ticket) -> None:
    if chance.random() < 0.03:
        one.outcome = "Not worth repairing"
    elif chance.random() < 0.5:
        one.rating = str(chance.choices([5, 4, 3, 2, 1], [55, 34, 6, 3, 2])[0])


def _spoil(told: list[Ticket]) -> None:
    """Leaves the faults in the export that every export has."""
    for place in (40, 155):  # nobody scanned the device in
        told[place].rows = [row for row in told[place].rows if row[1] != "Received"]
    told[90].asset = ""
    for place in (-4, -2):  # still on the bench
        told[place].rows = [row for row in told[place].rows if row[1] not in {"Returned", "Closed"}]
        told[place].rating = ""
