"""The sentence of a ratio: counted things, and what makes one a good one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.references import Promises
from rfpkit.model.sentences.events import CONDITIONS, counted, read_phrases, write_phrases
from rfpkit.model.sentences.good import GOOD, GoodPromise, good, read_good
from rfpkit.model.sentences.owed import OWED, Owed, owed, read_owed, write_owed
from rfpkit.model.sentences.population import places, population
from rfpkit.model.sentences.span import SPAN, Span, read_span, span
from rfpkit.model.service_level import ServiceLevel

CLOSED: Final = ("closed",)
"""The event at which a request is counted where the level names none."""


@dataclass(frozen=True)
class RatioPromise:
    """What the sentence of a ratio says."""

    owed: Owed
    population: str
    """The requests; of a feed the sites, empty for all of them."""
    span: Span
    good: GoodPromise
    counted: tuple[str, ...] = ()
    """The event at which a request is counted; empty for rows of a feed."""
    feed: str = ""
    """The feed whose rows are counted; empty for requests."""

    def __str__(self) -> str:
        """The sentence."""
        rated = " of those rated" if self.good.of_the_rated else ""
        return (
            f"The Contractor shall ensure that, of the {self._counted()} in each {self.span}, "
            f"{write_owed(self.owed)}{rated} {self.good}."
        )

    def _counted(self) -> str:
        if not self.feed:
            return f"{self.population} {write_phrases(self.counted)}"
        sites = f" at {self.population}" if self.population else ""
        return f"rows of the {self.feed} feed{sites} dated"


def promise(level: ServiceLevel, measure: RatioMeasure, document: Promises) -> RatioPromise:
    """Returns what the sentence of a level says."""
    return RatioPromise(
        owed=owed(level.attainment),
        population=places(level.applies_to) if measure.feed else population(level.applies_to),
        span=span(level.attainment),
        good=good(measure, document),
        counted=() if measure.feed else counted(measure.counted or CLOSED, document),
        feed=measure.feed or "",
    )


def read(text: str) -> RatioPromise | None:
    """Reads a sentence of a ratio; None where it is another."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    feed = parts["feed"] or ""
    return RatioPromise(
        owed=read_owed(parts["owed"]),
        population=(parts["sites"] or "") if feed else parts["population"],
        span=read_span(parts),
        good=read_good(parts["good"]),
        counted=() if feed else read_phrases(parts["counted"]),
        feed=feed,
    )


_FORM: Final = re.compile(
    r"The Contractor shall ensure that, of the (?:"
    r"rows of the (?P<feed>.+?) feed(?: at (?P<sites>.+))? dated|"
    rf"(?P<population>.+?) (?P<counted>{CONDITIONS}))"
    rf" in each {SPAN}, {OWED}(?: of those rated)? (?P<good>{GOOD})\."
)
