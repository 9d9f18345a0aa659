"""Where clocks start and stop: each ticket's episodes.

A stop that work undoes within the reopen window belongs to the same episode; after the
window, or where the level says so, the reopening is a ticket of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rfpkit.model.kinds.measure import DurationMeasure, OnReopen
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, Mask
from rfpkit.sla.clocks.changes import Changes, changes, start_rows
from rfpkit.sla.clocks.roles import Roles
from rfpkit.sla.clocks.timeline import Codes, Timeline


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
    last_stop: Instants
    """When the ticket stopped last, whichever stop counts; UNKNOWN while it is open again."""
    reopened: Codes
    """Reopenings inside the episode."""
    closed_row: Mask
    """For each row of the timeline: whether the ticket lay closed between two parts of a clock."""
    stop_rows: Codes
    """Rows of the timeline that stopped a running clock, undone or not."""
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

    def only(self, mask: Mask) -> Episodes:
        """Returns some of the clocks, on the same rows."""
        return replace(self, **{name: getattr(self, name)[mask] for name in _PER_EPISODE})


_PER_EPISODE = (
    *("group", "number", "start_row", "end_row", "start", "first_stop", "stop", "last_stop"),
    *("reopened", "early_stop", "blind"),
)


def episodes(
    timeline: Timeline, roles: Roles, measure: DurationMeasure, calendar: CompiledCalendar
) -> Episodes:
    """Finds every episode of a duration, on the level's calendar."""
    start_row = start_rows(timeline, roles)
    started = start_row < timeline.at.size
    found = changes(timeline, roles, measure, calendar, start_row)
    group, begin = _begins(start_row, started, found)
    number = np.arange(group.size) - np.searchsorted(group, group, side="left") + 1
    ends = _ends(found, group, first_only=measure.on_reopen is OnReopen.FIRST_STOP)
    end_row = np.where(ends.stopped, ends.row, timeline.offsets[group + 1])
    early_stop, blind = _doubtful(timeline, roles, start_row, group, number, ever=ends.ever)
    return Episodes(
        group=group,
        number=number,
        start_row=begin,
        end_row=np.maximum(end_row, begin),
        start=timeline.at[begin],
        first_stop=np.where(ends.ever, _taken(timeline.at, ends.first), UNKNOWN),
        stop=np.where(ends.stopped, _taken(timeline.at, ends.row), UNKNOWN),
        last_stop=np.where(ends.rests, _taken(timeline.at, ends.last), UNKNOWN),
        reopened=ends.reopened,
        closed_row=_closed_rows(found, timeline.at.size),
        stop_rows=found.row[found.stops],
        unstarted=np.flatnonzero(~started),
        early_stop=early_stop,
        blind=blind,
    )


def _begins(start_row: Codes, started: Mask, found: Changes) -> tuple[Codes, Codes]:
    """Returns group and first row of each episode, in order: starts and fresh reopenings."""
    first = np.flatnonzero(started)
    if not found.fresh.any():
        return first, start_row[first]
    begin = np.concatenate([start_row[first], found.row[found.fresh]])
    group = np.concatenate([first, found.group[found.fresh]])
    order = np.lexsort((begin, group))
    return group[order], begin[order]


@dataclass(frozen=True, eq=False)
class _Ends:
    """Where each episode stops."""

    ever: Mask
    """Whether it stopped at all."""
    first: Codes
    """The row of its first stop, where it did."""
    stopped: Mask
    """Whether it stopped for good."""
    row: Codes
    """The row of that stop, where it did."""
    rests: Mask
    """Whether nothing undid its last stop, be it the one that counts or not."""
    last: Codes
    """The row of its last stop, where it rests."""
    reopened: Codes


def _ends(found: Changes, group: Codes, *, first_only: bool) -> _Ends:
    """Finds the stops of each episode among the changes that belong to it."""
    inner = ~found.fresh
    unit = np.searchsorted(group, found.group[inner], side="left") + _fresh_before(found)[inner]
    row, stops = found.row[inner], found.stops[inner]
    count = np.bincount(unit, minlength=group.size)
    last, ever = np.cumsum(count) - 1, count > 0
    first = _taken(row, last - count + 1)
    reopened = np.bincount(unit[~stops], minlength=group.size)
    rests, final = ever & (_taken(stops, last) == 1), _taken(row, last)
    stopped, end = (ever, first) if first_only else (rests, final)
    return _Ends(ever, first, stopped, end, rests, final, reopened)


def _fresh_before(found: Changes) -> Codes:
    """Returns how many fresh reopenings of the same ticket lie before each change."""
    if not found.fresh.any():
        return np.zeros(found.fresh.size, dtype=np.int64)
    total = np.cumsum(found.fresh)
    begins = np.searchsorted(found.group, found.group, side="left")
    before: Codes = total - np.concatenate([[0], total])[begins]
    return before


def _closed_rows(found: Changes, rows: int) -> Mask:
    """Marks rows between a stop and the reopening, inside one episode, that undid it."""
    wakes = np.flatnonzero(~found.stops & ~found.fresh)
    if not wakes.size:
        return np.zeros(rows, dtype=np.bool_)
    edges = np.zeros(rows + 1, dtype=np.int64)
    edges[found.row[wakes - 1]] += 1
    edges[found.row[wakes]] -= 1
    return np.cumsum(edges)[:-1] > 0


def _doubtful(
    timeline: Timeline,
    roles: Roles,
    start_row: Codes,
    group: Codes,
    number: Codes,
    *,
    ever: Mask,
) -> tuple[Instants, Mask]:
    """Returns where units have their only stop before their start, and which begin with it."""
    blind = roles.implicit_start & roles.stops[timeline.state[timeline.offsets[group]]]
    if np.array_equal(start_row, timeline.offsets[:-1]):  # nothing lies before any start
        return np.full(group.shape, UNKNOWN, dtype=np.int64), blind & (number == 1)
    stops = roles.stops[timeline.state]
    wakes = roles.wakes[timeline.state]
    rows = np.arange(stops.size)
    early = rows < np.repeat(start_row, np.diff(timeline.offsets))
    last_stop = _last(np.where(stops & early, rows, -1), timeline)
    last_wake = _last(np.where(wakes & early, rows, -1), timeline)
    backward = (last_stop > last_wake)[group] & ~ever & (number == 1)
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
