"""Show twelve months of a calendar, or write them as a page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.calendars.year import CalendarYear
from rfpkit.model.dates import DateRange
from rfpkit.model.scalars import FIRST_DAY, LAST_DAY
from rfpkit.render.calendar.document import calendar_html
from rfpkit.render.formats import FORMATS
from rfpkit.sla.calendars.year import lay_out
from rfpkit.workflows.calendars.calendar import OpenedCalendar, open_calendar
from rfpkit.workflows.write import write_files

PAGES = ("html", "pdf")
"""Formats of the printed page."""


@dataclass(frozen=True)
class Shown:
    """Twelve months of a calendar."""

    opened: OpenedCalendar
    year: CalendarYear
    file: Path | None
    """The page that was written."""

    def json(self) -> str:
        """Returns the months, day by day, as JSON."""
        return self.year.model_dump_json(indent=2) + "\n"


@dataclass(frozen=True)
class Months:
    """Which twelve months; without a year those from the first month that is covered."""

    year: int | None = None
    school: bool = False
    """Whether the year is the one in which a school year begins."""


def show(file: Path, name: str | None, months: Months, output: Path | None) -> Shown:
    """Lays out twelve months of a calendar and writes them as a page where one is wanted.

    Raises:
        InputError: the file, the calendar, the year or the page's format cannot be used.
    """
    form = None if output is None else _format(output)
    opened = open_calendar(file, name)
    shown = _range(opened, months)
    year = lay_out(opened.calendar, shown.first, shown.last)
    if output is not None and form is not None:
        page = calendar_html(year, owner=opened.owner, number=opened.document, note=opened.note)
        data = FORMATS[form].render(page)
        (output,) = write_files(output.parent, {output.name: data})
    return Shown(opened, year, output)


def _format(output: Path) -> str:
    form = output.suffix.removeprefix(".").lower()
    if form not in PAGES:
        hint = "end the file's name with .html or .pdf"
        message = f"`{output.name}` names no format of a page"
        raise InputError([Diagnostic(Location("-o"), message, hint)])
    return form


def _range(opened: OpenedCalendar, months: Months) -> DateRange:
    covers, name = opened.calendar.covers, "--school-year" if months.school else "--year"
    month = opened.school_year_starts[0] if months.school else 1
    year = months.year if months.year is not None else _first_year(covers.first, month)
    if months.year is None and not months.school:
        year, month = covers.first.year, covers.first.month
    if not FIRST_DAY.year <= year <= LAST_DAY.year - 1:
        message = f"{year} is too far off"
        raise InputError([Diagnostic(Location(name), message, _hint(covers))])
    first = datetime.date(year, month, 1)
    last = datetime.date(year + 1, month, 1) - datetime.timedelta(days=1)
    if last < covers.first or covers.last < first:
        message = f"the calendar covers no day of {first} to {last}"
        raise InputError([Diagnostic(Location(name), message, _hint(covers))])
    return DateRange(first, last)


def _first_year(day: datetime.date, month: int) -> int:
    return day.year if day.month >= month else day.year - 1


def _hint(covers: DateRange) -> str:
    return f"it covers {covers}"
