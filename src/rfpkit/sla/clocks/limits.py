"""Which target counts for a clock: one for all, by its priority, or the line of a table.

The first line that fits a ticket is its target. What a line speaks of and the export does not
tell of a ticket leaves its target unknown, unless another condition of the line fails anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

import numpy as np
import polars as pl

from rfpkit.model.kinds.measure import PriorityChange
from rfpkit.model.limit import TimeLimit
from rfpkit.model.target import TargetRow, TargetValue
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.layers import weeks_by_day
from rfpkit.sla.calendars.zones import Instants, Mask, days_since_1970, local_days
from rfpkit.sla.clocks.episodes import Episodes
from rfpkit.sla.clocks.timeline import NOT_GIVEN, Codes, Timeline

NO_LIMIT = -2
"""Stands where the contract has no target for the ticket."""
LACKING = ("priority", "device class", "site")
"""What a ticket may lack so that its target is not known."""

Attributes = Mapping[str, pl.Series]
"""`site` and `device_class` of each group of a timeline."""


@dataclass(frozen=True, eq=False)
class Limits:
    """The target of each episode."""

    choices: tuple[TimeLimit, ...]
    choice: Codes
    """Position in `choices`; NO_LIMIT, or NOT_GIVEN where something is missing."""
    lacking: Codes
    """Position in `LACKING` of what is missing; it speaks where the choice is NOT_GIVEN."""
    priority: Codes
    """Position in the timeline's priorities; NOT_GIVEN where there is none."""


@dataclass(frozen=True, eq=False)
class Clocked:
    """Clocks, and what is known of their tickets."""

    timeline: Timeline
    found: Episodes
    calendar: CompiledCalendar
    attributes: Attributes


def limits(clocked: Clocked, target: TargetValue | None, policy: PriorityChange) -> Limits:
    """Returns the target of each episode by the policy for changes of priority or class."""
    timeline, found = clocked.timeline, clocked.found
    if isinstance(target, TimeLimit):
        every = np.zeros(found.group.size, dtype=np.int64)
        return Limits((target,), every, every, _held(timeline, found, policy, timeline.priority))
    table = _table(target)
    pairs = _Pairs.of(timeline)
    sorts, statuses = _sorts(clocked, table, pairs)
    choice, lacking = _decided(table, pairs, statuses)
    match policy:
        case PriorityChange.STRICTEST:
            pair = _strictest(clocked, table, pairs, sorts, choice)
        case PriorityChange.AT_START | PriorityChange.AT_STOP:
            pair = pairs.pair(
                _held(timeline, found, policy, timeline.priority),
                NOT_GIVEN
                if timeline.device_class is None
                else _held(timeline, found, policy, timeline.device_class),
            )
        case _:
            assert_never(policy)
    choices = tuple(row.within for row in table)
    return Limits(choices, choice[sorts, pair], lacking[sorts, pair], pairs.priority(pair))


def _table(target: TargetValue | None) -> tuple[TargetRow, ...]:
    if isinstance(target, dict):
        return tuple(TargetRow(within=limit, priority=(name,)) for name, limit in target.items())
    return target if isinstance(target, tuple) else ()


@dataclass(frozen=True)
class _Pairs:
    """Priorities and classes that a ticket can have at a moment; the last of each is none."""

    priorities: tuple[str, ...]
    classes: tuple[str, ...] | None
    """None where a ticket's class never changes: it is then known of the ticket as a whole."""

    @classmethod
    def of(cls, timeline: Timeline) -> _Pairs:
        changing = timeline.device_class is not None
        return cls(timeline.priorities, timeline.classes if changing else None)

    @property
    def size(self) -> int:
        return (len(self.priorities) + 1) * self._wide

    @property
    def _wide(self) -> int:
        return 1 if self.classes is None else len(self.classes) + 1

    def pair(self, priority: Codes, device_class: Codes | int) -> Codes:
        at = np.where(priority == NOT_GIVEN, len(self.priorities), priority)
        if self.classes is None:
            return at
        found: Codes = at * self._wide + np.where(
            np.equal(device_class, NOT_GIVEN), len(self.classes), device_class
        )
        return found

    def priority(self, pair: Codes) -> Codes:
        at = pair // self._wide
        return np.where(at == len(self.priorities), NOT_GIVEN, at)

    def each(self) -> Iterator[tuple[int, str | None, str | None]]:
        """Yields each pair with its priority and its class."""
        for position in range(self.size):
            at, rest = divmod(position, self._wide)
            name = self.priorities[at] if at < len(self.priorities) else None
            held = self.classes[rest] if self.classes and rest < len(self.classes) else None
            yield position, name, held


