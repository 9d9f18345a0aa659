"""What happened to each ticket, told as changes of state in local time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from chance import Chance
from district import WORKDAYS, at, complaint, hours, later, moment, person, workday
from plan import Repair, allowed_days

WORDS = {"P1": "1 - Critical", "P2": "2 - High", "P3": "3 - Moderate"}
"""Priorities as the vendor's system writes them."""

NEW, TAKEN, RECEIVED = "New", "Assigned", "Device Received"
WORKING, APPROVAL, PARTS = "Work in Progress", "Awaiting Approval", "Awaiting Vendor"
REPAIRED, RETURNED, CLOSED, CANCELLED = "Resolved", "Returned", "Closed", "Cancelled"

_EARLY = {
    1: {0: 60, 1: 40},
    3: {0: 30, 1: 50, 2: 20},
    4: {0: 20, 1: 45, 2: 35},
    5: {0: 12, 1: 40, 2: 30, 3: 18},
}
"""Business days before the last one on which a repair in time is returned, with weights."""


@dataclass
class Event:
    """A row of the export: at a moment, a state and a priority."""

    at: datetime.datetime
    state: str
    priority: str
    stamp: str = ""
    """What stands there in place of the moment, where it cannot be read."""


@dataclass
class Ticket:
    """A ticket with everything that the export copies to each of its rows."""

    service: str
    school: str
    device_class: str
    tag: str
    caller: str
    text: str
    events: list[Event]
    close_code: str = ""
    due: datetime.datetime | None = None
    made: str = ""
    quality: str = ""
    timeliness: str = ""
    number: str = ""
    group: tuple[str, tuple[int, int]] | None = None
    """School and due month of a repair."""
    planted: str = ""
    """The fault of the export in this ticket."""

    @property
    def opened(self) -> datetime.datetime:
        """The first moment."""
        return min(event.at for event in self.events)


def tell(chance: Chance, repair: Repair) -> Ticket:
    """Returns the ticket of a repair."""
    who = person(chance)
    ticket = Ticket(
        service="Device repair",
        school=repair.school,
        device_class=repair.device_class,
        tag=repair.tag,
        caller=who,
        text=complaint(chance, who),
        events=[
            Event(repair.reported, NEW, repair.priority),
            Event(repair.acknowledged, TAKEN, repair.priority),
        ],
        group=(repair.school, repair.due_month),
    )
    if _ends_early(chance, repair, ticket):
        return ticket
    _Life(chance, repair, ticket).tell()
    return ticket


def close(chance: Chance, ticket: Ticket, moment_of_return: datetime.datetime) -> None:
    """Adds the close: by the nightly job, or with many others at the end of the month."""
    day = workday(moment_of_return.date(), chance.between(1, 4))
    closed = at(day, 20 * 60 + 10, chance.below(600))
    last = _last_workday(moment_of_return.date())
    days_left = (last - moment_of_return.date()).days
    if 0 < days_left <= 4 and chance.happens(600):
        closed = at(last, 16 * 60 + 5)
    priority = ticket.events[-1].priority
    ticket.events.append(Event(closed, CLOSED, priority))
    ticket.close_code = ticket.close_code or "Repaired"


def rate(chance: Chance, ticket: Ticket, satisfied: int) -> None:
    """Adds the answer to the survey, where there is one; `satisfied` in a thousand."""
    if not chance.happens(320):
        return
    low = {"3": 70, "2": 20, "1": 10}
    high = {"5": 70, "4": 30}
    ticket.quality = chance.weigh(high if chance.happens(satisfied) else low)
    ticket.timeliness = chance.weigh(high if chance.happens(satisfied - 40) else low)


