"""Pauses that the contractor set itself and lifted for the close.

Measurable only where the export tells who brought a row about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from rfpkit.model.effect import Action, Effect
from rfpkit.model.exports.intake import Finding
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.model.signals import Signals
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, Mask
from rfpkit.sla.clocks.timeline import Codes, Timeline
from rfpkit.sla.findings import Doubt
from rfpkit.sla.signals.seen import Seen
from rfpkit.sla.signals.telling import finding, tickets, were

CONTRACTOR = "contractor"
"""The actor, in the contract's words, who promised the level."""
_EVERY_OTHER = 2


@dataclass(eq=False)
class VendorPauses:
    """Closed tickets whose pauses the contractor lifted for the close, of all that it paused."""

    near: TimeLimit
    _total: Doubt = field(default_factory=lambda: Doubt(0))

    def add(self, seen: Seen) -> None:
        """Adds the pauses of a partition."""
        if "actor" not in seen.log.events.columns or not seen.closes.group.size:
            return
        timeline = seen.timeline
        rows = _pauses_of_contractor(seen)
        ended = np.full(timeline.tickets.size, UNKNOWN, dtype=np.int64)
        ended[seen.closes.group] = seen.closes.ended
        close = ended[timeline.groups[rows]]
        rows, close = rows[close > timeline.at[rows]], close[close > timeline.at[rows]]
        apart = np.abs(_lifted(timeline, rows) - close)
        paused = np.unique(timeline.groups[rows])
        flagged = np.unique(timeline.groups[rows[apart <= _seconds(self.near)]])
        names = seen.names(timeline.tickets[flagged])
        self._total += Doubt(int(flagged.size), int(paused.size), names)

    def merge(self, other: VendorPauses) -> None:
        """Adds what another partition has shown."""
        self._total += other._total

    def findings(self, terms: Signals) -> Iterator[Finding]:
        """Yields how often a pause was lifted for the close, where it is the rule."""
        doubt = self._total
        if doubt.count >= terms.at_least and doubt.count * _EVERY_OTHER >= doubt.of:
            message = (
                f"{doubt.count:,} of {tickets(doubt.of)} that the contractor itself had paused "
                f"{were(doubt.count)} closed within {terms.lift_and_close} of the pause's end; "
                "ask whether the work was done during the pause"
            )
            yield finding("pause-lifted-for-close", message, doubt.count, doubt.examples)


def _pauses_of_contractor(seen: Seen) -> Codes:
    """Returns the rows of the timeline at which the contractor began a pause."""
    timeline = seen.timeline
    is_pause = _marks(timeline, Action.PAUSE)
    begun = seen.log.events.select("ticket", "at", "state", "actor").filter(
        pl.col("actor") == CONTRACTOR,
        pl.col("state").is_in(np.flatnonzero(is_pause).tolist()),
    )
    rows = np.flatnonzero(is_pause[timeline.state])
    keys = _keys(timeline.tickets[timeline.groups[rows]], timeline.at[rows])
    mine = _keys(begun["ticket"].cast(pl.Int64).to_numpy(), begun["at"].to_numpy())
    return rows[np.isin(keys, mine)]


def _keys(ticket: Codes, at: Instants) -> Codes:
    return (ticket << _INSTANT_BITS) + at


_INSTANT_BITS = 34


def _lifted(timeline: Timeline, rows: Codes) -> Instants:
    """Returns when each pause ended: at its resumption, or at the next status."""
    lifted = timeline.ends[rows]
    reasons = sorted({s.effect.name for s in timeline.states if s.effect.action is Action.RESUME})
    for reason in reasons:
        begun = _are(timeline, Effect(Action.PAUSE, reason))[timeline.state[rows]]
        resumed = np.flatnonzero(_are(timeline, Effect(Action.RESUME, reason))[timeline.state])
        place = np.searchsorted(resumed, rows[begun])
        following = np.append(resumed, -1)[place]
        same = (following >= 0) & (timeline.groups[following] == timeline.groups[rows[begun]])
        lifted[begun] = np.where(same, timeline.at[following], timeline.as_of)
    return lifted


def _are(timeline: Timeline, effect: Effect) -> Mask:
    return np.array([state.effect == effect for state in timeline.states], dtype=np.bool_)


def _marks(timeline: Timeline, action: Action) -> Mask:
    return np.array([state.effect.action is action for state in timeline.states], dtype=np.bool_)


def _seconds(limit: TimeLimit) -> int:
    return limit.amount * (1 if limit.unit is Unit.SECONDS else SECONDS_PER_DAY)