_NO, _YES, _LACKS = 0, 1, 2
"""Whether a line fits by what never changes; from `_LACKS` on something is missing."""


def _sorts(
    clocked: Clocked, table: tuple[TargetRow, ...], pairs: _Pairs
) -> tuple[Codes, list[list[int]]]:
    """Returns the sort of each episode, and how each line fits the sorts by what never changes."""
    episodes = clocked.found.group.size
    sorts = np.zeros(episodes, dtype=np.int64)
    if not any(_is_fixed(row, pairs) for row in table):
        return sorts, [[_YES] * len(table)]
    fits = [_fixed(clocked, row, pairs) for row in table]
    for count, one in enumerate(fits, start=1):
        sorts = sorts * (_LACKS + len(LACKING)) + one
        if count % _TOGETHER == 0 or count == len(fits):
            _, sorts = np.unique(sorts, return_inverse=True)
    examples = np.unique(sorts, return_index=True)[1]
    return sorts, [[int(one[at]) for one in fits] for at in examples.tolist()]


_TOGETHER = 16
"""Lines of a table whose fits go into one number, beside those of the lines before them."""


def _is_fixed(row: TargetRow, pairs: _Pairs) -> bool:
    named = [row.site, row.season, row.first, row.last]
    if pairs.classes is None:
        named.append(row.device_class)
    return any(one is not None for one in named)


def _fixed(clocked: Clocked, row: TargetRow, pairs: _Pairs) -> Codes:
    """Returns how a line fits each episode by site, season and date, and by a class that stays."""
    status = np.full(clocked.found.group.size, _YES, dtype=np.int64)
    asked = {"site": row.site}
    if pairs.classes is None:
        asked["device_class"] = row.device_class
    for name, wanted in asked.items():
        if wanted is not None:
            status = _and(status, _named(clocked, name, wanted))
    if row.season is not None or row.first is not None or row.last is not None:
        status = np.where(_dated(clocked, row), status, _NO)
    return status


def _and(status: Codes, other: Codes) -> Codes:
    never = (status == _NO) | (other == _NO)
    return np.where(never, _NO, np.maximum(status, other))


def _named(clocked: Clocked, name: str, wanted: tuple[str, ...]) -> Codes:
    lacks = _LACKS + LACKING.index(name.replace("_", " "))
    held = clocked.attributes[name]
    fits = held.is_in(list(wanted)).fill_null(value=False).to_numpy()
    marks = np.where(fits, _YES, np.where(held.is_null().to_numpy(), lacks, _NO))
    return marks[clocked.found.group]


def _dated(clocked: Clocked, row: TargetRow) -> Mask:
    """Returns which episodes start on a date, and in a season, of the line."""
    days = local_days(clocked.calendar.zone, clocked.found.start)
    inside = np.ones(days.size, dtype=np.bool_)
    if row.first is not None:
        inside &= days >= days_since_1970(row.first)
    if row.last is not None:
        inside &= days <= days_since_1970(row.last)
    if row.season is not None:
        inside &= _in_season(clocked.calendar, days, row.season)
    return inside


def _in_season(calendar: CompiledCalendar, days: Instants, names: tuple[str, ...]) -> Mask:
    in_force, _ = weeks_by_day(calendar.calendar)
    at = days - days_since_1970(calendar.calendar.covers.first)
    known = (at >= 0) & (at < in_force.size)
    season = np.where(known, in_force[np.where(known, at, 0)], 0)
    wanted = [False, *(one.id in names for one in calendar.calendar.seasons)]
    return np.array(wanted, dtype=np.bool_)[season]


