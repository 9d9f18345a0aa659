"""What adds up for each device, or site, in a period: the union of its outages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.sla.attainment.periods import Stretch, stretches
from rfpkit.sla.calendars.zones import Instants, date_of, days_since_1970, midnight
from rfpkit.sla.clocks.timeline import Codes
from rfpkit.sla.kinds.losses import Losses, Reasons, losses
from rfpkit.sla.kinds.plain_units import MET, MISSED, PENDING, UNSCORABLE
from rfpkit.sla.kinds.spans import Spans, days_begun, days_touched
from rfpkit.sla.setting import SUBJECTS, Counts, Setting
from rfpkit.sla.units import UNITS, empty_units


def outages(setting: Setting, measure: AccumulationMeasure) -> Counts:
    """Returns a unit for each period and each thing that was out of service in it.

    One that is over the limit is missed at once; others are met when the period is over. A
    ticket that names no thing, and a thing whose record is incomplete, is unscorable.
    """
    target = setting.stage.level.target
    if not isinstance(target, TimeLimit):
        raise TypeError(target)  # `level_rules` refuses what adds up without one limit
    found = losses(setting, measure)
    parts = [_judged(setting, measure, target, found, window) for window in windows(setting)]
    subjects = pl.concat([pl.DataFrame(schema=SUBJECTS), *(part.subjects for part in parts)])
    units = pl.concat([empty_units(), *(part.units for part in parts)])
    return Counts(units.with_columns(ticket=pl.int_range(pl.len(), dtype=pl.Int64)), subjects)


@dataclass(frozen=True)
class Window:
    """A period of the stage, and the instants between which outages add up for it."""

    label: str
    """What it is called beside the name of a thing: 2026-09; from a date where it was cut there."""
    known: int
    """The instant that places its units in time: the period's first."""
    first: int
    after: int
    over: bool
    """Whether the period is over at the instant of the audit."""


def windows(setting: Setting) -> Iterator[Window]:
    """Yields each period of the stage that has begun; rolling ones reach back before it."""
    contract, stage, zone = setting.contract, setting.stage, setting.contract.timezone
    attainment = stage.level.attainment
    whole = list(stretches(contract, attainment.per, contract.term.first, contract.term.last))
    for stretch in stretches(contract, attainment.per, stage.first, stage.last):
        known = midnight(zone, stretch.first)
        if known >= setting.as_of:
            return
        label, first = stretch.label, stretch.first
        if _reaching_back(whole, stretch, 1).first < first:
            label = f"{label} from {first}"
        if attainment.rolling is not None:
            first = _reaching_back(whole, stretch, attainment.rolling).first
        after = midnight(zone, date_of(days_since_1970(stretch.last) + 1))
        yield Window(label, known, midnight(zone, first), after, after <= setting.as_of)


def _reaching_back(whole: list[Stretch], stretch: Stretch, periods: int) -> Stretch:
    """Returns the first of so many periods of which the last holds a stretch."""
    place = next(at for at, one in enumerate(whole) if stretch.first <= one.last)
    return whole[max(place - periods + 1, 0)]


def _judged(
    setting: Setting,
    measure: AccumulationMeasure,
    target: TimeLimit,
    found: Losses,
    window: Window,
) -> Counts:
    """Returns the unit of each thing that was out of service in a window."""
    span = (window.first, window.after)
    total = _total(setting, measure, target.unit, found.counted.within(*span), found.things.height)
    held = [found.outages.within(*span).thing, found.doubtful.within(*span).thing]
    things = np.unique(np.concatenate(held))
    value = total[things]
    reason = _reasons(found, things, held[1], measure)
    reason[(things < found.nameless) & (value > target.amount)] = ""
    verdict = np.full(things.size, MET if window.over else PENDING, dtype=object)
    verdict[value > target.amount] = MISSED
    verdict[reason != ""] = UNSCORABLE
    words = pl.Series(verdict, dtype=pl.String)
    seconds = target.unit is Unit.SECONDS
    units = pl.DataFrame(
        {
            "episode": 1,
            "verdict": words,
            "reason": pl.Series(reason, dtype=pl.String),
            "start": window.first,
            "target": str(target),
            "elapsed": pl.Series(value if seconds else [None] * things.size, dtype=pl.Int64),
            "verdict_if_honoured": words,
            "known": window.known,
            "value": value,
        }
    )
    named = found.things[things.astype(np.uint32)].with_columns(
        ticket=pl.col("name") + f" {window.label}", row=pl.lit(None, dtype=pl.Int64)
    )
    units = pl.concat([empty_units(), units], how="diagonal_relaxed")
    return Counts(
        units.select(pl.col(name).cast(kind) for name, kind in UNITS.items()),
        named.select(*SUBJECTS),
    )


def _reasons(
    found: Losses, things: Codes, doubtful: Codes, measure: AccumulationMeasure
) -> Reasons:
    """Returns why each thing cannot be scored, were it within the limit; nothing where it can."""
    reasons = np.full(found.things.height, "", dtype=object)
    first = dict(
        zip(found.doubtful.thing[::-1].tolist(), found.doubts.to_list()[::-1], strict=True)
    )
    for thing in set(doubtful.tolist()):
        reasons[thing] = first[thing]
    reasons[found.nameless :] = f"{measure.unit} is not given"
    return reasons[things]


def _total(
    setting: Setting, measure: AccumulationMeasure, unit: Unit, spans: Spans, things: int
) -> Instants:
    """Returns the service time, or the days, that each thing was out of service."""
    calendar = setting.calendar(measure.calendar)
    if unit is Unit.SECONDS:
        return spans.summed(calendar.elapsed(spans.start, spans.end), things)
    count = days_touched if measure.day_counts == "any_part" else days_begun
    return spans.summed(count(spans, calendar, business=unit is Unit.BUSINESS_DAYS), things)
