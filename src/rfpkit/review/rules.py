"""What a careful reader would say of a sound document. A new rule is a function and a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from rfpkit.model.calendar import ServiceCalendar
from rfpkit.model.measure import DurationMeasure
from rfpkit.model.record import Record
from rfpkit.model.week import Week


class Finding(NamedTuple):
    """Something to look at; the document can be used as it is."""

    rule: str
    where: str
    """Path in the document, items of lists by their id."""
    message: str
    hint: str


def hours_near_a_clock_change(document: Record) -> Iterable[Finding]:
    """Finds hours that begin or end between midnight and 3 a.m., when clocks are changed.

    Source: an interval endpoint in the hour that a clock change skips or repeats moves by it.
    """
    for calendar in _calendars(document):
        named = [("week", calendar.week)]
        named += [(f"seasons[{season.id}].week", season.week) for season in calendar.seasons]
        for where, week in named:
            if any(_is_near_change(second) for second in _endpoints(week)):
                yield Finding(
                    "hours-near-a-clock-change",
                    f"calendars[{calendar.id}].{where}",
                    "hours begin or end between 00:00 and 03:00, when clocks are changed",
                    "expect an hour more or less on the two days of the change",
                )


def closures_told_afterwards(document: Record) -> Iterable[Finding]:
    """Finds closures that were noticed after the day they closed."""
    for calendar in _calendars(document):
        for closure in calendar.closures:
            if closure.noticed is not None and closure.noticed > closure.date:
                yield Finding(
                    "closure-told-afterwards",
                    f"calendars[{calendar.id}].closures",
                    f"the closure of {closure.date} was noticed only on {closure.noticed}",
                    "agree on it with the other party; every audit will flag it",
                )


def terms_without_a_definition(document: Record) -> Iterable[Finding]:
    """Finds pauses and exclusions that levels use and nobody defined.

    Both sides will fill such a word as it suits them.
    """
    for level in getattr(document, "service_levels", ()):
        where = f"service_levels[{level.id}]"
        used = [(f"{where}.exclude", level.exclude, "exclusions")]
        if isinstance(level.measure, DurationMeasure):
            used.insert(0, (f"{where}.measure.pause", level.measure.pause, "pauses"))
        for place, names, key in used:
            defined = {one.id for one in getattr(document, key)}
            for name in names:
                if name not in defined:
                    yield Finding(
                        "undefined-term",
                        f"{place}: {name}",
                        f"`{name}` is not defined",
                        f"say under `{key}` what it means, who agrees, and what shows it",
                    )


RULES: dict[str, Callable[[Record], Iterable[Finding]]] = {
    "hours-near-a-clock-change": hours_near_a_clock_change,
    "closure-told-afterwards": closures_told_afterwards,
    "undefined-term": terms_without_a_definition,
}
"""Every rule by its name."""


def _calendars(document: Record) -> tuple[ServiceCalendar, ...]:
    return tuple(getattr(document, "calendars", ()))


def _endpoints(week: Week) -> Iterable[int]:
    for intervals in week:
        for start, end in intervals:
            yield from (start, end)


def _is_near_change(second: int) -> bool:
    return 0 < second % 86_400 <= 3 * 3600
