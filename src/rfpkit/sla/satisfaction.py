"""Satisfaction of surveyed customers: each closed ticket's rating against the method."""

from __future__ import annotations

import numpy as np
import polars as pl

from rfpkit.model.audit import Verdict
from rfpkit.model.effect import Action
from rfpkit.model.endings import ends_work
from rfpkit.model.event_log import EventLog, State
from rfpkit.model.measure import SatisfactionMeasure, SatisfactionMethod
from rfpkit.sla.roles import wakes_up
from rfpkit.sla.timeline import Codes, Timeline
from rfpkit.sla.units import UNITS, column, empty_units
from rfpkit.sla.zones import UNKNOWN, Instants, Mask

NO_RESPONSE = "no response"
"""Reason of a closed ticket without a rating; the response rate is counted from it."""

_ENDINGS = ("closed", "resolved")


def unmeasurable(measure: SatisfactionMeasure, log: EventLog) -> str:
    """Returns why the ratings cannot be measured with this export, or nothing."""
    if measure.dimension not in log.ratings:
        return f"the mapping names no column for ratings of `{measure.dimension}`"
    if measure.method not in _BEST:
        return f"a mean of ratings (`{measure.method.value}`) is not a share of tickets"
    return ""


def satisfaction(measure: SatisfactionMeasure, log: EventLog, timeline: Timeline) -> pl.DataFrame:
    """Returns one unit for each ticket of the timeline, placed in time by its closing."""
    closing = _closings(timeline)
    ratings = log.tickets[f"rating_{measure.dimension}"].gather(timeline.tickets.astype(np.uint32))
    best = measure.scale - _BEST[measure.method] + 1
    rated, closed = pl.col("rating"), pl.col("stop").is_not_null()
    on_scale = rated.is_between(1, measure.scale)
    verdict = (
        pl.when(~closed)
        .then(pl.lit(Verdict.PENDING.value))
        .when(rated.is_null())
        .then(pl.lit(Verdict.EXCLUDED.value))
        .when(~on_scale)
        .then(pl.lit(Verdict.UNSCORABLE.value))
        .when(rated >= best)
        .then(pl.lit(Verdict.MET.value))
        .otherwise(pl.lit(Verdict.MISSED.value))
    )
    reason = (
        pl.when(closed & rated.is_null())
        .then(pl.lit(NO_RESPONSE))
        .when(closed & ~on_scale)
        .then(pl.lit(f"rating is not on the scale of 1 to {measure.scale}"))
        .otherwise(pl.lit(""))
    )
    first = timeline.at[timeline.offsets[:-1]]
    frame = pl.DataFrame({"ticket": timeline.tickets, "rating": ratings, "stop": column(closing)})
    frame = frame.with_columns(
        episode=pl.lit(1, dtype=pl.Int64),
        verdict=verdict,
        reason=reason,
        known=pl.Series(np.where(closing == UNKNOWN, first, closing)),
        target=pl.lit(" or ".join(str(one) for one in range(best, measure.scale + 1))),
        priority=_priorities(timeline),
        reopened=pl.lit(0, dtype=pl.Int64),
    ).with_columns(
        verdict_if_honoured=pl.col("verdict"), first_stop=pl.col("stop"), last_stop=pl.col("stop")
    )
    return pl.concat([empty_units(), frame.drop("rating")], how="diagonal_relaxed").cast(UNITS)


def closing_states(states: tuple[State, ...]) -> tuple[Mask, ...]:
    """Returns marks of the states that close a ticket, the most telling kind first."""
    names = [one.effect.name if one.effect.action is Action.EVENT else "" for one in states]
    kinds = [[name == ending for name in names] for ending in _ENDINGS]
    kinds.append([ends_work(name) for name in names])
    return tuple(np.array(kind, dtype=np.bool_) for kind in kinds)


def _closings(timeline: Timeline) -> Instants:
    """Returns when each ticket was closed and stayed so; UNKNOWN while it is open."""
    if not timeline.tickets.size:
        return timeline.at
    wakes = np.array([wakes_up(one.effect) for one in timeline.states], dtype=np.bool_)
    woken = _last(timeline, wakes)
    closing = np.full(timeline.tickets.size, -1, dtype=np.int64)
    for kind in reversed(closing_states(timeline.states)):
        last = _last(timeline, kind)
        closing = np.where(last > woken, last, closing)
    return np.where(closing >= 0, timeline.at[np.maximum(closing, 0)], UNKNOWN)


def _last(timeline: Timeline, marks: Mask) -> Codes:
    rows = np.where(marks[timeline.state], np.arange(timeline.at.size), -1)
    return np.maximum.reduceat(rows, timeline.offsets[:-1])


def _priorities(timeline: Timeline) -> pl.Series:
    last = timeline.priority[timeline.offsets[1:] - 1]
    names = pl.Series([*timeline.priorities, None], dtype=pl.String)
    positions = np.where(last < 0, len(timeline.priorities), last)
    return names.gather(pl.Series(positions.astype(np.uint32)))


_BEST = {SatisfactionMethod.TOP_TWO_BOX: 2, SatisfactionMethod.TOP_BOX: 1}
"""How many of the best ratings count as satisfied."""
