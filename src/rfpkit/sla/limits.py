"""Which target counts for an episode: one for all, or by the priority that it had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np

from rfpkit.model.limit import TimeLimit
from rfpkit.model.measure import PriorityChange
from rfpkit.model.target import TargetValue
from rfpkit.sla.episodes import Episodes
from rfpkit.sla.timeline import NOT_GIVEN, Codes, Timeline

NO_LIMIT = -2
"""Stands where the contract has no target for the priority."""


@dataclass(frozen=True, eq=False)
class Limits:
    """The target of each episode."""

    choices: tuple[TimeLimit, ...]
    choice: Codes
    """Position in `choices`; NO_LIMIT, or NOT_GIVEN where the priority is missing."""
    priority: Codes
    """Position in the timeline's priorities; NOT_GIVEN where there is none."""


def limits(
    timeline: Timeline,
    found: Episodes,
    target: TargetValue | None,
    policy: PriorityChange,
) -> Limits:
    """Returns the target of each episode by the policy for changes of priority."""
    if isinstance(target, TimeLimit):
        every = np.zeros(found.group.size, dtype=np.int64)
        return Limits((target,), every, _held(timeline, found, policy))
    by_priority = target if isinstance(target, dict) else {}
    choices = tuple(by_priority.values())
    of_priority = np.full(len(timeline.priorities) + 1, NO_LIMIT, dtype=np.int64)
    of_priority[NOT_GIVEN] = NOT_GIVEN
    for position, name in enumerate(by_priority):
        if name in timeline.priorities:
            of_priority[timeline.priorities.index(name)] = position
    match policy:
        case PriorityChange.STRICTEST:
            priority = _strictest(timeline, found, choices, of_priority)
        case PriorityChange.AT_START | PriorityChange.AT_STOP:
            priority = _held(timeline, found, policy)
        case _:
            assert_never(policy)
    return Limits(choices, of_priority[priority], priority)


def _held(timeline: Timeline, found: Episodes, policy: PriorityChange) -> Codes:
    """Returns the priority at the start, or else the first one given; or the one at the stop."""
    if not found.group.size:
        return found.group
    if policy is PriorityChange.AT_STOP:
        return timeline.priority[_last_row(timeline, found)]
    rows = np.arange(timeline.priority.size)
    given = np.where(timeline.priority != NOT_GIVEN, rows, rows.size)
    following = np.minimum.accumulate(given[::-1])[::-1][found.start_row]
    known = following <= _last_row(timeline, found)
    return np.where(known, timeline.priority[np.where(known, following, 0)], NOT_GIVEN)


def _strictest(
    timeline: Timeline, found: Episodes, choices: tuple[TimeLimit, ...], of_priority: Codes
) -> Codes:
    """Returns the priority with the smallest target among those held from start to stop."""
    if not found.group.size:
        return found.group
    amounts = [
        (choices[choice].amount, choice) if choice >= 0 else (_NEVER + (choice == NOT_GIVEN), 0)
        for choice in of_priority.tolist()
    ]
    order = sorted(range(of_priority.size), key=lambda priority: (amounts[priority], priority))
    rank = np.zeros(of_priority.size, dtype=np.int64)
    rank[order] = np.arange(len(order))
    rows = np.append(rank[timeline.priority], len(order))
    edges = np.column_stack([found.start_row, _last_row(timeline, found) + 1]).ravel()
    best = np.array(order, dtype=np.int64)[np.minimum.reduceat(rows, edges)[::2]]
    return np.where(best == of_priority.size - 1, NOT_GIVEN, best)


_NEVER = 2**62


def _last_row(timeline: Timeline, found: Episodes) -> Codes:
    """Returns the row of the stop, or the ticket's last row while it is open."""
    after = timeline.offsets[found.group + 1] - 1
    return np.where(found.open, after, np.maximum(found.end_row, found.start_row))
