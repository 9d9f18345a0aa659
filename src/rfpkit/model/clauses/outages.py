"""What time out of service is, and how it adds up."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.clauses.pauses import cap_clauses, reasons
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.references import Promises
from rfpkit.model.sentences.events import moments, write_phrases
from rfpkit.model.sentences.span import PERIODS, span
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.words import plural


def outage_clauses(
    level: ServiceLevel, measure: AccumulationMeasure, document: Promises
) -> Iterable[str]:
    """Yields when an outage begins and ends, and what of it counts."""
    unit, period = measure.unit, PERIODS[level.attainment.per]
    yield (
        f"An outage lasts from {write_phrases(moments(measure.start, document))} to "
        f"{write_phrases(moments(measure.stop, document))}. "
        f"Outages of one {unit} that overlap or touch are one, and their time counts once."
    )
    yield _reopening(measure)
    if measure.pause:
        names = reasons(measure.pause, document)
        yield (
            f"Time does not count only while a request is {names}, and while no other request for "
            f"the {unit} runs. No other pause is honored."
        )
        yield from cap_clauses(measure.pause, document)
    if measure.free is not None:
        do = "does" if str(measure.free).startswith("1 ") else "do"
        yield f"The first {measure.free} of service time of each outage {do} not count."
    yield from _days(level, measure)
    yield (
        f"Only the part of an outage that lies in the {_window(level)} counts there. A {unit} is "
        f"missed as soon as it is over the limit, and met when the {period} is over."
    )
    yield f"A request that names no {unit} is listed and not scorable."


def _reopening(measure: AccumulationMeasure) -> str:
    clock = DurationMeasure.model_validate(
        {
            "kind": "duration",
            "from": measure.start,
            "to": measure.stop,
            "calendar": measure.calendar,
        }
    )
    if clock.stops_for_good:
        return "The first stop ends the outage for good: nothing that happens later renews it."
    return (
        f"If a request comes back within {clock.reopen_window} of its stop, its outage goes on, "
        "and the time between does not count; if it comes back later, a new outage begins."
    )


def _days(level: ServiceLevel, measure: AccumulationMeasure) -> Iterable[str]:
    if not isinstance(level.target, TimeLimit) or level.target.unit is Unit.SECONDS:
        return
    day = level.target.word
    any_part = measure.day_counts == "any_part"
    if level.target.unit is Unit.BUSINESS_DAYS:
        found = "any of its hours lie" if any_part else "its opening lies"
        yield f"A {day} counts if {found} in an outage; it is never counted in part."
    else:
        found = "any part of it lies" if any_part else "its first instant lies"
        yield f"A {day} counts if {found} in an outage; it is never counted in part."


def counted_units(level: ServiceLevel, measure: AccumulationMeasure) -> str:
    """Returns which units are counted: those that were out of service at all, and when."""
    return f"{plural(measure.unit)} that were out of service at any time in the {_window(level)}"


def _window(level: ServiceLevel) -> str:
    """Returns the time over which outages add up: a period, or with those before it."""
    together = span(level.attainment)
    period = PERIODS[together.period]
    return f"{period} or in the {together.before}" if together.rolls else period
