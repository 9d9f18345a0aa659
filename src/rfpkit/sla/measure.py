"""One stage of a level: every ticket of the log with what it is for the level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np
import polars as pl

from rfpkit.model.audit import Verdict
from rfpkit.model.contract import Contract
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.intake import Finding
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, Measure, SatisfactionMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.service_level import ServiceLevel
from rfpkit.sla.calendars.zones import UNKNOWN
from rfpkit.sla.clocks.durations import Duration, duration
from rfpkit.sla.clocks.timeline import Codes, Timeline
from rfpkit.sla.kinds import choice as kinds
from rfpkit.sla.kinds.satisfaction import satisfaction, unmeasurable
from rfpkit.sla.kinds.values import service_times
from rfpkit.sla.population import population, unmapped
from rfpkit.sla.setting import Compile, Counts, Setting
from rfpkit.sla.stages import Stage
from rfpkit.sla.units import (
    OUT_OF_SCOPE,
    UNITS,
    VERDICT,
    among,
    column,
    constant,
    empty_units,
)


@dataclass(frozen=True, eq=False)
class StageUnits:
    """The units of one stage, and the clocks behind them."""

    units: pl.DataFrame
    """The columns of `UNITS`, and `refused`: an exclusion that the level does not allow."""
    duration: Duration | None
    subjects: pl.DataFrame | None = None
    """What the units are, in the columns of `SUBJECTS`; None where they are the log's tickets."""
    told: tuple[Finding, ...] = ()
    """What is odd in what was counted."""


def not_measurable(level: ServiceLevel, log: EventLog) -> str:
    """Returns why an export cannot measure a level, or nothing."""
    match level.measure:
        case DurationMeasure():
            return unmapped(level, log.attributes)
        case SatisfactionMeasure() as measure:
            return unmapped(level, log.attributes) or unmeasurable(measure, log)
        case RatioMeasure() | StatisticMeasure() if level.measure.feed is None:
            return unmapped(level, log.attributes) or kinds.lacking(level.measure, log)
        case AccumulationMeasure():
            return unmapped(level, log.attributes) or kinds.lacking(level.measure, log)
        case RatioMeasure() | StatisticMeasure() | StockMeasure() | DutyMeasure():
            return kinds.lacking(level.measure, log)
        case _:
            assert_never(level.measure)


def of_feed(level: ServiceLevel) -> bool:
    """Returns whether a level is measured from a feed, and not from tickets."""
    return getattr(level.measure, "feed", None) is not None


def across_tickets(measure: Measure, *, linked: bool) -> bool:
    """Returns whether a measure looks at several tickets of a device, or a site, together.

    `linked` says whether the export tells both device and fault, by which tickets are joined.
    """
    match measure:
        case AccumulationMeasure():
            return True
        case RatioMeasure():
            return measure.good.not_again in {"device", "device_and_fault"}
        case DurationMeasure():
            return linked and measure.reopen_by != "ticket"
        case StatisticMeasure():
            return linked and measure.stop is not None
        case _:
            return False


def measure_stage(
    contract: Contract, stage: Stage, log: EventLog, timeline: Timeline, compiled: Compile
) -> StageUnits:
    """Returns the units of a stage: at least one for each ticket of the log, whatever it is.

    Units that are no tickets come with their own subjects.
    """
    people = population(stage.level, log, timeline)
    setting = Setting(contract, stage, log, timeline.choose(people.inside), compiled)
    ran: Duration | None = None
    match stage.level.measure:
        case DurationMeasure() as measure:
            ran = duration(setting, measure)
            units = ran.units
        case SatisfactionMeasure() as measure:
            units = satisfaction(setting, measure)
        case StatisticMeasure(stop=stop) as measure if stop is not None:
            ran = service_times(setting, measure)
            units = ran.units
        case RatioMeasure() | StatisticMeasure() if stage.level.measure.feed is None:
            units = kinds.of_tickets(setting, stage.level.measure)
        case (
            RatioMeasure()
            | StatisticMeasure()
            | StockMeasure()
            | DutyMeasure()
            | AccumulationMeasure()
        ) as measure:
            return _counted(stage.level.id, kinds.of_subjects(setting, measure))
        case _:
            assert_never(stage.level.measure)
    others = _others(log, timeline, units["ticket"].to_numpy())
    if people.everybody and not others.height and _is_settled(units):
        refused = constant("refused", None, pl.String(), units.height)
        return StageUnits(units.with_columns(refused), ran)
    units = pl.concat([units, others])
    settled = people.frame[units["ticket"].cast(pl.UInt32)]
    return StageUnits(_settle(pl.concat([units, settled], how="horizontal")), ran)


