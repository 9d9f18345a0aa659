"""The sentence of an accumulation: time that adds up for each device, or each site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.references import Promises
from rfpkit.model.sentences.events import EVENTS, moments, read_phrases, write_phrases
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
from rfpkit.model.words import plural


@dataclass(frozen=True)
class AccumulationPromise:
    """What the sentence of an accumulation says."""

    owed: Owed
    unit: str
    """`device` or `site`."""
    population: str
    span: Span
    most: str
    start: tuple[str, ...]
    stop: tuple[str, ...]
    calendar: str

    def __str__(self) -> str:
        """The sentence."""
        return (
            f"The Contractor shall ensure that {write_owed(self.owed)} of the "
            f"{plural(self.unit)} named in {self.population} are out of service for no more than "
            f"{self.most} in total in each {self.span}, from {write_phrases(self.start)} to "
            f"{write_phrases(self.stop)}, {write_clock(self.calendar)}."
        )


def promise(
    level: ServiceLevel, measure: AccumulationMeasure, document: Promises
) -> AccumulationPromise:
    """Returns what the sentence of a level says."""
    return AccumulationPromise(
        owed=owed(level.attainment),
        unit=measure.unit,
        population=population(level.applies_to),
        span=span(level.attainment),
        most=str(level.target),
        start=moments(measure.start, document),
        stop=moments(measure.stop, document),
        calendar=calendar_name(measure.calendar, document),
    )


def read(text: str) -> AccumulationPromise | None:
    """Reads a sentence of an accumulation; None where it is another."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    return AccumulationPromise(
        owed=read_owed(parts["owed"]),
        unit=parts["unit"].removesuffix("s"),
        population=parts["population"],
        span=read_span(parts),
        most=parts["most"],
        start=read_phrases(parts["start"]),
        stop=read_phrases(parts["stop"]),
        calendar=read_clock(parts),
    )


_FORM: Final = re.compile(
    rf"The Contractor shall ensure that {OWED} of the (?P<unit>\w+) named in (?P<population>.+) "
    rf"are out of service for no more than (?P<most>.+) in total in each {SPAN}, "
    rf"from (?P<start>{EVENTS}) to (?P<stop>{EVENTS}), {CLOCK}\."
)
