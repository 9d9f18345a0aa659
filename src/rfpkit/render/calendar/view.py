"""Twelve months as plain data: every word and number that the page prints."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from rfpkit.model.calendars.week import WEEKDAY_NAMES
from rfpkit.model.calendars.year import (
    CLOSED,
    CalendarDay,
    CalendarMonth,
    CalendarYear,
    DayKind,
    NamedDays,
    WeekHours,
)
from rfpkit.model.moment import write_length
from rfpkit.model.words import MONTHS, plain
from rfpkit.render.view.writing import capital, short_range

Part = dict[str, Any]

_KINDS = {
    DayKind.OPEN: ("", "Open"),
    DayKind.SEASON: ("", "Open, hours of a season"),
    DayKind.CLOSED: ("", "Closed by the week"),
    DayKind.HOLIDAY: ("H", "Holiday"),
    DayKind.CLOSURE: ("C", "Closure"),
    DayKind.PART_DAY: ("P", "Closed for a part of the day"),
    DayKind.OPENING: ("+", "Extra hours"),
    DayKind.OUTSIDE: ("", "Outside the calendar's dates"),
}
"""The letter beside a day's number, and what the mark means."""


def view(year: CalendarYear, owner: str, number: str, note: str) -> Part:
    """Returns the template's context."""
    used = {day.kind for month in year.months for day in month.days}
    return {
        "document": {
            "title": f"{year.name}, {year.title}",
            "number": number,
            "author": owner or year.name,
            "language": "en-US",
            "page": "letter",
            "draft": False,
            "contents": 0,
        },
        "owner": owner,
        "name": year.name,
        "months_title": year.title,
        "figures": _figures(year),
        "months": [_month(month) for month in year.months],
        "legend": [
            {"id": f"{kind.value}-key", "letter": letter, "meaning": meaning}
            for kind, (letter, meaning) in _KINDS.items()
            if kind in used
        ],
        "weeks": [row for week in year.weeks for row in _week(week)],
        "named": [_named(one) for one in year.named],
        "facts": _facts(year, number, note),
    }


def _figures(year: CalendarYear) -> list[Part]:
    days = [day for month in year.months for day in month.days]
    return [
        {"label": "Open", "value": f"{_hours(year.open_seconds)} h", "note": "hours and minutes"},
        {
            "label": "Business days",
            "value": str(year.business_days),
            "note": "dates with open hours",
        },
        _counted("Holidays", days, DayKind.HOLIDAY, "closed dates, weekends too"),
        _counted("Closures", days, DayKind.CLOSURE, _parts(days)),
    ]


def _counted(label: str, days: Iterable[CalendarDay], kind: DayKind, note: str) -> Part:
    return {"label": label, "value": str(sum(day.kind is kind for day in days)), "note": note}


def _parts(days: Iterable[CalendarDay]) -> str:
    count = sum(day.kind is DayKind.PART_DAY for day in days)
    return f"and {count} for a part of the day" if count else "of whole days"


def _month(month: CalendarMonth) -> Part:
    first, *_ = month.days
    blank: list[Part] = [{"id": "", "day": "", "letter": ""}]
    cells = blank * ((first.date.weekday() + 1) % 7) + [_day(day) for day in month.days]
    cells += blank * (-len(cells) % 7)
    count = month.business_days
    return {
        "id": f"month-{month.year}-{month.month:02d}",
        "name": f"{MONTHS[month.month - 1]} {month.year}",
        "sum": f"{_hours(month.open_seconds)} h, {count} {'day' if count == 1 else 'days'}",
        "weeks": [cells[start : start + 7] for start in range(0, len(cells), 7)],
    }


def _day(day: CalendarDay) -> Part:
    letter, _ = _KINDS[day.kind]
    return {"id": f"{day.kind.value}-{day.date}", "day": str(day.date.day), "letter": letter}


def _week(week: WeekHours) -> list[Part]:
    name = capital(plain(week.name)) or "All other dates"
    when = f"{name}, {_dates(week.first, week.last)}" if week.name else name
    rows = [row for row in week.rows if row[1] != CLOSED] or week.rows[:1]
    return [
        {"week": when if position == 0 else "", "days": days, "hours": hours}
        for position, (days, hours) in enumerate(rows)
    ]


def _named(one: NamedDays) -> Part:
    letter, meaning = _KINDS[one.kind]
    weekdays = [WEEKDAY_NAMES[day.weekday()] for day in (one.first, one.last)]
    return {
        "dates": _dates(one.first, one.last),
        "days": " to ".join(dict.fromkeys(weekdays)),
        "name": one.name,
        "kind": f"{letter} – {capital(one.hours) or meaning}",
        "papers": one.papers,
    }


def _dates(first: datetime.date, last: datetime.date) -> str:
    if first.year == last.year:
        return f"{short_range(first, last)}, {first.year}"
    return f"{short_range(first, first)}, {first.year}–{short_range(last, last)}, {last.year}"


def _facts(year: CalendarYear, number: str, note: str) -> list[Part]:
    scope = {
        "calendar_date": "its own date, from midnight to midnight",
        "shift_start": "the shifts that begin on it",
    }
    rows = [
        ("Calendar", ", ".join(filter(None, [number, year.id, f"version {year.version}", note]))),
        ("Digest", year.digest),
        ("Time zone", year.timezone),
        ("Covers", year.covers),
        ("A holiday closes", scope[year.holiday_scope]),
    ]
    return [{"term": term, "text": text} for term, text in rows if text]


def _hours(seconds: int) -> str:
    return write_length(seconds).removesuffix(":00")
