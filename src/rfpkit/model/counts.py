"""What a service level counts."""

from __future__ import annotations

from typing import assert_never

from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, Measure, SatisfactionMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure


def counts(measure: Measure) -> str:
    """Returns what a level counts: ticket, device, site, count, delivery, row."""
    match measure:
        case DurationMeasure() | SatisfactionMeasure():
            return "ticket"
        case RatioMeasure() | StatisticMeasure():
            return "row" if measure.feed is not None else "ticket"
        case StockMeasure():
            return "count"
        case AccumulationMeasure():
            return measure.unit
        case DutyMeasure():
            return "delivery"
        case _:
            assert_never(measure)
