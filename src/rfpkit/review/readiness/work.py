"""When questions 6 to 8 are answered: how requests start, what is routine, in which hours."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.dates import DateRange
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.planning import Operations
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.lint.dates import calendars_that_end_early
from rfpkit.review.readiness.rule import Lacking, Question, Rule, ids, unless

FIRST_ANSWERS = frozenset({"acknowledged", "responded"})
"""Events at which the person who asked hears something for the first time."""
_NOTHING = Operations()


def _work(rfp: Solicitation) -> Operations:
    return rfp.operations if rfp.operations is not None else _NOTHING


def _urgent_never_given(rfp: Solicitation) -> Iterable[str]:
    given = {rule.priority for rule in _work(rfp).triage}
    if given and rfp.priorities and rfp.priorities[0].id not in given:
        yield rfp.priorities[0].id


def _first_answer_is_measured(rfp: Solicitation) -> bool:
    return any(
        isinstance(level.measure, DurationMeasure) and FIRST_ANSWERS & set(level.measure.stop)
        for level in rfp.service_levels
    )


INTAKE = Question(
    "How do requests start and get a priority?",
    "operations; triage; queues; acknowledgement",
    ("operations.intake", "operations.channels", "operations.triage", "operations.queues"),
    Rule(
        "intake-not-said",
        "nothing says how a request starts",
        "write `operations.channels`, each with its hours, and `operations.triage`",
        unless(lambda rfp: _work(rfp).intake or _work(rfp).channels),
    ),
    (
        Rule(
            "channels-not-listed",
            "the ways to ask are told in prose, and none has its hours",
            "list each under `operations.channels`, with `calendar` or `hours`",
            unless(lambda rfp: _work(rfp).channels),
        ),
        Rule(
            "channels-without-hours",
            "nobody says when somebody answers: {names}",
            "add `calendar`, or `hours` in words",
            lambda rfp: ids(
                one for one in _work(rfp).channels if not one.calendar and not one.hours
            ),
        ),
        Rule(
            "channels-without-reply",
            "nobody says what the person who asks gets at once: {names}",
            "add `auto_ack`: the number of the ticket",
            lambda rfp: ids(one for one in _work(rfp).channels if one.auto_ack is None),
        ),
        Rule(
            "no-triage",
            "nothing says which request gets which priority",
            "write `operations.triage`: what is seen, and the priority that follows",
            unless(lambda rfp: _work(rfp).triage),
        ),
        Rule(
            "urgent-never-given",
            "no rule of the triage ever gives {names}",
            "add a line under `operations.triage` that gives it",
            _urgent_never_given,
        ),
        Rule(
            "no-queue",
            "nothing says who works on which requests",
            "write `operations.queues`, each with one owner",
            unless(lambda rfp: _work(rfp).queues),
        ),
        Rule(
            "first-answer-not-measured",
            "no service level measures how soon the person who asks hears something",
            "take `acknowledgement` from the pack, or write a level that ends at `acknowledged`",
            unless(_first_answer_is_measured),
        ),
    ),
)


def _visits_are_excluded(rfp: Solicitation) -> bool:
    return any(
        one.kind == "service" and one.coverage == "excluded" and "visit" in one.id
        for one in rfp.scope
    )


ROUTINE = Question(
    "Is there routine maintenance?",
    "operations; visits; price lines",
    ("operations.maintenance", "operations.rotations", "operations.visits"),
    Rule(
        "routine-not-said",
        "nothing says which work is done before anything fails",
        "write `operations.maintenance` and `operations.rotations`",
        unless(lambda rfp: _work(rfp).maintenance or _work(rfp).rotations or _work(rfp).visits),
    ),
    (
        Rule(
            "no-maintenance",
            "nothing says what is looked after, and how often",
            "write `operations.maintenance`: task, items, `every` and evidence",
            unless(lambda rfp: _work(rfp).maintenance),
        ),
        Rule(
            "maintenance-without-evidence",
            "nothing shows that it was done: {names}",
            "add `evidence`: the completed list, by asset tag",
            lambda rfp: ids(one for one in _work(rfp).maintenance if one.evidence is None),
        ),
        Rule(
            "no-rotation",
            "nothing says which schools are visited how often",
            "write `operations.rotations`, or exclude visits: a scope item `school-visits` of "
            "`kind: service` with `coverage: excluded`",
            lambda rfp: [] if _work(rfp).rotations or _visits_are_excluded(rfp) else [""],
        ),
        Rule(
            "rotations-without-make-up",
            "nobody says what follows a visit that could not be held: {names}",
            "add `make_up`: within 5 business days",
            lambda rfp: ids(one for one in _work(rfp).rotations if one.make_up is None),
        ),
    ),
)


def _year_without_holidays(rfp: Solicitation) -> Iterable[str]:
    for calendar in rfp.calendars:
        closed = {one.date for one in calendar.closed_dates()}
        for first in _years(calendar):
            year = DateRange(first, _next(first) - datetime.timedelta(days=1))
            if not any(day in year for day in closed):
                yield f"{calendar.id} from {year}"


def _years(calendar: ServiceCalendar) -> Iterable[datetime.date]:
    """Yields the first day of each whole year that a calendar covers."""
    first = calendar.covers.first
    while _next(first) - datetime.timedelta(days=1) <= calendar.covers.last:
        yield first
        first = _next(first)


def _next(day: datetime.date) -> datetime.date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


def _ends_early(rfp: Solicitation) -> Iterable[str]:
    for found in calendars_that_end_early(rfp):
        yield found.where.removeprefix("calendars[").removesuffix("].covers")


def _any_calendar(field: str) -> Lacking:
    return unless(lambda rfp: any(getattr(one, field) for one in rfp.calendars))


HOURS = Question(
    "What are the hours?",
    "support hours; every clock; every due date",
    ("calendars",),
    Rule(
        "no-calendar",
        "nothing says in which hours support is given",
        "write `calendars`: an id, `covers`, `week`, `seasons` and `holidays`",
        unless(lambda rfp: rfp.calendars),
    ),
    (
        Rule(
            "no-season",
            "nothing says what is different in summer and in breaks",
            "add `seasons` to a calendar",
            _any_calendar("seasons"),
        ),
        Rule(
            "no-holiday",
            "nothing says on which days nobody works",
            "add `holidays`; `rfpkit calendar draft` drafts them",
            _any_calendar("holidays"),
        ),
        Rule(
            "year-without-holiday",
            "a whole year has no holiday: {names}",
            "add the holidays of each year, or write `every: 12-24 to 01-01`",
            lambda rfp: (
                _year_without_holidays(rfp) if any(one.holidays for one in rfp.calendars) else ()
            ),
        ),
        Rule(
            "term-beyond-the-calendar",
            "the first term runs beyond the dates of {names}",
            "widen `covers`, and add the holidays of the further years",
            _ends_early,
        ),
        Rule(
            "nights-not-said",
            "nothing says what becomes of a request made at night or on a weekend",
            "add `hours` to a channel: at all hours; read from the next opening",
            unless(lambda rfp: any(one.hours for one in _work(rfp).channels)),
        ),
    ),
)
