"""Closes at the end of a month: on its last weekday, or after it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from rfpkit.model.exports.intake import Finding
from rfpkit.model.signals import Signals
from rfpkit.sla.calendars.zones import date_of, local_days
from rfpkit.sla.findings import Doubt, merged
from rfpkit.sla.signals.seen import Seen
from rfpkit.sla.signals.telling import finding, percent, reaches, tickets, were

_FEWEST = 20
_SATURDAY = 5


@dataclass(eq=False)
class PeriodEnd:
    """Closes of all partitions by their local day."""

    _days: dict[int, Doubt] = field(default_factory=dict)

    def add(self, seen: Seen) -> None:
        """Adds the closes of a partition."""
        closed = seen.closes.closed
        if not closed.size:
            return
        days = local_days(seen.contract.timezone, closed)
        lowest = int(days.min())
        counts = np.bincount(days - lowest)
        first = np.zeros(counts.size, dtype=np.uint32)
        first[days[::-1] - lowest] = seen.closed_tickets[::-1]
        names = seen.log.tickets["ticket"].gather(first)
        found = {
            lowest + place: Doubt(int(counts[place]), examples=(names[place],))
            for place in np.flatnonzero(counts).tolist()
        }
        self._days = merged(self._days, found)

    def merge(self, other: PeriodEnd) -> None:
        """Adds what another partition has shown."""
        self._days = merged(self._days, other._days)

    def findings(self, terms: Signals) -> Iterator[Finding]:
        """Yields how many closes are at the end of a month."""
        total = sum(doubt.count for doubt in self._days.values())
        ends = [doubt for day, doubt in self._days.items() if _is_month_end(date_of(day))]
        late = sum(ends, Doubt(0))
        if late.count < max(terms.at_least, _FEWEST):
            return
        if reaches(late.count, total, terms.period_end):
            message = (
                f"{late.count:,} of {tickets(total)} {were(late.count)} closed on the last weekday "
                "of a month or after it, which is usual for about 1 in 20 (listed from "
                f"{percent(terms.period_end)} on); ask why"
            )
            yield finding("closed-at-month-end", message, late.count, late.examples)


def _is_month_end(day: datetime.date) -> bool:
    """Returns whether no weekday of the month comes after a day."""
    later = day + datetime.timedelta(days=1)
    while later.month == day.month:
        if later.weekday() < _SATURDAY:
            return False
        later += datetime.timedelta(days=1)
    return True
