"""Pauses set when little of a ticket's time was left, without which it would have been late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import polars as pl

from rfpkit.model.exports.intake import Finding
from rfpkit.model.limit import Unit
from rfpkit.model.signals import Signals
from rfpkit.sla.calendars.days import DayCount, due_in_business_days, due_in_calendar_days
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, Mask
from rfpkit.sla.clocks.clock import Kind
from rfpkit.sla.clocks.durations import Ran
from rfpkit.sla.clocks.timeline import Codes
from rfpkit.sla.findings import Doubt, merged
from rfpkit.sla.signals.seen import Judged, first_of
from rfpkit.sla.signals.telling import finding, percent, reaches, tickets, were

_ABOVE_CHANCE = 2
"""How many times more than pauses set at any moment would come to."""


@dataclass(eq=False)
class LatePauses:
    """Tickets of each level that only a pause kept in time: how many, and of how many."""

    share: Fraction
    _levels: dict[str, Doubt] = field(default_factory=dict)

    def add(self, level: str, names: pl.Series, clocks: Iterable[Judged]) -> None:
        """Adds the clocks of a level in a partition."""
        total = self._levels.get(level, Doubt(0))
        late, saved = [_NONE], [_NONE]
        for one in clocks:
            waited = np.flatnonzero(one.met & _paused(one.ran))
            if waited.size:
                thanks, near = _saved(one.ran, waited, self.share)
                groups = one.ran.timeline.tickets[one.ran.found.group[waited]]
                late.append(groups[near])
                saved.append(groups[thanks])
        tickets_late = np.unique(np.concatenate(late))
        of = int(np.unique(np.concatenate(saved)).size)
        self._levels[level] = total + Doubt(tickets_late.size, of, first_of(names, tickets_late))

    def merge(self, other: LatePauses) -> None:
        """Adds what another partition has shown."""
        self._levels = merged(self._levels, other._levels)

    def findings(self, terms: Signals) -> Iterator[Finding]:
        """Yields the levels with more late pauses than chance would bring."""
        for level, doubt in self._levels.items():
            if doubt.count < terms.at_least:
                continue
            if reaches(doubt.count, doubt.of, min(_ABOVE_CHANCE * terms.late_pause, Fraction(1))):
                message = (
                    f"{doubt.count:,} of {tickets(doubt.of)} of {level} that only a pause kept in "
                    f"time {were(doubt.count)} paused in the last {percent(terms.late_pause)} of "
                    "their time; ask what was waited for"
                )
                yield finding("paused-close-to-due", message, doubt.count, doubt.examples)


_NONE = np.zeros(0, dtype=np.int64)


def _paused(ran: Ran) -> Mask:
    """Returns which clocks may have stood still."""
    # A pause outside hours takes no service time, and yet moves a due time in calendar days.
    if any(limit.unit is Unit.CALENDAR_DAYS for limit in ran.limits.choices):
        return np.ones(ran.found.group.size, dtype=np.bool_)
    found: Mask = ran.clocks.paused > 0
    return found


@dataclass(frozen=True, eq=False)
class _Budget:
    """What a clock may use up."""

    amount: Instants
    """Seconds; of service time, or on the wall for calendar days."""
    seconds: Instants
    """Length of every slice, in the same seconds."""
    passed: Mask
    """Whether the stop lies behind the due instant that no pause has moved."""


def _saved(ran: Ran, clocks: Codes, share: Fraction) -> tuple[Mask, Mask]:
    """Returns which clocks pauses kept in time, and which of them late pauses alone did."""
    budget = _budget(ran, clocks)
    first, after = ran.found.start_row[clocks], ran.found.end_row[clocks]
    sizes = after - first
    begins = np.cumsum(sizes) - sizes
    rows = np.repeat(first - begins, sizes) + np.arange(int(sizes.sum()))
    seconds = budget.seconds[rows]
    counted = seconds * ran.slices.counts[rows]
    paused = seconds * (ran.slices.kind[rows] == Kind.PAUSED)
    before = np.cumsum(counted) - counted
    before -= np.repeat(before[begins], sizes)
    left = np.repeat(budget.amount, sizes) - before
    whole = np.repeat(budget.amount, sizes)
    near = left * share.denominator <= whole * share.numerator
    used = np.add.reduceat(counted, begins)
    limit = budget.amount if ran.measure.comparator == "at_most" else budget.amount - 1
    thanks = budget.passed & (used + np.add.reduceat(paused, begins) > limit)
    late = budget.passed & (used + np.add.reduceat(paused * near, begins) > limit)
    return thanks, late


def _budget(ran: Ran, clocks: Codes) -> _Budget:
    choices = ran.limits.choices
    amount = np.array([one.amount for one in choices], dtype=np.int64)[ran.limits.choice[clocks]]
    start, stop = ran.found.start[clocks], ran.found.stop[clocks]
    unit = choices[0].unit
    if unit is Unit.SECONDS:
        return _Budget(amount, ran.slices.seconds, np.ones(clocks.size, dtype=np.bool_))
    if unit is Unit.BUSINESS_DAYS:
        count = DayCount(ran.measure.day_rule, ran.measure.cutoff)
        due = due_in_business_days(ran.calendar, start, amount, count)
        budget, seconds = ran.calendar.elapsed(start, due), ran.slices.seconds
    else:
        due = due_in_calendar_days(ran.calendar, start, amount)
        budget, seconds = due - start, ran.slices.wall
    return _Budget(budget, seconds, (stop > due) & (due != UNKNOWN))
