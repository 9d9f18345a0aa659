"""Units without a clock: what happened at one instant, judged by one test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl

from rfpkit.model.audit import Verdict
from rfpkit.sla.calendars.zones import UNKNOWN, Instants
from rfpkit.sla.clocks.timeline import Timeline
from rfpkit.sla.setting import SUBJECTS, Counts
from rfpkit.sla.units import UNITS, column, empty_units

MET, MISSED, MISSED_OPEN = Verdict.MET.value, Verdict.MISSED.value, Verdict.MISSED_OPEN.value
PENDING, EXCLUDED = Verdict.PENDING.value, Verdict.EXCLUDED.value
UNSCORABLE, NO_TARGET = Verdict.UNSCORABLE.value, Verdict.NO_TARGET.value

VALUED = [MET, MISSED, MISSED_OPEN]
"""Verdicts of units that bring a value into a statistic."""


class Judged(NamedTuple):
    """A unit that is no ticket, with what it is called."""

    known: int
    """The instant that places it in time."""
    verdict: str
    reason: str
    name: str
    """What stands in the place of a ticket's number."""
    target: str = ""
    start: int | None = None
    stop: int | None = None
    due: int | None = None
    elapsed: int | None = None
    value: int | None = None
    weight: int | None = None
    row: int | None = None
    service: str | None = None
    device_class: str | None = None
    site: str | None = None
    audience: str | None = None


def counts_of(judged: Sequence[Judged]) -> Counts:
    """Returns units that are no tickets as the tables that the counting reads."""
    kinds = {**UNITS, **SUBJECTS, "name": pl.String(), "row": pl.Int64()}
    columns = zip(*judged, strict=True) if judged else ((),) * len(Judged._fields)
    frame = pl.DataFrame(
        [
            pl.Series(name, values, dtype=kinds[name])
            for name, values in zip(Judged._fields, columns, strict=True)
        ]
    )
    units = frame.with_columns(
        ticket=pl.int_range(pl.len(), dtype=pl.Int64),
        episode=pl.lit(1, dtype=pl.Int64),
        first_stop=pl.col("stop"),
        last_stop=pl.col("stop"),
        verdict_if_honoured=pl.col("verdict"),
    ).select(name for name in UNITS if name not in _NEVER)
    subjects = frame.with_columns(ticket=pl.col("name")).select(*SUBJECTS)
    return Counts(pl.concat([empty_units(), units], how="diagonal"), subjects)


_NEVER = ("paused", "not_honoured", "priority", "reopened", "clock")
"""Columns that say something of clocks only."""


def ticket_units(
    timeline: Timeline,
    counted: Instants,
    verdict: pl.Series,
    reason: pl.Series,
    target: str | pl.Series,
    value: pl.Series | None = None,
) -> pl.DataFrame:
    """Returns one unit for each ticket of a timeline, placed in time by when it was counted.

    A ticket that was not counted is pending, whatever else is known of it. Values of units that
    are neither met nor missed are not kept.
    """
    first = timeline.at[timeline.offsets[:-1]]
    waits = pl.Series(counted == UNKNOWN)
    verdict = verdict.set(waits, PENDING)
    valued = verdict.is_in(VALUED)
    if value is None:
        value = pl.repeat(None, len(verdict), dtype=pl.Int64, eager=True)
    value = value.cast(pl.Int64).set(~valued, None)
    stop = column(counted)
    frame = pl.DataFrame(
        {
            "ticket": timeline.tickets,
            "episode": 1,
            "verdict": verdict,
            "reason": reason.set(waits, ""),
            "first_stop": stop,
            "stop": stop,
            "last_stop": stop,
            "target": target,
            "verdict_if_honoured": verdict,
            "priority": last_priorities(timeline),
            "known": np.where(counted == UNKNOWN, first, counted),
            "value": value,
            "weight": pl.repeat(1, len(verdict), dtype=pl.Int64, eager=True).set(
                value.is_null(), None
            ),
        }
    )
    return pl.concat([empty_units(), frame], how="diagonal_relaxed").cast(UNITS)


def told(good: pl.Series, missing: str, verdict: str = UNSCORABLE) -> tuple[pl.Series, pl.Series]:
    """Returns verdicts and reasons: met, missed, or another one with its reason where null."""
    words = pl.select(
        verdict=pl.when(good.is_null())
        .then(pl.lit(verdict))
        .when(good)
        .then(pl.lit(MET))
        .otherwise(pl.lit(MISSED)),
        reason=pl.when(good.is_null()).then(pl.lit(missing)).otherwise(pl.lit("")),
    )
    return words["verdict"], words["reason"]


def last_priorities(timeline: Timeline) -> pl.Series:
    """Returns the priority that each ticket had last, null where it had none."""
    last = timeline.priority[timeline.offsets[1:] - 1]
    names = pl.Series([*timeline.priorities, None], dtype=pl.String)
    positions = np.where(last < 0, len(timeline.priorities), last)
    return names.gather(pl.Series(positions.astype(np.uint32)))
