"""Find a calendar in a file, and put the instants that a person names on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.argument import read_argument
from rfpkit.model.calendars.calendar import ALWAYS, CalendarFile, ServiceCalendar, always
from rfpkit.model.calendars.cases import CalendarCases
from rfpkit.model.contract import Contract
from rfpkit.model.moment import parse_moment
from rfpkit.model.record import Record
from rfpkit.model.solicitation import Solicitation
from rfpkit.sla.calendars.zones import instant_of, local_second, read_clock, write_local
from rfpkit.workflows.document import open_document


@dataclass(frozen=True)
class OpenedCalendar:
    """A calendar with its zone, and the file that it stands in."""

    calendar: ServiceCalendar
    file: Path
    owner: str
    """Who publishes the calendar; empty for a file of its own."""
    document: str
    """Number of the document; empty for a file of its own."""
    school_year_starts: tuple[int, int]
    note: str
    """Which amendment it comes from, where a contract was amended."""

    @property
    def zone(self) -> str:
        """IANA time zone."""
        return self.calendar.timezone or "UTC"


def open_calendar(file: Path, name: str | None) -> OpenedCalendar:
    """Returns a calendar of an RFP, a contract or a file of its own.

    Of a contract, the calendar as last amended. `name` may be left out where there is one only.

    Raises:
        InputError: the file cannot be used, has no such calendar, or several and no name.
    """
    document = open_document(file).document
    calendar = _chosen(calendars_in(document, file), name, file)
    return OpenedCalendar(
        calendar=calendar,
        file=file,
        owner=_owner(document),
        document="" if isinstance(document, CalendarFile) else str(getattr(document, "id", "")),
        school_year_starts=getattr(document, "school_year_starts", None) or (7, 1),
        note=_amended(document, calendar.id),
    )


def calendars_in(document: Record, file: Path) -> Mapping[str, ServiceCalendar]:
    """Returns the calendars of a document by id, each with its zone; elapsed time is the last.

    Raises:
        InputError: this kind of document has no calendars.
    """
    match document:
        case CalendarFile():
            return {document.id: document.calendar, ALWAYS: always(document.timezone)}
        case Contract():
            return {one.id: one for one in document.versions()[-1].calendars}
        case Solicitation():
            return _zoned(document.calendars, document.issuer.timezone)
        case CalendarCases():
            return _zoned(document.calendars, document.timezone)
        case _:
            kind = getattr(document, "kind", "")
            message = f"a file of kind `{kind}` has no calendars"
            hint = "name an RFP, a contract, or a file of kind `calendar`"
            raise InputError([Diagnostic(Location(str(file)), message, hint)])


def read_instant(opened: OpenedCalendar, text: str, name: str) -> tuple[int, list[str]]:
    """Returns the instant that an argument names, and what a reader should know of it.

    Raises:
        InputError: the text is no instant, or the calendar does not cover it.
    """
    moment = read_argument(parse_moment, text, name)
    instant = instant_of(moment, opened.zone)
    local = write_local(instant, opened.zone)
    covers = opened.calendar.covers
    inside = str(covers.first) <= local[:10] <= str(covers.last)
    if not inside:
        message = f"{text} lies outside the dates that `{opened.calendar.id}` covers ({covers})"
        hint = "ask about an instant inside them, or widen `covers`"
        raise InputError([Diagnostic(Location(name), message, hint)])
    if moment.tzinfo is not None:
        return instant, []
    reading = read_clock(opened.zone, local_second(moment))
    if reading.skipped:
        return instant, [f"the clocks skip {text}: {local} stands for it"]
    if reading.again is not None:
        again = write_local(reading.again, opened.zone)
        return instant, [f"the clocks show {text} twice: {local} is taken, not {again}"]
    return instant, []


def _zoned(calendars: Sequence[ServiceCalendar], zone: str | None) -> dict[str, ServiceCalendar]:
    placed = [one.model_copy(update={"timezone": one.timezone or zone}) for one in calendars]
    endless = [] if zone is None else [always(zone)]
    return {one.id: one for one in (*placed, *endless)}


def _chosen(
    calendars: Mapping[str, ServiceCalendar], name: str | None, file: Path
) -> ServiceCalendar:
    written = [one for one in calendars if one != ALWAYS]
    if name is None and len(written) == 1:
        return calendars[written[0]]
    if name is not None and name in calendars:
        return calendars[name]
    if name is not None:
        message, hint = f"there is no calendar `{name}`", f"write one of: {', '.join(calendars)}"
        raise InputError([Diagnostic(Location("--id"), message, hint)])
    if written:
        message, hint = "the file has several calendars", f"add --id {' or --id '.join(written)}"
    else:
        message, hint = "the file has no calendar", "add one under `calendars`"
    raise InputError([Diagnostic(Location(str(file)), message, hint)])


def _owner(document: Record) -> str:
    if isinstance(document, Contract):
        return document.parties.district
    return document.issuer.name if isinstance(document, Solicitation) else ""


def _amended(document: Record, name: str) -> str:
    if not isinstance(document, Contract):
        return ""
    changed = [one for one in document.amendments if any(held.id == name for held in one.calendars)]
    return f"as amended by {changed[-1].id} from {changed[-1].effective}" if changed else ""
