"""Nine invented tickets of an invented school district, told once for all the exports here.

Times are local to America/Chicago. The desk is open Monday to Friday, 07:30 to 16:30, nine hours
a day; P1 is due in 4 of them, P2 in 9, P3 in 27. Worked by hand, with every pause known:

1. P2, Tue 08:00 to 11:00: 3 h of 9, met.
2. P1, Tue 09:00 to 15:00: 6 h of 4, missed.
3. P2, Wed 08:00 to Thu 16:00: 8.5 + 8.5 = 17 h, of which Wed 09:00 to Thu 15:00, 7.5 + 7.5 h,
   wait for the customer: 2 h of 9, met. Who cannot see the pause counts 17 h, missed.
4. P3, Tue Sep 29 15:00, still open at the end of Sep 30: 1.5 + 9 = 10.5 h of 27, pending.
5. P2, Mon 08:00 to Wed 10:00: 8.5 + 9 + 2.5 = 20 h of 9, missed. The vendor says met, although
   its own due time, Tue 08:00, had passed.
6. P1, Mon Sep 21 10:00, still open: missed, although open.
7. P2, Thu 08:00, resolved 12:00, opened again Fri 08:00, resolved 15:30: 4 + 7.5 = 11.5 h of 9,
   missed; the vendor counts the first stop only. Who sees the last stop only counts
   8.5 + 8 = 16.5 h, missed too.
8. P3, Tue 08:00, raised to P1 at 09:00, resolved 14:00: 6 h; the strictest priority counts,
   4 h, missed. The vendor kept the due time of P3, and says met.
9. P2, Wed Sep 30 09:00, nobody has touched it: 7.5 h of 9, pending.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

CHICAGO = ZoneInfo("America/Chicago")


@dataclass(frozen=True)
class Change:
    """One field of a ticket, from one local time on."""

    at: datetime.datetime
    field: str
    """`state` or `priority`."""
    value: str
    before: str
    """What the field was; empty at the begin."""


@dataclass(frozen=True)
class Ticket:
    """A ticket with its whole history."""

    number: int
    school: str
    changes: tuple[Change, ...]
    due: datetime.datetime
    """When the vendor's own system called it due."""
    met: bool | None
    """What the vendor's system says; None while it has not decided."""

    @property
    def began(self) -> datetime.datetime:
        """When it was reported."""
        return self.changes[0].at

    def today(self, field: str) -> str:
        """Returns what a field was at the end."""
        return [one.value for one in self.changes if one.field == field][-1]

    def first(self, field: str) -> str:
        """Returns what a field was at the begin."""
        return next(one.value for one in self.changes if one.field == field)

    def last(self, state: str) -> datetime.datetime | None:
        """Returns when a state began for the last time; None if it was left or never was."""
        found = [one.at for one in self.changes if (one.field, one.value) == ("state", state)]
        is_over = self.today("state") in {"resolved", "closed"}
        return found[-1] if found and is_over else None

    def answered(self) -> datetime.datetime | None:
        """Returns when somebody took it up."""
        return next((one.at for one in self.changes if one.value == "open"), None)

    def paused(self) -> int:
        """Returns the minutes for which it waited for the customer, around the clock."""
        states = [one for one in self.changes if one.field == "state"]
        spans = [later.at - one.at for one, later in pairwise(states) if one.value == "waiting"]
        return sum(int(span.total_seconds()) // 60 for span in spans)

    def reopened(self) -> int:
        """Returns how often it was opened again."""
        return sum(one.before == "resolved" and one.value == "open" for one in self.changes)


def at(text: str) -> datetime.datetime:
    """Reads `09-08 08:00` as a local time of 2026."""
    return datetime.datetime.fromisoformat(f"2026-{text}")


def utc(moment: datetime.datetime) -> datetime.datetime:
    """Returns a local time as UTC."""
    return moment.replace(tzinfo=CHICAGO).astimezone(datetime.UTC)


def _ticket(
    number: int, school: str, priority: str, told: str, due: str, *, met: bool | None
) -> Ticket:
    last = {"state": "", "priority": ""}
    changes = []
    for line in f"{told.split(maxsplit=1)[0]} {told.split()[1]} {priority}, {told}".split(", "):
        day, clock, value = line.split()
        field = "priority" if value.startswith("P") else "state"
        changes.append(Change(at(f"{day} {clock}"), field, value, last[field]))
        last[field] = value
    return Ticket(number, school, tuple(changes), at(due), met)


ELEMENTARY, MIDDLE = "Elm Fork Elementary", "Cedar Bluff Middle"

TICKETS = (
    _ticket(
        1,
        ELEMENTARY,
        "P2",
        "09-08 08:00 new, 09-08 08:20 open, 09-08 11:00 resolved, 09-09 08:00 closed",
        "09-09 08:00",
        met=True,
    ),
    _ticket(
        2,
        MIDDLE,
        "P1",
        "09-08 09:00 new, 09-08 09:30 open, 09-08 15:00 resolved, 09-09 09:00 closed",
        "09-08 13:00",
        met=False,
    ),
    _ticket(
        3,
        ELEMENTARY,
        "P2",
        "09-09 08:00 new, 09-09 08:30 open, 09-09 09:00 waiting, 09-10 15:00 open, "
        "09-10 16:00 resolved, 09-11 08:00 closed",
        "09-11 14:00",
        met=True,
    ),
    _ticket(4, MIDDLE, "P3", "09-29 15:00 new, 09-29 15:30 open", "10-02 15:00", met=None),
    _ticket(
        5,
        MIDDLE,
        "P2",
        "09-14 08:00 new, 09-14 09:00 open, 09-16 10:00 resolved, 09-17 10:00 closed",
        "09-15 08:00",
        met=True,
    ),
    _ticket(6, ELEMENTARY, "P1", "09-21 10:00 new, 09-21 10:10 open", "09-21 14:00", met=False),
    _ticket(
        7,
        MIDDLE,
        "P2",
        "09-17 08:00 new, 09-17 08:15 open, 09-17 12:00 resolved, 09-18 08:00 open, "
        "09-18 15:30 resolved, 09-21 08:00 closed",
        "09-18 08:00",
        met=True,
    ),
    _ticket(
        8,
        ELEMENTARY,
        "P3",
        "09-22 08:00 new, 09-22 08:10 open, 09-22 09:00 P1, 09-22 14:00 resolved, "
        "09-23 08:00 closed",
        "09-25 08:00",
        met=True,
    ),
    _ticket(9, MIDDLE, "P2", "09-30 09:00 new", "10-01 09:00", met=None),
)

WITH_PAUSES = {
    1: "met",
    2: "missed",
    3: "met",
    4: "pending",
    5: "missed",
    6: "missed_open",
    7: "missed",
    8: "missed",
    9: "pending",
}
"""The verdicts of an export that shows every change."""

WITHOUT_PAUSES = {**WITH_PAUSES, 3: "missed"}
"""The verdicts of an export that shows how a ticket ended only."""
