"""Verdicts of clocks, and of tickets without one: the rows of a duration level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import polars as pl

from rfpkit.model.audit import Verdict
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.sla.calendars.zones import UNKNOWN, Instants
from rfpkit.sla.clocks.clock import Clocks, held_rows
from rfpkit.sla.clocks.episodes import Episodes
from rfpkit.sla.clocks.limits import LACKING, NO_LIMIT, Limits
from rfpkit.sla.clocks.roles import Roles, still_open
from rfpkit.sla.clocks.timeline import NOT_GIVEN, Codes, Timeline
from rfpkit.sla.clocks.timing import Run, Timing
from rfpkit.sla.units import column, empty_units, gathered, verdict_column


@dataclass(frozen=True, eq=False)
class Judged:
    """What became of each clock, as codes and instants: blocks of tickets are joined in one go."""

    ticket: Codes
    episode: Codes
    verdict: Codes
    """Position in `Verdict`."""
    if_honoured: Codes
    """Position in `Verdict` of the verdict with every pause honoured."""
    reason: Codes
    """Position in the reasons why a clock cannot be scored; 0 where it can."""
    start: Instants
    first_stop: Instants
    stop: Instants
    last_stop: Instants
    due: Instants
    choice: Codes
    """Position of the target."""
    elapsed: Instants
    paused: Instants
    not_honoured: Instants
    priority: Codes
    reopened: Codes

    @classmethod
    def together(cls, blocks: Sequence[Judged]) -> Judged:
        """Returns the clocks of several blocks, in their order."""
        if len(blocks) == 1:
            return blocks[0]
        names = [field.name for field in fields(cls)]
        return cls(*(np.concatenate([getattr(one, name) for one in blocks]) for name in names))


def judged_clocks(
    run: Run, sums: Clocks, chosen: Limits, as_signed: Timing, other: Timing
) -> Judged:
    """Judges every clock of a run; `other` is its timing with every pause honoured."""
    found, timeline = run.found, run.timeline
    plain = _verdicts(found, as_signed)
    reason = _reasons(found, chosen, as_signed)
    known = reason == 0
    verdict = np.where(known, plain, _UNSCORABLE)
    verdict = np.where(known & (chosen.choice == NO_LIMIT), _NO_TARGET, verdict)
    return Judged(
        ticket=timeline.tickets[found.group],
        episode=found.number,
        verdict=verdict,
        if_honoured=np.where(verdict == plain, _verdicts(found, other), verdict),
        reason=reason,
        start=found.start,
        first_stop=found.first_stop,
        stop=np.where(found.open, found.early_stop, found.stop),
        last_stop=found.last_stop,
        due=as_signed.due,
        choice=chosen.choice,
        elapsed=np.where(known, sums.elapsed, UNKNOWN),
        paused=np.where(known, sums.paused, UNKNOWN),
        not_honoured=np.where(known, sums.not_honoured, UNKNOWN),
        priority=chosen.priority,
        reopened=found.reopened,
    )


def units_of(
    clocks: Judged, calendar: str, chosen: Limits, priorities: Sequence[str], first: int
) -> pl.DataFrame:
    """Returns one row for each clock, in the columns of `UNITS`; `first` numbers the first one."""
    nothing = pl.repeat(None, clocks.ticket.size, dtype=pl.Int64, eager=True)
    return pl.DataFrame(
        {
            "ticket": clocks.ticket,
            "episode": clocks.episode,
            "verdict": verdict_column(clocks.verdict),
            "reason": gathered(["", *_in_words(calendar)], clocks.reason),
            "start": column(clocks.start),
            "first_stop": column(clocks.first_stop),
            "stop": column(clocks.stop),
            "last_stop": column(clocks.last_stop),
            "due": column(clocks.due),
            "target": gathered([*map(str, chosen.choices), "", ""], clocks.choice),
            "elapsed": column(clocks.elapsed),
            "paused": column(clocks.paused),
            "not_honoured": column(clocks.not_honoured),
            "verdict_if_honoured": verdict_column(clocks.if_honoured),
            "priority": gathered([*priorities, None], clocks.priority),
            "reopened": clocks.reopened,
            "known": clocks.start,
            "clock": np.arange(first, first + clocks.ticket.size),
            "value": nothing,
            "weight": nothing,
        },
        schema=empty_units().schema,
    )


def _verdicts(found: Episodes, judged: Timing) -> Codes:
    late = np.where(found.open, _MISSED_OPEN, _MISSED)
    return np.where(judged.late, late, np.where(found.open, _PENDING, _MET))


def _reasons(found: Episodes, chosen: Limits, judged: Timing) -> Codes:
    """Returns why clocks cannot be scored, 0 where they can; a later reason goes over others."""
    lacks = chosen.choice == NOT_GIVEN
    doubts = [
        judged.uncovered,
        *(lacks & (chosen.lacking == position) for position in range(len(LACKING))),
        found.blind,
        found.early_stop != UNKNOWN,
    ]
    codes = np.zeros(found.group.size, dtype=np.int64)
    for position, mask in enumerate(doubts, start=1):
        codes[mask] = position
    return codes


def _in_words(calendar: str) -> list[str]:
    """Returns the reasons in the order of `_reasons`."""
    return [
        f"calendar {calendar} does not cover it",
        *(f"{name} is not given" for name in LACKING),
        "the record begins with its stop",
        "stop before start",
    ]


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
        .with_columns(pl.col("target").fill_null(""))
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
