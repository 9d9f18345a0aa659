"""One measurable promise, written once: published, signed and audited."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from rfpkit.model.attainment import Attainment
from rfpkit.model.credit import Credit
from rfpkit.model.digest import digest_of
from rfpkit.model.limit import Unit
from rfpkit.model.measure import DurationMeasure, Measure, Names, SatisfactionMeasure, StockMeasure
from rfpkit.model.record import Problem, Record, mistake
from rfpkit.model.scalars import Id, Text, Whole, write_share
from rfpkit.model.target import StockShare, Target, TargetValue, limits

# What a level says about itself beside its terms: none of it can change a verdict.
_NOT_TERMS = {"title", "goal", "rationale", "baseline", "origin", "offered"}


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

    @cached_property
    def digest(self) -> str:
        """SHA-256 of every term that can change a verdict or a credit; titles cannot."""
        return digest_of(self, without=_NOT_TERMS)

    @model_validator(mode="after")
    def _target_fits_the_measure(self) -> Self:
        match self.measure:
            case DurationMeasure():
                _check_duration(self.target)
            case StockMeasure():
                if not isinstance(self.target, StockShare):
                    raise mistake("a stock needs its target", "write `target: 3% of users`")
            case SatisfactionMeasure():
                if self.target is not None:
                    message = "satisfaction is owed by its attainment, not by a target"
                    raise mistake(message, "leave `target` out; the rating that counts is `method`")
        return self

    @model_validator(mode="after")
    def _bands_meet_the_target(self) -> Self:
        if self.credit is None:
            return self
        top, owed = self.credit.bands[0].below, max(self.attainment.shares())
        hint = f"begin the bands with `below: {write_share(owed)}`"
        if top < owed:
            message = f"attainment from {write_share(top)} to {write_share(owed)} misses the level"
            raise mistake(f"{message} but is in no band", hint)
        if top > owed:
            message = f"the band below {write_share(top)} credits attainment that meets the level"
            raise mistake(message, hint)
        return self

    def problems(self, *, calendars: Iterable[str], priorities: Iterable[str]) -> Iterable[Problem]:
        """Yields each name that the document does not know. Paths begin inside the level."""
        if isinstance(self.measure, DurationMeasure):
            known = [*calendars, "always"]
            if self.measure.calendar not in known:
                yield unknown(("measure", "calendar"), "calendar", self.measure.calendar, known)
        if isinstance(self.target, dict):
            known = list(priorities)
            for name in self.target:
                if name not in known:
                    yield unknown(("target", name), "priority", name, known)


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
    return Problem(path, f"there is no {what} `{name}`", hint)


def _check_duration(target: TargetValue | None) -> None:
    if target is None or isinstance(target, StockShare):
        raise mistake("a duration needs its target", "write `target: 3 business days`")
    units = {limit.unit for limit in limits(target)}
    if len(units) > 1:
        message = "the target mixes " + " and ".join(sorted(_UNIT_NAMES[unit] for unit in units))
        raise mistake(message, "use one unit for all priorities; a day is not a number of hours")


_UNIT_NAMES = {
    Unit.SECONDS: "hours",
    Unit.BUSINESS_DAYS: "business days",
    Unit.CALENDAR_DAYS: "calendar days",
}