def _decided(
    table: tuple[TargetRow, ...], pairs: _Pairs, statuses: list[list[int]]
) -> tuple[Codes, Codes]:
    """Returns the line for each sort and pair, and what is missing where it is not known."""
    choice = np.full((len(statuses), pairs.size), NO_LIMIT, dtype=np.int64)
    lacking = np.zeros((len(statuses), pairs.size), dtype=np.int64)
    for sort, status in enumerate(statuses):
        for position, priority, device_class in pairs.each():
            for line, (row, fixed) in enumerate(zip(table, status, strict=True)):
                moving = [(0, row.priority, priority)]
                if pairs.classes is not None:
                    moving.append((1, row.device_class, device_class))
                fit = _fit(fixed, moving)
                if fit == _NO:
                    continue
                choice[sort, position] = line if fit == _YES else NOT_GIVEN
                lacking[sort, position] = max(fit - _LACKS, 0)
                break
    return choice, lacking


def _fit(fixed: int, moving: list[tuple[int, tuple[str, ...] | None, str | None]]) -> int:
    fit = fixed
    for lack, wanted, held in moving:
        if wanted is None or fit == _NO:
            continue
        if held is not None and held not in wanted:
            return _NO
        if held is None and fit == _YES:
            fit = _LACKS + lack
    return fit


def _held(timeline: Timeline, found: Episodes, policy: PriorityChange, values: Codes) -> Codes:
    """Returns the value at the start, or else the first one given; or the one at the stop."""
    if not found.group.size:
        return found.group
    if policy is PriorityChange.AT_STOP:
        return values[_last_row(timeline, found)]
    rows = np.arange(values.size)
    given = np.where(values != NOT_GIVEN, rows, rows.size)
    following = np.minimum.accumulate(given[::-1])[::-1][found.start_row]
    known = following <= _last_row(timeline, found)
    return np.where(known, values[np.where(known, following, 0)], NOT_GIVEN)


def _strictest(
    clocked: Clocked, table: tuple[TargetRow, ...], pairs: _Pairs, sorts: Codes, choice: Codes
) -> Codes:
    """Returns the pair with the smallest target among those held from start to stop."""
    timeline, found = clocked.timeline, clocked.found
    if not found.group.size:
        return found.group
    amounts = [
        table[one].within.amount if one >= 0 else _NEVER + (one == NOT_GIVEN)
        for one in choice.ravel().tolist()
    ]
    lines = choice.ravel().tolist()
    order = sorted(range(len(amounts)), key=lambda at: (amounts[at], lines[at], at))
    rank = np.zeros(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    clock, rows = _held_rows_of(timeline, found)
    pair = pairs.pair(
        timeline.priority[rows],
        NOT_GIVEN if timeline.device_class is None else timeline.device_class[rows],
    )
    if len(choice) > 1:
        pair = pair + sorts[clock] * pairs.size
    begins = np.searchsorted(clock, np.arange(found.group.size))
    best = np.array(order, dtype=np.int64)[np.minimum.reduceat(rank[pair], begins)]
    return best % pairs.size


def _held_rows_of(timeline: Timeline, found: Episodes) -> tuple[Codes, Codes]:
    """Returns, clock by clock, the rows that show each priority and class held in it.

    They are its first row, and those at which one changed; most clocks have but the first.
    """
    changed, clocks = timeline.changed_rows, np.arange(found.group.size)
    clock = np.searchsorted(found.start_row, changed, side="right") - 1
    inside = (clock >= 0) & (changed <= _last_row(timeline, found)[np.maximum(clock, 0)])
    clock, rows = (
        np.concatenate([clocks, clock[inside]]),
        np.concatenate([found.start_row, changed[inside]]),
    )
    order = np.argsort(clock, kind="stable")
    return clock[order], rows[order]


_NEVER = 2**62


def _last_row(timeline: Timeline, found: Episodes) -> Codes:
    """Returns the row of the stop, or the ticket's last row while it is open."""
    after = timeline.offsets[found.group + 1] - 1
    return np.where(found.open, after, np.maximum(found.end_row, found.start_row))
