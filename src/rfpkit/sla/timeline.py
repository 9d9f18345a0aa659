"""Everything known of the tickets at an instant, as sorted columns: the kernel's one input."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from rfpkit.model.effect import Action
from rfpkit.model.event_log import EventLog, State
from rfpkit.sla.zones import Instants, Mask

Codes = npt.NDArray[np.int64]

REOPENED = "reopened"
REPORTED = "reported"
_BITS = 63
NOT_GIVEN = -1
"""Stands where a row carries no priority."""


@dataclass(frozen=True, eq=False)
class Timeline:
    """Rows of tickets in the order in which they happened, up to `as_of`.

    Tickets are groups of neighbouring rows: those of group `g` are
    `offsets[g]` to `offsets[g + 1]`. Every group has a row.
    """

    states: tuple[State, ...]
    priorities: tuple[str, ...]
    as_of: int
    tickets: Codes
    """Position of each group in the log's tickets."""
    offsets: Codes
    at: Instants
    state: Codes
    priority: Codes
    """Position in `priorities` of what is known at the row, NOT_GIVEN before the first."""
    source: Codes
    row: Codes

    @property
    def groups(self) -> Codes:
        """The group of each row."""
        return np.repeat(np.arange(self.tickets.size), np.diff(self.offsets))

    @property
    def ends(self) -> Instants:
        """When each row's state ended: at the next row of its ticket, or not before `as_of`."""
        ends = np.append(self.at[1:], self.as_of)
        ends[self.offsets[1:] - 1] = self.as_of
        return ends

    def choose(self, mask: Mask) -> Timeline:
        """Returns the groups that a mask over the log's tickets holds."""
        kept = mask[self.tickets]
        if kept.all():
            return self
        sizes = np.diff(self.offsets)
        rows = np.repeat(kept, sizes)
        columns = (self.at, self.state, self.priority, self.source, self.row)
        return Timeline(
            self.states,
            self.priorities,
            self.as_of,
            self.tickets[kept],
            _offsets(sizes[kept]),
            *(column[rows] for column in columns),
        )


def timeline(log: EventLog, as_of: int) -> Timeline:
    """Sorts the log's events up to `as_of`; their order in the log does not matter."""
    events = log.events.filter(pl.col("at") <= as_of)
    names = events["priority"].drop_nulls().unique().sort().to_list()
    priority = _codes(events["priority"], names)
    ticket = events["ticket"].to_numpy().astype(np.int64)
    state = events["state"].to_numpy().astype(np.int64)
    at = events["at"].to_numpy()
    order = _order([ticket, at, events["order"].to_numpy(), _ranks(log.states)[state], priority])
    sizes = np.bincount(ticket, minlength=log.tickets.height)
    held = sizes > 0
    offsets = _offsets(sizes[held])
    return Timeline(
        log.states,
        tuple(names),
        as_of,
        np.flatnonzero(held),
        offsets,
        at[order],
        state[order],
        _carried(priority[order], offsets),
        events["source"].to_numpy().astype(np.int64)[order],
        events["row"].to_numpy().astype(np.int64)[order],
    )


def _order(keys: list[Codes]) -> Codes:
    """Returns the order by several keys, the first one first, packed into as few as they fit."""
    words, width = [np.zeros(keys[0].size, dtype=np.int64)], 0
    for key in reversed(keys):
        low = int(key.min()) if key.size else 0
        span = (int(key.max()) - low).bit_length() if key.size else 0
        if width + span > _BITS:
            words.append(np.zeros(key.size, dtype=np.int64))
            width = 0
        words[-1] += (key - low) << width
        width += span
    if len(words) > 1:
        return np.lexsort(words)
    if np.all(words[0][1:] >= words[0][:-1]):
        return np.arange(words[0].size)
    return np.argsort(words[0], kind="stable")


def _ranks(states: tuple[State, ...]) -> Codes:
    """Returns the order of states within one second, where the export has no running number."""
    wanted = sorted(range(len(states)), key=lambda position: _rank(states[position]))
    ranks = np.zeros(len(states), dtype=np.int64)
    ranks[wanted] = np.arange(len(states))
    return ranks


def _rank(state: State) -> tuple[int, str, str]:
    effect = state.effect
    if effect.name == REPORTED and effect.action is Action.EVENT:
        return 0, effect.name, state.label
    if effect.action is Action.OPEN or (effect.action, effect.name) == (Action.EVENT, REOPENED):
        return 1, effect.name, state.label
    places = (Action.PAUSE, Action.EVENT, Action.EXCLUDE, Action.IGNORE)
    return 2 + places.index(effect.action), effect.name, state.label


def _codes(values: pl.Series, names: list[str]) -> Codes:
    if not names:
        return np.full(len(values), NOT_GIVEN, dtype=np.int64)
    codes = values.cast(pl.Enum(names)).to_physical().cast(pl.Int64)
    return codes.fill_null(NOT_GIVEN).to_numpy()


def _carried(priority: Codes, offsets: Codes) -> Codes:
    """Carries the last priority given forward inside each ticket."""
    given = priority != NOT_GIVEN
    if given.all():
        return priority
    rows = np.arange(priority.size)
    latest = np.maximum.accumulate(np.where(given, rows, -1))
    own = latest >= np.repeat(offsets[:-1], np.diff(offsets))
    return np.where(own, priority[np.maximum(latest, 0)], NOT_GIVEN)


def _offsets(sizes: Codes) -> Codes:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
