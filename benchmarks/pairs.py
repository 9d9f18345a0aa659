"""Service time between two instants: rfpkit beside three libraries that compute it.

One site, one calendar of weekdays and holidays, no holds: what each of them can do. Pairs are
from the report of a ticket to its first resolution. Each library gets as many of them as it can
finish in a moment; compared is how many it does in a second.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import polars as pl

from benchmarks.ours import CONTRACT
from benchmarks.stopwatch import best
from rfpkit.load.document import load
from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.contract import Contract
from rfpkit.sla.calendars.compiled import compile_calendar

Seconds = npt.NDArray[np.int64]
Moments = list[tuple[datetime.datetime, datetime.datetime]]

OPENING, CLOSING = datetime.time(7, 30), datetime.time(16, 30)
"""The hours of the contract's calendar, Monday to Friday."""


@dataclass(frozen=True)
class Speed:
    """How fast somebody computes service time."""

    name: str
    pairs: int
    seconds: float
    agree: int
    """On how many pairs it says the same as rfpkit, to the second."""

    @property
    def per_second(self) -> float:
        """Pairs in a second."""
        return self.pairs / self.seconds


def speeds(log: Path) -> list[Speed]:
    """Returns the speed of rfpkit, and then that of each library."""
    starts, stops = _pairs(log)
    calendar = _calendar()
    compiled = compile_calendar(calendar)
    truth = compiled.elapsed(starts, stops)
    seconds = best(lambda: compiled.elapsed(starts, stops), times=20)
    found = [Speed("rfpkit", starts.size, seconds, starts.size)]
    for name, (library, most) in _LIBRARIES.items():
        moments = _moments(calendar, starts[:most], stops[:most])
        compute = library(calendar)
        answers = [round(compute(*pair)) for pair in moments]
        agree = int((np.array(answers) == truth[:most]).sum())
        seconds = best(partial(_all, compute, moments), times=3)
        found.append(Speed(name, len(moments), seconds, agree))
    return found


def _pairs(log: Path) -> tuple[Seconds, Seconds]:
    """Returns when each ticket of a log was reported and first resolved, seconds UTC."""
    rows = pl.scan_parquet(log).with_columns(pl.col("changed_at").dt.epoch("s"))
    pairs = (
        rows.group_by("number")
        .agg(
            start=pl.col("changed_at").filter(pl.col("state") == "New").min(),
            stop=pl.col("changed_at").filter(pl.col("state") == "Resolved").min(),
        )
        .drop_nulls()
        .sort("number")
        .collect()
    )
    return pairs["start"].to_numpy(), pairs["stop"].to_numpy()


def _calendar() -> ServiceCalendar:
    (calendar, *_) = load(CONTRACT, Contract).versions()[0].calendars
    # No library knows a day that closes at noon.
    return calendar.model_copy(update={"closures": ()})


def _moments(calendar: ServiceCalendar, starts: Seconds, stops: Seconds) -> Moments:
    """Returns pairs as the libraries take them: with their zone, which they look at or drop."""
    zone = ZoneInfo(str(calendar.timezone))
    both = zip(starts.tolist(), stops.tolist(), strict=True)
    at = datetime.datetime.fromtimestamp
    return [(at(start, zone), at(stop, zone)) for start, stop in both]


def _all(compute: _Compute, moments: Moments) -> None:
    for start, stop in moments:
        compute(start, stop)


_Compute = Callable[[datetime.datetime, datetime.datetime], float]


def _pm4py(calendar: ServiceCalendar) -> _Compute:
    logging.disable(logging.WARNING)
    from pm4py.util.business_hours import BusinessHours

    class Days:
        """The days of the calendar, asked as pm4py asks them."""

        def __init__(self, closed: Iterable[datetime.date]) -> None:
            self.closed = frozenset(closed)

        def is_working_day(self, day: datetime.date) -> bool:
            return day not in self.closed

    days = Days(_holidays(calendar))
    slots = [
        (86_400 * day + 27_000, 86_400 * day + 59_400)  # 07:30 to 16:30
        for day in range(5)
    ]

    def compute(start: datetime.datetime, stop: datetime.datetime) -> float:
        found = BusinessHours(start, stop, business_hour_slots=slots, workcalendar=days)
        return float(found.get_seconds())

    return compute


def _business_duration(calendar: ServiceCalendar) -> _Compute:
    from business_duration import businessDuration

    holidays = _holidays(calendar)

    def compute(start: datetime.datetime, stop: datetime.datetime) -> float:
        start, stop = start.replace(tzinfo=None), stop.replace(tzinfo=None)
        return float(
            businessDuration(
                startdate=start,
                enddate=stop,
                starttime=OPENING,
                endtime=CLOSING,
                holidaylist=holidays,
                unit="sec",
            )
        )

    return compute


def _businesstimedelta(calendar: ServiceCalendar) -> _Compute:
    import pytz
    from businesstimedelta import HolidayRule, Rules, WorkDayRule

    zone = pytz.timezone(str(calendar.timezone))
    week = WorkDayRule(start_time=OPENING, end_time=CLOSING, tz=zone)
    rules = Rules([week, HolidayRule(_holidays(calendar), tz=zone)])

    def compute(start: datetime.datetime, stop: datetime.datetime) -> float:
        return float(rules.difference(start, stop).timedelta.total_seconds())

    return compute


def _holidays(calendar: ServiceCalendar) -> list[datetime.date]:
    return [closed.date for closed in calendar.closed_dates()]


_LIBRARIES: dict[str, tuple[Callable[[ServiceCalendar], _Compute], int]] = {
    "pm4py": (_pm4py, 20_000),
    "business-duration": (_business_duration, 2_000),
    "businesstimedelta": (_businesstimedelta, 200),
}
"""Each library with the number of pairs that it finishes in about a second."""
