"""What is asked for and when, and which repairs will be late: the year before it is told."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from chance import Chance
from district import BAD_SCHOOL, CLASSES, IN_SCOPE, SCHOOLS, at, hours, later, moment, workday

VOLUME = {
    (2026, 6): 14, (2026, 7): 330, (2026, 8): 720, (2026, 9): 860, (2026, 10): 760,
    (2026, 11): 520, (2026, 12): 380, (2027, 1): 480, (2027, 2): 500, (2027, 3): 450,
    (2027, 4): 480, (2027, 5): 420, (2027, 6): 160,
}  # fmt: skip
"""Repairs asked for in each month; those of June 2026 belong to the contract before."""

LATE_REPAIRS = {(2026, 9): 215, (2026, 10): 118, (2027, 3): 68}
"""Late repairs in a thousand, by the month in which they are due; elsewhere `USUALLY_LATE`."""
USUALLY_LATE = 26
LATE_ANSWERS = {(2026, 9): 190, (2026, 10): 80, (2027, 3): 40}
"""Late acknowledgements in a thousand, by the month in which they are asked for."""
BAD_MONTHS = {(2026, 11), (2027, 2)}
"""Months, good on the whole, in which one school waits."""

ACKNOWLEDGE = {"P1": 60, "P2": 240, "P3": 480}
"""Working minutes in which a request is to be acknowledged."""
AMENDED = datetime.date(2027, 2, 1)
CUTOFF = 15 * 3600
FEW = 10
"""Fewer repairs of a school in a month are judged with the next month's."""

Month = tuple[int, int]

_DAYS = {"P1": 1, "P2": 3, "P3": 5}
_PRIORITIES = {"P1": 40, "P2": 380, "P3": 580}


@dataclass
class Repair:
    """One repair as it was asked for and picked up."""

    school: str
    device_class: str
    tag: str
    priority: str
    reported: datetime.datetime
    acknowledged: datetime.datetime
    received: datetime.datetime
    late: bool = False

    @property
    def days(self) -> int:
        """Business days in which it is to be returned."""
        return allowed_days(self.priority, self.received.date())

    @property
    def day_0(self) -> datetime.date:
        """The business day from which they count."""
        day = self.received.date()
        midnight = at(day, 0)
        is_late = (self.received - midnight).total_seconds() > CUTOFF
        return workday(day, 1 if is_late and hours(day) else 0)

    @property
    def due_month(self) -> Month:
        """The month in which it falls due if nothing pauses it."""
        day = workday(self.day_0, self.days)
        return day.year, day.month


