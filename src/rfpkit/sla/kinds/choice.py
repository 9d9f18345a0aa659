"""The kinds of level beside durations and satisfaction: where each is measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

import polars as pl

from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.intake import Finding
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.sla.kinds.duties import AGAIN, duties
from rfpkit.sla.kinds.needs import needs
from rfpkit.sla.kinds.outages import outages
from rfpkit.sla.kinds.ratios import ratio_of_rows, ratio_of_tickets
from rfpkit.sla.kinds.stocks import EARLIER, stocks
from rfpkit.sla.kinds.values import values_of_rows, values_of_tickets
from rfpkit.sla.setting import Counts, Setting

Counted = RatioMeasure | StatisticMeasure | StockMeasure | AccumulationMeasure | DutyMeasure


def lacking(measure: Counted, log: EventLog) -> str:
    """Returns what the export, or a feed, lacks to measure a level, or nothing."""
    return next(needs(measure, log), "")


def of_tickets(setting: Setting, measure: RatioMeasure | StatisticMeasure) -> pl.DataFrame:
    """Returns a unit for each ticket of the setting."""
    match measure:
        case RatioMeasure():
            return ratio_of_tickets(setting, measure)
        case StatisticMeasure():
            return values_of_tickets(setting, measure)
        case _:
            assert_never(measure)


def of_subjects(setting: Setting, measure: Counted) -> Counts:
    """Returns a unit for each device, count, delivery or row of a feed."""
    match measure:
        case RatioMeasure():
            return ratio_of_rows(setting, measure)
        case StatisticMeasure():
            return values_of_rows(setting, measure)
        case StockMeasure():
            return stocks(setting, measure)
        case AccumulationMeasure():
            return outages(setting, measure)
        case DutyMeasure():
            return duties(setting, measure)
        case _:
            assert_never(measure)


def doubts(level: str, counts: Counts) -> Iterator[Finding]:
    """Yields what a person should look at in the rows that were not counted."""
    for reason, kind, what, told in _DOUBTS:
        held = counts.units.filter(pl.col("reason") == reason)
        if held.height:
            few = held["ticket"].head(5).cast(pl.UInt32)
            examples = tuple(counts.subjects["ticket"].gather(few).to_list())
            noun = f"{held.height:,} {what[held.height > 1]}"
            message = f"`{level}`: {noun} not counted, because {told}"
            yield Finding(id=kind, message=message, count=held.height, examples=examples)


_DOUBTS = (
    (EARLIER, "count-repeated", ("count", "counts"), "a later one of the same day is"),
    (AGAIN, "delivered-again", ("delivery", "deliveries"), "an earlier one for the period is"),
)
