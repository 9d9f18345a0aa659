"""What a careful reader would say of a sound document. A new rule is a function and a row."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.record import Record
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.review import clauses
from rfpkit.review.calendars import calendars_of, clock_changes, endpoints, is_near_change
from rfpkit.review.finding import Finding, Rule, rule
from rfpkit.review.lint.of_rfp import RULES_OF_RFPS


def hours_near_a_clock_change(document: Record) -> Iterable[Finding]:
    """Finds hours that begin or end between midnight and 3 a.m., where clocks are changed.

    Weeks count in a zone that changes its clocks while they are in force; closures and openings
    count on the very days of a change. Source: an interval endpoint in the hour that a clock
    change skips or repeats moves by it.
    """
    for one in calendars_of(document):
        changes = clock_changes(one.zone, one.calendar.covers)
        for where, seconds, dates in endpoints(one.calendar):
            if any(map(is_near_change, seconds)) and any(day in dates for day in changes):
                yield Finding(
                    "hours-near-a-clock-change",
                    f"{one.where}{where}",
                    "hours begin or end between 00:00 and 03:00, when clocks are changed",
                    "expect an hour more or less on the two days of the change",
                )


def closures_told_afterwards(document: Record) -> Iterable[Finding]:
    """Finds closures that were noticed after the day they closed."""
    for one in calendars_of(document):
        for closure in one.calendar.closures:
            if closure.noticed is not None and closure.noticed > closure.date:
                yield Finding(
                    "closure-told-afterwards",
                    f"{one.where}closures",
                    f"the closure of {closure.date} was noticed only on {closure.noticed}",
                    "agree on it with the other party; every audit will flag it",
                )


def closures_without_notice(document: Record) -> Iterable[Finding]:
    """Finds closures of which nobody says when the other party was told, or who approved them.

    A closure moves what is due; without its papers either side can doubt it later.
    """
    for one in calendars_of(document):
        for closure in one.calendar.closures:
            lacking = [
                text
                for text, value in (
                    ("when the other party was told", closure.noticed),
                    ("who approved it", closure.approved_by),
                )
                if value is None
            ]
            if lacking:
                yield Finding(
                    "closure-without-notice",
                    f"{one.where}closures",
                    f"the closure of {closure.date} does not say {' and '.join(lacking)}",
                    "add `noticed`, a date, and `approved_by`",
                )


def terms_without_a_definition(document: Record) -> Iterable[Finding]:
    """Finds pauses and exclusions that levels use and nobody defined.

    Both sides will fill such a word as it suits them.
    """
    for level in getattr(document, "service_levels", ()):
        if not isinstance(level, ServiceLevel):  # a starting point names levels, and has none
            continue
        where = f"service_levels[{level.id}]"
        used = [(f"{where}.exclude", level.exclude, "exclusions")]
        if isinstance(level.measure, DurationMeasure):
            used.insert(0, (f"{where}.measure.pause", level.measure.pause_reasons, "pauses"))
        for place, names, key in used:
            if not hasattr(document, key):  # the levels of a pack's library stand alone
                continue
            defined = {one.id for one in getattr(document, key)}
            for name in names:
                if name not in defined:
                    yield Finding(
                        "undefined-term",
                        f"{place}: {name}",
                        f"`{name}` is not defined",
                        f"say under `{key}` what it means, who agrees, and what shows it",
                    )


def clauses_not_verified(document: Record) -> Iterable[Finding]:
    """Finds clauses that apply, or may, and that nobody compared with their source in a year.

    Rules of law change; the age counts from the date of issue, as the schedule has it.
    """
    if isinstance(document, Solicitation):
        for where, message, hint in clauses.not_verified(document):
            yield Finding("clause-not-verified", where, message, hint)


def clauses_undecided(document: Record) -> Iterable[Finding]:
    """Finds clauses of which nobody can say whether they apply, because a fact is missing."""
    if isinstance(document, Solicitation):
        for where, message, hint in clauses.undecided(document):
            yield Finding("clause-undecided", where, message, hint)


def clauses_missing(document: Record) -> Iterable[Finding]:
    """Finds RFPs that tell the facts for clauses and have no clauses."""
    if isinstance(document, Solicitation):
        for where, message, hint in clauses.missing(document):
            yield Finding("clauses-missing", where, message, hint)


RULES: dict[str, Rule[Record]] = {
    "hours-near-a-clock-change": rule(hours_near_a_clock_change, "issuer", "timezone"),
    "closure-told-afterwards": rule(closures_told_afterwards),
    "closure-without-notice": rule(closures_without_notice),
    "undefined-term": rule(terms_without_a_definition, "pauses", "exclusions"),
    "clause-not-verified": rule(clauses_not_verified, "facts", "schedule", "required_clauses"),
    "clause-undecided": rule(clauses_undecided, "facts", "schedule"),
    "clauses-missing": rule(clauses_missing, "required_clauses"),
    **RULES_OF_RFPS,
}
"""Every rule by its name."""
