"""Tickets that were closed together, in one and the same second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rfpkit.model.exports.intake import Finding
from rfpkit.sla.calendars.zones import Instants, write_local
from rfpkit.sla.clocks.timeline import Codes
from rfpkit.sla.signals.seen import Seen
from rfpkit.sla.signals.telling import finding, tickets, were

_Seconds = npt.NDArray[np.integer]

_SEVERAL = 3
"""So many closes of a partition give an example, even where more are asked for."""
_ABOVE_USUAL = 5
"""How many times as many as usually share a second with another ticket: where stamps show
minutes only, some do by chance."""


@dataclass(eq=False)
class BulkClosing:
    """Closes of all partitions by their second."""

    least: int
    """So many closes in one second are listed."""
    _closes: list[_Seconds] = field(default_factory=list)
    _firsts: dict[int, str] = field(default_factory=dict)
    """A ticket of each second that several of a partition share."""

    def add(self, seen: Seen) -> None:
        """Adds the closes of a partition."""
        closed = seen.closes.closed
        ordered = np.sort(closed)
        self._closes.append(_in_half(ordered))
        shared = _shared(ordered, min(self.least, _SEVERAL))
        if not shared.size:
            return
        place = np.minimum(np.searchsorted(shared, closed), shared.size - 1)
        mine = np.flatnonzero(shared[place] == closed)[::-1]
        first = np.zeros(shared.size, dtype=np.uint32)
        first[place[mine]] = seen.closed_tickets[mine]
        names = seen.log.tickets["ticket"].gather(first)
        for second, name in zip(shared.tolist(), names, strict=True):
            self._firsts[second] = min(name, self._firsts.get(second, name))

    def merge(self, other: BulkClosing) -> None:
        """Adds the closes of another partition."""
        self._closes += other._closes
        for second, name in other._firsts.items():
            self._firsts[second] = min(name, self._firsts.get(second, name))

    def findings(self, zone: str) -> Iterator[Finding]:
        """Yields how many tickets were closed together."""
        if not self._closes:
            return
        self._closes = [_ordered(self._closes)]
        runs = _runs(self._closes[0], self.least)
        usual, moments = runs.usual, runs.moments
        many = runs.counts * moments >= _ABOVE_USUAL * (usual - moments)
        seconds, counts = runs.seconds[many], runs.counts[many]
        if not counts.size:
            return
        count, most = int(counts.sum()), int(np.argmax(counts))
        times, largest = counts.size, int(counts[most])
        often = f"on {times:,} occasions, most of them ({largest:,}) " if times > 1 else ""
        message = (
            f"{tickets(count)} {were(count)} closed in bulk, {self.least:,} or more in one second, "
            f"{often}at {_moment(int(seconds[most]), zone)}; ask why"
        )
        names = (self._firsts[at] for at in seconds.tolist() if at in self._firsts)
        yield finding("bulk-closing", message, count, names)


def _in_half(ordered: Instants) -> _Seconds:
    """Returns instants in half their memory; those after the year 2105 as they are."""
    fits = not ordered.size or (int(ordered[0]) >= 0 and int(ordered[-1]) < 1 << 32)
    return ordered.astype(np.uint32) if fits else ordered


def _moment(second: int, zone: str) -> str:
    """Returns `16:05:00 on 2026-10-30`."""
    day, _, clock = write_local(second, zone).replace("T", " ").partition(" ")
    return f"{clock[:8]} on {day}"


def _shared(ordered: _Seconds, least: int) -> _Seconds:
    """Returns the seconds that stand at least so often in an ordered list."""
    return _runs(ordered, least).seconds


def _ordered(parts: list[_Seconds]) -> _Seconds:
    if len(parts) == 1:
        return parts[0]
    every = np.concatenate(parts)
    every.sort()
    return every


class _Runs(NamedTuple):
    """Seconds of an ordered list that stand there often, and what the others come to."""

    seconds: _Seconds
    counts: Codes
    usual: int
    """How many of the list are other seconds."""
    moments: int
    """How many other seconds there are."""


def _runs(ordered: _Seconds, least: int) -> _Runs:
    """Finds the seconds that stand at least so often in an ordered list.

    The list may be long: nothing of its length is made but marks of a byte.
    """
    begins = np.ones(ordered.size, dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    distinct = int(np.count_nonzero(begins))
    long = max(ordered.size - least + 1, 0)
    at = np.flatnonzero(begins[:long] & (ordered[:long] == ordered[ordered.size - long :]))
    seconds = ordered[at]
    counts = np.searchsorted(ordered, seconds, side="right") - at
    return _Runs(seconds, counts, ordered.size - int(counts.sum()), distinct - at.size)
