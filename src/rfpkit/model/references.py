"""Rules between the objects of a document that has calendars, priorities and levels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from rfpkit.model.calendar import ALWAYS, ServiceCalendar
from rfpkit.model.measure import DurationMeasure
from rfpkit.model.priority import Priority
from rfpkit.model.record import Problem
from rfpkit.model.service_level import ServiceLevel, unknown
from rfpkit.model.terms import Definition

Path = tuple[str | int, ...]


class Promises(Protocol):
    """A document in which service levels can be written."""

    @property
    def calendars(self) -> tuple[ServiceCalendar, ...]:
        """Hours on which clocks run."""

    @property
    def priorities(self) -> tuple[Priority, ...]:
        """Steps of urgency."""

    @property
    def pauses(self) -> tuple[Definition, ...]:
        """Reasons for which a clock may stand still."""

    @property
    def exclusions(self) -> tuple[Definition, ...]:
        """Reasons for which a ticket is left out."""


def calendar_problems(calendars: Sequence[ServiceCalendar], path: Path) -> Iterable[Problem]:
    """Yields the problems of each calendar, and a calendar that takes the reserved name."""
    for position, calendar in enumerate(calendars):
        for problem in calendar.problems():
            yield problem._replace(path=(*path, position, *problem.path))
        if calendar.id == ALWAYS:
            message = f"`{ALWAYS}` is the calendar of elapsed time and needs no writing"
            yield Problem((*path, position, "id"), message, "give the calendar another id")


def level_problems(
    document: Promises, levels: Sequence[ServiceLevel], path: Path
) -> Iterable[Problem]:
    """Yields each name in the levels that the document does not know."""
    for position, level in enumerate(levels):
        for problem in _of_level(document, level):
            yield problem._replace(path=(*path, position, *problem.path))


def _of_level(document: Promises, level: ServiceLevel) -> Iterable[Problem]:
    yield from level.problems(
        calendars=[calendar.id for calendar in document.calendars],
        priorities=[priority.id for priority in document.priorities],
    )
    if isinstance(level.measure, DurationMeasure):
        yield from _undefined(("measure", "pause"), level.measure.pause, document.pauses, "pause")
    yield from _undefined(("exclude",), level.exclude, document.exclusions, "exclusion")


def _undefined(
    path: Path, names: Sequence[str], defined: Sequence[Definition], what: str
) -> Iterable[Problem]:
    # A document without definitions uses the names alone; with them, each must be defined.
    known = [definition.id for definition in defined]
    for position, name in enumerate(names):
        if known and name not in known:
            yield unknown((*path, position), what, name, known)
