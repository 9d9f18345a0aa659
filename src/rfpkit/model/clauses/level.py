"""The sentences that follow a level's first one: each rule by which its verdicts are made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from rfpkit.model.clauses.attainment import attainment_clauses
from rfpkit.model.clauses.counts import duty_clauses, satisfaction_clauses, stock_clauses
from rfpkit.model.clauses.credits import credit_clauses
from rfpkit.model.clauses.durations import duration_clauses
from rfpkit.model.clauses.outages import outage_clauses
from rfpkit.model.clauses.pauses import named
from rfpkit.model.clauses.ratios import ratio_clauses
from rfpkit.model.clauses.statistics import statistic_clauses
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, SatisfactionMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.references import Promises
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.words import listed


def clauses(level: ServiceLevel, document: Promises) -> list[str]:
    """Returns the level's further sentences, in the order in which a clock meets them."""
    return [
        *_measure(level, document),
        *_exclusions(level, document),
        *attainment_clauses(level, document),
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
        names = listed([named(name, document.exclusions) for name in level.exclude])
        reasons = "this reason" if len(level.exclude) == 1 else "these reasons"
        yield f"A request is left out of the count only for {reasons}: {names}."
