"""Priorities that were lowered after opening, to one with a longer target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from rfpkit.model.exports.intake import Finding
from rfpkit.model.limit import TimeLimit
from rfpkit.model.signals import Signals
from rfpkit.model.target import TargetRow, TargetValue
from rfpkit.sla.calendars.zones import Mask
from rfpkit.sla.clocks.timeline import NOT_GIVEN, Codes
from rfpkit.sla.findings import Doubt, merged
from rfpkit.sla.signals.seen import Judged, first_of
from rfpkit.sla.signals.telling import finding, percent, reaches, tickets


@dataclass(eq=False)
class LoweredPriorities:
    """Tickets of each level whose priority was lowered, of all that have a priority."""

    _levels: dict[str, Doubt] = field(default_factory=dict)

    def add(self, level: str, names: pl.Series, clocks: Iterable[Judged]) -> None:
        """Adds the clocks of a level in a partition."""
        found, of = [np.zeros(0, dtype=np.int64)], 0
        for one in clocks:
            of += int(np.count_nonzero(one.met | one.missed | one.open))
            longer = _longer(one.level.target, one.ran.timeline.priorities)
            if longer is not None:
                found.append(_lowered(one, longer))
        lowered = np.unique(np.concatenate(found))
        doubt = Doubt(lowered.size, of, first_of(names, lowered))
        self._levels[level] = self._levels.get(level, Doubt(0)) + doubt

    def merge(self, other: LoweredPriorities) -> None:
        """Adds what another partition has shown."""
        self._levels = merged(self._levels, other._levels)

    def findings(self, terms: Signals) -> Iterator[Finding]:
        """Yields the levels with a notable share of lowered priorities."""
        for level, doubt in self._levels.items():
            if doubt.count < terms.at_least:
                continue
            if reaches(doubt.count, doubt.of, terms.lowered_priority):
                message = (
                    f"{doubt.count:,} of {tickets(doubt.of)} of {level} got a lower priority after "
                    "opening, one with a longer target (listed from "
                    f"{percent(terms.lowered_priority)} on); ask who lowered it, and why"
                )
                yield finding("priority-lowered", message, doubt.count, doubt.examples)


def _lowered(one: Judged, longer: Mask) -> Codes:
    """Returns the tickets whose last priority before the stop has a longer target than the first.

    A priority that was raised and put back is not lowered.
    """
    timeline, found = one.ran.timeline, one.ran.found
    held, nothing = timeline.priority, np.zeros(0, dtype=np.int64)
    rows = np.flatnonzero(held[1:] != held[:-1]) + 1
    rows = rows[held[rows - 1] != NOT_GIVEN]
    if not found.group.size:
        return nothing
    clock = np.searchsorted(found.start_row, rows, side="right") - 1
    inside = found.group[clock] == timeline.groups[rows]
    rows, clock = rows[inside], clock[inside]
    # A row before a clock, or at which it starts, changes no priority of it.
    kept = (rows > found.start_row[clock]) & (rows <= found.end_row[clock])
    kept &= (one.met | one.missed | one.open)[clock]
    rows, clock = rows[kept], clock[kept]
    if not rows.size:
        return nothing
    new = np.append(True, clock[1:] != clock[:-1])
    last = np.append(new[1:], True)
    first, final = held[rows[new] - 1], held[rows[last]]
    tickets_of: Codes = timeline.tickets[found.group[clock[new]][longer[first, final]]]
    return tickets_of


def _longer(target: TargetValue | None, priorities: tuple[str, ...]) -> Mask | None:
    """Returns for each two priorities whether the second has the longer target."""
    amounts = [_amount(target, name) for name in priorities]
    if len({one for one in amounts if one is not None}) < 2:
        return None
    return np.array(
        [
            [one is not None and other is not None and other > one for other in amounts]
            for one in amounts
        ],
        dtype=np.bool_,
    )


def _amount(target: TargetValue | None, priority: str) -> int | None:
    """Returns the shortest limit that a priority can have."""
    lines: list[TimeLimit] = []
    if isinstance(target, dict):
        lines = [limit for name, limit in target.items() if name == priority]
    elif isinstance(target, tuple):
        lines = [line.within for line in target if _speaks_of(line, priority)]
    return min((limit.amount for limit in lines), default=None)


def _speaks_of(line: TargetRow, priority: str) -> bool:
    return line.priority is None or priority in line.priority
