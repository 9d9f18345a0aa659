"""The instant up to which an audit knows, as people write it."""

from __future__ import annotations

import datetime
import re
from zoneinfo import ZoneInfo

from rfpkit.errors import Diagnostic, InputError, Location


def parse_as_of(text: str, zone: str) -> int:
    """Reads `2027-07-15` (the end of that local day) or `2027-07-15T09:30` as seconds UTC.

    An instant may carry its own offset; without one it is local to the zone.

    Raises:
        InputError: the text is neither a date nor an instant.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            next_day = datetime.date.fromisoformat(text) + datetime.timedelta(days=1)
            moment = datetime.datetime.combine(next_day, datetime.time(), ZoneInfo(zone))
        else:
            moment = datetime.datetime.fromisoformat(text)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
        return int(moment.timestamp())
    except (ValueError, OverflowError):
        hint = "write a date, 2027-07-15, or an instant, 2027-07-15T09:30"
        message = f"`{text}` is not a date"
        raise InputError([Diagnostic(Location("--as-of"), message, hint)]) from None


def write_instant(instant: int, zone: str) -> str:
    """Writes an instant as local time with its offset: `2027-07-16T00:00:00-05:00`."""
    return datetime.datetime.fromtimestamp(instant, ZoneInfo(zone)).isoformat()
