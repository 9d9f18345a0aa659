"""What is odd in the record of the clocks; no finding changes a verdict."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rfpkit.model.effect import Action, Effect
from rfpkit.model.endings import ends_work
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.intake import Finding
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.words import joined
from rfpkit.sla.calendars.zones import Mask
from rfpkit.sla.clocks.timeline import REOPENED, Codes, Timeline
from rfpkit.sla.findings import Doubt, Doubts

_EXAMPLES = 5


def record_doubts(log: EventLog, timeline: Timeline) -> Doubts:
    """Returns what the tickets' records leave out: the end before a reopening, a pause's begin.

    The clocks take such a row for what it says: work goes on, the pause is over.
    """
    return {key: doubt for key, doubt in _doubts(log, timeline) if doubt.count}


def record_findings(doubts: Doubts) -> Iterator[Finding]:
    """Yields the findings that follow from what records leave out."""
    for (kind, what), doubt in sorted(doubts.items()):
        count = f"{doubt.count:,} ticket" + ("" if doubt.count == 1 else "s")
        message = f"{count} {what}"
        yield Finding(id=kind, message=message, count=doubt.count, examples=doubt.examples)


def _doubts(log: EventLog, timeline: Timeline) -> Iterator[tuple[tuple[str, str], Doubt]]:
    effects = [state.effect for state in timeline.states]
    ends = [one.action is Action.EXCLUDE or _is_ending(one) for one in effects]
    again = [one == Effect(Action.EVENT, REOPENED) for one in effects]
    odd = _without(timeline, _mask(again), _mask(ends))
    told = "reopened without having been closed before"
    yield ("reopened-without-stop", told), _doubt(log, timeline, odd)
    reasons = sorted({one.name for one in effects if one.action is Action.RESUME})
    odd = np.zeros(timeline.at.size, dtype=np.bool_)
    for reason in reasons:
        resumed = [one == Effect(Action.RESUME, reason) for one in effects]
        paused = [one == Effect(Action.PAUSE, reason) for one in effects]
        odd |= _without(timeline, _mask(resumed), _mask(paused))
    told = "with the end of a pause that never began"
    yield ("resumed-without-pause", told), _doubt(log, timeline, odd)


def pauses_never_given(level: str, measure: DurationMeasure, log: EventLog) -> Iterator[Finding]:
    """Yields the reasons to wait that a level honours and no state of the mapping gives."""
    given = {state.effect.name for state in log.states if state.effect.action is Action.PAUSE}
    lacking = [reason for reason in measure.pause_reasons if reason not in given]
    if lacking:
        names = joined([f"`{reason}`" for reason in lacking])
        yield Finding(
            id="pause-never-given",
            message=f"{level} honors pauses for {names}, which no state of the mapping gives",
            count=len(lacking),
            examples=tuple(lacking[:_EXAMPLES]),
        )


def _mask(marks: list[bool]) -> Mask:
    return np.array(marks, dtype=np.bool_)


def _is_ending(effect: Effect) -> bool:
    return effect.action is Action.EVENT and ends_work(effect.name)


def _without(timeline: Timeline, wanted: Mask, before: Mask) -> Mask:
    """Returns the rows of some states that none of the others comes before in their ticket."""
    mine, other = wanted[timeline.state], before[timeline.state]
    if not mine.any():
        return mine
    seen: Codes = np.cumsum(other)
    at_begin: Codes = (seen - other)[timeline.offsets[:-1]]
    odd: Mask = mine & (seen == np.repeat(at_begin, np.diff(timeline.offsets)))
    return odd


def _doubt(log: EventLog, timeline: Timeline, odd: Mask) -> Doubt:
    groups = np.unique(timeline.groups[odd]) if odd.any() else np.zeros(0, dtype=np.int64)
    few = log.tickets["ticket"].gather(timeline.tickets[groups[:_EXAMPLES]])
    return Doubt(int(groups.size), examples=tuple(few))
