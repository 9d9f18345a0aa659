"""Local time and UTC, both ways, over whole columns of instants.

An instant is whole seconds since 1970-01-01 UTC; a local second counts from midnight of
1970-01-01 on the wall clock of a zone. Zones come from `zoneinfo` alone.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.model.utc_offsets import stretches

Instants = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

UNKNOWN = -(2**62)
"""Stands where an instant or a duration is not known; no real one is near it."""

_SECONDS_PER_YEAR = 31_556_952
_WIDEST_RUN = 60


def to_local(zone: str, instants: Instants) -> Instants:
    """Returns what the wall clock shows at each instant, as local seconds."""
    if not instants.size:
        return instants
    starts, offsets = _table(zone, _years(instants))
    return instants + offsets[np.searchsorted(starts, instants, side="right") - 1]


def to_utc(zone: str, local: Instants) -> Instants:
    """Returns the instant of each local second.

    One in the spring gap becomes the transition; an ambiguous one is its first occurrence.
    """
    if not local.size:
        return local
    starts, offsets = _table(zone, _years(local))
    # A stretch of one offset ends on the wall clock where its last second ends: the first
    # stretch that reaches past the local second holds its first occurrence.
    ends = np.maximum.accumulate(starts[1:] + offsets[:-1])
    at = np.searchsorted(ends, local, side="right")
    instants: Instants = np.maximum(starts[at], local - offsets[at])
    return instants


@dataclass(frozen=True)
class Reading:
    """What one reading of the wall clock can mean."""

    instant: int
    """The instant that stands for it: the change itself in the spring gap, else the first."""
    again: int | None
    """The second instant at which the clock shows it, on the day the clocks go back."""
    skipped: bool
    """Whether the clock never shows it, on the day the clocks go forward."""


def read_clock(zone: str, local: int) -> Reading:
    """Returns what a local second means, by the same rule as `to_utc`."""
    wanted = np.array([local], dtype=np.int64)
    starts, offsets = _table(zone, _years(wanted))
    held = local - offsets
    shown = (held[:-1] >= starts[:-1]) & (held[:-1] < starts[1:])
    instants = held[:-1][shown].tolist()
    instant = int(to_utc(zone, wanted)[0])
    return Reading(instant, instants[1] if len(instants) > 1 else None, not instants)


def instant_of(moment: datetime.datetime, zone: str) -> int:
    """Returns the instant of a moment; one without an offset is local to the zone."""
    if moment.tzinfo is not None:
        return int((moment - _BEGINNING) // datetime.timedelta(seconds=1))
    return read_clock(zone, local_second(moment)).instant


def local_second(moment: datetime.datetime) -> int:
    """Returns what a clock shows, as local seconds since midnight of 1970-01-01."""
    shown = moment.replace(tzinfo=datetime.UTC) - _BEGINNING
    return int(shown // datetime.timedelta(seconds=1))


def write_local(instant: int, zone: str) -> str:
    """Writes an instant as local time with its offset: `2027-03-17 16:30:00-05:00`."""
    local = int(to_local(zone, np.array([instant], dtype=np.int64))[0])
    shown = _BEGINNING + datetime.timedelta(seconds=local)
    offset = datetime.timezone(datetime.timedelta(seconds=local - instant))
    return shown.replace(tzinfo=offset).isoformat(sep=" ")


def local_days(zone: str, instants: Instants) -> Instants:
    """Returns the local date of each instant, as days since 1970-01-01."""
    return to_local(zone, instants) // SECONDS_PER_DAY


def midnight(zone: str, day: datetime.date) -> int:
    """Returns the first instant of a local date."""
    return int(to_utc(zone, np.array([days_since_1970(day) * SECONDS_PER_DAY]))[0])


def local_date(zone: str, instant: int) -> datetime.date:
    """Returns the local date of one instant."""
    return _EPOCH + datetime.timedelta(days=int(local_days(zone, np.array([instant]))[0]))


def days_since_1970(day: datetime.date) -> int:
    """Returns a date as days since 1970-01-01."""
    return (day - _EPOCH).days


def date_of(days: int) -> datetime.date:
    """Returns the date that lies so many days after 1970-01-01."""
    return _EPOCH + datetime.timedelta(days=int(days))


_EPOCH = datetime.date(1970, 1, 1)
_BEGINNING = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def _years(instants: Instants) -> tuple[int, ...]:
    first, last = (1970 + int(end) // _SECONDS_PER_YEAR for end in (instants.min(), instants.max()))
    if last - first <= _WIDEST_RUN:
        years = set(range(first - 1, last + 2))
    else:  # one stray stamp must not cost a walk through the centuries
        found = 1970 + np.unique(instants // _SECONDS_PER_YEAR)
        years = {int(year) + near for year in found for near in (-1, 0, 1)}
    real = sorted(year for year in years if datetime.MINYEAR < year < datetime.MAXYEAR)
    return tuple(real) or (1970,)


@cache
def _table(zone: str, years: tuple[int, ...]) -> tuple[Instants, Instants]:
    found = [stretch for year in years for stretch in stretches(zone, year)]
    starts, offsets = zip(*found, strict=True)
    return np.array(starts, dtype=np.int64), np.array(offsets, dtype=np.int64)
