"""Calendars that are open so much less than those of others that no level on them is proven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median_high
from typing import Final, NamedTuple

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.solicitation import Solicitation
from rfpkit.sla.calendars.compiled import compile_calendar

LEAST_HOURS: Final = 5
"""Open hours in a week below which nothing is proven, whatever others have."""
LEAST_DAYS: Final = 1
"""Open days in a week below which nothing is proven."""


class _Open(NamedTuple):
    """How much a calendar is open in a week, over all that it covers."""

    hours: float
    days: float


def short_hours(rfps: Sequence[Solicitation | None]) -> list[Mapping[str, str]]:
    """Returns for each RFP, by calendar, why its hours prove nothing.

    A calendar that is open less than half as long, or on less than half as many days, as the
    middle one of those that bear its name is another promise.
    """
    held = [_open(rfp) for rfp in rfps]
    names = {name for one in held for name in one}
    middle = {name: _middle([one[name] for one in held if name in one]) for name in names}
    return [
        {name: why for name, mine in one.items() if (why := _why(name, mine, middle[name]))}
        for one in held
    ]


def _open(rfp: Solicitation | None) -> dict[str, _Open]:
    if rfp is None:
        return {}
    zone = rfp.issuer.timezone
    return {one.id: _of_calendar(one, zone) for one in rfp.calendars}


def _of_calendar(calendar: ServiceCalendar, zone: str) -> _Open:
    made = compile_calendar(
        calendar if calendar.timezone else calendar.model_copy(update={"timezone": zone})
    )
    weeks = len(list(calendar.covers)) / 7
    seconds = int((made.ends - made.starts).sum())
    days = len({int(start) // 86_400 for start in made.starts})
    return _Open(seconds / 3600 / weeks, days / weeks)


def _middle(held: Sequence[_Open]) -> _Open:
    return _Open(median_high(one.hours for one in held), median_high(one.days for one in held))


def _why(name: str, mine: _Open, middle: _Open) -> str:
    if mine.hours < max(LEAST_HOURS, middle.hours / 2):
        told, other = f"{mine.hours:,.2f} hours a week", f"{middle.hours:,.2f}"
    elif mine.days < max(LEAST_DAYS, middle.days / 2):
        told, other = f"on {mine.days:,.1f} days a week", f"{middle.days:,.1f}"
    else:
        return ""
    among = "" if middle == mine else f", the middle one of the members' {other}"
    return f"its calendar `{name}` is open {told}{among}"
