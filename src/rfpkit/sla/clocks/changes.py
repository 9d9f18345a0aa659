"""Stops and reopenings of tickets, in turn: what a ticket's episodes are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np

from rfpkit.model.kinds.measure import DurationMeasure, OnReopen
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.days import DayCount, due_in_business_days, due_in_calendar_days
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, Mask
from rfpkit.sla.clocks.roles import Roles
from rfpkit.sla.clocks.timeline import Codes, Timeline


@dataclass(frozen=True, eq=False)
class Changes:
    """Stops and reopenings in turn; each ticket's begin with a stop."""

    row: Codes
    """The row of the timeline that brought the change."""
    group: Codes
    stops: Mask
    """Whether the change is a stop; else it is a reopening."""
    fresh: Mask
    """Reopenings that count as a ticket of their own."""


def changes(
    timeline: Timeline,
    roles: Roles,
    measure: DurationMeasure,
    calendar: CompiledCalendar,
    start_row: Codes,
) -> Changes:
    """Finds the changes of every ticket after its start."""
    row, group, stops = in_turn(timeline, roles, start_row)
    wakes = np.flatnonzero(~stops)
    fresh = np.zeros(stops.size, dtype=np.bool_)
    if measure.on_reopen is OnReopen.NEW_EPISODE:
        fresh[wakes] = True
    else:
        stop, back = (timeline.at[row[at]] for at in (wakes - 1, wakes))
        fresh[wakes] = ~within(calendar, stop, back, measure.reopen_window)
    return Changes(row, group, stops, fresh)


def start_rows(timeline: Timeline, roles: Roles) -> Codes:
    """Returns the row of each group's start; the number of rows where it has none."""
    first = timeline.offsets[:-1]
    if roles.implicit_start or roles.starts[timeline.state[first]].all():
        return first
    rows = np.arange(timeline.at.size)
    starts = roles.starts[timeline.state]
    return np.minimum.reduceat(np.where(starts, rows, rows.size), timeline.offsets[:-1])


def in_turn(timeline: Timeline, roles: Roles, start_row: Codes) -> tuple[Codes, Codes, Mask]:
    """Returns the rows that changed whether a clock runs, their groups, and which are stops."""
    joints = timeline.joints
    candidates = _candidates(timeline, roles, start_row)
    group, state = timeline.group_of(candidates), timeline.state[candidates]
    stops = roles.stops[state]
    begin = start_row[group]
    begin_at = timeline.at[np.minimum(begin, timeline.at.size - 1)]
    # Two stamps of one second have no order: a stop in the very second of the start follows
    # it, and the start's own duplicates undo nothing.
    together = (timeline.at[candidates] == begin_at) & (begin < timeline.at.size)
    repeated = together & roles.starts[state] & ~stops
    if joints is not None:
        repeated &= ~joints[candidates]
    kept = (candidates > begin) & ~repeated
    kept |= together & stops
    candidates, group, stops = candidates[kept], group[kept], stops[kept]
    same = _repeats(group)
    if roles.milestone:
        firsts = np.flatnonzero(stops)
        turns = np.zeros(stops.size, dtype=np.bool_)
        turns[firsts[~_repeats(group[firsts])]] = True
    else:
        turns = stops != (np.concatenate([[False], stops[:-1]])[: stops.size] & same)
    return candidates[turns], group[turns], stops[turns]


def _candidates(timeline: Timeline, roles: Roles, start_row: Codes) -> Codes:
    """Returns the rows among which the changes are: stops, and work that goes on after one."""
    joints, turning = timeline.joints, roles.stops | roles.wakes
    if joints is not None:
        return np.flatnonzero(turning[timeline.state] | joints)
    if not np.array_equal(start_row, timeline.offsets[:-1]):
        return np.flatnonzero(turning[timeline.state])
    stop = np.flatnonzero(roles.stops[timeline.state])
    if roles.milestone:
        return stop
    # Nothing changes before a ticket's first stop.
    group = timeline.group_of(stop)
    new = ~_repeats(group)
    stop, group = stop[new], group[new]
    sizes = timeline.offsets[group + 1] - stop
    begins = np.cumsum(sizes) - sizes
    rows: Codes = np.repeat(stop - begins, sizes) + np.arange(int(sizes.sum()))
    return rows[turning[timeline.state[rows]]]


def _repeats(group: Codes) -> Mask:
    """Returns which rows have the group of the row before them."""
    return np.concatenate([[False], group[1:] == group[:-1]])[: group.size]


def within(calendar: CompiledCalendar, stop: Instants, back: Instants, window: TimeLimit) -> Mask:
    """Returns which reopenings lie within the window after their stop."""
    days = np.full(stop.shape, window.amount, dtype=np.int64)
    match window.unit:
        case Unit.SECONDS:
            end = np.where(calendar.elapsed(stop, back) <= window.amount, back, back - 1)
        case Unit.BUSINESS_DAYS:
            end = due_in_business_days(calendar, stop, days, DayCount())
        case Unit.CALENDAR_DAYS:
            end = due_in_calendar_days(calendar, stop, days)
        case _:
            assert_never(window.unit)
    soon: Mask = (back <= end) | (end == UNKNOWN)
    return soon
