"""Values of which a period's statistic is made: service time, a number, a rating, a feed's row."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

import numpy as np
import polars as pl

from rfpkit.model.calendars.calendar import ALWAYS
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.limit import TimeLimit
from rfpkit.model.numbers import MILLIONTHS
from rfpkit.sla.clocks.durations import Duration, duration
from rfpkit.sla.kinds.countings import closings
from rfpkit.sla.kinds.feed_rows import FeedRow, units_of_rows
from rfpkit.sla.kinds.plain_units import (
    EXCLUDED,
    MET,
    MISSED,
    PENDING,
    UNSCORABLE,
    VALUED,
    Judged,
    ticket_units,
    told,
)
from rfpkit.sla.kinds.satisfaction import NO_RESPONSE
from rfpkit.sla.kinds.statistics import owed_value, write_owed
from rfpkit.sla.setting import Counts, Setting
from rfpkit.sla.units import VERDICT


def values_of_tickets(setting: Setting, measure: StatisticMeasure) -> pl.DataFrame:
    """Returns the units of tickets, each with its value.

    A unit is met if its own value lies on the good side of the owed one; the verdict of the
    period is the statistic's.
    """
    if measure.stop is not None:
        return service_times(setting, measure).units
    return _numbers(setting, measure)


def values_of_rows(setting: Setting, measure: StatisticMeasure) -> Counts:
    """Returns one unit for each row of a feed, counted at its own instant."""
    judge = partial(_judge, measure, _target(setting))
    return units_of_rows(setting, measure.feed or "", judge)


def service_times(setting: Setting, measure: StatisticMeasure) -> Duration:
    """Returns the clocks, each with its seconds as value.

    An open one has its seconds so far as soon as they decide on which side it lies.
    """
    ran = duration(setting, clock_of(measure))
    units = ran.units
    if measure.better == "higher":
        units = _where_more_is_better(units, owed_value(_target(setting)).numerator)
    valued = pl.col("verdict").is_in(VALUED)
    units = units.with_columns(
        value=pl.when(valued).then("elapsed"),
        weight=pl.when(valued).then(pl.lit(1, dtype=pl.Int64)),
    )
    return replace(ran, units=units)


def clock_of(measure: StatisticMeasure) -> DurationMeasure:
    """Returns the clock that the service time of a ticket is read from."""
    written = {
        "kind": "duration",
        "to": measure.stop,
        "calendar": measure.calendar or ALWAYS,
        "pause": measure.pause or (),
        **({"from": measure.start} if measure.start else {}),
    }
    return DurationMeasure.model_validate(written)


def _where_more_is_better(units: pl.DataFrame, owed: int) -> pl.DataFrame:
    judged = pl.col("verdict").is_in([*VALUED, PENDING])
    side = (
        pl.when(pl.col("elapsed") >= owed)
        .then(pl.lit(MET))
        .when(pl.col("stop").is_null())
        .then(pl.lit(PENDING))
        .otherwise(pl.lit(MISSED))
    )
    found = pl.when(judged).then(side).otherwise("verdict")
    units = units.with_columns(verdict=found.cast(VERDICT))
    return units.with_columns(verdict_if_honoured=pl.col("verdict"))


def _numbers(setting: Setting, measure: StatisticMeasure) -> pl.DataFrame:
    timeline, target = setting.timeline, _target(setting)
    if measure.rating is not None:
        held = setting.log.tickets[f"rating_{measure.rating}"] * MILLIONTHS
        missing, verdict = NO_RESPONSE, EXCLUDED
    else:
        held = setting.log.tickets[f"number_{measure.number}"]
        missing, verdict = f"`{measure.number}` is not given", UNSCORABLE
    values = held.gather(timeline.tickets.astype(np.uint32))
    owed = _owed_millionths(target)
    good = values <= owed if measure.better == "lower" else values >= owed
    words = told(good, missing, verdict)
    return ticket_units(timeline, closings(timeline), *words, write_owed(target), values)


def _judge(measure: StatisticMeasure, target: TimeLimit | Decimal, row: FeedRow) -> Judged:
    weight = 1
    if measure.weight is not None:
        if row.base is None:
            return row.judged(UNSCORABLE, "`base` is not given")
        if row.base % MILLIONTHS:
            return row.judged(UNSCORABLE, "`base` is not a whole number")
        weight = row.base // MILLIONTHS
        if not weight:
            return row.judged(EXCLUDED, "`base` is 0")
    if row.value is None:
        return row.judged(UNSCORABLE, "`value` is not given")
    owed = _owed_millionths(target)
    good = row.value <= owed if measure.better == "lower" else row.value >= owed
    verdict = MET if good else MISSED
    return row.judged(verdict, "", write_owed(target), value=row.value, weight=weight)


def _owed_millionths(target: TimeLimit | Decimal) -> int:
    return (owed_value(target) * MILLIONTHS).numerator


def _target(setting: Setting) -> TimeLimit | Decimal:
    target = setting.stage.level.target
    if isinstance(target, TimeLimit | Decimal):
        return target
    raise TypeError(target)  # `level_rules` refuses a statistic without its value