def _ends_early(chance: Chance, repair: Repair, ticket: Ticket) -> bool:
    if repair.late:
        return False
    if chance.happens(12):
        when = later(repair.acknowledged, chance.between(20, 400))
        if chance.happens(500):
            ticket.events.append(Event(when, CANCELLED, repair.priority))
        else:
            ticket.events.append(Event(when, CLOSED, repair.priority))
        ticket.close_code = "Duplicate"
        return True
    if chance.happens(18):
        asked = later(repair.received, chance.between(30, 500))
        answered = moment(chance, workday(asked.date(), chance.between(2, 9)))
        ticket.events += [
            Event(repair.received, RECEIVED, repair.priority),
            Event(asked, APPROVAL, repair.priority),
            Event(answered, CLOSED, repair.priority),
        ]
        ticket.close_code = "Beyond economical repair"
        rate(chance, ticket, 820)
        return True
    return False


def _last_workday(day: datetime.date) -> datetime.date:
    return max(other for other in WORKDAYS if (other.year, other.month) == (day.year, day.month))


class _Life:
    """A repair from its receipt to its close."""

    def __init__(self, chance: Chance, repair: Repair, ticket: Ticket) -> None:
        self.chance, self.repair, self.ticket = chance, repair, ticket
        self.priority = repair.priority
        self.waited = 0
        """Working days for which the vendor's own clock stands still."""

    def tell(self) -> None:
        """Adds every event from the receipt on."""
        chance, repair = self.chance, self.repair
        self.add(repair.received, RECEIVED)
        if repair.late and chance.happens(25):
            self.forget()
            return
        returned = self.work()
        self.bench(returned)
        self.add(returned, RETURNED)
        if self.has_time_to_come_back(returned) and chance.happens(60):
            returned = self.come_back(returned)
        if chance.happens(40) and returned < self.last_day():
            self.comment(returned)
        close(chance, self.ticket, returned)
        if not repair.late and chance.happens(10):
            self.come_back_after_weeks()
        rate(chance, self.ticket, 880 if repair.late else 972)
        self.claim()

    def work(self) -> datetime.datetime:
        """Adds what happens on the bench and returns the moment of the return."""
        chance, repair = self.chance, self.repair
        started = self.add(later(repair.received, chance.between(3, 50)), WORKING)
        limit, steps = repair.days, self.steps()
        # A late repair waits for approval early in the month only: it stays due in that month.
        may_wait = not repair.late or repair.received.day <= 8
        if limit > 1 and may_wait and chance.happens(70):
            steps = steps if repair.late else min(max(steps, 2), limit - 1)
            steps += self.wait(started, APPROVAL, chance.between(1, 7))
        elif steps > 2 and chance.happens(450 if repair.late else 130):
            self.wait(started, PARTS, min(steps - 2, chance.between(1, 4)))
        day = workday(repair.day_0, steps)
        if repair.late and steps == limit:
            return at(day, chance.between(17 * 60 + 40, 20 * 60), chance.below(60))
        return self.after_all(day)

    def steps(self) -> int:
        """Returns the business days from day 0 to the return, waits for approval apart."""
        chance, limit = self.chance, self.repair.days
        if not self.repair.late:
            if chance.happens(15) and self.priority == "P3":
                self.change_priority("P2", 3)
                return chance.between(1, 2)
            return limit - chance.weigh(_EARLY[limit])
        if self.priority != "P3" and chance.happens(300):
            allowed = allowed_days("P3", self.repair.received.date())
            self.change_priority("P3", 1)
            return chance.between(limit + 1, allowed)
        if chance.happens(60):
            return limit
        return limit + chance.weigh({1: 40, 2: 25, 3: 15, 5: 12, 9: 8})

    def change_priority(self, other: str, hours_later: int) -> None:
        """Adds a row that changes nothing but the priority."""
        when = later(self.repair.received, 60 * hours_later + self.chance.below(50))
        self.priority = other
        self.add(when, WORKING)

    def wait(self, started: datetime.datetime, state: str, days: int) -> int:
        """Adds a wait of so many working days, and returns them."""
        begun = later(max(started, self.latest()), self.chance.between(10, 150))
        ended = moment(self.chance, workday(begun.date(), days))
        self.add(begun, state)
        self.add(max(ended, begun + datetime.timedelta(minutes=7)), WORKING)
        self.waited += days
        return days

    def after_all(self, day: datetime.date) -> datetime.datetime:
        """Returns a moment of a working day, or later where the day has no time left."""
        least = self.latest()
        if least.date() < day:
            return moment(self.chance, day, 8 * 60)
        return later(least, self.chance.between(15, 45))

    def bench(self, returned: datetime.datetime) -> None:
        """Adds the end of the work on the bench, some time before the return."""
        start = self.latest()
        gap = int((returned - start).total_seconds())
        fixed = start + datetime.timedelta(seconds=gap * self.chance.between(50, 95) // 100)
        span = hours(fixed.date())
        if span is None or not span[0] <= fixed.hour * 60 + fixed.minute < span[1]:
            fixed = max(start, returned - datetime.timedelta(minutes=self.chance.between(5, 40)))
        self.add(fixed, REPAIRED)

    def has_time_to_come_back(self, returned: datetime.datetime) -> bool:
        """Whether a second repair would still be in time, or is late in any case."""
        last = workday(self.repair.day_0, self.repair.days)
        return not self.repair.late and workday(returned.date(), 2) <= last

    def come_back(self, returned: datetime.datetime) -> datetime.datetime:
        """Adds a second repair of the same fault within days, and returns its return."""
        if self.chance.happens(300):
            self.add(at(returned.date(), 20 * 60 + 10, self.chance.below(600)), CLOSED)
        again = moment(self.chance, workday(returned.date(), self.chance.between(1, 3)))
        self.add(again, WORKING)
        if self.chance.happens(400):
            self.add(later(again, self.chance.between(10, 60)), PARTS)
        fixed = later(self.latest(), self.chance.between(30, 240))
        self.add(fixed, RETURNED)
        return fixed

    def come_back_after_weeks(self) -> None:
        """Adds a repair on the old ticket, long after its close."""
        again = moment(self.chance, workday(self.latest().date(), self.chance.between(9, 25)))
        self.add(again, RECEIVED)
        self.add(later(again, self.chance.between(10, 60)), WORKING)
        fixed = moment(self.chance, workday(again.date(), self.chance.between(1, 2)))
        self.add(fixed, RETURNED)
        close(self.chance, self.ticket, fixed)

    def comment(self, returned: datetime.datetime) -> None:
        """Adds a row after the return that repeats its state."""
        when = returned + datetime.timedelta(minutes=self.chance.between(5, 90))
        self.add(when, RETURNED)

    def forget(self) -> None:
        """Adds a start and no end."""
        self.add(later(self.repair.received, self.chance.between(3, 200)), WORKING)

    def claim(self) -> None:
        """Adds what the vendor says: its own due time, and whether it was kept."""
        ticket = self.ticket
        # The vendor's system knows no cutoff, no amendment and no earlier priority.
        allowed = {"P1": 1, "P2": 3, "P3": 5}[self.priority]
        day = workday(self.repair.received.date(), allowed + self.waited)
        span = hours(day)
        assert span is not None, f"{day} is a working day"
        ticket.due = at(day, span[1])
        fixed = next(event.at for event in ticket.events if event.state == REPAIRED)
        kept = fixed <= ticket.due
        if self.chance.happens(300 if not kept else 4):
            kept = not kept
        ticket.made = "true" if kept else "false"

    def add(self, when: datetime.datetime, state: str) -> datetime.datetime:
        """Adds an event and returns its moment."""
        self.ticket.events.append(Event(when, state, self.priority))
        return when

    def latest(self) -> datetime.datetime:
        """Returns the moment of the last event so far."""
        return max(event.at for event in self.ticket.events)

    def last_day(self) -> datetime.datetime:
        """Returns the moment after which no comment is written."""
        return at(datetime.date(2027, 7, 10), 0)
