"""Service time of each ticket against its target: the verdicts of a duration level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from rfpkit.model.audit import Verdict
from rfpkit.model.limit import Unit
from rfpkit.model.measure import DurationMeasure, OnReopen
from rfpkit.model.service_level import ServiceLevel
from rfpkit.sla.clock import Clocks, Kind, Slices, clocks, slices
from rfpkit.sla.compiled import CompiledCalendar
from rfpkit.sla.episodes import Episodes, episodes
from rfpkit.sla.limits import NO_LIMIT, Limits, limits
from rfpkit.sla.roles import Roles, roles, still_open
from rfpkit.sla.timeline import NOT_GIVEN, Codes, Timeline
from rfpkit.sla.timing import Run, Timing, timing
from rfpkit.sla.units import column, empty_units, gathered
from rfpkit.sla.zones import UNKNOWN, Instants, Mask


@dataclass(frozen=True, eq=False)
class Duration:
    """Every clock of a level, with the slices it was summed from."""

    on_reopen: OnReopen
    timeline: Timeline
    roles: Roles
    found: Episodes
    slices: Slices
    clocks: Clocks
    limits: Limits
    timing: Timing
    units: pl.DataFrame
    """One row for each clock, in the columns of `units.UNITS`; then tickets without a clock."""


def duration(
    level: ServiceLevel, measure: DurationMeasure, timeline: Timeline, calendar: CompiledCalendar
) -> Duration:
    """Runs the clocks of a level over the tickets of a timeline."""
    part = roles(timeline.states, measure)
    found = episodes(timeline, part, measure, calendar)
    cut = slices(timeline, part, found, measure.on_reopen, calendar)
    sums = clocks(found, cut)
    chosen = limits(timeline, found, level.target, measure.priority_change)
    amounts = np.array([*(choice.amount for choice in chosen.choices), 1, 1], dtype=np.int64)
    unit = chosen.choices[0].unit if chosen.choices else Unit.SECONDS
    run = Run(timeline, found, cut, measure, calendar, amounts[chosen.choice], unit)
    as_signed = timing(run, cut.counts)
    if (cut.kind == Kind.NOT_HONOURED).any():
        other = timing(run, cut.counts & (cut.kind != Kind.NOT_HONOURED))
    else:
        other = as_signed
    units = _units(run, sums, chosen, as_signed, other)
    rest = _without_clock(timeline, found, measure)
    return Duration(
        measure.on_reopen,
        timeline,
        part,
        found,
        cut,
        sums,
        chosen,
        as_signed,
        pl.concat([units, rest]),
    )


def _units(
    run: Run, sums: Clocks, chosen: Limits, as_signed: Timing, other: Timing
) -> pl.DataFrame:
    found, timeline = run.found, run.timeline
    judged = _verdicts(found, as_signed)
    reasons = _reasons(found, chosen, as_signed, run.calendar.calendar.id)
    known = reasons.is_null().to_numpy()
    verdict = np.where(known, judged, _UNSCORABLE)
    verdict = np.where(known & (chosen.choice == NO_LIMIT), _NO_TARGET, verdict)
    both = np.where(verdict == judged, _verdicts(found, other), verdict)
    return pl.DataFrame(
        {
            "ticket": timeline.tickets[found.group],
            "episode": found.number,
            "verdict": gathered(_WORDS, verdict),
            "reason": reasons.fill_null(""),
            "start": column(found.start),
            "first_stop": column(found.first_stop),
            "stop": column(np.where(found.open, found.early_stop, found.stop)),
            "last_stop": column(found.last_stop),
            "due": column(as_signed.due, chosen.choice >= 0),
            "target": gathered([*map(str, chosen.choices), "", ""], chosen.choice),
            "elapsed": column(sums.elapsed, known),
            "paused": column(sums.paused, known),
            "not_honoured": column(sums.not_honoured, known),
            "verdict_if_honoured": gathered(_WORDS, both),
            "priority": gathered([*timeline.priorities, None], chosen.priority),
            "reopened": found.reopened,
            "known": found.start,
            "clock": np.arange(found.group.size),
        },
        schema=empty_units().schema,
    )


def _verdicts(found: Episodes, judged: Timing) -> Codes:
    late = np.where(found.open, _MISSED_OPEN, _MISSED)
    return np.where(judged.late, late, np.where(found.open, _PENDING, _MET))


def _reasons(found: Episodes, chosen: Limits, judged: Timing, calendar: str) -> pl.Series:
    """Returns why clocks cannot be scored, null where they can."""
    doubts: list[tuple[Mask, str]] = [
        (judged.uncovered, f"calendar {calendar} does not cover it"),
        (chosen.choice == NOT_GIVEN, "priority is not given"),
        (found.blind, "the record begins with its stop"),
        (found.early_stop != UNKNOWN, "stop before start"),
    ]
    codes = np.zeros(found.group.size, dtype=np.int64)
    for position, (mask, _) in enumerate(doubts, start=1):
        codes[mask] = position
    return gathered([None, *(reason for _, reason in doubts)], codes)


def _without_clock(timeline: Timeline, found: Episodes, measure: DurationMeasure) -> pl.DataFrame:
    """Returns a row for each ticket whose clock never started: it has no verdict to give."""
    groups = found.unstarted
    if not groups.size:
        return empty_units()
    names = " or ".join(f"`{name}`" for name in measure.start)
    last = timeline.state[timeline.offsets[groups + 1] - 1]
    waits = np.array([still_open(state.effect) for state in timeline.states])[last]
    reasons = gathered([f"no event {names}", f"no {names} event yet"], waits.astype(np.int64))
    return settled(
        timeline.tickets[groups],
        timeline.at[timeline.offsets[groups]],
        pl.Series([Verdict.UNSCORABLE.value]).gather(np.zeros(groups.size, dtype=np.uint32)),
        reasons,
    )


def settled(
    tickets: Codes, known: Instants, verdicts: pl.Series, reasons: pl.Series
) -> pl.DataFrame:
    """Returns unit rows of tickets that have no clock."""
    return (
        pl.DataFrame({"ticket": tickets, "verdict": verdicts, "reason": reasons, "known": known})
        .with_columns(episode=pl.lit(1, dtype=pl.Int64), verdict_if_honoured=pl.col("verdict"))
        .pipe(lambda frame: pl.concat([empty_units(), frame], how="diagonal_relaxed"))
        .with_columns(pl.col("target").fill_null(""), pl.col("reopened").fill_null(0))
        .cast(empty_units().schema)
    )


def _codes(verdicts: Iterable[Verdict]) -> list[str]:
    return [verdict.value for verdict in verdicts]


_WORDS = _codes(Verdict)
_MET, _MISSED, _MISSED_OPEN, _PENDING, _NO_TARGET, _UNSCORABLE = (
    _WORDS.index(one)
    for one in (
        Verdict.MET,
        Verdict.MISSED,
        Verdict.MISSED_OPEN,
        Verdict.PENDING,
        Verdict.NO_TARGET,
        Verdict.UNSCORABLE,
    )
)
