"""A calendar compiled to a table of open time: sorted UTC intervals and a running total.

`elapsed(a, b) = open(b) - open(a)`; nothing here steps by days or adds a local duration.
All functions work on whole columns of instants.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import gcd

import numpy as np

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.digest import digest_of
from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.sla.calendars.layers import LocalHours, local_hours
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, Mask, days_since_1970, to_utc

_LARGEST_TABLE = 2_000_000
_WORTH_A_TABLE = 50_000


@dataclass(frozen=True, eq=False)
class CompiledCalendar:
    """Open time of a calendar. Instants are whole seconds UTC, durations whole seconds."""

    calendar: ServiceCalendar
    zone: str
    hours: LocalHours
    """Open hours in local time, for rules that count days."""
    first: int
    """First instant that the calendar covers."""
    last: int
    """The instant at which its cover ends."""
    starts: Instants
    """Start of each open interval; intervals neither touch nor overlap."""
    ends: Instants
    """First second after each open interval."""
    before: Instants
    """Open seconds before each interval."""

    @cached_property
    def digest(self) -> str:
        """Tells one calendar from all that are open at other times."""
        return digest_of(self.calendar)

    def covers(self, instants: Instants) -> Mask:
        """Returns which instants the calendar speaks of; the end of its cover is one of them."""
        return (instants >= self.first) & (instants <= self.last)

    def open(self, instants: Instants) -> Instants:
        """Returns the open seconds from the start of the cover to each instant.

        An instant outside the cover counts as its nearer end: ask `covers` first.
        """
        if self.starts.size == 1:
            inside: Instants = np.clip(instants, self.starts[0], self.ends[0]) - self.starts[0]
            return inside
        if instants.size > _WORTH_A_TABLE and self._table is not None:
            return self._look_up(*self._table, np.clip(instants, self.first, self.last))
        return self._search(instants)

    def elapsed(self, start: Instants, stop: Instants) -> Instants:
        """Returns the service time in `[start, stop)`; zero where stop is not after start."""
        passed: Instants = np.maximum(self.open(stop) - self.open(start), 0)
        return passed

    def due(self, start: Instants, seconds: Instants) -> Instants:
        """Returns the earliest instant at which so much service time has passed since `start`.

        UNKNOWN where the cover ends before that, or does not hold `start`. Seconds are above 0.
        """
        return self.due_after(start, self.open(start), seconds)

    def due_after(self, start: Instants, opened: Instants, seconds: Instants) -> Instants:
        """Returns the same where the open seconds before each start are known already."""
        wanted = opened + seconds
        at = np.searchsorted(self.before, wanted, side="left") - 1
        known = self.covers(start) & (at >= 0) & (wanted <= self.total)
        at = np.maximum(at, 0)
        return np.where(known, self._inside(at, wanted), UNKNOWN)

    def back(self, stop: Instants, seconds: Instants) -> Instants:
        """Returns the latest instant from which so much service time passes until `stop`."""
        wanted = self.open(stop) - seconds
        at = np.searchsorted(self.before, wanted, side="right") - 1
        known = self.covers(stop) & (wanted >= 0) & (at >= 0) & (wanted < self.total)
        at = np.maximum(at, 0)
        return np.where(known, self._inside(at, wanted), UNKNOWN)

    def next_opening(self, instants: Instants) -> Instants:
        """Returns each instant itself while open, else the next opening; UNKNOWN without one."""
        at = np.searchsorted(self.ends, instants, side="right")
        known = self.covers(instants) & (at < self.ends.size)
        if not self.ends.size:
            return np.full(instants.shape, UNKNOWN, dtype=np.int64)
        found = np.maximum(self.starts[np.minimum(at, self.ends.size - 1)], instants)
        return np.where(known, found, UNKNOWN)

    def latest_compliant_before(self, due: Instants) -> Instants:
        """Returns the next opening where `due` is a close of business, else UNKNOWN.

        A stop before it has used no more service time than one at `due`.
        """
        opening = self.next_opening(due)
        return np.where(opening > due, opening, UNKNOWN)

    @property
    def total(self) -> int:
        """Open seconds of the whole cover."""
        return int(self.before[-1] + self.ends[-1] - self.starts[-1]) if self.starts.size else 0

    def _inside(self, at: Instants, wanted: Instants) -> Instants:
        if not self.starts.size:
            return np.full(wanted.shape, UNKNOWN, dtype=np.int64)
        return self.starts[at] + wanted - self.before[at]

    def _search(self, instants: Instants) -> Instants:
        if not self.starts.size:
            return np.zeros(instants.shape, dtype=np.int64)
        at = np.maximum(np.searchsorted(self.starts, instants, side="right") - 1, 0)
        inside = np.clip(instants, self.starts[at], self.ends[at]) - self.starts[at]
        return self.before[at] + inside

    @cached_property
    def _table(self) -> tuple[int, Instants, Instants] | None:
        """Step, open seconds at each step, and whether it is open: an index beats a search."""
        edges = np.concatenate([self.starts, self.ends, [self.last]]) - self.first
        step = gcd(*edges.tolist())
        if not step or (self.last - self.first) // step > _LARGEST_TABLE:
            return None
        steps = self.first + step * np.arange((self.last - self.first) // step + 1)
        totals = self._search(steps)
        running = (self._search(steps + 1) - totals).astype(np.int64)
        return step, totals, running

    def _look_up(
        self, step: int, totals: Instants, running: Instants, instants: Instants
    ) -> Instants:
        since = instants - self.first
        at = since // step
        opened = totals[at]
        since -= at * step
        since *= running[at]
        opened += since
        return opened


def compile_calendar(calendar: ServiceCalendar) -> CompiledCalendar:
    """Compiles a calendar that has its zone; the contract gives one to each of its calendars."""
    zone = calendar.timezone or "UTC"
    hours = local_hours(calendar)
    starts, ends = _merged(hours.starts, hours.ends)
    starts, ends = _merged(to_utc(zone, starts), to_utc(zone, ends))
    before = np.concatenate([[0], np.cumsum(ends - starts)[:-1]]).astype(np.int64)
    cover = np.array(
        [
            days_since_1970(calendar.covers.first) * SECONDS_PER_DAY,
            (days_since_1970(calendar.covers.last) + 1) * SECONDS_PER_DAY,
        ]
    )
    first, last = to_utc(zone, cover).tolist()
    before = before[: starts.size]
    return CompiledCalendar(calendar, zone, hours, first, last, starts, ends, before)


def _merged(starts: Instants, ends: Instants) -> tuple[Instants, Instants]:
    """Joins intervals that touch or overlap, and drops empty ones; they come in order."""
    kept = ends > starts
    starts, ends = starts[kept], ends[kept]
    if not starts.size:
        return starts, ends
    reach = np.maximum.accumulate(ends)
    fresh = np.concatenate([[True], starts[1:] > reach[:-1]])
    last = np.concatenate([fresh[1:], [True]])
    return starts[fresh], reach[last]
