"""Verdicts of clocks, and of tickets without one: the rows of a duration level."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from rfpkit.model.audit import Verdict
from rfpkit.model.measure import DurationMeasure
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, Mask
from rfpkit.sla.clocks.clock import Clocks, held_rows
from rfpkit.sla.clocks.episodes import Episodes
from rfpkit.sla.clocks.limits import LACKING, NO_LIMIT, Limits
from rfpkit.sla.clocks.roles import Roles, still_open
from rfpkit.sla.clocks.timeline import NOT_GIVEN, Codes, Timeline
from rfpkit.sla.clocks.timing import Run, Timing
from rfpkit.sla.units import column, empty_units, gathered, verdict_column


def units_of(
    run: Run, sums: Clocks, chosen: Limits, as_signed: Timing, other: Timing
) -> pl.DataFrame:
    """Returns one row for each clock; `other` is its timing with every pause honoured."""
    found, timeline = run.found, run.timeline
    judged = _verdicts(found, as_signed)
    reasons = _reasons(found, chosen, as_signed, run.calendar.calendar.id)
    known = reasons.is_null().to_numpy()
    verdict = np.where(known, judged, _UNSCORABLE)
    verdict = np.where(known & (chosen.choice == NO_LIMIT), _NO_TARGET, verdict)
    both = np.where(verdict == judged, _verdicts(found, other), verdict)
    nothing = pl.repeat(None, found.group.size, dtype=pl.Int64, eager=True)
    return pl.DataFrame(
        {
            "ticket": timeline.tickets[found.group],
            "episode": found.number,
            "verdict": verdict_column(verdict),
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
            "verdict_if_honoured": verdict_column(both),
            "priority": gathered([*timeline.priorities, None], chosen.priority),
            "reopened": found.reopened,
            "known": found.start,
            "clock": np.arange(found.group.size),
            "value": nothing,
            "weight": nothing,
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
        *(
            ((chosen.choice == NOT_GIVEN) & (chosen.lacking == position), f"{name} is not given")
            for position, name in enumerate(LACKING)
        ),
        (found.blind, "the record begins with its stop"),
        (found.early_stop != UNKNOWN, "stop before start"),
    ]
    codes = np.zeros(found.group.size, dtype=np.int64)
    for position, (mask, _) in enumerate(doubts, start=1):
        codes[mask] = position
    return gathered([None, *(reason for _, reason in doubts)], codes)


def without_clock(
    timeline: Timeline, roles: Roles, found: Episodes, measure: DurationMeasure
) -> pl.DataFrame:
    """Returns a row for each ticket whose clock never started: it has no verdict to give."""
    groups = found.unstarted
    if not groups.size:
        return empty_units()
    names = " or ".join(f"`{name}`" for name in measure.start)
    held = held_rows(timeline, roles.ignored)
    last = timeline.state[held[timeline.offsets[groups + 1] - 1]]
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
