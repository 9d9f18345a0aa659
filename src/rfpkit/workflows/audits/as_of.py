"""The instant up to which an audit knows, as people write it."""

from __future__ import annotations

import datetime
import re
from zoneinfo import ZoneInfo

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.scalars import FIRST_DAY, LAST_DAY


def parse_as_of(text: str, zone: str) -> int:
    """Reads `2027-07-15` (the end of that local day) or `2027-07-15T09:30` as seconds UTC.

    An instant may carry its own offset; without one it is local to the zone.

    Raises:
        InputError: the text is neither a date nor an instant.
    """
    moment = _moment(text, ZoneInfo(zone))
    if moment is None or not FIRST_DAY <= moment.date() <= LAST_DAY:
        hint = "write a date, 2027-07-15, or an instant, 2027-07-15T09:30"
        message = f"`{text}` is not a date"
        raise InputError([Diagnostic(Location("--as-of"), message, hint)])
    return int(moment.timestamp())


def write_instant(instant: int, zone: str) -> str:
    """Writes an instant as local time with its offset: `2027-07-16T00:00:00-05:00`."""
    return datetime.datetime.fromtimestamp(instant, ZoneInfo(zone)).isoformat()


def _moment(text: str, zone: ZoneInfo) -> datetime.datetime | None:
    # Other spellings of ISO 8601 are not read: `20270715` would be the beginning of its day.
    try:
        if _DAY.fullmatch(text):
            next_day = datetime.date.fromisoformat(text) + datetime.timedelta(days=1)
            return datetime.datetime.combine(next_day, datetime.time(), zone)
        if _INSTANT.fullmatch(text):
            moment = datetime.datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        pass
    return None


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(rf"{_DAY.pattern}[T ][0-9]{{2}}:[0-9]{{2}}.*")
