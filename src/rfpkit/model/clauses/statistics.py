"""How the values of a period become one, and which values those are."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.clauses.durations import reopening
from rfpkit.model.clauses.pauses import NO_PAUSE, cap_clauses, reasons
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.kinds.statistic import Statistic, StatisticMeasure
from rfpkit.model.references import Promises
from rfpkit.model.sentences.statistic import statistic_name
from rfpkit.model.service_level import ServiceLevel


def statistic_clauses(
    level: ServiceLevel, measure: StatisticMeasure, document: Promises
) -> Iterable[str]:
    """Yields the rules of a statistic: its values, then the statistic itself."""
    match measure.source:
        case "stop":
            yield from _clock(level, measure, document)
        case "number":
            yield (
                "What its last record says counts; a request of which nothing is recorded is not "
                "scorable."
            )
        case "rating":
            yield "A request without a rating is left out of the count."
        case _:
            yield "A row without a value is not scorable."
    if measure.weight is not None:
        yield "A row counts as often as its base says; a row whose base is 0 is left out."
    yield _definition(measure)


def _clock(level: ServiceLevel, measure: StatisticMeasure, document: Promises) -> Iterable[str]:
    pauses = measure.pause or ()
    if pauses:
        names = reasons(pauses, document)
        yield f"The clock stands still only while a request is {names}. No other pause is honored."
        yield from cap_clauses(pauses, document)
    else:
        yield NO_PAUSE
    yield reopening(level, as_duration(measure))
    yield (
        "A request that is still open counts with its time so far, once that is beyond the value "
        "that is owed; before, it is pending."
    )


def as_duration(measure: StatisticMeasure) -> DurationMeasure:
    """Returns the clock whose service times are the values: that of a duration."""
    return DurationMeasure.model_validate(
        {
            "kind": "duration",
            "from": measure.start or ("reported",),
            "to": measure.stop,
            "calendar": measure.calendar or "always",
            "pause": measure.pause or (),
        }
    )


def _definition(measure: StatisticMeasure) -> str:
    match measure.statistic:
        case Statistic.MEAN:
            weighted = ", each weighted by its base" if measure.weight is not None else ""
            return f"The mean is the sum of the values{weighted} divided by their number."
        case Statistic.MEDIAN:
            return (
                "The median is the value in the middle when the values are put in order; of an "
                "even number of values, the mean of the two in the middle."
            )
        case Statistic.MAXIMUM:
            return "The maximum is the largest of the values."
        case Statistic.PERCENTILE:
            return (
                f"The {statistic_name(measure)} is the smallest of the values that "
                f"{measure.percentile} in 100 of them do not exceed; nothing is interpolated."
            )
