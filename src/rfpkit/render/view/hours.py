"""Support hours: each calendar as tables of hours, seasons and closed days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from rfpkit.model.calendars.calendar import Closure, Opening, ServiceCalendar
from rfpkit.model.calendars.week import WEEKDAY_NAMES, Week
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import clock, joined, long_date
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import hours, label, short_range
from rfpkit.render.view.zones import zone_name

Span = tuple[str, datetime.date, datetime.date]
"""A name with its first and last day."""


def calendars(solicitation: Solicitation) -> Part | None:
    """Returns every calendar of the document; None without any."""
    zone = solicitation.issuer.timezone
    parts = {
        calendar.id: {**_calendar(calendar, zone), "levels": _levels(solicitation, calendar.id)}
        for calendar in solicitation.calendars
    }
    return {"parts": parts} if parts else None


def usual_hours(calendar: ServiceCalendar) -> list[str]:
    """Returns the open hours outside of seasons: `Monday to Friday, 8:00 a.m. to 4:00 p.m.`."""
    groups: list[list[int]] = []
    for day in range(7):
        if groups and calendar.week[groups[-1][0]] == calendar.week[day]:
            groups[-1].append(day)
        else:
            groups.append([day])
    return [
        f"{_day_names(days)}, {hours(calendar.week[days[0]])}"
        for days in groups
        if calendar.week[days[0]]
    ]


def season_names(calendar: ServiceCalendar) -> list[str]:
    """Returns the seasons with hours of their own, without their years: `Summer`."""
    return list(dict.fromkeys(_family(season.id) for season in calendar.seasons))


def _calendar(calendar: ServiceCalendar, zone: str) -> Part:
    seasons = [(_family(season.id), season.first, season.last) for season in calendar.seasons]
    years = [str(y) for y in range(calendar.covers.first.year, calendar.covers.last.year + 1)]
    covers = calendar.covers
    return {
        "name": calendar.name,
        "version": calendar.version,
        "zone": zone_name(calendar.timezone or zone),
        "covers": f"{long_date(covers.first)} to {long_date(covers.last)}",
        "days": [_day_names(group) for group in _day_groups(calendar)],
        "weeks": [
            {"name": name, "hours": [hours(week[days[0]]) for days in _day_groups(calendar)]}
            for name, week in _weeks(calendar)
        ],
        "years": years,
        "seasons": _by_year(seasons, years),
        "holidays": _by_year(_holidays(calendar), years),
        "closures": [_closure(closure) for closure in calendar.closures],
        "openings": [_opening(opening) for opening in calendar.openings],
    }


def _levels(solicitation: Solicitation, calendar: str) -> list[Part]:
    return [
        {"id": f"service-levels.{level.id}", "title": level.title}
        for level in solicitation.service_levels
        if calendar in _calendars_of(level)
    ]


def _calendars_of(level: ServiceLevel) -> tuple[str | None, ...]:
    if isinstance(level.measure, DurationMeasure):
        return level.measure.calendars
    return (getattr(level.measure, "calendar", None),)


def _weeks(calendar: ServiceCalendar) -> list[tuple[str, Week]]:
    """Returns each different week with the seasons that have it."""
    names: dict[Week, dict[str, None]] = {}
    for season in calendar.seasons:
        names.setdefault(season.week, {})[_family(season.id)] = None
    otherwise = "All other dates" if names else "All dates"
    seasons = [(joined([*found]), week) for week, found in names.items()]
    return [(otherwise, calendar.week), *seasons]


def _day_groups(calendar: ServiceCalendar) -> list[list[int]]:
    """Returns the weekdays, put together where their hours are the same in every season."""
    groups: list[list[int]] = []
    weeks = [week for _, week in _weeks(calendar)]
    for day in range(7):
        if groups and all(week[groups[-1][0]] == week[day] for week in weeks):
            groups[-1].append(day)
        else:
            groups.append([day])
    return groups


def _day_names(days: Sequence[int]) -> str:
    names = [WEEKDAY_NAMES[day] for day in days]
    return joined(names) if len(names) < 3 else f"{names[0]} to {names[-1]}"


def _family(season: str) -> str:
    return label(re.sub(r"[-_.]?(19|20)\d\d$", "", season) or season)


def _by_year(spans: Sequence[Span], years: Sequence[str]) -> list[Part]:
    """Returns a row for each name, with a cell for each year in which a span begins."""
    rows: dict[str, dict[str, list[str]]] = {}
    for name, first, last in spans:
        cells = rows.setdefault(name, {year: [] for year in years})
        cells[str(first.year)].append(short_range(first, last))
    return [
        {"name": name, "dates": [", ".join(cells[year]) for year in years]}
        for name, cells in rows.items()
    ]


def _holidays(calendar: ServiceCalendar) -> list[Span]:
    """Returns the holidays, those of one name put together over days that are closed anyway."""
    spans: list[Span] = []
    for day, called in calendar.closed_dates():
        name, first, last = spans[-1] if spans else ("", day, day)
        if spans and called == name and _closed_between(calendar, last, day):
            spans[-1] = (name, first, day)
        else:
            spans.append((called, day, day))
    return spans


def _closed_between(
    calendar: ServiceCalendar, last: datetime.date, following: datetime.date
) -> bool:
    days = range(1, (following - last).days)
    return all(not calendar.week[(last.weekday() + step) % 7] for step in days)


def _closure(closure: Closure) -> Part:
    whole = closure.start == 0 and closure.end == SECONDS_PER_DAY
    until = "" if closure.end == SECONDS_PER_DAY else f" to {clock(closure.end)}"
    return {
        "date": long_date(closure.date),
        "hours": "All day" if whole else f"From {clock(closure.start)}{until}",
        "reason": closure.reason,
        "noticed": long_date(closure.noticed) if closure.noticed else "",
        "approved_by": closure.approved_by or "",
    }


def _opening(opening: Opening) -> Part:
    return {
        "date": long_date(opening.date),
        "hours": f"{clock(opening.start)} to {clock(opening.end)}",
        "reason": opening.reason or "",
    }
