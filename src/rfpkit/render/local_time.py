"""Instants in local time, for tables that hold a million of them."""

from __future__ import annotations

import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

_BLOCK = 900
_DAY = 86_400


class LocalTime:
    """The clock of a zone. A block of time in which it does not change is asked for once."""

    def __init__(self, timezone: str) -> None:
        """Takes an IANA time zone."""
        self._zone = ZoneInfo(timezone)
        self._of_block = lru_cache(maxsize=65_536)(self._same_all_through)

    def offset(self, instant: int) -> int:
        """Returns how many seconds the zone is ahead of UTC at an instant."""
        same = self._of_block(instant // _BLOCK)
        return self._ask(instant) if same is None else same

    def iso(self, instant: int) -> str:
        """Returns an instant as `2026-09-17T08:30:00-05:00`."""
        offset = self.offset(instant)
        day, second = divmod(instant + offset, _DAY)
        return f"{_date(day)}T{_clock(second)}{_sign(offset)}"

    def _same_all_through(self, block: int) -> int | None:
        first, last = (self._ask(at) for at in (block * _BLOCK, block * _BLOCK + _BLOCK - 1))
        return first if first == last else None

    def _ask(self, instant: int) -> int:
        offset = datetime.datetime.fromtimestamp(instant, self._zone).utcoffset()
        return 0 if offset is None else offset.days * _DAY + offset.seconds


@lru_cache(maxsize=65_536)
def _date(day: int) -> str:
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=day)).isoformat()


@lru_cache(maxsize=_DAY)
def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


@lru_cache(maxsize=256)
def _sign(offset: int) -> str:
    zone = datetime.timezone(datetime.timedelta(seconds=offset))
    return datetime.datetime(2000, 1, 1, tzinfo=zone).isoformat()[19:]
