"""What signals are made of: the closes of a record, and the clocks that were judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from rfpkit.model.audit import Verdict
from rfpkit.model.contract import Contract
from rfpkit.model.effect import Action
from rfpkit.model.endings import ends_work
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.service_level import ServiceLevel
from rfpkit.sla.calendars.zones import Instants, Mask
from rfpkit.sla.clocks.durations import Ran
from rfpkit.sla.clocks.timeline import Codes, Timeline
from rfpkit.sla.levels import NOWHERE, LevelUnits
from rfpkit.sla.units import codes_of, places, whole

EXAMPLES = 5


@dataclass(frozen=True, eq=False)
class Closes:
    """The last close of each ticket that was ever closed, in the order of the tickets."""

    group: Codes
    """Group in the timeline."""
    ended: Instants
    """When the work ended: a return that is closed later ended with the return."""
    closed: Instants
    """The last stamp of an ending."""


@dataclass(frozen=True, eq=False)
class Seen:
    """A partition of the log, sorted."""

    contract: Contract
    log: EventLog
    timeline: Timeline
    closes: Closes

    @property
    def closed_tickets(self) -> Codes:
        """Positions in the log of the tickets that were closed."""
        return self.timeline.tickets[self.closes.group]

    def names(self, tickets: Codes) -> tuple[str, ...]:
        """Returns the first few of some tickets."""
        return first_of(self.log.tickets["ticket"], tickets)


@dataclass(frozen=True, eq=False)
class Judged:
    """Clocks of a level, and what became of each at last."""

    level: ServiceLevel
    ran: Ran
    met: Mask
    missed: Mask
    """Stopped too late."""
    open: Mask
    """Not stopped yet, in time or not."""


def first_of(names: pl.Series, tickets: Codes) -> tuple[str, ...]:
    """Returns the names of the first few of some tickets, which stand in their order."""
    few = np.unique(tickets)[:EXAMPLES].astype(np.uint32)
    return tuple(names.gather(pl.Series(few)))


def seen(contract: Contract, log: EventLog, timeline: Timeline) -> Seen:
    """Finds the closes of a partition."""
    return Seen(contract, log, timeline, _closes(timeline))


def judged(measured: LevelUnits) -> Iterator[Judged]:
    """Yields the clocks of a duration level."""
    for position, (stage, one) in enumerate(zip(measured.stages, measured.measured, strict=True)):
        if one.duration is None or not isinstance(stage.level.measure, DurationMeasure):
            continue
        units = measured.units
        if len(measured.stages) > 1:
            units = units.filter(pl.col("stage") == position)
        clocks = sum(part.found.group.size for part in one.duration.parts)
        clock, verdict = whole(units["clock"], NOWHERE), codes_of(units["verdict"])
        became = np.full(clocks + 1, _NOTHING, dtype=np.uint8)
        # Units without a clock name the last place, which nobody reads.
        became[clock] = verdict
        masks = [np.isin(became, places(*words)) for words in (_MET, _MISSED, _OPEN)]
        first = 0
        for part in one.duration.parts:
            held = slice(first, first + part.found.group.size)
            yield Judged(stage.level, part, *(mask[held] for mask in masks))
            first = held.stop


_NOTHING = places("")[0]
_MET, _MISSED = (Verdict.MET.value,), (Verdict.MISSED.value,)
_OPEN = (Verdict.MISSED_OPEN.value, Verdict.PENDING.value)


def _closes(timeline: Timeline) -> Closes:
    effects = [state.effect for state in timeline.states]
    ends = [one.action is Action.EVENT and ends_work(one.name) for one in effects]
    rows = np.flatnonzero(np.array(ends, dtype=np.bool_)[timeline.state])
    group = timeline.groups[rows]
    new = np.ones(rows.size, dtype=np.bool_)
    new[1:] = group[1:] != group[:-1]
    last = np.append(new[1:], True)[: rows.size]
    new[1:] |= rows[1:] != rows[:-1] + 1
    began = np.maximum.accumulate(np.where(new, np.arange(rows.size), 0))[last]
    return Closes(group[last], timeline.at[rows[began]], timeline.at[rows[last]])
