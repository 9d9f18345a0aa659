"""Dates of the procurement: in order, on days that are open, and inside what calendars cover."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from rfpkit.model.planning import Event
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding

ORDER: Final = (
    "issued",
    "conference",
    "questions-due",
    "answers",
    "last-addendum",
    "proposals-due",
    "opening",
    "interviews",
    "intent",
    "protest",
    "board",
    "start",
)
"""Ids of events, in the order in which they follow each other."""
DUE: Final = frozenset({"conference", "questions-due", "proposals-due", "opening", "protest"})
"""Events on which somebody must be there, or must be able to hand something in."""

_WEEKEND = 5


def dates_out_of_order(rfp: Solicitation) -> Iterable[Finding]:
    """Finds events that come before one that must be over by then."""
    by_id = {event.id: event for event in rfp.schedule}
    known = [by_id[name] for name in ORDER if name in by_id]
    for earlier, later in pairwise(known):
        if _is_before(later, earlier):
            where = f"schedule[{later.id}].date"
            message = f"`{later.id}` comes before `{earlier.id}`"
            yield Finding("dates-out-of-order", where, message, "correct one of the two dates")


def due_on_a_closed_day(rfp: Solicitation) -> Iterable[Finding]:
    """Finds dates on which something is due although the office is closed."""
    holidays = {one.date: one.name for calendar in rfp.calendars for one in calendar.closed_dates()}
    for event in rfp.schedule:
        if event.id not in DUE:
            continue
        closed = "a weekend" if event.date.weekday() >= _WEEKEND else holidays.get(event.date)
        if closed is not None:
            where = f"schedule[{event.id}].date"
            message = f"{event.date} is {closed}: nobody is there"
            yield Finding("due-on-a-closed-day", where, message, "take the next business day")


def addenda_after_the_last_day(rfp: Solicitation) -> Iterable[Finding]:
    """Finds a last day for addenda that leaves no day before proposals are due."""
    by_id = {event.id: event for event in rfp.schedule}
    last, due = by_id.get("last-addendum"), by_id.get("proposals-due")
    if last is not None and due is not None and (due.date - last.date).days < _DAYS_TO_READ:
        where = "schedule[last-addendum].date"
        message = (
            f"an addendum may come {(due.date - last.date).days} calendar days before proposals "
            "are due"
        )
        hint = f"leave proposers {_DAYS_TO_READ} calendar days at least to take it up"
        yield Finding("addendum-too-late", where, message, hint)


_DAYS_TO_READ = 5


def too_late(rfp: Solicitation) -> Iterable[Finding]:
    """Finds addenda, questions and answers that are dated after the last day for them."""
    days = {event.id: event.date for event in rfp.schedule}
    last = days.get("last-addendum")
    for one in rfp.addenda or ():
        if last is not None and one.date > last:
            where, message = f"addenda[{one.number}].date", f"the last day for addenda is {last}"
            yield Finding("too-late", where, message, "move the day by this addendum, too")
    for asked in rfp.questions or ():
        where = f"questions[{asked.id}]"
        for field, event, told in (
            ("received", "questions-due", "questions were due on"),
            ("answered", "answers", "answers were to be published by"),
        ):
            date, due = getattr(asked, field), days.get(event)
            if date is not None and due is not None and date > due:
                message, hint = f"{told} {due}", f"correct the date, or move `{event}` by addendum"
                yield Finding("too-late", f"{where}.{field}", message, hint)


def terms_that_begin_too_soon(rfp: Solicitation) -> Iterable[Finding]:
    """Finds a first term that begins before proposals are due."""
    term = rfp.term.days if rfp.term is not None else None
    due = next((event for event in rfp.schedule if event.id == "proposals-due"), None)
    if term is not None and due is not None and term[0] <= due.date:
        message = f"the term begins on {term[0]}, and proposals are due on {due.date}"
        yield Finding("term-too-soon", "term.initial", message, "correct one of the two dates")


def meetings_without_an_hour(rfp: Solicitation) -> Iterable[Finding]:
    """Finds events at which a proposer must be, and of which nobody knows when or where."""
    for event in rfp.schedule:
        lacking = [name for name in ("time", "place") if getattr(event, name) is None]
        if event.mandatory and lacking:
            message = f"a proposer must be there, and the event has no {' and no '.join(lacking)}"
            hint = f"add {' and '.join(f'`{name}`' for name in lacking)}"
            yield Finding("meeting-without-hour", f"schedule[{event.id}]", message, hint)


def calendars_that_end_early(rfp: Solicitation) -> Iterable[Finding]:
    """Finds calendars of levels that do not cover the first term, where the term says its dates."""
    term = rfp.term.days if rfp.term else None
    if term is None:
        return
    for calendar in rfp.calendars:
        first, last = calendar.covers.first, calendar.covers.last
        if first > term[0] or last < term[1]:
            where = f"calendars[{calendar.id}].covers"
            message = (
                f"it covers {first} to {last}, and the first term runs from {term[0]} to {term[1]}"
            )
            hint = "a ticket outside cannot be judged: widen it, or say when it is extended"
            yield Finding("calendar-ends-early", where, message, hint)


def _is_before(one: Event, other: Event) -> bool:
    if one.time is None or other.time is None:
        return one.date < other.date
    return one.moment < other.moment