def _counted(level: str, counts: Counts) -> StageUnits:
    """Returns units that are no tickets: nothing is settled of them but what they say."""
    refused = pl.lit(None, dtype=pl.String).alias("refused")
    units = counts.units.cast(UNITS).with_columns(refused)
    return StageUnits(units, None, counts.subjects, tuple(kinds.doubts(level, counts)))


def _others(log: EventLog, timeline: Timeline, seen: Codes) -> pl.DataFrame:
    """Returns a unit for each ticket of which no clock and no rating speaks."""
    others = np.flatnonzero(np.bincount(seen, minlength=log.tickets.height) == 0)
    if not others.size:
        return empty_units()
    first = np.full(log.tickets.height, UNKNOWN, dtype=np.int64)
    first[timeline.tickets] = timeline.at[timeline.offsets[:-1]]
    rows = np.bincount(log.events["ticket"].to_numpy(), minlength=log.tickets.height)
    later = (rows[others] > 0) & (first[others] == UNKNOWN)
    return _plain_units(others).with_columns(
        known=column(first[others]),
        verdict=pl.Series(np.where(later, OUT_OF_SCOPE, Verdict.UNSCORABLE.value), dtype=VERDICT),
        reason=pl.Series(np.where(later, "nothing is known of it yet", "no event")),
    )


def _plain_units(tickets: Codes) -> pl.DataFrame:
    frame = pl.DataFrame({"ticket": tickets.astype(np.int64)})
    blank = {"episode": 1, "target": "", "verdict_if_honoured": ""}
    frame = frame.with_columns(pl.lit(value).alias(name) for name, value in blank.items())
    return pl.concat([empty_units(), frame], how="diagonal_relaxed").cast(UNITS)


def _is_settled(units: pl.DataFrame) -> bool:
    """Returns whether every clock says met, missed or pending, and nothing stands over it."""
    open_ends = (OUT_OF_SCOPE, Verdict.UNSCORABLE.value, Verdict.NO_TARGET.value)
    return not (
        among(units["verdict"], *open_ends).any() or among(units["verdict_if_honoured"], "").any()
    )


def _settle(units: pl.DataFrame) -> pl.DataFrame:
    """Puts what was settled before the clock over what the clock says."""
    mine = pl.col("verdict") != OUT_OF_SCOPE
    order = (
        (pl.col("outside").is_not_null(), pl.lit(OUT_OF_SCOPE), pl.col("outside")),
        (~mine, pl.lit(OUT_OF_SCOPE), pl.col("reason")),
        (pl.col("excluded").is_not_null(), pl.lit(Verdict.EXCLUDED.value), pl.col("excluded")),
        (
            pl.col("unscorable").is_not_null(),
            pl.lit(Verdict.UNSCORABLE.value),
            pl.col("unscorable"),
        ),
        (pl.col("no_target"), pl.lit(Verdict.NO_TARGET.value), pl.lit("")),
    )
    verdict, reason, both = pl.col("verdict"), pl.col("reason"), pl.col("verdict_if_honoured")
    both = pl.when(both == "").then(verdict).otherwise(both)
    for condition, word, why in reversed(order):
        verdict = pl.when(condition).then(word).otherwise(verdict)
        reason = pl.when(condition).then(why).otherwise(reason)
        both = pl.when(condition).then(word).otherwise(both)
    scored = verdict.is_in([Verdict.UNSCORABLE.value, Verdict.NO_TARGET.value]).not_()
    return units.select(
        *(
            pl.when(scored).then(pl.col(name)).alias(name)
            if name in _FROM_THE_CLOCK
            else pl.col(name)
            for name in UNITS
            if name not in {"verdict", "reason", "verdict_if_honoured"}
        ),
        verdict=verdict,
        reason=reason,
        verdict_if_honoured=both,
        refused=pl.when(pl.col("outside").is_null()).then(pl.col("refused")),
    ).select(*UNITS, "refused")


_FROM_THE_CLOCK = {"due", "elapsed", "paused", "not_honoured", "value", "weight"}
