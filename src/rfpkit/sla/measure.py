"""One stage of a level: every ticket of the log with what it is for the level."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

import numpy as np
import polars as pl

from rfpkit.model.audit import Verdict
from rfpkit.model.calendar import ServiceCalendar
from rfpkit.model.event_log import EventLog
from rfpkit.model.measure import DurationMeasure, SatisfactionMeasure, StockMeasure
from rfpkit.model.service_level import ServiceLevel
from rfpkit.sla.compiled import CompiledCalendar
from rfpkit.sla.durations import Duration, duration
from rfpkit.sla.population import population, unmapped
from rfpkit.sla.satisfaction import satisfaction, unmeasurable
from rfpkit.sla.stages import Stage
from rfpkit.sla.timeline import Codes, Timeline
from rfpkit.sla.units import OUT_OF_SCOPE, UNITS, column, empty_units
from rfpkit.sla.zones import UNKNOWN

Compile = Callable[[ServiceCalendar], CompiledCalendar]


@dataclass(frozen=True, eq=False)
class StageUnits:
    """The units of one stage, and the clocks behind them."""

    units: pl.DataFrame
    """The columns of `UNITS`, and `refused`: an exclusion that the level does not allow."""
    duration: Duration | None


def not_measurable(level: ServiceLevel, log: EventLog) -> str:
    """Returns why an export of tickets cannot measure a level, or nothing."""
    match level.measure:
        case DurationMeasure():
            return unmapped(level, log.attributes)
        case SatisfactionMeasure() as measure:
            return unmapped(level, log.attributes) or unmeasurable(measure, log)
        case StockMeasure() as measure:
            return (
                f"needs the count feed `{measure.feed}`, which an export of tickets does not hold"
            )
        case _:
            assert_never(level.measure)


def measure_stage(stage: Stage, log: EventLog, timeline: Timeline, compiled: Compile) -> StageUnits:
    """Returns the units of a stage: at least one for each ticket of the log, whatever it is."""
    people = population(stage.level, log, timeline)
    chosen = timeline.choose(people.inside)
    ran: Duration | None = None
    match stage.level.measure:
        case DurationMeasure() as measure:
            ran = duration(stage.level, measure, chosen, compiled(stage.calendar))
            units = ran.units
        case SatisfactionMeasure() as measure:
            units = satisfaction(measure, log, chosen)
        case StockMeasure():
            units = empty_units()
        case _:
            assert_never(stage.level.measure)
    units = pl.concat([units, _others(log, timeline, units["ticket"].to_numpy())])
    settled = people.frame[units["ticket"].cast(pl.UInt32)]
    return StageUnits(_settle(pl.concat([units, settled], how="horizontal")), ran)


def _others(log: EventLog, timeline: Timeline, seen: Codes) -> pl.DataFrame:
    """Returns a unit for each ticket of which no clock and no rating speaks."""
    others = np.flatnonzero(np.bincount(seen, minlength=log.tickets.height) == 0)
    first = np.full(log.tickets.height, UNKNOWN, dtype=np.int64)
    first[timeline.tickets] = timeline.at[timeline.offsets[:-1]]
    rows = np.bincount(log.events["ticket"].to_numpy(), minlength=log.tickets.height)
    later = (rows[others] > 0) & (first[others] == UNKNOWN)
    return _plain_units(others).with_columns(
        known=column(first[others]),
        verdict=pl.Series(np.where(later, OUT_OF_SCOPE, Verdict.UNSCORABLE.value)),
        reason=pl.Series(np.where(later, "nothing is known of it yet", "no event")),
    )


def _plain_units(tickets: Codes) -> pl.DataFrame:
    frame = pl.DataFrame({"ticket": tickets.astype(np.int64)})
    blank = {"episode": 1, "target": "", "reopened": 0, "verdict_if_honoured": ""}
    frame = frame.with_columns(pl.lit(value).alias(name) for name, value in blank.items())
    return pl.concat([empty_units(), frame], how="diagonal_relaxed").cast(UNITS)


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


_FROM_THE_CLOCK = {"due", "elapsed", "paused", "not_honoured"}
