"""Where clocks start and stop: each ticket's episodes.

A stop that work undoes within the reopen window belongs to the same episode; after the
window, or where the level says so, the reopening is a ticket of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np

from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.measure import DurationMeasure, OnReopen
from rfpkit.sla.compiled import CompiledCalendar
from rfpkit.sla.days import DayCount, due_in_business_days, due_in_calendar_days
from rfpkit.sla.roles import Roles
from rfpkit.sla.timeline import Codes, Timeline
from rfpkit.sla.zones import UNKNOWN, Instants, Mask


@dataclass(frozen=True, eq=False)
class Episodes:
    """Clocks, in order of ticket and start, each with the rows it runs over."""

    group: Codes
    """The ticket's group in the timeline."""
    number: Codes
    """1, or more for a reopening that counts as a ticket of its own."""
    start_row: Codes
    end_row: Codes
    """The row of the stop, or the row after the ticket's last one while it is open."""
    start: Instants
    first_stop: Instants
    stop: Instants
    """When the clock stopped for good; UNKNOWN while open."""
    reopened: Codes
    """Reopenings inside the episode."""
    closed_row: Mask
    """For each row of the timeline: whether the ticket lay closed between two parts of a clock."""
    unstarted: Codes
    """Groups whose clock never starts."""
    early_stop: Instants
    """Where an episode's only stop lies before its start, that stop; else UNKNOWN."""
    blind: Mask
    """Whether the record begins with the stop itself, so that nobody knows the start."""

    @property
    def open(self) -> Mask:
        """Which clocks have not stopped."""
        running: Mask = self.stop == UNKNOWN
        return running


def episodes(
    timeline: Timeline, roles: Roles, measure: DurationMeasure, calendar: CompiledCalendar
) -> Episodes:
    """Finds every episode of a duration, on the level's calendar."""
    start_row = _start_rows(timeline, roles)
    started = start_row < timeline.at.size
    changes = _changes(timeline, roles, start_row)
    fresh = _fresh(timeline, changes, measure, calendar)
    return _build(timeline, roles, measure, start_row, started, changes, fresh)


@dataclass(frozen=True, eq=False)
class _Changes:
    """Stops and reopenings in turn; each ticket's begin with a stop."""

    row: Codes
    group: Codes
    stops: Mask


def _start_rows(timeline: Timeline, roles: Roles) -> Codes:
    """Returns the row of each group's start; the number of rows where it has none."""
    rows = np.arange(timeline.at.size)
    starts = roles.starts[timeline.state]
    if roles.implicit_start:
        starts[timeline.offsets[:-1]] = True
    if not timeline.tickets.size:
        return rows
    return np.minimum.reduceat(np.where(starts, rows, rows.size), timeline.offsets[:-1])


def _changes(timeline: Timeline, roles: Roles, start_row: Codes) -> _Changes:
    candidates = np.flatnonzero((roles.stops | roles.wakes)[timeline.state])
    group, state = timeline.groups[candidates], timeline.state[candidates]
    stops = roles.stops[state]
    begin = start_row[group]
    begin_at = timeline.at[np.minimum(begin, timeline.at.size - 1)]
    # Two stamps of one second have no order: a stop in the very second of the start follows
    # it, and the start's own duplicates undo nothing.
    together = (timeline.at[candidates] == begin_at) & (begin < timeline.at.size)
    kept = (candidates > begin) & ~(together & roles.starts[state] & ~stops)
    kept |= together & stops
    candidates, group, stops = candidates[kept], group[kept], stops[kept]
    same = _repeats(group)
    if roles.milestone:
        firsts = np.flatnonzero(stops)
        turns = np.zeros(stops.size, dtype=np.bool_)
        turns[firsts[~_repeats(group[firsts])]] = True
    else:
        turns = stops != (np.concatenate([[False], stops[:-1]])[: stops.size] & same)
    return _Changes(candidates[turns], group[turns], stops[turns])


def _repeats(group: Codes) -> Mask:
    """Returns which rows have the group of the row before them."""
    return np.concatenate([[False], group[1:] == group[:-1]])[: group.size]


def _fresh(
    timeline: Timeline, changes: _Changes, measure: DurationMeasure, calendar: CompiledCalendar
) -> Mask:
    """Returns which changes are reopenings that count as a ticket of their own."""
    wakes = np.flatnonzero(~changes.stops)
    fresh = np.zeros(changes.stops.size, dtype=np.bool_)
    if measure.on_reopen is OnReopen.NEW_EPISODE:
        fresh[wakes] = True
    else:
        stop, back = (timeline.at[changes.row[at]] for at in (wakes - 1, wakes))
        fresh[wakes] = ~_within(calendar, stop, back, measure.reopen_window)
    return fresh


