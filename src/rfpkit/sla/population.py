"""Which tickets a level speaks of, which are left out, and which cannot be scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from rfpkit.model.effect import Action
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.words import joined
from rfpkit.sla.calendars.zones import Mask
from rfpkit.sla.clocks.roles import waking
from rfpkit.sla.clocks.timeline import Codes, Timeline
from rfpkit.sla.units import constant


@dataclass(frozen=True, eq=False)
class Population:
    """For each ticket of the log, what is settled before any clock is looked at."""

    frame: pl.DataFrame
    """`outside`, `excluded`, `unscorable` (reasons, else null), `no_target`, and `refused`: the
    reason of an exclusion that the level does not allow."""
    everybody: bool = False
    """Whether nothing is settled of any ticket: the level speaks of all of them."""

    @property
    def inside(self) -> Mask:
        """Which tickets the level speaks of."""
        return self.frame["outside"].is_null().to_numpy()


def unmapped(level: ServiceLevel, attributes: frozenset[str]) -> str:
    """Returns why a level cannot tell its tickets from others with this mapping, or nothing."""
    missing = [name for name in level.applies_to.filters() if name not in attributes]
    if not missing:
        return ""
    words = joined([f"`{name}`" for name in missing])
    return f"the mapping fills no {words}, by which the level chooses its tickets"


def population(level: ServiceLevel, log: EventLog, timeline: Timeline) -> Population:
    """Settles every ticket of the log for a level."""
    if _speaks_of_all(level, log):
        return Population(_nothing_settled(log.tickets.height), everybody=True)
    tickets = log.tickets.with_columns(_left_by_state(log, timeline))
    filters = level.applies_to.filters()
    outside = [
        pl.when(pl.col(name).is_not_null() & ~pl.col(name).is_in(list(values))).then(
            pl.lit(f"another {_plain(name)}")
        )
        for name, values in filters.items()
    ]
    not_given = [
        pl.when(pl.col(name).is_null()).then(pl.lit(f"{_plain(name)} is not given"))
        for name in filters
    ]
    allowed = [
        pl.when(pl.col(name).is_in(list(level.exclude))).then(pl.col(name))
        for name in ("excluded", "left")
    ]
    excluded = pl.coalesce(*allowed)
    return Population(
        tickets.select(
            outside=_first(outside),
            excluded=excluded,
            unscorable=_first([pl.col("unreadable"), *not_given]),
            no_target=pl.col("no_target").fill_null(value=False),
            refused=pl.when(excluded.is_null()).then(pl.coalesce("excluded", "left")),
        )
    )


def _speaks_of_all(level: ServiceLevel, log: EventLog) -> bool:
    if level.applies_to.filters() or log.tickets["no_target"].any() or _excluding(log).any():
        return False
    columns = (log.tickets[name] for name in ("excluded", "unreadable"))
    return all(column.null_count() == len(column) for column in columns)


def _nothing_settled(height: int) -> pl.DataFrame:
    reasons = ("outside", "excluded", "unscorable")
    columns = [constant(name, None, pl.String(), height) for name in reasons]
    columns.append(constant("no_target", value=False, dtype=pl.Boolean(), height=height))
    return pl.DataFrame([*columns, constant("refused", None, pl.String(), height)])


def _left_by_state(log: EventLog, timeline: Timeline) -> pl.Series:
    """Returns the reason of each ticket's last state that leaves it out, unless work went on."""
    leaves = _excluding(log)
    found = np.full(log.tickets.height, -1, dtype=np.int64)
    if leaves.any():
        left = _last(timeline, leaves[timeline.state])
        woken = _last(timeline, waking(log.states)[timeline.state])
        kept = left > woken
        found[timeline.tickets[kept]] = timeline.state[left[kept]]
    names = pl.Series([state.effect.name for state in log.states], dtype=pl.String)
    positions = pl.Series(found).replace(-1, None)
    return names.gather(positions.cast(pl.UInt32)).alias("left")


def _excluding(log: EventLog) -> Mask:
    """Returns which states leave a ticket out."""
    return np.array([state.effect.action is Action.EXCLUDE for state in log.states], dtype=np.bool_)


def _last(timeline: Timeline, marks: Mask) -> Codes:
    rows = np.where(marks, np.arange(marks.size), -1)
    return np.maximum.reduceat(rows, timeline.offsets[:-1])


def _first(reasons: Sequence[pl.Expr]) -> pl.Expr:
    return pl.coalesce(*reasons) if reasons else pl.lit(None, dtype=pl.String)


def _plain(attribute: str) -> str:
    return attribute.replace("_", " ")
