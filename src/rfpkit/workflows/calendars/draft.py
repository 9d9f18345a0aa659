"""Draft the holidays of a calendar, to be checked by a person before they count."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load import text as plain_text
from rfpkit.load import yaml
from rfpkit.load.document import load_any_text
from rfpkit.load.holiday_draft import HolidayDraft, draft_holidays
from rfpkit.load.insert_holidays import draft_text, insert_holidays
from rfpkit.load.places import Path, Places
from rfpkit.model.audit_words import counted
from rfpkit.model.calendars.calendar import CalendarFile, ServiceCalendar
from rfpkit.model.scalars import FIRST_DAY, LAST_DAY
from rfpkit.workflows.write import write_files

MOST_YEARS = 50


@dataclass(frozen=True)
class Asked:
    """Whose holidays are drafted."""

    country: str
    subdivision: str | None = None
    categories: Sequence[str] = ()
    years: str | None = None
    """`2026-2030`, or `2026`; those that the calendar covers where it is left out."""


@dataclass(frozen=True)
class Drafted:
    """What was drafted, and what became of it."""

    text: str
    """YAML ready to paste; empty where the dates went into a file."""
    file: FilePath | None = None
    added: int = 0
    known: int = 0
    """Dates that the calendar has already, under the same name or inside a longer holiday."""
    outside: int = 0
    """Dates that the calendar does not cover."""

    def lines(self) -> list[str]:
        """Returns what a person should know."""
        if self.file is None:
            return ["a draft: check every date before you sign"]
        told = [f"{self.file}: {counted(self.added, 'date')} added"]
        if self.added:
            told[0] += ", each marked as a draft: check them"
        if self.known:
            told.append(f"already closed: {counted(self.known, 'date')}")
        if self.outside:
            told.append(f"outside the calendar's dates, left out: {counted(self.outside, 'date')}")
        return told


def draft(asked: Asked) -> Drafted:
    """Returns drafted holidays as YAML.

    Raises:
        InputError: a code, a category or the years cannot be used.
    """
    if asked.years is None:
        message, hint = "the years are not named", "add --years 2026-2030"
        raise InputError([Diagnostic(Location("--years"), message, hint)])
    return Drafted(draft_text(_holidays(asked, _years(asked.years))))


def draft_into(asked: Asked, file: FilePath, name: str | None) -> Drafted:
    """Puts drafted holidays into a calendar of a file; everything else in it stays as it is.

    Raises:
        InputError: an argument or the file cannot be used, or the calendar has one of the dates
            under another name; nothing is written then.
    """
    text = plain_text.read(file, str(file))
    calendar, path = _find(text, file, name)
    covers = calendar.covers
    years = f"{covers.first.year}-{covers.last.year}" if asked.years is None else asked.years
    found = _holidays(asked, _years(years))
    inside = [one for one in found.dates if one[0] in covers]
    _refuse_other_names(calendar, dict(inside), yaml.parse(text, str(file)).places, path)
    closed = {one.date for one in calendar.closed_dates()}
    new = [one for one in inside if one[0] not in closed]
    drafted = Drafted("", file, len(new), len(inside) - len(new), len(found.dates) - len(inside))
    if new:
        changed = insert_holidays(text, str(file), path, found, new)
        load_any_text(changed, str(file))
        written = file.resolve()
        write_files(written.parent, {written.name: changed.encode()})
    return drafted


def _find(text: str, file: FilePath, name: str | None) -> tuple[ServiceCalendar, Path]:
    document = load_any_text(text, str(file))
    if isinstance(document, CalendarFile):
        return document, ()
    calendars: Sequence[ServiceCalendar] = getattr(document, "calendars", ())
    known = [one.id for one in calendars]
    if name is None and len(known) == 1:
        return calendars[0], ("calendars", 0)
    if name in known:
        return calendars[known.index(name)], ("calendars", known.index(name))
    at, message = Location(str(file)), "the file has no calendar of its own"
    if known:
        at, message = Location("--id"), f"there is no calendar `{name}`"
        message = message if name else "the file has several calendars"
    hint = f"add --id {' or --id '.join(known)}" if known else "write one under `calendars` first"
    raise InputError([Diagnostic(at, message, hint)])


def _holidays(asked: Asked, years: Sequence[int]) -> HolidayDraft:
    return draft_holidays(asked.country, asked.subdivision, years, asked.categories)


def _years(text: str) -> Sequence[int]:
    found = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", text.strip(), re.ASCII)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, -1)
    hint = f"write the first and the last: 2026-2030, at most {MOST_YEARS} years"
    if found is None or last < first or last - first >= MOST_YEARS:
        raise InputError([Diagnostic(Location("--years"), f"`{text}` names no years", hint)])
    if first < FIRST_DAY.year or last > LAST_DAY.year:
        hint = f"write years from {FIRST_DAY.year} to {LAST_DAY.year}"
        raise InputError([Diagnostic(Location("--years"), f"`{text}` is too far off", hint)])
    return range(first, last + 1)


def _refuse_other_names(
    calendar: ServiceCalendar, drafted: Mapping[datetime.date, str], places: Places, path: Path
) -> None:
    hint = "decide on one name, or take the date out of the file"
    clashes = []
    for position, one in enumerate(calendar.holidays):
        name = drafted.get(one.date, one.name) if one.date else one.name
        if name != one.name:
            at = places.value((*path, "holidays", position, "date"))
            message = f"{one.date} is `{one.name}` here and `{name}` in the draft"
            clashes.append(Diagnostic(at, message, hint))
    if clashes:
        raise InputError(clashes)
