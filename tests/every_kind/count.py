"""The example's ten levels counted a second time, in plain Python and by hand.

The terms are written out again here from the words of the contract. What comes out is, for each
level and period, how many are met and how many missed; for the statistic, its value.
"""

from __future__ import annotations

import csv
import datetime
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.every_kind import hours
from tests.every_kind.hours import AS_OF, CENTRAL, FOREVER, MOUNTAIN, Span

HOUR = 3600
Verdicts = Iterator[tuple[str, str]]
"""Period and verdict of each unit that has a verdict."""


@dataclass(frozen=True)
class Ticket:
    """A ticket as the export tells it."""

    rows: list[dict[str, str]]

    def __getitem__(self, column: str) -> str:
        """What the first row says."""
        return self.rows[0][column]

    @property
    def zone(self) -> ZoneInfo:
        """The zone of its school."""
        return MOUNTAIN if self["school"] == "West Fork School" else CENTRAL

    @property
    def is_laptop(self) -> bool:
        """Whether it is about a student laptop."""
        return self["class"] == "Student Laptop"

    def times(self, status: str) -> list[int]:
        """When it reached a status."""
        return [hours.instant(row["changed"]) for row in self.rows if row["status"] == status]

    def spans(self, status: str) -> Iterator[tuple[dict[str, str], Span]]:
        """Each stay in a status; the last one has no end."""
        for place, row in enumerate(self.rows):
            if row["status"] == status:
                after = self.rows[place + 1 : place + 2]
                end = hours.instant(after[0]["changed"]) if after else FOREVER
                yield row, (hours.instant(row["changed"]), end)


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table of the example."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tickets(folder: Path) -> list[Ticket]:
    """The tickets of the export."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read(folder, "tickets.csv"):
        found[row["ticket"]].append(row)
    return [Ticket(sorted(rows, key=lambda row: row["changed"])) for rows in found.values()]


def by_period(verdicts: Verdicts) -> dict[str, tuple[int, int]]:
    """How many are met, and how many missed, in each period."""
    counts = Counter(verdicts)
    periods = sorted({period for period, _ in counts})
    return {one: (counts[one, "met"], counts[one, "missed"]) for one in periods}


def month(seconds: int) -> str:
    """The month of an instant."""
    return f"{hours.local_date(seconds):%Y-%m}"


# Durations.


def acknowledgement(log: list[Ticket]) -> Verdicts:
    """Within 1, 4 or 8 business hours of the report."""
    for one in log:
        limit = {"P1": 1, "P2": 4, "P3": 8}[one["priority"]] * HOUR
        yield from _quick(one, "Assigned", limit)


def loaner(log: list[Ticket]) -> Verdicts:
    """Within 4 business hours of the report, for student laptops."""
    for one in log:
        if one.is_laptop:
            yield from _quick(one, "Loaner Issued", 4 * HOUR)


def _quick(one: Ticket, status: str, limit: int) -> Verdicts:
    (reported,) = one.times("New")
    due = hours.reached([(reported, FOREVER)], limit, one.zone)
    stops = one.times(status)
    end = min(stops) if stops else AS_OF
    took = hours.seconds([(reported, end)], one.zone)
    if stops or took > limit:
        yield month(due), "met" if took <= limit else "missed"


def waits(log: list[Ticket], status: str) -> dict[str, int]:
    """The service seconds of each ticket from its report to a status."""
    return {
        one["ticket"]: hours.seconds([(one.times("New")[0], one.times(status)[0])], one.zone)
        for one in log
        if one.times(status)
    }


def dues(log: list[Ticket]) -> dict[str, int]:
    """When each repair fell due, for those that are back."""
    return {
        one["ticket"]: _due(one, one.times("Received")[0])
        for one in log
        if one.times("Received") and one.times("Returned") and not one["outcome"]
    }


def repair(log: list[Ticket]) -> Verdicts:
    """Within 1, 2, 3 or 5 business days of receipt; approvals with a quote move the due time."""
    for one in log:
        starts = one.times("Received")
        if not starts or one["outcome"]:
            continue
        start, stops = starts[0], one.times("Returned")
        due = _due(one, start)
        end = stops[-1] if stops else AS_OF
        if stops or end > due:
            yield month(due), "met" if end <= due else "missed"


def _due(one: Ticket, start: int) -> int:
    if one["priority"] == "P1":
        days = 1
    elif one.is_laptop:
        days = 2 if hours.in_testing(start, one.zone) else 3
    else:
        days = 5
    due = hours.close_of_business(start, days, one.zone)
    budget = hours.seconds([(start, due)], one.zone)
    still = list(_still(one))
    running = _without((start, FOREVER), still)
    return max(due, hours.reached(running, budget, one.zone))


def _still(one: Ticket) -> Iterator[Span]:
    """When the clock stands still: approvals with a quote, 16 business hours each; and closed."""
    for row, (begin, end) in one.spans("Awaiting Approval"):
        if row["quote"]:
            most = hours.reached([(begin, FOREVER)], 16 * HOUR, one.zone)
            yield begin, min(end, most)
    returns, again = one.times("Returned"), one.times("In Repair")
    for stop in returns[:-1]:
        yield stop, min(moment for moment in again if moment > stop)


def _without(whole: Span, holes: Iterable[Span]) -> Iterator[Span]:
    first, last = whole
    for begin, end in sorted(holes):
        yield first, begin
        first = end
    yield first, last


# Ratios.


def first_visit(log: list[Ticket]) -> Verdicts:
    """Closed with one visit at most."""
    for one in log:
        closed = one.times("Closed")
        if closed:
            visits = [at for at in one.times("On Site") if at <= closed[-1]]
            yield month(closed[-1]), "met" if len(visits) <= 1 else "missed"


def repeats(log: list[Ticket]) -> Verdicts:
    """No new ticket for the same device and fault within 30 days of the return."""
    reports = defaultdict(list)
    for one in log:
        reports[one["asset"], one["fault"]].append(one.times("New")[0])
    for one in log:
        returned = one.times("Returned")[-1:]
        if not returned or not one["asset"]:
            continue
        local = datetime.datetime.fromtimestamp(returned[0], CENTRAL)
        end = int((local + datetime.timedelta(days=30)).timestamp())
        again = any(returned[0] < at <= end for at in reports[one["asset"], one["fault"]])
        if again or end <= AS_OF:
            yield month(returned[0]), "missed" if again else "met"


def satisfaction(log: list[Ticket]) -> Verdicts:
    """Ratings of 4 or 5."""
    for one in log:
        closed, rating = one.times("Closed"), one["rating_quality"]
        if closed and rating:
            yield month(closed[-1]), "met" if int(rating) >= 4 else "missed"


def three_months(counts: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Each month together with the two before it."""
    names = list(counts)
    return {
        name: (
            sum(counts[one][0] for one in names[max(place - 2, 0) : place + 1]),
            sum(counts[one][1] for one in names[max(place - 2, 0) : place + 1]),
        )
        for place, name in enumerate(names)
    }


