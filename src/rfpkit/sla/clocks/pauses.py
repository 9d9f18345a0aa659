"""Pauses of clocks: which are on in each slice, and which of them the contract honours.

A pause is on while its status is in force or, where the export resumes its reason, from
`pause REASON` to `resume REASON`. A stop ends every pause: what was waited for is settled, and
after a reopening the clock stands still only for a pause that is set anew. Before its clock
begins a pause costs nothing. Causes add up to their union: the clock stands still while one of
them is honoured, whatever else is on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from rfpkit.model.effect import Action, Effect
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.sla.calendars.zones import Mask
from rfpkit.sla.clocks.episodes import Episodes
from rfpkit.sla.clocks.roles import Roles
from rfpkit.sla.clocks.timeline import Codes, Timeline


class Why(IntEnum):
    """Why a pause is honoured, or not."""

    HONOURED = 0
    NOT_ALLOWED = 1
    NO_EVIDENCE = 2
    EACH = 3
    TOTAL = 4
    PAUSE_TOTAL = 5


@dataclass(frozen=True, eq=False)
class Cause:
    """One reason to wait, through all clocks."""

    reason: str
    on: Mask
    """For each row of the timeline: whether the slice that it begins waits for this reason."""
    why: Codes
    """For each row: a value of `Why`; it speaks where the cause is on."""

    @property
    def honoured(self) -> Mask:
        """The slices in which the clock stands still for this reason."""
        held: Mask = self.on & (self.why == Why.HONOURED)
        return held

    def of(self, rows: Codes) -> Cause:
        """Returns the cause for the rows of a timeline that was cut."""
        return Cause(self.reason, self.on[rows], self.why[rows])


def needed(roles: Roles, measure: DurationMeasure) -> bool:
    """Returns whether a slice is more than its status: pauses beside it, caps or evidence."""
    limited = any(rule.each or rule.total or rule.evidence for rule in measure.pause)
    return bool(roles.beside or limited or measure.pause_total)


def causes(
    timeline: Timeline, roles: Roles, found: Episodes, held: Codes, measure: DurationMeasure
) -> tuple[Cause, ...]:
    """Returns every cause for which a ticket waits, before any cap.

    `held` is the row whose status is in force in each slice.
    """
    counted = running(timeline, found)
    rules = {rule.reason: rule for rule in measure.pause}
    found_causes = []
    for reason in _reasons(timeline):
        begins = _states(timeline, Effect(Action.PAUSE, reason))[timeline.state]
        beside = reason in roles.beside
        on = _beside(timeline, found, reason, begins) if beside else begins[held]
        rule = rules.get(reason)
        why = np.full(on.size, Why.HONOURED if rule else Why.NOT_ALLOWED, dtype=np.int64)
        if rule is not None and rule.evidence is not None:
            why[~_shown(timeline, on, begins)] = Why.NO_EVIDENCE
        found_causes.append(Cause(reason, on & counted, why))
    return tuple(found_causes)


def running(timeline: Timeline, found: Episodes) -> Mask:
    """Returns the rows that begin a slice of a clock, closed ones left out."""
    edges = np.zeros(timeline.at.size + 1, dtype=np.int64)
    np.add.at(edges, found.start_row, 1)
    np.add.at(edges, found.end_row, -1)
    inside: Mask = (np.cumsum(edges)[:-1] > 0) & ~found.closed_row
    return inside


def begins_of(timeline: Timeline, on: Mask) -> Mask:
    """Returns the rows at which a stretch of slices begins; none goes over to another group."""
    before = np.concatenate([[False], on[:-1]])[: on.size]
    before[timeline.offsets[:-1]] = False
    begin: Mask = on & ~before
    return begin


def _reasons(timeline: Timeline) -> Iterator[str]:
    names = {state.effect.name for state in timeline.states if state.effect.action is Action.PAUSE}
    yield from sorted(names)


def _states(timeline: Timeline, effect: Effect) -> Mask:
    return np.array([state.effect == effect for state in timeline.states], dtype=np.bool_)


def _beside(timeline: Timeline, found: Episodes, reason: str, begins: Mask) -> Mask:
    """Returns where a pause that has an end of its own is on: after its begin, before its end."""
    ends = _states(timeline, Effect(Action.RESUME, reason))[timeline.state]
    ends[found.stop_rows] = True
    rows = np.arange(ends.size)
    latest = np.maximum.accumulate(np.where(begins | ends, rows, -1))
    own = latest >= np.repeat(timeline.offsets[:-1], np.diff(timeline.offsets))
    on: Mask = own & begins[np.maximum(latest, 0)]
    return on


def _shown(timeline: Timeline, on: Mask, begins: Mask) -> Mask:
    """Returns the slices of pauses of which one row carries evidence."""
    if timeline.evidenced is None:
        return np.zeros(on.size, dtype=np.bool_)
    number = np.cumsum(begins_of(timeline, on))
    proven = number[on & begins & timeline.evidenced]
    shown = np.zeros(int(number[-1]) + 1 if number.size else 1, dtype=np.bool_)
    shown[proven] = True
    found: Mask = on & shown[number]
    return found


def union(found: Sequence[Cause]) -> tuple[Mask, Mask]:
    """Returns where a clock stands still, and where it runs on in spite of a pause."""
    if not found:
        return np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.bool_)
    still = np.logical_or.reduce([cause.honoured for cause in found])
    waits = np.logical_or.reduce([cause.on for cause in found])
    return still, waits & ~still
