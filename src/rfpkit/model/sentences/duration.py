"""The sentence of a duration: service time of each request."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.references import Promises
from rfpkit.model.sentences.events import (
    EVENTS,
    actions,
    moments,
    read_actions,
    read_phrases,
    write_actions,
    write_phrases,
)
from rfpkit.model.sentences.limits import LIMITS, Limits, limits, read_limits, write_limits
from rfpkit.model.sentences.owed import OWED, Owed, owed, read_owed, write_owed
from rfpkit.model.sentences.population import (
    CLOCK,
    calendar_name,
    population,
    read_clock,
    write_clock,
)
from rfpkit.model.sentences.span import SPAN, Span, read_span, span
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.words import joined, proper


@dataclass(frozen=True)
class DurationPromise:
    """What the sentence of a duration says."""

    owed: Owed
    population: str
    span: Span
    limits: Limits
    within: str
    """`within` or `in less than`: of a start, or after it."""
    start: tuple[str, ...]
    stop: tuple[str, ...]
    calendar: str
    elsewhere: tuple[tuple[str, str], ...] = ()
    """Other calendars, each with the sites whose clocks run on it."""

    def __str__(self) -> str:
        """The sentence."""
        since = "of" if self.within == "within" else "after"
        others = "; ".join(f"{calendar} at {sites}" for calendar, sites in self.elsewhere)
        return (
            f"The Contractor shall {write_actions(self.stop)} {write_owed(self.owed)} of "
            f"{self.population}, in each {self.span}, {self.within} {write_limits(self.limits)} "
            f"{since} {write_phrases(self.start)}, {write_clock(self.calendar)}"
            f"{f' ({others})' if others else ''}."
        )


def promise(level: ServiceLevel, measure: DurationMeasure, document: Promises) -> DurationPromise:
    """Returns what the sentence of a level says."""
    return DurationPromise(
        owed=owed(level.attainment),
        population=population(level.applies_to),
        span=span(level.attainment),
        limits=limits(level.target),
        within="within" if measure.comparator == "at_most" else "in less than",
        start=moments(measure.start, document),
        stop=actions(measure.stop, document),
        calendar=calendar_name(measure.calendar, document),
        elsewhere=elsewhere(measure.calendar_by_site or {}, document),
    )


def elsewhere(by_site: dict[str, str], document: Promises) -> tuple[tuple[str, str], ...]:
    """Returns each other calendar's name with the sites that it is for."""
    sites: dict[str, list[str]] = {}
    for site, calendar in by_site.items():
        sites.setdefault(calendar_name(calendar, document), []).append(proper(site))
    return tuple((calendar, joined(names)) for calendar, names in sites.items())


def read(text: str) -> DurationPromise | None:
    """Reads a sentence of a duration; None where it is another."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    others = (parts["others"] or "").split("; ") if parts["others"] else []
    return DurationPromise(
        owed=read_owed(parts["owed"]),
        population=parts["population"],
        span=read_span(parts),
        limits=read_limits(parts["limits"]),
        within=parts["within"],
        start=read_phrases(parts["start"]),
        stop=read_actions(parts["stop"]),
        calendar=read_clock(parts),
        elsewhere=tuple(_calendar_and_sites(other) for other in others),
    )


def _calendar_and_sites(text: str) -> tuple[str, str]:
    calendar, _, sites = text.partition(" at ")
    return calendar, sites


_FORM: Final = re.compile(
    rf"The Contractor shall (?P<stop>{EVENTS}) {OWED} of (?P<population>.+), in each {SPAN}, "
    rf"(?P<within>within|in less than) (?P<limits>{LIMITS}) (?:of|after) (?P<start>{EVENTS}), "
    rf"{CLOCK}(?: \((?P<others>.+)\))?\."
)
