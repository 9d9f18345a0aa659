"""Rules between the objects of a document that has calendars, priorities and levels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from rfpkit.model.calendars.calendar import ServiceCalendar, reserved_name
from rfpkit.model.kinds.measure import DurationMeasure
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
        yield from reserved_name(calendar, (*path, position))


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
    pauses = [rule.reason for rule in getattr(level.measure, "pause", None) or ()]
    for problem in _undefined(("measure", "pause"), pauses, document.pauses, "pause"):
        yield problem._replace(path=(*problem.path, "reason"))
    yield from _unknown_seasons(document, level)
    yield from _undefined(("exclude",), level.exclude, document.exclusions, "exclusion")


def _unknown_seasons(document: Promises, level: ServiceLevel) -> Iterable[Problem]:
    if not isinstance(level.target, tuple) or not isinstance(level.measure, DurationMeasure):
        return
    used = level.measure.calendars
    known = [
        season.id
        for calendar in document.calendars
        if calendar.id in used
        for season in calendar.seasons
    ]
    for position, row in enumerate(level.target):
        for index, name in enumerate(row.season or ()):
            if name not in known:
                yield unknown(("target", position, "season", index), "season", name, known)


def _undefined(
    path: Path, names: Sequence[str], defined: Sequence[Definition], what: str
) -> Iterable[Problem]:
    # A document without definitions uses the names alone; with them, each must be defined.
    known = [definition.id for definition in defined]
    for position, name in enumerate(names):
        if known and name not in known:
            yield unknown((*path, position), what, name, known)
