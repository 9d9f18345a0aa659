"""Slices of a ticket's clock and their sums: what ran, what stood still, and why.

`explain` prints the slices that are summed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from rfpkit.model.kinds.measure import OnReopen
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, Mask
from rfpkit.sla.clocks.episodes import Episodes
from rfpkit.sla.clocks.pauses import Cause, union
from rfpkit.sla.clocks.roles import Roles
from rfpkit.sla.clocks.timeline import Codes, Timeline


class Kind(IntEnum):
    """What a slice is."""

    RUNNING = 0
    PAUSED = 1
    NOT_HONOURED = 2
    CLOSED = 3


@dataclass(frozen=True, eq=False)
class Slices:
    """One slice for each row of the timeline: from the row to the next one of its ticket."""

    timeline: Timeline
    kind: npt.NDArray[np.int8]
    counts: Mask
    """Whether the slice counts against the target."""
    seconds: Instants
    """Service time of the slice."""
    causes: tuple[Cause, ...] | None = None
    """Every cause to wait; None where the status alone tells."""

    @property
    def wall(self) -> Instants:
        """Seconds of the slice on the wall."""
        return self.timeline.ends - self.timeline.at


@dataclass(frozen=True, eq=False)
class Clocks:
    """Seconds of each episode."""

    elapsed: Instants
    paused: Instants
    not_honoured: Instants


def held_rows(timeline: Timeline, ignored: Mask) -> Codes:
    """Returns for each row the row whose state is in force: ignored rows change nothing."""
    rows = np.arange(timeline.at.size)
    if not ignored.any():
        return rows
    speaks = ~ignored[timeline.state]
    latest = np.maximum.accumulate(np.where(speaks, rows, -1))
    own = latest >= np.repeat(timeline.offsets[:-1], np.diff(timeline.offsets))
    return np.where(own, latest, rows)


def slices(
    timeline: Timeline,
    roles: Roles,
    found: Episodes,
    on_reopen: OnReopen,
    calendar: CompiledCalendar,
    causes: tuple[Cause, ...] | None = None,
) -> Slices:
    """Returns what every row's slice is and how long it lasts on the calendar.

    Without causes a slice is what its status is.
    """
    kind = _of_status(timeline, roles) if causes is None else _of_causes(causes, timeline.at.size)
    kind[found.closed_row] = Kind.CLOSED
    counts = (kind == Kind.RUNNING) | (kind == Kind.NOT_HONOURED)
    if on_reopen is OnReopen.COUNT_CLOSED:
        counts |= kind == Kind.CLOSED
    seconds = service_seconds(timeline, calendar)
    return Slices(timeline, kind, counts, seconds, causes)


def _of_status(timeline: Timeline, roles: Roles) -> npt.NDArray[np.int8]:
    """Returns the kind of each slice that is what its status is."""
    kinds = np.full(len(timeline.states), Kind.RUNNING, dtype=np.int8)
    kinds[roles.honoured] = Kind.PAUSED
    kinds[roles.refused] = Kind.NOT_HONOURED
    state = timeline.state
    if roles.ignored.any():
        state = state[held_rows(timeline, roles.ignored)]
    kind: npt.NDArray[np.int8] = kinds[state]
    return kind


def _of_causes(causes: tuple[Cause, ...], rows: int) -> npt.NDArray[np.int8]:
    """Returns the kind of each slice that is what the causes to wait make it."""
    kind = np.full(rows, Kind.RUNNING, dtype=np.int8)
    if causes:
        still, waits = union(causes)
        kind[still] = Kind.PAUSED
        kind[waits] = Kind.NOT_HONOURED
    return kind


def service_seconds(timeline: Timeline, calendar: CompiledCalendar) -> Instants:
    """Returns the service time of every row's slice."""
    opened = opened_at(timeline, calendar)
    until = np.append(opened[1:], 0)
    until[timeline.offsets[1:] - 1] = calendar.open(np.array([timeline.as_of]))[0]
    passed: Instants = until - opened
    return passed


def opened_at(timeline: Timeline, calendar: CompiledCalendar) -> Instants:
    """Returns the open seconds before every row; all levels on a calendar share them."""
    return timeline.once(calendar.digest, calendar.open)


def clocks(found: Episodes, cut: Slices) -> Clocks:
    """Sums the slices of each episode."""
    return Clocks(
        elapsed=_sums(found, cut.seconds, cut.counts),
        paused=_sums(found, cut.seconds, cut.kind == Kind.PAUSED),
        not_honoured=_sums(found, cut.seconds, cut.kind == Kind.NOT_HONOURED),
    )


@dataclass(frozen=True, eq=False)
class Reached:
    """Where the running sum of each episode reaches what is wanted."""

    row: Codes
    """The row of the slice in which it does; UNKNOWN where no slice does."""
    ahead: Instants
    """What is still wanted at that slice's start."""
    left: Instants
    """What is still wanted at the episode's end; below zero where more has counted."""


def reached(found: Episodes, seconds: Instants, counts: Mask, wanted: Instants) -> Reached:
    """Finds where so many seconds, above zero, have counted."""
    total = _running(seconds, counts)
    aim = total[found.start_row] + wanted
    row = np.searchsorted(total, aim, side="left") - 1
    inside = row < found.end_row
    ahead = aim - total[np.where(inside, row, 0)]
    return Reached(np.where(inside, row, UNKNOWN), ahead, aim - total[found.end_row])


def _sums(found: Episodes, seconds: Instants, counts: Mask) -> Instants:
    if not counts.any():
        return np.zeros(found.group.size, dtype=np.int64)
    total = _running(seconds, counts)
    return total[found.end_row] - total[found.start_row]


def _running(seconds: Instants, counts: Mask) -> Instants:
    total = np.zeros(seconds.size + 1, dtype=np.int64)
    np.cumsum(seconds * counts, out=total[1:])
    return total
