"""A new ticket for the same device and fault, soon after an earlier one: the same repair goes on.

A ticket goes on in the clock of the one for the same device and fault that began last before it,
where that one had stopped by then, nothing had undone its stop, and the reopen window since was
not over: two tickets that are open at once are never joined. The begin of the later ticket
counts as the reopening. What stands in the earlier ticket's record after its last stop is left
out, so that closing it for the record does not stop the clock that goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from rfpkit.model.kinds.measure import DurationMeasure, OnReopen
from rfpkit.sla.calendars.zones import Instants, Mask, midnight
from rfpkit.sla.clocks.changes import in_turn, start_rows, within
from rfpkit.sla.clocks.roles import Roles, roles
from rfpkit.sla.clocks.sites import calendar_names
from rfpkit.sla.clocks.timeline import Codes, Timeline, carried, offsets_of
from rfpkit.sla.population import population
from rfpkit.sla.setting import Setting
from rfpkit.sla.stages import Stage

CONTINUES = "continues "
"""Begins the reason for which a ticket that goes on in another one's clock is left out."""
IDENTITY = ("device", "fault")
"""Attributes that two tickets of one repair have in common."""


@dataclass(frozen=True, eq=False)
class Linked:
    """Tickets, joined where they are one repair."""

    timeline: Timeline
    later: Codes
    """Tickets of the log that go on in the clock of another one."""
    heads: Codes
    """For each of them, the ticket whose clock it is."""
    begins: Instants
    """When each of them began."""


def links_tickets(measure: DurationMeasure, attributes: frozenset[str]) -> bool:
    """Returns whether a new ticket can go on in the clock of an earlier one."""
    comes_back = measure.on_reopen is not OnReopen.NEW_EPISODE and not measure.stops_for_good
    return comes_back and measure.reopen_by != "ticket" and attributes.issuperset(IDENTITY)


