"""Caps on pauses: what exceeds one is not honoured, from the very second on.

A cap on one pause counts from its begin within the clock; a cap on a sum counts service time
that was honoured, in the order in which it passed. Each cap cuts the slice in which it ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import assert_never

import numpy as np

from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.days import DayCount, due_in_business_days, due_in_calendar_days
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, Mask
from rfpkit.sla.clocks.clock import reached, service_seconds
from rfpkit.sla.clocks.cuts import cut
from rfpkit.sla.clocks.episodes import Episodes
from rfpkit.sla.clocks.pauses import Cause, Why, begins_of
from rfpkit.sla.clocks.timeline import Timeline

NEVER = 2**62
"""Stands where a cap never ends."""


@dataclass(frozen=True, eq=False)
class Waits:
    """Clocks with the causes for which they wait."""

    timeline: Timeline
    found: Episodes
    causes: tuple[Cause, ...]


def capped(waits: Waits, measure: DurationMeasure, calendar: CompiledCalendar) -> Waits:
    """Returns the clocks with every pause cut off where a cap of the level ends it."""
    for rule in measure.pause:
        if rule.each is not None:
            each = _Each(rule.each, calendar)
            waits = _cut_off(waits, each, Why.EACH, _named(rule.reason))
    for rule in measure.pause:
        if rule.total is not None:
            most = _Sum(rule.total, calendar)
            waits = _cut_off(waits, most, Why.TOTAL, _named(rule.reason))
    if measure.pause_total is not None:
        most = _Sum(measure.pause_total, calendar)
        waits = _cut_off(waits, most, Why.PAUSE_TOTAL, _every)
    return waits


Chosen = Callable[[Cause], bool]


def _every(cause: Cause) -> bool:
    del cause
    return True


def _named(reason: str) -> Chosen:
    return lambda cause: cause.reason == reason


def _cut_off(waits: Waits, ends: _Each | _Sum, why: Why, chosen: Chosen) -> Waits:
    """Ends the honoured slices of the chosen causes where a cap does."""
    mine = [cause.honoured for cause in waits.causes if chosen(cause)]
    still = np.logical_or.reduce(mine) if mine else np.zeros(0, dtype=np.bool_)
    if not still.any():
        return waits
    over = ends.of(waits.timeline, waits.found, still)
    at, until = waits.timeline.at, waits.timeline.ends
    rows = np.flatnonzero(still & (over > at) & (over < until))
    if rows.size:
        longer = cut(waits.timeline, waits.found, rows, over[rows])
        over = over[longer.origin]
        causes = tuple(cause.of(longer.origin) for cause in waits.causes)
        waits = Waits(longer.timeline, longer.found, causes)
    late = waits.timeline.at >= over
    if not late.any():
        return waits
    return replace(
        waits,
        causes=tuple(_ended(one, late, why) if chosen(one) else one for one in waits.causes),
    )


def _ended(cause: Cause, late: Mask, why: Why) -> Cause:
    return replace(cause, why=np.where(late & cause.honoured, why, cause.why))


@dataclass(frozen=True)
class _Each:
    """The longest that one pause is honoured."""

    limit: TimeLimit
    calendar: CompiledCalendar

    def of(self, timeline: Timeline, found: Episodes, still: Mask) -> Instants:
        """Returns for each row when the pause that it is part of is over."""
        del found
        begin = begins_of(timeline, still)
        starts = timeline.at[begin]
        over = self._over(starts, np.full(starts.size, self.limit.amount, dtype=np.int64))
        over = np.where(over == UNKNOWN, NEVER, over)
        number = np.maximum(np.cumsum(begin) - 1, 0)
        return np.where(still, over[number], NEVER)

    def _over(self, starts: Instants, amount: Instants) -> Instants:
        match self.limit.unit:
            case Unit.SECONDS:
                return self.calendar.due(starts, amount)
            case Unit.BUSINESS_DAYS:
                return due_in_business_days(self.calendar, starts, amount, DayCount())
            case Unit.CALENDAR_DAYS:
                return due_in_calendar_days(self.calendar, starts, amount)
            case _:
                assert_never(self.limit.unit)


@dataclass(frozen=True)
class _Sum:
    """The most service time that pauses take in one clock."""

    limit: TimeLimit
    calendar: CompiledCalendar

    def of(self, timeline: Timeline, found: Episodes, still: Mask) -> Instants:
        """Returns for each row of a clock when its sum is reached."""
        wanted = np.full(found.group.size, self.limit.amount, dtype=np.int64)
        at = reached(found, service_seconds(timeline, self.calendar), still, wanted)
        full = at.row != UNKNOWN
        begin = timeline.at[np.where(full, at.row, 0)]
        instant = self.calendar.due(begin, np.where(full, at.ahead, 1))
        instant = np.where(full & (instant != UNKNOWN), instant, NEVER)
        over = np.full(timeline.at.size, NEVER, dtype=np.int64)
        clock = np.searchsorted(found.start_row, np.arange(over.size), side="right") - 1
        inside = (clock >= 0) & (np.arange(over.size) < found.end_row[clock])
        over[inside] = instant[clock[inside]]
        return over