def _within(calendar: CompiledCalendar, stop: Instants, back: Instants, window: TimeLimit) -> Mask:
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
    within: Mask = (back <= end) | (end == UNKNOWN)
    return within


def _build(
    timeline: Timeline,
    roles: Roles,
    measure: DurationMeasure,
    start_row: Codes,
    started: Mask,
    changes: _Changes,
    fresh: Mask,
) -> Episodes:
    # Units in order of their first row: each ticket's start, and each fresh reopening.
    first = np.flatnonzero(started)
    begins = np.concatenate([start_row[first], changes.row[fresh]])
    group = np.concatenate([first, changes.group[fresh]])
    order = np.lexsort((begins, group))
    begins, group = begins[order], group[order]
    number = np.arange(group.size) - np.searchsorted(group, group, side="left") + 1

    # Changes that are not fresh belong to the unit before them: stop, reopening, stop ...
    inner = ~fresh
    unit = np.searchsorted(group, changes.group[inner], side="left")
    unit = unit + _fresh_before(changes, fresh)[inner]
    row, stops = changes.row[inner], changes.stops[inner]
    count = np.bincount(unit, minlength=group.size)
    last = np.cumsum(count) - 1
    has = count > 0
    first_stop_row = np.where(has, _taken(row, last - count + 1), 0)
    if measure.on_reopen is OnReopen.FIRST_STOP:
        end_row, closed = first_stop_row, has
    else:
        closed = has & _taken(stops, last).astype(np.bool_)
        end_row = _taken(row, last)
    after = timeline.offsets[group + 1]
    end_row = np.where(closed, end_row, after)
    at = timeline.at
    start = at[begins]
    early_stop, blind = _doubtful(timeline, roles, start_row, group, number, stopped=has)
    return Episodes(
        group=group,
        number=number,
        start_row=begins,
        end_row=np.maximum(end_row, begins),
        start=start,
        first_stop=np.where(has, at[first_stop_row], UNKNOWN),
        stop=np.where(closed, at[np.minimum(end_row, at.size - 1)], UNKNOWN),
        reopened=np.bincount(unit[~stops], minlength=group.size),
        closed_row=_closed_rows(changes, fresh, at.size),
        unstarted=np.flatnonzero(~started),
        early_stop=early_stop,
        blind=blind,
    )


def _fresh_before(changes: _Changes, fresh: Mask) -> Codes:
    """Returns how many fresh reopenings of the same ticket lie before each change."""
    total = np.cumsum(fresh)
    begins = np.searchsorted(changes.group, changes.group, side="left")
    before: Codes = total - np.concatenate([[0], total])[begins]
    return before


def _closed_rows(changes: _Changes, fresh: Mask, rows: int) -> Mask:
    """Marks rows between a stop and the reopening, inside one episode, that undid it."""
    wakes = np.flatnonzero(~changes.stops & ~fresh)
    edges = np.zeros(rows + 1, dtype=np.int64)
    edges[changes.row[wakes - 1]] += 1
    edges[changes.row[wakes]] -= 1
    return np.cumsum(edges)[:-1] > 0


def _doubtful(
    timeline: Timeline,
    roles: Roles,
    start_row: Codes,
    group: Codes,
    number: Codes,
    *,
    stopped: Mask,
) -> tuple[Instants, Mask]:
    """Returns where units have their only stop before their start, and which begin with it."""
    stops = roles.stops[timeline.state]
    wakes = roles.wakes[timeline.state]
    rows = np.arange(stops.size)
    early = rows < np.repeat(start_row, np.diff(timeline.offsets))
    last_stop = _last(np.where(stops & early, rows, -1), timeline)
    last_wake = _last(np.where(wakes & early, rows, -1), timeline)
    backward = (last_stop > last_wake)[group] & ~stopped & (number == 1)
    blind = roles.implicit_start & stops[timeline.offsets[group]]
    early_stop = np.where(backward, timeline.at[np.maximum(last_stop, 0)][group], UNKNOWN)
    return early_stop, blind & (number == 1)


def _last(marked: Codes, timeline: Timeline) -> Codes:
    if not timeline.tickets.size:
        return marked
    return np.maximum.reduceat(marked, timeline.offsets[:-1])


def _taken(values: Codes | Mask, at: Codes) -> Codes:
    """Returns values at positions, whatever where there are none."""
    if not values.size:
        return np.zeros(at.shape, dtype=np.int64)
    return np.asarray(values[np.clip(at, 0, values.size - 1)], dtype=np.int64)
