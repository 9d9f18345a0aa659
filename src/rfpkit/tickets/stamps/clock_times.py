"""On which clock times stamps cluster: a cluster that moves with daylight saving is no habit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np

from rfpkit.errors import Diagnostic
from rfpkit.model.exports.intake import Finding
from rfpkit.tickets.stamps.offsets import Mask, Seconds, offsets_of

KIND = "clock-moves-with-daylight-saving"

Counts = Mapping[tuple[int, int], int]
"""How many stamps there are by the zone's UTC offset, in minutes, and the minute of the day."""


class Cluster(NamedTuple):
    """A clock time on which many stamps lie, and what seems to have been done to them."""

    fault: str
    """`converted_twice`, or `utc` where instants in UTC are read as local time."""
    summer: int | None
    """Minute of the day in summer; None if the stamps know one season only."""
    winter: int
    """Minute of the day in winter, or in the only season."""
    stamps: int
    """Stamps on it."""


@dataclass(frozen=True)
class ClockTimes:
    """The clock times of a column of stamps, which add up over parts."""

    column: str
    counts: Counts
    shift: str
    """The shift that the mapping declares."""

    @property
    def key(self) -> tuple[str, ...]:
        """What the notes of several parts have in common."""
        return KIND, self.column

    def add(self, other: Self) -> ClockTimes:
        """Adds what another part found."""
        counts = dict(self.counts)
        for key, count in other.counts.items():
            counts[key] = counts.get(key, 0) + count
        return ClockTimes(self.column, counts, self.shift)

    def finding(self) -> Finding | None:
        """Returns the finding, if the stamps cluster where no person works."""
        found = find_cluster(self.counts)
        if found is None:
            return None
        message = (
            f"{found.stamps:,} stamps in `{self.column}` lie on {described(found, self.shift)}"
        )
        return Finding(id=KIND, message=message, count=found.stamps)

    def problems(self, files: object, first: object, orders: object) -> list[Diagnostic]:
        """Returns nothing: it stops no reading."""
        del files, first, orders
        return []


def count_clock_times(seconds: Seconds, known: Mask, zone: str) -> Counts:
    """Counts instants by the offset and the clock time of a zone."""
    kept = seconds[known]
    if not len(kept):
        return {}
    table = offsets_of(zone, int(kept.min()), int(kept.max()))
    held = np.searchsorted(table.changes, kept, side="right") - 1
    minutes = (kept + table.offsets[held]) // 60 % _DAY
    found = np.bincount(held * _DAY + minutes)
    counts: dict[tuple[int, int], int] = {}
    for place in np.flatnonzero(found).tolist():
        key = int(table.offsets[place // _DAY]) // 60, place % _DAY
        counts[key] = counts.get(key, 0) + int(found[place])
    return counts


def find_cluster(counts: Counts) -> Cluster | None:
    """Returns a cluster of clock times that a fault of conversion explains."""
    totals: dict[int, int] = {}
    for (offset, _), count in counts.items():
        totals[offset] = totals.get(offset, 0) + count
    seasons = sorted((offset for offset in totals if totals[offset] >= _FEW), reverse=True)
    if len(seasons) == 1:
        return _one_season(counts, seasons[0], totals[seasons[0]])
    pairs = [(one, other) for one in seasons for other in seasons if one - other == _SAVING]
    if not pairs:
        return None
    summer, winter = max(pairs, key=lambda pair: totals[pair[0]] + totals[pair[1]])
    return _two_seasons(_Season(counts, summer), _Season(counts, winter))


def described(found: Cluster, shift: str) -> str:
    """Returns where the cluster lies and what to try, as the end of a sentence."""
    where = f"{_clock(found.winter)}, when nobody works"
    if found.summer is not None:
        where = f"{_clock(found.summer)} in summer and {_clock(found.winter)} in winter: a clock"
        where += " time that moves with daylight saving"
    if shift != "none":
        return f"{where}; the stamps look sound before the shift; try `shift: none`"
    if found.fault == "utc":
        return f"{where}; the stamps look like UTC; try `timezone: UTC`"
    return f"{where}; the stamps look converted twice; try `shift: converted_twice`"


class _Season:
    """The clock times of one half of the year."""

    def __init__(self, counts: Counts, offset: int) -> None:
        self.counts = np.zeros(_DAY, np.int64)
        for (of, minute), count in counts.items():
            if of == offset:
                self.counts[minute] = count
        self.shares = self.counts / self.counts.sum()


def _two_seasons(summer: _Season, winter: _Season) -> Cluster | None:
    """Looks for a clock time that both seasons share when one of them is moved by an hour."""
    still = np.minimum(summer.shares, winter.shares).max()
    found: list[tuple[float, Cluster]] = []
    for fault, moved in (("converted_twice", -_SAVING), ("utc", _SAVING)):
        together = np.minimum(np.roll(summer.shares, moved), winter.shares)
        minute = int(np.argmax(together))
        later = (minute - moved) % _DAY
        count = int(summer.counts[later] + winter.counts[minute])
        found.append((float(together[minute]), Cluster(fault, later, minute, count)))
    share, cluster = max(found)
    return cluster if share >= _SHARE and share >= 2 * still else None


def _one_season(counts: Counts, offset: int, total: int) -> Cluster | None:
    """Looks for a clock time at night that would be one of the day without the conversion."""
    minute, count = max(
        ((minute, count) for (of, minute), count in counts.items() if of == offset),
        key=lambda pair: (pair[1], -pair[0]),
    )
    if count < total * _NIGHTLY or minute in _MIDNIGHT or _is_day(minute):
        return None
    faults = [fault for fault, real in _undone(minute, offset) if _is_day(real)]
    return Cluster(faults[0], None, minute, count) if len(faults) == 1 else None


def _undone(minute: int, offset: int) -> Iterator[tuple[str, int]]:
    yield "converted_twice", (minute - offset) % _DAY
    yield "utc", (minute + offset) % _DAY


def _is_day(minute: int) -> bool:
    return 7 * 60 <= minute <= 18 * 60


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


_DAY = 1440
_SAVING = 60
_FEW = 20
"""Stamps without which a season says nothing."""
_SHARE = 0.1
"""Share of the stamps of each season that a cluster must have."""
_NIGHTLY = 0.3
"""The same where only one season speaks, so that chance must be less likely."""
_MIDNIGHT = {0, _DAY - 1}
"""Clock times at night that people do write: the end of a day."""
