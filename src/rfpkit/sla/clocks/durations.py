"""Service time of each ticket against its target: the verdicts of a duration level."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import polars as pl

from rfpkit.model.audit import Verdict
from rfpkit.model.kinds.measure import DurationMeasure, OnReopen
from rfpkit.model.limit import Unit
from rfpkit.model.target import TargetValue
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.clocks.caps import Waits, capped
from rfpkit.sla.clocks.clock import Clocks, Kind, Slices, clocks, held_rows, slices
from rfpkit.sla.clocks.episodes import Episodes, episodes
from rfpkit.sla.clocks.limits import Clocked, Limits, limits
from rfpkit.sla.clocks.linked import CONTINUES, Linked, linked
from rfpkit.sla.clocks.pauses import causes, needed
from rfpkit.sla.clocks.roles import Roles, roles
from rfpkit.sla.clocks.sites import by_calendar
from rfpkit.sla.clocks.timeline import Timeline
from rfpkit.sla.clocks.timing import Run, Timing, timing
from rfpkit.sla.clocks.units_of_clocks import (
    Judged,
    judged_clocks,
    settled,
    units_of,
    without_clock,
)
from rfpkit.sla.setting import Setting


@dataclass(frozen=True, eq=False)
class Ran:
    """Clocks that ran on one calendar, with the slices they were summed from."""

    measure: DurationMeasure
    calendar: CompiledCalendar
    timeline: Timeline
    roles: Roles
    found: Episodes
    slices: Slices
    clocks: Clocks
    limits: Limits
    timing: Timing
    judged: Judged
    rest: pl.DataFrame
    """Units of the tickets without a clock."""


@dataclass(frozen=True, eq=False)
class Duration:
    """Every clock of a level."""

    on_reopen: OnReopen
    parts: tuple[Ran, ...]
    """One for each calendar on which clocks of the level run, and each block of tickets."""
    units: pl.DataFrame
    """One row for each clock, in the columns of `units.UNITS`, and for each other ticket;
    `clock` counts through the parts."""
    joined: Linked | None = None
    """Tickets that go on in the clock of another one."""

    def at(self, clock: int) -> tuple[Ran, int]:
        """Returns the part in which a clock of `units` ran, and its place there."""
        for part in self.parts:
            if clock < part.found.group.size:
                return part, clock
            clock -= part.found.group.size
        raise IndexError(clock)


def duration(setting: Setting, measure: DurationMeasure) -> Duration:
    """Runs the clocks of a level over the tickets of which it speaks."""
    joined = linked(setting, measure)
    timeline = setting.timeline if joined is None else joined.timeline
    parts = tuple(
        _ran(setting, measure, part, setting.calendar(name))
        for name, whole in by_calendar(setting, measure, timeline)
        for part in whole.blocks
    )
    return Duration(measure.on_reopen, parts, _together(setting, parts, joined), joined)


def _ran(
    setting: Setting, measure: DurationMeasure, timeline: Timeline, calendar: CompiledCalendar
) -> Ran:
    target = setting.stage.level.target
    part = roles(timeline.states, measure)
    waits = Waits(timeline, episodes(timeline, part, measure, calendar), ())
    special = needed(part, measure)
    if special:
        held = held_rows(timeline, part.ignored)
        every = causes(timeline, part, waits.found, held, measure)
        waits = capped(replace(waits, causes=every), measure, calendar)
    timeline, found = waits.timeline, waits.found
    waited = waits.causes if special else None
    cut = slices(timeline, part, found, measure.on_reopen, calendar, waited)
    sums = clocks(found, cut)
    about = Clocked(timeline, found, calendar, _attributes(setting, target, timeline))
    chosen = limits(about, target, measure.priority_change)
    amounts = np.array([*(choice.amount for choice in chosen.choices), 1, 1], dtype=np.int64)
    unit = chosen.choices[0].unit if chosen.choices else Unit.SECONDS
    run = Run(timeline, found, cut, measure, calendar, amounts[chosen.choice], unit)
    as_signed = timing(run, cut.counts)
    other = _if_honoured(run, as_signed)
    judged = judged_clocks(run, sums, chosen, as_signed, other)
    rest = without_clock(timeline, part, found, measure)
    return Ran(measure, calendar, timeline, part, found, cut, sums, chosen, as_signed, judged, rest)


def _if_honoured(run: Run, as_signed: Timing) -> Timing:
    """Returns the timing with every pause honoured; most clocks have no pause that was refused."""
    refused = run.slices.kind == Kind.NOT_HONOURED
    if not refused.any():
        return as_signed
    held = np.zeros(refused.size + 1, dtype=np.int64)
    np.cumsum(refused, out=held[1:])
    touched = held[run.found.end_row] > held[run.found.start_row]
    counts = run.slices.counts & ~refused
    return as_signed.replaced(touched, timing(run.only(touched), counts))


def _attributes(
    setting: Setting, target: TargetValue | None, timeline: Timeline
) -> dict[str, pl.Series]:
    """Returns what a table of targets asks of each ticket of a timeline."""
    if not isinstance(target, tuple):
        return {}
    groups = timeline.tickets
    return {name: setting.log.tickets[name].gather(groups) for name in ("site", "device_class")}


def _together(setting: Setting, parts: tuple[Ran, ...], joined: Linked | None) -> pl.DataFrame:
    """Returns the units of every part, and of tickets that go on in another one's clock."""
    frames, count = [], 0
    for _, same in groupby(parts, key=lambda part: id(part.calendar)):
        blocks = list(same)
        judged = Judged.together([block.judged for block in blocks])
        one = blocks[0]
        name, names = one.calendar.calendar.id, one.timeline.priorities
        frames.append(units_of(judged, name, one.limits, names, count))
        frames += [block.rest for block in blocks if block.rest.height]
        count += judged.ticket.size
    if joined is not None:
        frames.append(_gone_on(setting, joined))
    return pl.concat(frames) if len(frames) > 1 else frames[0]


def _gone_on(setting: Setting, joined: Linked) -> pl.DataFrame:
    heads = setting.log.tickets["ticket"].gather(joined.heads)
    reasons = pl.select(CONTINUES + heads).to_series()
    verdicts = pl.Series([Verdict.EXCLUDED.value]).new_from_index(0, joined.later.size)
    return settled(joined.later, joined.begins, verdicts, reasons)
