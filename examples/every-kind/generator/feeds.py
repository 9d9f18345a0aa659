"""The tables beside the tickets: counts of spares, calls of each hour, reports delivered."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from random import Random

USERS = {
    "Lincoln Elementary": 420,
    "Cedar Elementary": 310,
    "Prairie Middle": 380,
    "River Middle": 290,
    "Consolidated High": 640,
    "West Fork School": 210,
}
Row = Sequence[object]


def spares(chance: Random, days: list[datetime.date]) -> Iterator[Row]:
    """Yields a count of each school on each day; two were never made, November ran short."""
    yield "date", "school", "item", "ready", "users"
    for day in days:
        for school, users in USERS.items():
            if (day.isoformat(), school) in _FORGOTTEN:
                continue
            enough = -(-users * 3 // 100)
            short = day.month == 11 and school == "River Middle" and chance.random() < 0.6
            ready = enough - chance.randint(1, 3) if short else enough + chance.randint(0, 6)
            yield day.isoformat(), school, "Student Laptop", ready, users


def calls(chance: Random, days: list[datetime.date]) -> Iterator[Row]:
    """Yields the mean wait of each hour with its number of calls; October was slow."""
    yield "hour", "mean_seconds_to_answer", "calls"
    for day in days:
        for hour in range(8, 16):
            slow = day.month == 10 and hour in {8, 13}
            wait = chance.randint(70, 180) if slow else chance.randint(8, 58)
            yield f"{day.isoformat()} {hour:02d}:00", wait, chance.randint(0, 9)


def deliveries() -> Iterator[Row]:
    """Yields the reports as they came in: October's was late."""
    yield "delivered", "what", "for_month_of"
    yield "2026-09-08 16:20", "Monthly report", "2026-08-31"
    yield "2026-10-09 11:05", "Monthly report", "2026-09-30"
    yield "2026-11-12 09:40", "Monthly report", "2026-10-31"
    yield "2026-11-16 10:00", "Monthly report", "2026-10-31"
    yield "2026-12-10 23:15", "Monthly report", "2026-11-30"
    yield "2027-01-08 12:00", "Monthly report", "2026-12-31"


_FORGOTTEN = {("2026-09-14", "Cedar Elementary"), ("2026-10-22", "West Fork School")}
