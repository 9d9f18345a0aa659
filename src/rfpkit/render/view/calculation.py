"""The worked example of a level's calculation: the smallest number that meets it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil
from typing import assert_never

from rfpkit.model.attainment import Attainment
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, SatisfactionMeasure, SatisfactionMethod
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import Statistic, StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.scalars import write_share
from rfpkit.model.sentences.statistic import statistic_name
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.target import StockShare
from rfpkit.model.words import long_date, ordinal, plural
from rfpkit.render.view.writing import capital

SAMPLE = 200
"""Number of requests in the worked example of a calculation."""

_DELIVERIES = 12
_LOWEST = {SatisfactionMethod.MEAN_OVER_MAX: 0, SatisfactionMethod.MEAN_RESCALED: 1}
"""Rating that is worth nothing, where a mean of ratings is made a share."""


def calculation(level: ServiceLevel) -> list[str]:
    """Returns what is divided by what, and where the line between met and missed lies."""
    if isinstance(level.measure, StatisticMeasure):
        return list(_statistic(level.measure))
    if isinstance(level.measure, SatisfactionMeasure) and level.measure.method in _LOWEST:
        return list(_mean(level.measure, level.attainment))
    kind, unit, good = _counted(level)
    lines = [f"{kind}, as an exact fraction"]
    size = _DELIVERIES if isinstance(level.measure, DutyMeasure) else SAMPLE
    for first, share in _shares(level.attainment):
        needed = max(ceil(share * size), 1)
        since = f"From {first}, of" if first else "Of"
        lines.append(
            f"{since} {size} {unit}, {needed} {good} meet the level; "
            f"{needed - 1} ({_cut(Fraction(needed - 1, size))}) miss it"
        )
    if isinstance(level.target, StockShare):
        users = 450
        lines.append(
            f"A school with {users} users needs {ceil(level.target.share * users)} "
            f"({write_share(level.target.share)} of {users}, and no device is counted in part)"
        )
    return lines


def _counted(  # noqa: PLR0911 (a case for each kind)
    level: ServiceLevel,
) -> tuple[str, str, str]:
    """Returns what is divided by what, the units, and what the good ones are."""
    match level.measure:
        case DurationMeasure():
            return "Met ÷ (met + missed)", "decided requests", "in time"
        case RatioMeasure() as measure:
            what = "rows" if measure.feed is not None else "requests"
            return f"Good {what} ÷ all counted {what}", f"counted {what}", "good ones"
        case StockMeasure() as measure:
            which = "delivered" if measure.calendar is None else "needed"
            kind = f"Counts that reach the target ÷ counts that were {which}"
            return kind, "counts", "at the target"
        case AccumulationMeasure() as measure:
            units = plural(measure.unit)
            kind = f"{capital(units)} within the limit ÷ {units} with an outage"
            return kind, f"{units} with an outage", "within the limit"
        case DutyMeasure():
            return "Delivered in time ÷ due", "deliveries that were due", "in time"
        case SatisfactionMeasure():
            return "Satisfied ÷ all ratings", "ratings", "satisfied"
        case StatisticMeasure():
            return "The statistic", "values", "in all"
        case _:
            assert_never(level.measure)


def _mean(measure: SatisfactionMeasure, attainment: Attainment) -> Iterable[str]:
    lowest = _LOWEST[measure.method]
    best = measure.scale - lowest
    above = f"Sum of the ratings, each less {lowest}," if lowest else "Sum of the ratings"
    yield f"{above} ÷ ({best} × number of ratings), as an exact fraction"
    for first, share in _shares(attainment):
        needed = max(ceil(share * best * SAMPLE), 1)
        since = f"From {first}, of" if first else "Of"
        reached = _cut(Fraction(needed - 1, best * SAMPLE))
        yield (
            f"{since} {SAMPLE} ratings, a sum of {needed + lowest * SAMPLE} meets the level; "
            f"{needed - 1 + lowest * SAMPLE} ({reached}) misses it"
        )


def _statistic(measure: StatisticMeasure) -> Iterable[str]:
    what = "rows, each as often as its base says" if measure.weight is not None else "values"
    yield f"{capital(statistic_name(measure))} of all {what}, compared exactly"
    if measure.percentile is not None:
        place = ceil(Fraction(measure.percentile, 100) * SAMPLE)
        yield f"Of {SAMPLE} values in order, from the smallest, the {ordinal(place)} one"
    elif measure.statistic is Statistic.MEDIAN:
        yield "Of 201 values in order, the 101st; of 200, the mean of the 100th and the 101st"


def _cut(share: Fraction) -> str:
    # A twelfth has no end in percent; it is cut, as every printed share is.
    return write_share(Fraction(share.numerator * 10_000 // share.denominator, 10_000))


def _shares(attainment: Attainment) -> Iterable[tuple[str, Fraction]]:
    if attainment.at_least is not None:
        yield "", attainment.at_least
    for step in attainment.steps:
        yield long_date(step.first), step.at_least
