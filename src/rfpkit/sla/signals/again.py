"""A ticket was closed, and soon there is a new one for the same device."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from rfpkit.model.effect import Action
from rfpkit.model.exports.intake import Finding
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.model.signals import Signals
from rfpkit.sla.calendars.zones import Mask
from rfpkit.sla.signals.seen import EXAMPLES, Seen
from rfpkit.sla.signals.telling import finding, percent, reaches, tickets, were


@dataclass(eq=False)
class ClosedAndAgain:
    """Tickets of all partitions with their device, when they began and when they were closed."""

    _parts: list[pl.DataFrame] = field(default_factory=list)

    def add(self, seen: Seen) -> None:
        """Adds the tickets of a partition that were not left out as duplicates or the like."""
        if "device" not in seen.log.attributes:
            return
        timeline, closes = seen.timeline, seen.closes
        ended = np.zeros(timeline.tickets.size, dtype=np.int64)
        closed = np.zeros(timeline.tickets.size, dtype=np.bool_)
        ended[closes.group], closed[closes.group] = closes.ended, True
        held = seen.log.tickets.select("ticket", "device", "excluded")
        if timeline.tickets.size < held.height:
            held = held[timeline.tickets.astype(np.uint32)]
        part = held.with_columns(
            began=pl.Series(timeline.at[timeline.offsets[:-1]]),
            ended=pl.Series(ended).set(pl.Series(~closed), None),
            left_out=pl.Series(_left_out(seen)),
        ).filter(pl.col("device").is_not_null(), pl.col("excluded").is_null(), ~pl.col("left_out"))
        self._parts.append(part.select("ticket", "device", "began", "ended"))

    def merge(self, other: ClosedAndAgain) -> None:
        """Adds the tickets of another partition."""
        self._parts += other._parts

    def findings(self, terms: Signals) -> Iterator[Finding]:
        """Yields how many closed tickets a new one for the same device follows."""
        if not self._parts:
            return
        every = pl.concat(self._parts)
        closed = every.height - every["ended"].null_count()
        several = every.filter(pl.col("device").is_duplicated())
        several = several.sort("device", "began", "ticket")
        soon = pl.col("began").shift(-1) - pl.col("ended")
        found = several.filter(
            pl.col("device") == pl.col("device").shift(-1),
            soon.is_between(0, _seconds(terms.again_within)),
        )
        count = found.height
        if count < terms.at_least or not reaches(count, closed, terms.again):
            return
        message = (
            f"{count:,} of {tickets(closed)} with a device {were(count)} followed by a new ticket "
            f"for the same device within {terms.again_within} of the close (listed from "
            f"{percent(terms.again)} on); ask whether it is the same repair"
        )
        yield finding("closed-and-again", message, count, found["ticket"].sort().head(EXAMPLES))


def _left_out(seen: Seen) -> Mask:
    """Returns the groups that were left out by a state."""
    timeline = seen.timeline
    states = np.array([one.effect.action is Action.EXCLUDE for one in timeline.states], np.bool_)
    marks = np.zeros(timeline.tickets.size, dtype=np.bool_)
    marks[timeline.groups[states[timeline.state]]] = True
    return marks


def _seconds(limit: TimeLimit) -> int:
    return limit.amount * (1 if limit.unit is Unit.SECONDS else SECONDS_PER_DAY)
