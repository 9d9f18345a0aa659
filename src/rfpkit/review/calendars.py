"""What the rules ask of a document's calendars: where they stand, and what may move in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rfpkit.model.calendars.calendar import CalendarFile, Closure, Opening, ServiceCalendar
from rfpkit.model.calendars.week import Week
from rfpkit.model.dates import DateRange
from rfpkit.model.record import Record
from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.model.utc_offsets import stretches


class PlacedCalendar(NamedTuple):
    """A calendar, the time zone it is in, and the path to its fields."""

    calendar: ServiceCalendar
    zone: str
    where: str


def calendars_of(document: Record) -> Iterable[PlacedCalendar]:
    """Yields each calendar of a document: its own, those of amendments, or the file itself."""
    if isinstance(document, CalendarFile):
        yield PlacedCalendar(document, document.timezone, "")
        return
    around = getattr(document, "issuer", document)
    zone = getattr(around, "timezone", None) or "UTC"
    for part, path in [
        (document, ""),
        *((one, f"amendments[{one.id}].") for one in getattr(document, "amendments", ())),
    ]:
        for calendar in getattr(part, "calendars", ()):
            where = f"{path}calendars[{calendar.id}]."
            yield PlacedCalendar(calendar, calendar.timezone or zone, where)


def clock_changes(zone: str, covers: DateRange) -> Sequence[datetime.date]:
    """Returns the local dates among those covered on which a zone's clocks are changed."""
    years = range(covers.first.year - 1, covers.last.year + 2)
    found = [stretch for year in years for stretch in stretches(zone, year)]
    days = [
        _EPOCH + datetime.timedelta(days=(start + offset) // SECONDS_PER_DAY)
        for (_, offset), (start, later) in pairwise(found)
        if later != offset
    ]
    return [day for day in days if day in covers]


def endpoints(calendar: ServiceCalendar) -> Iterable[tuple[str, list[int], DateRange]]:
    """Yields where hours stand, the seconds at which they begin or end, and their dates."""
    yield "week", _of_week(calendar.week), calendar.covers
    for season in calendar.seasons:
        # A night that begins on the last day ends on the next one.
        after = season.last + datetime.timedelta(days=1)
        dates = DateRange(season.first, after)
        yield f"seasons[{season.id}].week", _of_week(season.week), dates
    entries: dict[str, Sequence[Closure | Opening]]
    entries = {"closures": calendar.closures, "openings": calendar.openings}
    for key, dated in entries.items():
        for entry in dated:
            place = f"{key}[{entry.date}]"
            yield place, [entry.start, entry.end], DateRange(entry.date, entry.date)


def is_near_change(second: int) -> bool:
    """Whether a second of the day lies after midnight and not after 3 a.m."""
    return 0 < second % SECONDS_PER_DAY <= 3 * 3600


def _of_week(week: Week) -> list[int]:
    return [second for intervals in week for interval in intervals for second in interval]


_EPOCH = datetime.date(1970, 1, 1)
