"""Everything known of the tickets at an instant, as sorted columns: the kernel's one input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from rfpkit.model.effect import Action
from rfpkit.model.exports.event_log import EventLog, State
from rfpkit.sla.calendars.zones import Instants, Mask
from rfpkit.sla.clocks.ordering import ordered

Codes = npt.NDArray[np.int64]

REOPENED = "reopened"
REPORTED = "reported"
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
    row: Codes | None
    """Row in the file; None for a log of more rows than anybody asks to see explained."""
    classes: tuple[str, ...] = ()
    device_class: Codes | None = None
    """Position in `classes` of what is known at the row; None where no ticket's class changes."""
    evidenced: Mask | None = None
    """Whether the row carries evidence of its pause; None where the export tells of none."""
    joints: Mask | None = None
    """First rows of tickets that go on in the clock of an earlier one; None without any."""
    owners: Codes | None = None
    """Position of each row's own ticket in the log; None where it is that of its group."""

    @cached_property
    def groups(self) -> Codes:
        """The group of each row."""
        return np.repeat(np.arange(self.tickets.size), np.diff(self.offsets))

    @cached_property
    def ends(self) -> Instants:
        """When each row's state ended: at the next row of its ticket, or not before `as_of`."""
        ends = np.append(self.at[1:], self.as_of)
        ends[self.offsets[1:] - 1] = self.as_of
        return ends

    def row_at(self, row: int) -> int:
        """Returns the number that a row has in its file."""
        if self.row is None:
            raise LookupError("a log of so many rows does not keep their numbers")
        return int(self.row[row])

    def choose(self, mask: Mask) -> Timeline:
        """Returns the groups that a mask over the log's tickets holds."""
        kept = mask[self.tickets]
        if kept.all():
            return self
        sizes = np.diff(self.offsets)
        return self.take(np.repeat(kept, sizes), self.tickets[kept], offsets_of(sizes[kept]))

    @cached_property
    def blocks(self) -> tuple[Timeline, ...]:
        """Neighbouring groups, so many rows at a time as a processor keeps at hand."""
        cuts = np.searchsorted(self.offsets, np.arange(_BLOCK, self.at.size, _BLOCK))
        edges = np.unique([0, *cuts, self.tickets.size])
        if edges.size <= 2:
            return (self,)
        return tuple(self._block(first, after) for first, after in pairwise(edges.tolist()))

    def _block(self, first: int, after: int) -> Timeline:
        offsets = self.offsets[first : after + 1]
        rows = slice(offsets[0], offsets[-1])
        return self.take(rows, self.tickets[first:after], offsets - offsets[0])

    @cached_property
    def changed_rows(self) -> Codes:
        """Rows whose priority, or class, is not that of the row before, of their group or not."""
        new = self.priority[1:] != self.priority[:-1]
        if self.device_class is not None:
            new |= self.device_class[1:] != self.device_class[:-1]
        return np.flatnonzero(new) + 1

    def group_of(self, rows: Codes) -> Codes:
        """Returns the groups of some rows."""
        return np.searchsorted(self.offsets, rows, side="right") - 1

    @cached_property
    def _opened(self) -> dict[str, Instants]:
        return {}

    def once(self, name: str, compute: Callable[[Instants], Instants]) -> Instants:
        """Returns what is computed of every row's instant; the levels of an audit share it."""
        if name not in self._opened:
            self._opened[name] = compute(self.at)
        return self._opened[name]

    def take(self, rows: Codes | Mask | slice, tickets: Codes, offsets: Codes) -> Timeline:
        """Returns a timeline of some of the rows, in the groups that the offsets cut."""
        held = {name: getattr(self, name) for name in _PER_ROW}
        taken = {name: values[rows] for name, values in held.items() if values is not None}
        return replace(self, tickets=tickets, offsets=offsets, **taken)


_BLOCK = 131_072
"""Rows of a block: its columns fit into a processor's own memory."""
_EXPLAINED = 200_000
"""Rows of a log up to which each row keeps its number in the file."""

_PER_ROW = (
    *("at", "state", "priority", "row"),
    *("device_class", "evidenced", "joints", "owners"),
)


def timeline(log: EventLog, as_of: int) -> Timeline:
    """Sorts the log's events up to `as_of`; their order in the log does not matter."""
    events = log.events
    known = events["at"] <= as_of
    if not known.all():
        events = events.filter(known)
    ticket = _whole(events["ticket"])
    names, priority = _words(events["priority"])
    ranks = _ranks(log.states)
    keys = [ticket, _whole(events["at"]), _whole(events["order"])]
    keys += [ranks[_whole(events["state"])], priority]
    classes, more = _more(events)
    small = events.height <= _EXPLAINED
    beside = [_whole(events["row"])] if small else []
    _, at, _, rank, priority, *rest = ordered([*keys, *more.values()], beside)
    sizes = np.bincount(ticket, minlength=log.tickets.height)
    held = sizes > 0
    offsets = offsets_of(sizes[held])
    told = dict(zip(more, rest, strict=False))
    return Timeline(
        log.states,
        names,
        as_of,
        np.flatnonzero(held),
        offsets,
        at,
        np.argsort(ranks)[rank],
        carried(priority, offsets),
        rest[-1] if small else None,
        classes=classes,
        device_class=carried(told[_CLASS], offsets) if _CLASS in told else None,
        evidenced=told[_EVIDENCE] == 1 if _EVIDENCE in told else None,
    )


def _more(events: pl.DataFrame) -> tuple[tuple[str, ...], dict[str, Codes]]:
    """Returns what few exports tell of their rows: classes that change, evidence of pauses."""
    found: dict[str, Codes] = {}
    classes: tuple[str, ...] = ()
    if _CLASS in events.columns:
        classes, found[_CLASS] = _words(events[_CLASS])
    if _EVIDENCE in events.columns:
        found[_EVIDENCE] = _whole(events[_EVIDENCE].fill_null(value=False))
    return classes, found


_CLASS, _EVIDENCE = "device_class", "evidenced"


def _whole(values: pl.Series) -> Codes:
    return values.cast(pl.Int64).to_numpy()


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
    if isinstance(values.dtype, pl.Enum):
        words = values.dtype.categories.to_list()
    else:
        words = values.drop_nulls().unique().sort().to_list()
        values = values.cast(pl.Enum(words))
    if not words:
        return (), np.full(len(values), NOT_GIVEN, dtype=np.int64)
    codes = values.to_physical().cast(pl.Int64).fill_null(NOT_GIVEN)
    return tuple(words), codes.to_numpy()


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
