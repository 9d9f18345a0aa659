"""Instants as the worked examples write them."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from rfpkit.model.calendars.week import WEEKDAY_NAMES
from rfpkit.model.words import clock, long_date


def at(instant: int, zone: ZoneInfo) -> str:
    """Writes `Tuesday, September 8, 2026, 9:15 a.m.`, with the second where it has one."""
    moment = datetime.datetime.fromtimestamp(instant, zone)
    return f"{WEEKDAY_NAMES[moment.weekday()]}, {long_date(moment.date())}, {clock_time(moment)}"


def clock_time(moment: datetime.datetime) -> str:
    """Writes `9:15 a.m.`, with the second where it has one."""
    seconds = moment.hour * 3600 + moment.minute * 60
    if not moment.second:
        return clock(seconds)
    hours = (moment.hour - 1) % 12 + 1
    half = "a.m." if moment.hour < 12 else "p.m."
    return f"{hours}:{moment.minute:02d}:{moment.second:02d} {half}"