def linked(setting: Setting, measure: DurationMeasure) -> Linked | None:
    """Joins the tickets of a setting; None where there is nothing to join."""
    if not links_tickets(measure, setting.log.attributes):
        return None
    pairs = _pairs(setting, measure)
    return None if pairs is None else _joined(setting.timeline, pairs)


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Groups of a timeline that go on in the one before them, in chains."""

    earlier: Codes
    later: Codes
    head: Codes
    """For each pair, the group whose clock it is."""
    stop_row: Codes
    """The row at which the earlier group stopped last."""


def _pairs(setting: Setting, measure: DurationMeasure) -> _Pairs | None:
    same = _with_another(setting)
    if same.is_empty():
        return None
    small = setting.timeline.choose(_mask(setting, same["ticket"]))
    part = roles(small.states, measure)
    stop_row, stopped = _last_stops(small, part)
    key = np.zeros(setting.log.tickets.height, dtype=np.int64)
    key[same["ticket"].to_numpy()] = same["key"].to_numpy()
    first = small.at[small.offsets[:-1]]
    order = np.lexsort((small.tickets, first, key[small.tickets]))
    earlier, later = order[:-1], order[1:]
    goes_on = key[small.tickets[earlier]] == key[small.tickets[later]]
    goes_on &= stopped[earlier] & ~part.stops[small.state[small.offsets[later]]]
    goes_on &= small.at[stop_row[earlier]] <= first[later]
    goes_on &= _soon(setting, measure, small, small.at[stop_row[earlier]], earlier, first[later])
    goes_on &= _began_in(setting.stage, setting.contract.timezone, small, part)[earlier]
    if not goes_on.any():
        return None
    chain = np.cumsum(np.concatenate([[True], ~goes_on]))
    heads = order[np.searchsorted(chain, chain[1:][goes_on], side="left")]
    whole = np.searchsorted(setting.timeline.tickets, small.tickets)
    earlier, later = earlier[goes_on], later[goes_on]
    moved = setting.timeline.offsets[whole[earlier]] - small.offsets[earlier]
    return _Pairs(whole[earlier], whole[later], whole[heads], stop_row[earlier] + moved)


def _with_another(setting: Setting) -> pl.DataFrame:
    """Returns the tickets to be judged that share device and fault with another one: `key`."""
    tickets = setting.log.tickets.with_row_index("at").select("at", *IDENTITY)
    inside = np.zeros(tickets.height, dtype=np.bool_)
    inside[setting.timeline.tickets] = True
    known = pl.all_horizontal(pl.col(name).is_not_null() for name in IDENTITY)
    same = tickets.filter(pl.Series(inside), known).filter(pl.struct(IDENTITY).is_duplicated())
    if not same.is_empty():
        people = population(setting.stage.level, setting.log, setting.timeline).frame
        told = people[same["at"]]
        judged = told["excluded"].is_null() & told["unscorable"].is_null() & ~told["no_target"]
        same = same.filter(judged)
    key = pl.struct(IDENTITY).rank("dense").cast(pl.Int64)
    return same.select(key.alias("key"), pl.col("at").cast(pl.Int64).alias("ticket"))


def _mask(setting: Setting, tickets: pl.Series) -> Mask:
    mask = np.zeros(setting.log.tickets.height, dtype=np.bool_)
    mask[tickets.to_numpy()] = True
    return mask


def _last_stops(timeline: Timeline, part: Roles) -> tuple[Codes, Mask]:
    """Returns for each group the row of its last stop, and whether nothing undid it."""
    start_row = start_rows(timeline, part)
    row, group, stops = in_turn(timeline, part, start_row)
    last = np.searchsorted(group, np.arange(timeline.tickets.size), side="right") - 1
    at = np.maximum(last, 0)
    if not row.size:
        nothing = np.zeros(timeline.tickets.size, dtype=np.int64)
        return nothing, nothing.astype(np.bool_)
    rests = (group[at] == np.arange(timeline.tickets.size)) & stops[at]
    blind = part.implicit_start & part.stops[timeline.state[timeline.offsets[:-1]]]
    # A stop in the very second of the start may stand before it: the start is kept with it.
    return np.maximum(row[at], np.where(rests, start_row, 0)), rests & ~blind


def _soon(
    setting: Setting,
    measure: DurationMeasure,
    small: Timeline,
    stop: Instants,
    groups: Codes,
    back: Instants,
) -> Mask:
    """Returns which tickets began within the window, on the calendar of the earlier one."""
    names, which = calendar_names(setting, measure, small.tickets[groups])
    soon = np.zeros(stop.size, dtype=np.bool_)
    for position, name in enumerate(names):
        mine = which == position
        calendar = setting.calendar(name)
        soon[mine] = within(calendar, stop[mine], back[mine], measure.reopen_window)
    return soon


def _began_in(stage: Stage, zone: str, timeline: Timeline, part: Roles) -> Mask:
    """Returns which clocks start under the terms of a stage, or later.

    The terms at the start of the earlier ticket say whether another one goes on in its clock.
    """
    rows = np.minimum(start_rows(timeline, part), timeline.at.size - 1)
    return timeline.at[rows] >= midnight(zone, stage.first)


def _joined(timeline: Timeline, pairs: _Pairs) -> Linked:
    """Puts the rows of every later ticket behind those of the ticket that it goes on in."""
    groups = timeline.tickets.size
    head, ends = np.arange(groups), timeline.offsets[1:].copy()
    head[pairs.later] = pairs.head
    ends[pairs.earlier] = pairs.stop_row + 1
    first = timeline.at[timeline.offsets[:-1]]
    goes_on = np.zeros(groups, dtype=np.bool_)
    goes_on[pairs.later] = True
    order = np.lexsort((first, goes_on, head))
    starts = timeline.offsets[:-1][order]
    sizes = ends[order] - starts
    begins = offsets_of(sizes)
    rows = np.repeat(starts - begins[:-1], sizes) + np.arange(begins[-1])
    joints = np.zeros(rows.size, dtype=np.bool_)
    joints[begins[:-1][goes_on[order]]] = True
    offsets = np.append(begins[:-1][~goes_on[order]], begins[-1])
    owners = np.repeat(timeline.tickets[order], sizes)
    longer = timeline.take(rows, timeline.tickets[~goes_on], offsets)
    longer = replace(
        longer, joints=joints, owners=owners, priority=carried(longer.priority, offsets)
    )
    if longer.device_class is not None:
        longer = replace(longer, device_class=carried(longer.device_class, offsets))
    return Linked(
        longer, timeline.tickets[pairs.later], timeline.tickets[pairs.head], first[pairs.later]
    )