# Feeds.


def answers(folder: Path) -> dict[str, int]:
    """The 90th percentile of each month, each hour counted as often as it had calls."""
    waits: dict[str, list[int]] = defaultdict(list)
    for row in read(folder, "calls.csv"):
        waits[row["hour"][:7]] += [int(row["mean_seconds_to_answer"])] * int(row["calls"])
    return {
        name: sorted(values)[math.ceil(Fraction(90, 100) * len(values)) - 1]
        for name, values in waits.items()
    }


def spares(folder: Path) -> Verdicts:
    """3 % of the users at each school on each school day; a day without a count is missed."""
    counts = {(row["date"], row["school"]): row for row in read(folder, "spares.csv")}
    schools = {school for _, school in counts}
    for day in hours.school_days(datetime.date(2026, 8, 1), datetime.date(2027, 1, 15)):
        for school in schools:
            row = counts.get((day.isoformat(), school))
            enough = row is not None and int(row["ready"]) * 100 >= int(row["users"]) * 3
            yield f"{day:%Y-%m}", "met" if enough else "missed"


def reports(folder: Path) -> Verdicts:
    """Each month's report by the end of the tenth day of the next one."""
    first: dict[str, str] = {}
    for row in read(folder, "deliveries.csv"):
        first.setdefault(row["for_month_of"][:7], row["delivered"][:10])
    for name, due in _DUE.items():
        delivered = first.get(name, "9999")
        yield name, "met" if delivered <= due else "missed"


_DUE = {
    "2026-08": "2026-09-10",
    "2026-09": "2026-10-10",
    "2026-10": "2026-11-10",
    "2026-11": "2026-12-10",
    "2026-12": "2027-01-10",
}


# What adds up.


def lemons(log: list[Ticket]) -> Verdicts:
    """Student laptops out for 8 school days at most in a quarter, by the days' openings."""
    outages: dict[str, list[Span]] = defaultdict(list)
    for one in log:
        if one.is_laptop and one["asset"]:
            outages[one["asset"]] += _outages(one)
    quarters = (("2026-Q3", "2026-08-01", "2026-09-30"), ("2026-Q4", "2026-10-01", "2026-12-31"))
    for name, first_day, last_day in quarters:
        days = list(
            hours.school_days(
                datetime.date.fromisoformat(first_day), datetime.date.fromisoformat(last_day)
            )
        )
        begin = hours.instant(first_day)
        end = hours.instant(last_day) + 86_400
        for spans in outages.values():
            if any(first < end and last > begin for first, last in spans):
                openings = [hours.instant(f"{day} 08:00") for day in days]
                lost = sum(any(a <= at < b for a, b in spans) for at in openings)
                yield name, "met" if lost <= 8 else "missed"


def _outages(one: Ticket) -> Iterator[Span]:
    (begin,) = one.times("New")
    again = one.times("In Repair")
    for stop in one.times("Returned"):
        yield begin, stop
        begin = min((at for at in again if at > stop), default=0)
    if not one.times("Returned"):
        yield begin, AS_OF
