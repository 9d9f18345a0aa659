"""The UTC offsets of a zone over a stretch of time, as a table that NumPy can search."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rfpkit.model.utc_offsets import stretches

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
    return _table(zone, _year(first) - 1, _year(last) + 1)


@cache
def _table(zone: str, first: int, last: int) -> Offsets:
    found = [stretch for year in range(first, last + 1) for stretch in stretches(zone, year)]
    # A year begins a stretch of its own, though most begin with no change of the offset.
    kept = found[:1] + [new for old, new in pairwise(found) if new[1] != old[1]]
    changes = [np.iinfo(np.int64).min // 2, *(start for start, _ in kept[1:])]
    offsets = [offset for _, offset in kept]
    return Offsets(np.array(changes, dtype=np.int64), np.array(offsets, dtype=np.int64))


def _year(seconds: int) -> int:
    year = 1970 + seconds // _SECONDS_PER_YEAR
    return min(max(year, datetime.MINYEAR + 2), datetime.MAXYEAR - 2)


_SECONDS_PER_YEAR = 31_556_952
