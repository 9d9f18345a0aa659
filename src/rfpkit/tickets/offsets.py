"""The UTC offsets of a zone over a stretch of time, as a table that NumPy can search."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from rfpkit.model.scalars import SECONDS_PER_DAY

Seconds = npt.NDArray[np.int64]
"""Whole seconds since 1970-01-01 00:00, UTC or local as the name says."""

Mask = npt.NDArray[np.bool_]
"""One truth for each row."""


class Instants(NamedTuple):
    """Local times as instants."""

    seconds: Seconds
    """Whole seconds UTC."""
    in_gap: Mask
    """The local time does not exist; its instant is that of the change."""
    ambiguous: Mask
    """The local time occurs twice; its instant is the first of the two."""


@dataclass(frozen=True)
class Offsets:
    """The offsets of a zone, in the order of time."""

    changes: Seconds
    """Instants from which a new offset holds, UTC; the first is before all time."""
    offsets: Seconds
    """The offset that holds from each change on, in seconds east."""

    def to_utc(self, local: Seconds) -> Instants:
        """Converts local times; one in the spring gap becomes the change itself."""
        # The old offset is left at the local time at which its clocks stop: in autumn that is
        # the end of the hour that occurs twice, so the first occurrence wins.
        left = self.changes[1:] + self.offsets[:-1]
        held = np.searchsorted(left, local, side="right")
        instants = local - self.offsets[held]
        later = np.minimum(held + 1, len(self.offsets) - 1)
        again = (later > held) & (local - self.offsets[later] >= self.changes[later])
        in_gap = instants < self.changes[held]
        return Instants(np.maximum(instants, self.changes[held]), in_gap, again)


def offsets_of(zone: str, first: int, last: int) -> Offsets:
    """Returns the offsets of a zone for all local times from `first` to `last`."""
    return _table(zone, first // _ABOUT_A_YEAR, last // _ABOUT_A_YEAR + 1)


@cache
def _table(zone: str, first: int, last: int) -> Offsets:
    held = ZoneInfo(zone)
    instant = first * _ABOUT_A_YEAR - 2 * SECONDS_PER_DAY
    end = last * _ABOUT_A_YEAR + 2 * SECONDS_PER_DAY
    changes, offsets = [np.iinfo(np.int64).min // 2], [_offset(held, instant)]
    while instant < end:
        # No zone changes its offset twice within a day.
        following = instant + SECONDS_PER_DAY
        if (offset := _offset(held, following)) != offsets[-1]:
            changes.append(_change(held, instant, following))
            offsets.append(offset)
        instant = following
    return Offsets(np.array(changes, dtype=np.int64), np.array(offsets, dtype=np.int64))


_ABOUT_A_YEAR = 366 * SECONDS_PER_DAY


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    old = _offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, instant: int) -> int:
    moment = datetime.datetime.fromtimestamp(instant, tz=zone).utcoffset()
    return int(moment.total_seconds()) if moment is not None else 0
