"""When each ticket is counted: at an event that nothing undid, or at the first of its kind."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from rfpkit.model.effect import Action
from rfpkit.model.endings import ends_work
from rfpkit.model.exports.event_log import State
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, Mask
from rfpkit.sla.clocks.roles import waking
from rfpkit.sla.clocks.timeline import Codes, Timeline

_ENDINGS = ("closed", "resolved")


def closings(timeline: Timeline) -> Instants:
    """Returns when each ticket was closed and stayed so; UNKNOWN while it is open."""
    return _standing(timeline, reversed(closing_states(timeline.states)))


def counted_at(timeline: Timeline, names: tuple[str, ...] | None) -> Instants:
    """Returns when each ticket had the last of the named events that nothing undid.

    Work that goes on undoes an event that ends work, and no other. Without names, its closing;
    UNKNOWN where there is none.
    """
    if names is None:
        return closings(timeline)
    ended = event_states(timeline.states, [name for name in names if ends_work(name)])
    passed = event_states(timeline.states, [name for name in names if not ends_work(name)])
    return np.maximum(
        _standing(timeline, [ended]), _instants(timeline, last_rows(timeline, passed))
    )


def first_counted_at(timeline: Timeline, names: tuple[str, ...] | None) -> Instants:
    """Returns when each ticket had the first of the named events, undone or not.

    Without names, the first event that ends work.
    """
    if names is None:
        marks = closing_states(timeline.states)[-1]
    else:
        marks = event_states(timeline.states, names)
    return _instants(timeline, first_rows(timeline, marks))


def closing_states(states: tuple[State, ...]) -> tuple[Mask, ...]:
    """Returns marks of the states that close a ticket, the most telling kind first."""
    kinds = [event_states(states, [ending]) for ending in _ENDINGS]
    names = [one.effect.name for one in states if one.effect.action is Action.EVENT]
    return *kinds, event_states(states, [name for name in names if ends_work(name)])


def event_states(states: tuple[State, ...], names: Iterable[str]) -> Mask:
    """Returns marks of the states that are one of the named events."""
    wanted = set(names)
    marks = [one.effect.action is Action.EVENT and one.effect.name in wanted for one in states]
    return np.array(marks, dtype=np.bool_)


def waking_states(states: tuple[State, ...]) -> Mask:
    """Returns marks of the states in which work goes on."""
    return waking(states)


def last_rows(timeline: Timeline, marks: Mask) -> Codes:
    """Returns the last marked row of each group, -1 where it has none."""
    if not timeline.tickets.size:
        return timeline.tickets
    rows = np.where(marks[timeline.state], np.arange(timeline.at.size), -1)
    return np.maximum.reduceat(rows, timeline.offsets[:-1])


def first_rows(timeline: Timeline, marks: Mask, after: Instants | None = None) -> Codes:
    """Returns the first marked row of each group, after an instant of its own; -1 without one."""
    if not timeline.tickets.size:
        return timeline.tickets
    held = marks[timeline.state]
    if after is not None:
        held &= timeline.at > after[timeline.groups]
    none = timeline.at.size
    rows = np.where(held, np.arange(none), none)
    first = np.minimum.reduceat(rows, timeline.offsets[:-1])
    return np.where(first == none, -1, first)


def _standing(timeline: Timeline, kinds: Iterable[Mask]) -> Instants:
    """Returns the last event that nothing undid; of several kinds, the last kind goes first."""
    woken = last_rows(timeline, waking_states(timeline.states))
    found = np.full(timeline.tickets.size, -1, dtype=np.int64)
    for marks in kinds:
        last = last_rows(timeline, marks)
        found = np.where(last > woken, last, found)
    return _instants(timeline, found)


def _instants(timeline: Timeline, rows: Codes) -> Instants:
    if not timeline.at.size:
        return np.full(rows.shape, UNKNOWN, dtype=np.int64)
    return np.where(rows >= 0, timeline.at[np.maximum(rows, 0)], UNKNOWN)
