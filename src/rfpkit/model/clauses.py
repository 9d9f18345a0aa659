"""The sentences that follow a level's first one: each rule by which its verdicts are made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from rfpkit.model.accumulation import AccumulationMeasure
from rfpkit.model.clauses_of_attainment import attainment_clauses
from rfpkit.model.clauses_of_counts import duty_clauses, satisfaction_clauses, stock_clauses
from rfpkit.model.clauses_of_durations import duration_clauses
from rfpkit.model.clauses_of_outages import outage_clauses
from rfpkit.model.clauses_of_pauses import named
from rfpkit.model.clauses_of_ratios import ratio_clauses
from rfpkit.model.clauses_of_statistics import statistic_clauses
from rfpkit.model.credit_clauses import credit_clauses
from rfpkit.model.duty import DutyMeasure
from rfpkit.model.measure import DurationMeasure, SatisfactionMeasure
from rfpkit.model.ratio import RatioMeasure
from rfpkit.model.references import Promises
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.statistic import StatisticMeasure
from rfpkit.model.stock import StockMeasure
from rfpkit.model.words import joined


def clauses(level: ServiceLevel, document: Promises) -> list[str]:
    """Returns the level's further sentences, in the order in which a clock meets them."""
    return [
        *_measure(level, document),
        *_exclusions(level, document),
        *attainment_clauses(level),
        *credit_clauses(level),
    ]


def _measure(level: ServiceLevel, document: Promises) -> Iterable[str]:
    match level.measure:
        case DurationMeasure() as measure:
            yield from duration_clauses(level, measure, document)
        case RatioMeasure() as measure:
            yield from ratio_clauses(measure, document)
        case StatisticMeasure() as measure:
            yield from statistic_clauses(level, measure, document)
        case StockMeasure() as measure:
            yield from stock_clauses(level, measure)
        case AccumulationMeasure() as measure:
            yield from outage_clauses(level, measure, document)
        case DutyMeasure() as measure:
            yield from duty_clauses(level, measure)
        case SatisfactionMeasure() as measure:
            yield from satisfaction_clauses(measure)
        case _:
            assert_never(level.measure)


def _exclusions(level: ServiceLevel, document: Promises) -> Iterable[str]:
    if level.exclude:
        names = joined([named(name, document.exclusions) for name in level.exclude], "or")
        reasons = "this reason" if len(level.exclude) == 1 else "these reasons"
        yield f"A request is left out of the count only for {reasons}: {names}."
