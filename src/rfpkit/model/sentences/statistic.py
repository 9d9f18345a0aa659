"""The sentence of a statistic: one value for each period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rfpkit.model.kinds.statistic import Statistic, StatisticMeasure
from rfpkit.model.numbers import write_number
from rfpkit.model.references import Promises
from rfpkit.model.sentences.events import EVENTS, moments, read_phrases, write_phrases
from rfpkit.model.sentences.population import (
    CLOCK,
    calendar_name,
    places,
    population,
    read_clock,
    write_clock,
)
from rfpkit.model.sentences.span import SPAN, Span, read_span, span
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.target import TargetValue
from rfpkit.model.words import ordinal, plain


@dataclass(frozen=True)
class StatisticPromise:
    """What the sentence of a statistic says."""

    name: str
    """Which statistic: mean, median, 90th percentile, maximum."""
    source: str
    """Where the values come from: stop, number, rating or feed."""
    value: str
    """The number, the dimension or the feed; empty for service time."""
    population: str
    """The requests, or the sites of a feed; empty for all sites."""
    span: Span
    better: str
    """`lower` or `higher`."""
    target: str
    start: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    calendar: str = ""
    weighted: bool = False

    def __str__(self) -> str:
        """The sentence."""
        side = _SIDES[self.better]
        clock = f", {write_clock(self.calendar)}" if self.source == "stop" else ""
        return (
            f"The Contractor shall keep the {self.name} of {self._values()}, in each {self.span}, "
            f"at or {side} {self.target}{clock}."
        )

    def _values(self) -> str:
        match self.source:
            case "stop":
                time = f"from {write_phrases(self.start)} to {write_phrases(self.stop)}"
                return f"the service time {time}, over {self.population}"
            case "number":
                return f"the “{self.value}” of {self.population}"
            case "rating":
                return f"the {self.value} ratings of {self.population}"
            case _:
                sites = f" at {self.population}" if self.population else ""
                weighted = ", each row counted as often as its base says" if self.weighted else ""
                return f"the values in the {self.value} feed{sites}{weighted}"


def promise(level: ServiceLevel, measure: StatisticMeasure, document: Promises) -> StatisticPromise:
    """Returns what the sentence of a level says."""
    from_feed = measure.feed is not None
    on_clock = measure.stop is not None
    return StatisticPromise(
        name=statistic_name(measure),
        source=measure.source,
        value=plain(measure.number or measure.rating or "") or measure.feed or "",
        population=places(level.applies_to) if from_feed else population(level.applies_to),
        span=span(level.attainment),
        better=measure.better,
        target=write_target(level.target),
        start=moments(measure.start or (("reported",) if on_clock else ()), document),
        stop=moments(measure.stop or (), document),
        calendar=calendar_name(measure.calendar, document) if on_clock else "",
        weighted=measure.weight is not None,
    )


def statistic_name(measure: StatisticMeasure) -> str:
    """Returns which statistic it is, as people say it: `median`, `90th percentile`."""
    if measure.statistic is not Statistic.PERCENTILE or measure.percentile is None:
        return measure.statistic.value
    return f"{ordinal(measure.percentile)} percentile"


def write_target(target: TargetValue | None) -> str:
    """Writes the value that is owed: `4 business hours`, `4.2`."""
    return write_number(target) if isinstance(target, Decimal) else str(target)


def read(text: str) -> StatisticPromise | None:
    """Reads a sentence of a statistic; None where it is another."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    source = next(name for name in _SOURCES if parts[name])
    on_clock = source == "stop"
    return StatisticPromise(
        name=parts["name"],
        source=source,
        value="" if on_clock else parts[source],
        population=parts[f"of_{source}"] or "",
        span=read_span(parts),
        better=next(name for name, side in _SIDES.items() if side == parts["side"]),
        target=parts["target"],
        start=read_phrases(parts["begin"]) if on_clock else (),
        stop=read_phrases(parts["stop"]) if on_clock else (),
        calendar=read_clock(parts),
        weighted=parts["weighted"] is not None,
    )


_SIDES: Final = {"lower": "below", "higher": "above"}
_SOURCES: Final = ("stop", "number", "rating", "feed")
_FORM: Final = re.compile(
    r"The Contractor shall keep the (?P<name>mean|median|maximum|\d+[a-z]+ percentile) of (?:"
    rf"the service time from (?P<begin>{EVENTS}) to (?P<stop>{EVENTS}), over (?P<of_stop>.+)|"
    r"the “(?P<number>[^”]+)” of (?P<of_number>.+)|"
    r"the (?P<rating>.+?) ratings of (?P<of_rating>.+)|"
    r"the values in the (?P<feed>.+?) feed(?: at (?P<of_feed>.+?))?"
    rf"(?P<weighted>, each row counted as often as its base says)?), in each {SPAN}, "
    rf"at or (?P<side>below|above) (?P<target>.+?)(?:, {CLOCK})?\."
)
