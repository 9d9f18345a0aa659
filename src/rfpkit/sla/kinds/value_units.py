"""What a statistic is made of, or what adds up for a device: exactly, with its unit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import polars as pl

from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.measure import SatisfactionMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.numbers import MILLIONTHS
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.words import plural

EXACT = pl.Decimal(38, 6)
"""The type of a value: a number of at most six decimals."""


def with_value_units(units: pl.DataFrame, levels: Iterable[ServiceLevel]) -> pl.DataFrame:
    """Returns a level's units with `value` as an exact number and `value_unit` beside it.

    Args:
        units: the units, with `stage`.
        levels: the level as each stage has it.
    """
    if units["value"].null_count() == units.height:
        empty = {"value": pl.lit(None, dtype=EXACT), "value_unit": pl.lit("")}
        return units.with_columns(**empty)
    scales, names = zip(*map(_unit, levels), strict=True)
    stage = units["stage"].cast(pl.UInt32)
    unit = pl.Series(names, dtype=pl.String).gather(stage)
    one = pl.Series([Decimal(1) / scale for scale in scales], dtype=EXACT).gather(stage)
    exact = units["value"].cast(pl.Decimal(38, 0)) * one
    return units.with_columns(
        value=exact.cast(EXACT),
        value_unit=unit.set(units["value"].is_null(), ""),
    )


def _unit(level: ServiceLevel) -> tuple[int, str]:
    """Returns into how many parts a unit is counted, and what it is called."""
    target = level.target
    match level.measure:
        case AccumulationMeasure() if isinstance(target, TimeLimit):
            # The days of a limit as it was written: school days.
            return 1, "seconds" if target.unit is Unit.SECONDS else plural(target.word)
        case StatisticMeasure(stop=stop) if stop is not None:
            return 1, "seconds"
        case StatisticMeasure() if isinstance(target, TimeLimit):
            return MILLIONTHS, "seconds"
        case StatisticMeasure() as measure:
            rating = "rating" if measure.rating is not None else ""
            return MILLIONTHS, measure.number or rating or measure.feed or ""
        case SatisfactionMeasure():
            return 1, "rating"
        case _:
            return 1, ""
