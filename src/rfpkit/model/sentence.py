"""The controlled sentence of a service level: written from its terms, and read back.

The clause, the workbook and the audit print this one sentence, so that the words and
the arithmetic cannot part. `read(write(promise)) == promise` is a law of the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, assert_never

from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, SatisfactionMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.references import Promises
from rfpkit.model.sentences import (
    accumulation,
    duration,
    duty,
    ratio,
    satisfaction,
    statistic,
    stock,
)
from rfpkit.model.sentences.accumulation import AccumulationPromise
from rfpkit.model.sentences.duration import DurationPromise
from rfpkit.model.sentences.duty import DutyPromise
from rfpkit.model.sentences.ratio import RatioPromise
from rfpkit.model.sentences.satisfaction import SatisfactionPromise
from rfpkit.model.sentences.span import PERIODS
from rfpkit.model.sentences.statistic import StatisticPromise
from rfpkit.model.sentences.stock import StockPromise
from rfpkit.model.service_level import ServiceLevel

__all__ = ["PERIODS", "Promise", "promise", "read", "sentence", "write"]

Promise = (
    DurationPromise
    | RatioPromise
    | StatisticPromise
    | StockPromise
    | AccumulationPromise
    | DutyPromise
    | SatisfactionPromise
)


def sentence(level: ServiceLevel, document: Promises) -> str:
    """Returns the level's controlled sentence, as every document prints it."""
    return write(promise(level, document))


def promise(  # noqa: PLR0911 (a case for each kind)
    level: ServiceLevel, document: Promises
) -> Promise:
    """Returns what the level's sentence says."""
    match level.measure:
        case DurationMeasure() as measure:
            return duration.promise(level, measure, document)
        case RatioMeasure() as measure:
            return ratio.promise(level, measure, document)
        case StatisticMeasure() as measure:
            return statistic.promise(level, measure, document)
        case StockMeasure() as measure:
            return stock.promise(level, measure, document)
        case AccumulationMeasure() as measure:
            return accumulation.promise(level, measure, document)
        case DutyMeasure() as measure:
            return duty.promise(level, measure, document)
        case SatisfactionMeasure() as measure:
            return satisfaction.promise(level, measure)
        case _:
            assert_never(level.measure)


def write(told: Promise) -> str:
    """Writes the sentence of a promise."""
    return str(told)


def read(text: str) -> Promise:
    """Reads a sentence that `write` wrote.

    Raises:
        ValueError: the text is not a controlled sentence.
    """
    for reads in _READERS:
        found = reads(text)
        if found is not None:
            return found
    message = "not a controlled sentence of a service level"
    raise ValueError(message)


_READERS: Final[tuple[Callable[[str], Promise | None], ...]] = (
    ratio.read,
    statistic.read,
    stock.read,
    accumulation.read,
    duty.read,
    satisfaction.read,
    duration.read,
)
