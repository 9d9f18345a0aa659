"""The invented day of the samples: a working day of the contract, in the issuer's zone."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from rfpkit.model.solicitation import Solicitation

_DAYS_INTO_SERVICE = 78
_WITHOUT_START = datetime.date(2026, 9, 17)
_SATURDAY = 5


def sample_day(solicitation: Solicitation) -> datetime.date:
    """Returns a day on which service would run: some weeks after its start, Monday to Friday."""
    start = next((one.date for one in solicitation.schedule if one.id == "start"), None)
    if start is None:
        return _WITHOUT_START
    day = start + datetime.timedelta(days=_DAYS_INTO_SERVICE)
    return day + datetime.timedelta(days=7 - day.weekday() if _weekend(day) else 0)


def month_before(day: datetime.date) -> datetime.date:
    """Returns the last day of the month before."""
    return day.replace(day=1) - datetime.timedelta(days=1)


def stamp(solicitation: Solicitation, clock: str = "08:30:00") -> str:
    """Writes a time of the sample day with its offset: `2026-09-17T08:30:00-05:00`."""
    time = datetime.time.fromisoformat(clock)
    zone = ZoneInfo(solicitation.issuer.timezone)
    return datetime.datetime.combine(sample_day(solicitation), time, zone).isoformat()


def _weekend(day: datetime.date) -> bool:
    return day.weekday() >= _SATURDAY