def room(repairs: list[Repair]) -> dict[tuple[str, Month], int]:
    """Returns how many more bad repairs each school could bear in each month, by due date.

    In the usual months no school may fall under its floor by chance: the example is to say
    clearly where the vendor failed.
    """
    load: Counter[tuple[str, Month]] = Counter()
    late: Counter[tuple[str, Month]] = Counter()
    for repair in repairs:
        if repair.device_class in IN_SCOPE:
            load[repair.school, repair.due_month] += 1
            late[repair.school, repair.due_month] += repair.late
    return {key: count * 13 // 100 - late[key] for key, count in load.items()}


def allowed_days(priority: str, on: datetime.date) -> int:
    """Returns the business days for a return, by priority and date of receipt."""
    return 4 if priority == "P3" and on >= AMENDED else _DAYS[priority]


def plan(chance: Chance) -> list[Repair]:
    """Returns a year of repairs, in the order in which they were asked for."""
    repairs = [_repair(chance, month) for month, count in VOLUME.items() for _ in range(count)]
    repairs.sort(key=lambda repair: repair.reported)
    _choose_late(chance, repairs)
    return repairs


def _repair(chance: Chance, month: Month) -> Repair:
    device_class = chance.weigh(CLASSES)
    priority = "P1" if device_class == "Charging Cart" else chance.weigh(_PRIORITIES)
    reported = ask(chance, month)
    acknowledged = acknowledge(chance, reported, priority, LATE_ANSWERS.get(month, 25))
    return Repair(
        school=chance.weigh(SCHOOLS),
        device_class=device_class,
        tag=f"PC-{100000 + chance.below(20000)}",
        priority=priority,
        reported=reported,
        acknowledged=acknowledged,
        received=_pick_up(chance, acknowledged, priority),
    )


def ask(chance: Chance, month: Month) -> datetime.datetime:
    """Returns the moment of a request: mostly in hours, now and then at night or on a Sunday."""
    first = datetime.date(*month, 1)
    following = datetime.date(month[0] + month[1] // 12, month[1] % 12 + 1, 1)
    days = [first + datetime.timedelta(days=n) for n in range((following - first).days)]
    if month == (2026, 6):
        days = days[-8:]
    if chance.happens(60):
        return at(chance.pick(days), chance.between(17 * 60, 22 * 60), chance.below(60))
    return moment(chance, chance.pick([day for day in days if hours(day)]))


def acknowledge(
    chance: Chance, reported: datetime.datetime, priority: str, per_mille_late: int
) -> datetime.datetime:
    """Returns the moment at which somebody took the request."""
    allowed = ACKNOWLEDGE[priority]
    if chance.happens(per_mille_late):
        return later(reported, allowed + chance.between(5, 500))
    return later(reported, chance.between(2, allowed * 8 // 10))


def _pick_up(chance: Chance, acknowledged: datetime.datetime, priority: str) -> datetime.datetime:
    if priority == "P1":
        return later(acknowledged, chance.between(5, 120))
    steps = chance.weigh({1: 60, 2: 40} if priority == "P2" else {1: 30, 2: 40, 3: 30})
    day = workday(acknowledged.date(), steps)
    if chance.happens(20):  # the evening courier
        return at(day, chance.between(17 * 60 + 35, 19 * 60), chance.below(60))
    if chance.happens(4):  # on the second exactly: still in time for this day
        return at(day, 15 * 60)
    return moment(chance, day)


def _choose_late(chance: Chance, repairs: list[Repair]) -> None:
    by_month: dict[Month, list[Repair]] = defaultdict(list)
    for repair in repairs:
        if repair.device_class in IN_SCOPE:
            by_month[repair.due_month].append(repair)
        else:
            repair.late = chance.happens(60)
    pool: Counter[str] = Counter()
    for month, due in sorted(by_month.items()):
        load = Counter(repair.school for repair in due)
        pool.update(load)
        wanted = len(due) * LATE_REPAIRS.get(month, USUALLY_LATE) // 1000
        for repair in _candidates(chance, month, due, _most_late(month, load, pool))[:wanted]:
            repair.late = True
        for school in load:
            if pool[school] >= FEW:
                pool[school] = 0


def _most_late(month: Month, load: Counter[str], pool: Counter[str]) -> dict[str, int]:
    """Returns how many late repairs each school may have in a month.

    Schools with few repairs are judged together with the next month's: in the bad months only
    those may be late without limit whose pool is full, or a good month would have to pay.
    """
    return {
        school: count if month in LATE_REPAIRS and pool[school] >= FEW + 3 else count * 11 // 100
        for school, count in load.items()
    }


def _candidates(
    chance: Chance, month: Month, due: list[Repair], left: dict[str, int]
) -> list[Repair]:
    """Returns repairs that may be late, in the order in which they are to be."""
    order = chance.shuffled(due)
    first = []
    if month in BAD_MONTHS:
        first = [repair for repair in order if repair.school == BAD_SCHOOL]
        first = first[: len(first) * 40 // 100]
        left[BAD_SCHOOL] = 0
    chosen = []
    for repair in order:
        if left[repair.school] > 0:
            left[repair.school] -= 1
            chosen.append(repair)
    return first + chosen
