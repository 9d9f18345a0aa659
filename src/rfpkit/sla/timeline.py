"""Everything known of the tickets at an instant, as sorted columns: the kernel's one input."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
    classes: tuple[str, ...] = ()
    device_class: Codes | None = None
    """Position in `classes` of what is known at the row; None where no ticket's class changes."""
    evidenced: Mask | None = None
    """Whether the row carries evidence of its pause; None where the export tells of none."""
    joints: Mask | None = None
    """First rows of tickets that go on in the clock of an earlier one; None without any."""
    owners: Codes | None = None
    """Position of each row's own ticket in the log; None where it is that of its group."""

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
        return self.take(np.repeat(kept, sizes), self.tickets[kept], offsets_of(sizes[kept]))

    def take(self, rows: Codes | Mask, tickets: Codes, offsets: Codes) -> Timeline:
        """Returns a timeline of some of the rows, in the groups that the offsets cut."""
        held = {name: getattr(self, name) for name in _PER_ROW}
        taken = {name: values[rows] for name, values in held.items() if values is not None}
        return replace(self, tickets=tickets, offsets=offsets, **taken)


_PER_ROW = (
    *("at", "state", "priority", "source", "row"),
    *("device_class", "evidenced", "joints", "owners"),
)


def timeline(log: EventLog, as_of: int) -> Timeline:
    """Sorts the log's events up to `as_of`; their order in the log does not matter."""
    events = log.events.filter(pl.col("at") <= as_of)
    names, priority = _words(events["priority"])
    ticket = events["ticket"].to_numpy().astype(np.int64)
    state = events["state"].to_numpy().astype(np.int64)
    at = events["at"].to_numpy()
    classes, device_class = _classes(events)
    keys = [ticket, at, events["order"].to_numpy(), _ranks(log.states)[state], priority]
    order = _order(keys if device_class is None else [*keys, device_class])
    sizes = np.bincount(ticket, minlength=log.tickets.height)
    held = sizes > 0
    offsets = offsets_of(sizes[held])
    found = Timeline(
        log.states,
        names,
        as_of,
        np.flatnonzero(held),
        offsets,
        at[order],
        state[order],
        carried(priority[order], offsets),
        events["source"].to_numpy().astype(np.int64)[order],
        events["row"].to_numpy().astype(np.int64)[order],
    )
    if device_class is not None:
        device_class = carried(device_class[order], offsets)
        found = replace(found, classes=classes, device_class=device_class)
    if "evidenced" in events.columns:
        evidenced = events["evidenced"].fill_null(value=False).to_numpy()
        found = replace(found, evidenced=evidenced[order])
    return found


def _classes(events: pl.DataFrame) -> tuple[tuple[str, ...], Codes | None]:
    """Returns the classes of the rows; none where no ticket's class changes."""
    return _words(events["device_class"]) if "device_class" in events.columns else ((), None)


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
    places = (Action.PAUSE, Action.RESUME, Action.EVENT, Action.EXCLUDE, Action.IGNORE)
    return 2 + places.index(effect.action), effect.name, state.label


def _words(values: pl.Series) -> tuple[tuple[str, ...], Codes]:
    """Returns the words of a column, sorted, and the position of each row's word in them."""
    words = values.drop_nulls().unique().sort().to_list()
    if not words:
        return (), np.full(len(values), NOT_GIVEN, dtype=np.int64)
    codes = values.cast(pl.Enum(words)).to_physical().cast(pl.Int64)
    return tuple(words), codes.fill_null(NOT_GIVEN).to_numpy()


def carried(values: Codes, offsets: Codes) -> Codes:
    """Carries the last value given forward inside each group."""
    given = values != NOT_GIVEN
    if given.all():
        return values
    rows = np.arange(values.size)
    latest = np.maximum.accumulate(np.where(given, rows, -1))
    own = latest >= np.repeat(offsets[:-1], np.diff(offsets))
    return np.where(own, values[np.maximum(latest, 0)], NOT_GIVEN)


def offsets_of(sizes: Codes) -> Codes:
    """Returns where groups of such sizes begin, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
