"""Dates of an RFP as instants with the offset of the issuer's zone."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rfpkit.model.planning import Event
from rfpkit.model.solicitation import Solicitation

_LAST_SECOND = 86_399


def instant(rfp: Solicitation, day: datetime.date, seconds: int = 0) -> str:
    """Returns a local time as RFC 3339, with its offset on that day: `2026-03-05T14:00:00-06:00`.

    Args:
        rfp: whose zone counts.
        day: the local date.
        seconds: seconds of the clock since midnight.
    """
    zone = ZoneInfo(rfp.issuer.timezone)
    midnight = datetime.datetime.combine(day, datetime.time())
    return (midnight + datetime.timedelta(seconds=seconds)).replace(tzinfo=zone).isoformat()


def event(rfp: Solicitation, name: str) -> Event | None:
    """Returns an event of the schedule by its id."""
    return next((one for one in rfp.schedule if one.id == name), None)


def begins(rfp: Solicitation, one: Event) -> str:
    """Returns the instant of an event; one without a time begins with its day."""
    return instant(rfp, one.date, one.time or 0)


def ends(rfp: Solicitation, one: Event) -> str:
    """Returns the instant until which something runs; a day without a time counts to its end."""
    return instant(rfp, one.date, _LAST_SECOND if one.time is None else one.time)


def period(rfp: Solicitation, first: str, last: str) -> dict[str, Any]:
    """Returns the time between two events, as far as the schedule has them."""
    start, end = event(rfp, first), event(rfp, last)
    found = {}
    if start is not None:
        found["startDate"] = begins(rfp, start)
    if end is not None:
        found["endDate"] = ends(rfp, end)
    return found


def contract_period(rfp: Solicitation) -> dict[str, Any]:
    """Returns the first term of the contract, as far as the RFP says it in dates."""
    days = rfp.term.days if rfp.term else None
    if days is not None:
        start, end = instant(rfp, days[0]), instant(rfp, days[1], _LAST_SECOND)
        return {"startDate": start, "endDate": end}
    return period(rfp, "start", "")
