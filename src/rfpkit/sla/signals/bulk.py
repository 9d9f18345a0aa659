"""Tickets that were closed together, in one and the same second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from rfpkit.model.intake import Finding
from rfpkit.model.signals import Signals
from rfpkit.sla.calendars.zones import Instants, write_local
from rfpkit.sla.signals.seen import Seen
from rfpkit.sla.signals.telling import finding, tickets, were

_ABOVE_USUAL = 5
"""How many times more than usual: where stamps show minutes, some share one by chance."""


@dataclass(eq=False)
class BulkClosing:
    """Closes of all partitions by their second."""

    _closes: list[Instants] = field(default_factory=list)
    _firsts: dict[int, str] = field(default_factory=dict)
    """A ticket of each second that several of a partition share."""

    def add(self, seen: Seen) -> None:
        """Adds the closes of a partition."""
        closed = seen.closes.closed
        self._closes.append(np.sort(closed))
        shared = _shared(self._closes[-1])
        if not shared.size:
            return
        place = np.minimum(np.searchsorted(shared, closed), shared.size - 1)
        mine = np.flatnonzero(shared[place] == closed)[::-1]
        first = np.zeros(shared.size, dtype=np.uint32)
        first[place[mine]] = seen.closed_tickets[mine]
        names = seen.log.tickets["ticket"].gather(first)
        for second, name in zip(shared.tolist(), names, strict=True):
            self._firsts[second] = min(name, self._firsts.get(second, name))

    def findings(self, terms: Signals, zone: str) -> Iterator[Finding]:
        """Yields how many tickets were closed together."""
        if not self._closes:
            return
        seconds, counts = np.unique(np.concatenate(self._closes), return_counts=True)
        many = counts >= terms.bulk_closing
        usual, moments = int(counts[~many].sum()), int((~many).sum())
        many &= counts * moments >= _ABOVE_USUAL * usual
        if not many.any():
            return
        count, most = int(counts[many].sum()), int(np.argmax(np.where(many, counts, 0)))
        times = int(many.sum())
        message = (
            f"{tickets(count)} {were(count)} closed {terms.bulk_closing:,} or more in one second, "
            + (f"on {times:,} occasions, most of them at " if times > 1 else "at ")
            + f"{write_local(int(seconds[most]), zone)} ({int(counts[most]):,}); ask why"
        )
        names = (self._firsts[at] for at in seconds[many].tolist() if at in self._firsts)
        yield finding("bulk-closing", message, count, names)


def _shared(ordered: Instants) -> Instants:
    """Returns the seconds that stand twice, or more often, in an ordered list."""
    again = ordered[1:] == ordered[:-1]
    return np.unique(ordered[1:][again])
