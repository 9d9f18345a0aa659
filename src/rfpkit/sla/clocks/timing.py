"""When an episode falls due, pauses included, and whether it is out of time.

A pause before the due instant moves it by the pause's own time; one after it moves nothing,
so that a late ticket is never revived and a longer pause never makes one late.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

import numpy as np

from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.limit import Unit
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.days import DayCount, due_in_business_days, due_in_calendar_days
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, Mask
from rfpkit.sla.clocks.clock import Reached, Slices, opened_at, reached
from rfpkit.sla.clocks.episodes import Episodes
from rfpkit.sla.clocks.timeline import Timeline


@dataclass(frozen=True, eq=False)
class Timing:
    """Due instants and lateness of episodes."""

    due: Instants
    """UNKNOWN while an open clock stands still, or where the calendar ends before it."""
    late: Mask
    """Out of time, at the stop or, while open, at `as_of`."""
    uncovered: Mask
    """Whether the verdict needs an instant that the calendar does not cover."""

    def replaced(self, mask: Mask, other: Timing) -> Timing:
        """Returns the timing with that of some clocks in the place of their own."""
        due, late, uncovered = self.due.copy(), self.late.copy(), self.uncovered.copy()
        due[mask], late[mask], uncovered[mask] = other.due, other.late, other.uncovered
        return Timing(due, late, uncovered)


@dataclass(frozen=True, eq=False)
class Run:
    """A clock that has run: everything that its due instant follows from."""

    timeline: Timeline
    found: Episodes
    slices: Slices
    measure: DurationMeasure
    calendar: CompiledCalendar
    amount: Instants
    """The target of each episode in `unit`; 1 where it has none."""
    unit: Unit

    @property
    def until(self) -> Instants:
        """When each clock stopped, or `as_of` while it is open."""
        return np.where(self.found.open, self.timeline.as_of, self.found.stop)

    def only(self, mask: Mask) -> Run:
        """Returns the clocks of some episodes."""
        return replace(self, found=self.found.only(mask), amount=self.amount[mask])


def timing(run: Run, counts: Mask) -> Timing:
    """Returns due and lateness where the slices of `counts` count against the target."""
    until = run.until
    seen = run.calendar.covers(run.found.start) & run.calendar.covers(until)
    match run.unit:
        case Unit.SECONDS:
            return _in_service_time(run, counts, seen)
        case Unit.BUSINESS_DAYS:
            count = DayCount(run.measure.day_rule, run.measure.cutoff)
            first = due_in_business_days(run.calendar, run.found.start, run.amount, count)
            budget = run.calendar.elapsed(run.found.start, first)
            due = _moved(run, counts, first, run.slices.seconds, budget)
        case Unit.CALENDAR_DAYS:
            first = due_in_calendar_days(run.calendar, run.found.start, run.amount)
            due = _moved(run, counts, first, run.slices.wall, first - run.found.start)
        case _:
            assert_never(run.unit)
    known = due != UNKNOWN
    late = known & ((until > due) if _at_most(run) else (until >= due))
    waits = _standing(run, counts) & (first != UNKNOWN)
    return Timing(np.where(seen, due, UNKNOWN), late & seen, ~seen | (~known & ~waits))


def _in_service_time(run: Run, counts: Mask, seen: Mask) -> Timing:
    """Returns the timing of a target in service time.

    The clocks that nothing stopped on the way are the most: their due instant follows from
    their start alone.
    """
    found = run.found
    still = np.zeros(counts.size + 1, dtype=np.int64)
    np.cumsum(~counts, out=still[1:])
    whole = still[found.end_row] == still[found.start_row]
    begun, ended = _opened(run)
    due = run.calendar.due_after(found.start, begun, run.amount)
    left = run.amount - np.maximum(ended - begun, 0)
    if not whole.all():
        part = run.only(~whole)
        at = reached(part.found, run.slices.seconds, counts, part.amount)
        due[~whole], left[~whole] = _instant(part, counts, at), at.left
    late = (left < 0) if _at_most(run) else (left <= 0)
    return Timing(np.where(seen, due, UNKNOWN), late & seen, ~seen)


def _opened(run: Run) -> tuple[Instants, Instants]:
    """Returns the open seconds before each clock's start, and before its stop or `as_of`."""
    opened, found = opened_at(run.timeline, run.calendar), run.found
    last = run.calendar.open(np.array([run.timeline.as_of]))
    # A clock that is open ends behind the rows of its ticket, or of all tickets.
    ended = np.append(opened, last)[found.end_row]
    return opened[found.start_row], np.where(found.open, last, ended)


def _moved(
    run: Run, counts: Mask, first: Instants, seconds: Instants, budget: Instants
) -> Instants:
    """Returns the later of the day's due and the instant at which its service time is used up."""
    if counts.all():
        return first
    known = first != UNKNOWN
    used = _instant(run, counts, reached(run.found, seconds, counts, np.where(known, budget, 1)))
    moved = np.where(used == UNKNOWN, UNKNOWN, np.maximum(first, used))
    return np.where(known, moved, first)


def _instant(run: Run, counts: Mask, at: Reached) -> Instants:
    """Returns when what is wanted has counted; as if the clock ran on after its end."""
    inside = at.row != UNKNOWN
    begin = np.where(inside, run.timeline.at[np.where(inside, at.row, 0)], run.until)
    ahead = np.where(inside, at.ahead, at.left)
    if run.unit is Unit.CALENDAR_DAYS:
        due = begin + ahead
        due = np.where(run.calendar.covers(due), due, UNKNOWN)
    else:
        due = run.calendar.due(begin, ahead)
    return np.where(~inside & _standing(run, counts), UNKNOWN, due)


def _standing(run: Run, counts: Mask) -> Mask:
    """Returns which open clocks stand still at `as_of`: nobody knows when they go on."""
    found = run.found
    running = counts[found.end_row - 1]
    return found.open & ~running


def _at_most(run: Run) -> bool:
    return run.measure.comparator == "at_most"
