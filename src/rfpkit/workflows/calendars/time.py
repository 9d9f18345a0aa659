"""Answer what passes between two instants of a calendar, and when a target is over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.argument import read_argument
from rfpkit.model.kinds.measure import DayRule
from rfpkit.model.limit import parse_limit
from rfpkit.model.scalars import parse_clock
from rfpkit.model.service_time import DueTime, ServiceTime
from rfpkit.sla.calendars.compiled import compile_calendar
from rfpkit.sla.calendars.days import DayCount
from rfpkit.sla.calendars.service_time import due_time, service_time
from rfpkit.workflows.calendars.calendar import open_calendar, read_instant


def elapsed(file: Path, name: str | None, start: str, stop: str) -> ServiceTime:
    """Returns the service time between two instants, with its slices.

    Raises:
        InputError: the file, the calendar or an instant cannot be used.
    """
    opened = open_calendar(file, name)
    begin, notes = read_instant(opened, start, "FROM")
    end, more = read_instant(opened, stop, "TO")
    found = service_time(compile_calendar(opened.calendar), begin, end)
    if end < begin:
        more = [*more, "TO lies before FROM: no service time passes"]
    return found.model_copy(update={"notes": (*notes, *more, *found.notes)})


@dataclass(frozen=True)
class DayTerms:
    """How a target in business days is counted, as a person writes it."""

    rule: str = DayRule.CLOSE_OF_BUSINESS.value
    cutoff: str | None = None


def due(
    file: Path, name: str | None, given: str, amount: str, terms: DayTerms, *, backward: bool
) -> DueTime:
    """Returns when a target is over that starts at an instant; backward, the latest start.

    Raises:
        InputError: an argument cannot be used, or the target is over on no date that the
            calendar covers.
    """
    opened = open_calendar(file, name)
    limit = read_argument(parse_limit, amount, "TARGET")
    cutoff = None if terms.cutoff is None else read_argument(parse_clock, terms.cutoff, "--cutoff")
    instant, notes = read_instant(opened, given, "FROM")
    count = DayCount(DayRule(terms.rule), cutoff)
    calendar = compile_calendar(opened.calendar)
    found = due_time(calendar, instant, limit, count, backward=backward)
    if found is None:
        covers = opened.calendar.covers
        where = f"the dates that `{opened.calendar.id}` covers ({covers})"
        message = f"{limit} from {given} on reach beyond {where}"
        if backward:
            message = f"no start among {where} leaves {limit} before {given}"
        hint = "widen `covers`, or ask about a shorter time"
        raise InputError([Diagnostic(Location("TARGET"), message, hint)])
    return found.model_copy(update={"notes": (*notes, *found.notes)})
