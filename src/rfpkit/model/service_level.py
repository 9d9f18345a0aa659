"""One measurable promise, written once: published, signed and audited."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property
from typing import Final, Self

from pydantic import Field, model_validator

from rfpkit.model.attainment import Attainment
from rfpkit.model.credits.credit import Credit, TicketCredit
from rfpkit.model.credits.rules import check_credit
from rfpkit.model.digest import digest_of, short
from rfpkit.model.kinds.measure import DurationMeasure, Measure
from rfpkit.model.level_rules import check_attainment, check_clock, check_days, check_target
from rfpkit.model.names import Names
from rfpkit.model.record import Problem, Record
from rfpkit.model.scalars import Id, Text, Whole
from rfpkit.model.target import Target

# What a level says about itself beside its terms: none of it can change a verdict.
_NOT_TERMS = {
    "title",
    "goal",
    "goals",
    "overridable",
    "rationale",
    "baseline",
    "origin",
    "offered",
    "sentence",
}


class AppliesTo(Record):
    """Which tickets, or places, a level speaks of; all of them where nothing is written."""

    service: Names | None = None
    """Services: device-repair."""
    device_class: Names | None = None
    """Classes of device: student-laptop."""
    site: Names | None = None
    """Sites by their id."""
    audience: Names | None = None
    """Audiences by their id."""

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Returns each ticket attribute that is restricted, with the values that are in scope."""
        return {name: value for name, value in self if value is not None}


class Report(Record):
    """The Contractor's duty to report on the level."""

    per: Text = "month"
    """How often the Contractor reports."""
    within: Whole = 10
    """Calendar days after the end of the period by which the report is due."""


class Baseline(Record):
    """Where things stood before."""

    value: Text
    """The value as it was reported: 4 of 5."""
    period: Text
    """When it was measured."""
    source: Text | None = None
    """Who measured it, and how."""


class Origin(Record):
    """The published level that an awarded one came from."""

    level: Id
    """The level's id in the RFP."""
    digest: Text | None = None
    """Short digest printed beside it in the RFP: 7f3a 91c2."""


class ServiceLevel(Record):
    """One measurable promise."""

    id: Id
    """Name of the level; never used again for another promise."""
    title: Text
    """The level's name in documents."""
    goal: Id | None = None
    """The goal that the level serves."""
    rationale: Text | None = None
    """Why the level and its credit are reasonable."""
    applies_to: AppliesTo = AppliesTo()
    """Which tickets are in scope."""
    measure: Measure
    """What is measured, from which event to which."""
    target: Target | None = None
    """What each ticket, or each place, must reach."""
    attainment: Attainment
    """Which share must reach the target, and in which period."""
    exclude: tuple[Id, ...] = ()
    """Reasons for which a ticket is left out of the count."""
    credit: Credit | None = None
    """What a miss costs; nothing but the report if left out."""
    report: Report = Report()
    """The duty to report."""
    baseline: Baseline | None = None
    """Where things stood before."""
    origin: Origin | None = Field(None, alias="from")
    """In a contract: the published level that this one came from."""
    offered: Text | None = None
    """In a contract: what the Contractor offered beyond the published level."""
    sentence: Text | None = None
    """The sentence as counsel wants to see it in the file; it must say what the terms say."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of every term that can change a verdict or a credit; titles cannot."""
        return digest_of(self, without=_NOT_TERMS)

    @property
    def published_otherwise(self) -> str | None:
        """The digest that the level names as published, where its own terms do not give it.

        A level in which the Contractor offered more says so in `offered`, and may differ.
        """
        named = self.origin.digest if self.origin else None
        return None if self.offered is not None or named == short(self.digest) else named

    def terms_unlike(self, other: ServiceLevel) -> tuple[str, ...]:
        """Returns the fields, in their order, whose terms are not those of another level."""
        terms = [name for name in type(self).model_fields if name not in _NOT_TERMS]
        return tuple(name for name in terms if getattr(self, name) != getattr(other, name))

    @property
    def events(self) -> tuple[str, ...]:
        """The events of a ticket that the level names, each once."""
        measure = self.measure
        clock = (*(getattr(measure, "start", None) or ()), *(getattr(measure, "stop", None) or ()))
        if clock or getattr(measure, "feed", None) is not None:
            return tuple(dict.fromkeys(clock))
        # What has neither clock nor feed is counted, at its closing if nothing else is said.
        event = getattr(getattr(measure, "good", None), "event", None)
        counted = getattr(measure, "counted", None) or ("closed",)
        return tuple(dict.fromkeys((*counted, *([event] if event else ()))))

    @model_validator(mode="after")
    def _fits_the_measure(self) -> Self:
        check_clock(self.measure)
        check_target(self.measure, self.target)
        check_days(self.measure, self.target)
        check_attainment(self.measure, self.attainment)
        return self

    @model_validator(mode="after")
    def _credit_fits_the_measure(self) -> Self:
        check_credit(self.credit, self.measure, self.attainment)
        return self

    def problems(self, *, calendars: Iterable[str], priorities: Iterable[str]) -> Iterable[Problem]:
        """Yields each name that the document does not know. Paths begin inside the level."""
        known = [*calendars, "always"]
        for path, name in self._calendars():
            if name not in known:
                yield unknown(("measure", *path), "calendar", name, known)
        known = list(priorities)
        for where, name in self._priorities():
            if name not in known:
                yield unknown(where, "priority", name, known)

    def _calendars(self) -> Iterable[tuple[tuple[str | int, ...], str]]:
        name = getattr(self.measure, "calendar", None)
        if name is not None:
            yield ("calendar",), name
        if isinstance(self.measure, DurationMeasure):
            for site, other in (self.measure.calendar_by_site or {}).items():
                yield ("calendar_by_site", site), other

    def _priorities(self) -> Iterable[tuple[tuple[str | int, ...], str]]:
        if isinstance(self.target, dict):
            yield from ((("target", name), name) for name in self.target)
        elif isinstance(self.target, tuple):
            for position, row in enumerate(self.target):
                for index, name in enumerate(row.priority or ()):
                    yield ("target", position, "priority", index), name
        if isinstance(self.credit, TicketCredit) and isinstance(
            self.credit.per_missed_ticket, dict
        ):
            for name in self.credit.per_missed_ticket:
                yield ("credit", "per_missed_ticket", name), name


def unknown(path: tuple[str | int, ...], what: str, name: str, known: Iterable[str]) -> Problem:
    """Makes the problem of a name that nothing in the document bears."""
    names = sorted(set(known))
    close = get_close_matches(name, names, n=1)
    if close:
        hint = f"did you mean `{close[0]}`?"
    elif names:
        hint = f"write one of: {', '.join(names)}"
    else:
        hint = f"the document names no {what} yet; add it first"
    return Problem(path, f"there is no {what} `{name}`", hint, HOLDERS.get(what, ()))


HOLDERS: Final[dict[str, tuple[str, ...]]] = {
    "attachment": ("attachments",),
    "audience": ("audiences",),
    "calendar": ("calendars",),
    "channel": ("operations",),
    "device class": ("scope",),
    "exclusion": ("exclusions",),
    "fee": ("pricing", "fees"),
    "goal": ("goals",),
    "line of the price sheet": ("pricing",),
    "lot": ("contract_structure", "pricing"),
    "party": ("parties",),
    "pause": ("pauses",),
    "priority": ("priorities",),
    "queue": ("operations",),
    "requirement": ("requirements",),
    "scope item": ("scope",),
    "season": ("calendars",),
    "service level": ("service_levels",),
}
"""The fields of a document in which each thing stands that others name."""
