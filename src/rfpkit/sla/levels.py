"""One level over the whole term: each ticket once, under the version that judges it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from rfpkit.model.attainment import CountedBy
from rfpkit.model.contract import Contract
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.intake import Finding
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.sla.attainment.periods import Stretch, stretches
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, days_since_1970, local_days
from rfpkit.sla.clocks.across_amendments import follow_heads, lost_ones_told
from rfpkit.sla.clocks.timeline import Timeline
from rfpkit.sla.measure import StageUnits, measure_stage
from rfpkit.sla.setting import Compile
from rfpkit.sla.stages import Stage
from rfpkit.sla.units import OUT_OF_SCOPE, among, column, constant, listed, whole


@dataclass(frozen=True)
class Part:
    """A measurement period of a level, or what one stage of the level has of it."""

    label: str
    """The period's label; parts of a period that straddles an amendment are numbered."""
    stretch: Stretch
    stage: Stage


@dataclass(frozen=True, eq=False)
class LevelUnits:
    """Everything that one level says of the tickets of a log."""

    stages: tuple[Stage, ...]
    measured: tuple[StageUnits, ...]
    parts: tuple[Part, ...]
    units: pl.DataFrame
    """Units, with `stage`, `version`, `part` (positions) and `period` (the part's label)."""
    subjects: pl.DataFrame
    """What the units are, at the positions that `ticket` names: the log's tickets, or others."""
    of_tickets: bool
    """Whether they are the log's tickets."""

    @property
    def told(self) -> tuple[Finding, ...]:
        """What is odd in what was counted."""
        return tuple(finding for one in self.measured for finding in one.told)


def measure_level(
    contract: Contract,
    found: tuple[Stage, ...],
    log: EventLog,
    timeline: Timeline,
    compiled: Compile,
) -> LevelUnits:
    """Measures a level through all its stages.

    A ticket is judged by the first stage under whose terms its clock starts on or before the
    stage's last day; a reopening that counts anew by the stage in which it starts, where that
    stage counts it too.
    """
    measured = tuple(measure_stage(contract, stage, log, timeline, compiled) for stage in found)
    others = [one.subjects for one in measured if one.subjects is not None]
    frames, subjects = [one.units for one in measured], log.tickets
    if others:
        frames, subjects = _numbered_on(frames, others), pl.concat(others)
    units = _owned(contract.timezone, found, measured, frames, of_tickets=not others)
    units = _in_force(contract, found, units)
    parts = parts_of(contract, found)
    units = _placed(contract.timezone, parts, units)
    return LevelUnits(found, measured, parts, units, subjects, of_tickets=not others)


def _numbered_on(frames: list[pl.DataFrame], subjects: list[pl.DataFrame]) -> list[pl.DataFrame]:
    """Returns the units of each stage with the positions that its subjects have among all."""
    before, found = 0, []
    for frame, own in zip(frames, subjects, strict=True):
        found.append(frame.with_columns(pl.col("ticket") + before))
        before += own.height
    return found


def parts_of(contract: Contract, found: Sequence[Stage]) -> tuple[Part, ...]:
    """Returns the periods of a level from the first day of its first stage to its last day."""
    plain = [
        (stretch, stage)
        for stage in found
        for stretch in stretches(contract, stage.level.attainment.per, stage.first, stage.last)
    ]
    labels = [stretch.label for stretch, _ in plain]
    return tuple(
        Part(_numbered(labels, position), stretch, stage)
        for position, (stretch, stage) in enumerate(plain)
    )


def _numbered(labels: list[str], position: int) -> str:
    label = labels[position]
    if labels.count(label) == 1:
        return label
    return f"{label} part {labels[: position + 1].count(label)}"


def _owned(
    zone: str,
    found: Sequence[Stage],
    measured: Sequence[StageUnits],
    frames: list[pl.DataFrame],
    *,
    of_tickets: bool,
) -> pl.DataFrame:
    """Returns each ticket's units from the stage that judges it, with `stage` and `day`.

    A ticket that goes on in the clock of another one belongs to the stage that judges that one.
    Units that are no tickets belong to the one stage that returned them.
    """
    dated = [
        frame.hstack(
            [
                constant("stage", position, pl.Int64(), frame.height),
                _days(zone, frame["known"]).alias("day"),
            ]
        )
        for position, frame in enumerate(frames)
    ]
    if len(dated) == 1 or not of_tickets:
        return pl.concat(dated)
    lasts = [days_since_1970(stage.last) for stage in found]
    owner = np.full(frames[0]["ticket"].n_unique(), len(found) - 1, dtype=np.int64)
    for position in reversed(range(len(found))):
        first = dated[position].filter(pl.col("episode") == 1, pl.col("day") <= lasts[position])
        owner[first["ticket"].to_numpy()] = position
    joined = [one.duration.joined if one.duration else None for one in measured]
    follow_heads(owner, joined)
    mine = [
        frame.filter(pl.Series(owner[frame["ticket"].to_numpy()] == position))
        for position, frame in enumerate(dated)
    ]
    return _handed_on(lost_ones_told(pl.concat(mine), owner, joined), dated, lasts)


def _handed_on(units: pl.DataFrame, dated: list[pl.DataFrame], lasts: list[int]) -> pl.DataFrame:
    """Lets a later stage judge the reopenings that count anew and start in it."""
    in_stage = pl.Series(np.searchsorted(lasts, units["day"].fill_null(0).to_numpy()))
    # A first episode starts in the stage that owns its ticket, or after the last one.
    leaving = units.with_columns(later=in_stage).filter(in_stage > units["stage"])
    if leaving.is_empty():
        return units
    own = pl.concat(dated).rename({"stage": "later"}).drop("episode")
    keys = leaving.select("ticket", "episode", "start", "later")
    judged = keys.join(own, on=["ticket", "start", "later"]).rename({"later": "stage"})
    taken = judged.select("ticket", "episode")
    return pl.concat(
        [units.join(taken, on=["ticket", "episode"], how="anti"), judged.select(units.columns)]
    )


def _in_force(contract: Contract, found: Sequence[Stage], units: pl.DataFrame) -> pl.DataFrame:
    """Puts units out of scope that start outside the term, or while the level was not in force."""
    if len(found) == 1 and len(found[0].versions) == 1 and _all_within(found[0], units["day"]):
        (terms,) = found[0].versions
        return units.hstack([constant("version", terms.version, pl.String(), units.height)])
    day = pl.col("day")
    inside = pl.any_horizontal(*(_between(day, stage.first, stage.last) for stage in found))
    why = (
        pl.when(_between(day, contract.term.first, contract.term.last))
        .then(pl.lit("the level was not in force"))
        .otherwise(pl.lit("outside the term of the contract"))
    )
    out = ~inside.fill_null(value=True) & (pl.col("verdict") != OUT_OF_SCOPE)
    version = pl.lit("")
    for position, stage in enumerate(found):
        for terms in stage.versions:
            begun = (pl.col("stage") == position) & (
                (day >= days_since_1970(terms.first)) | pl.lit(terms is stage.versions[0])
            )
            version = pl.when(begun).then(pl.lit(terms.version)).otherwise(version)
    return units.with_columns(
        reason=pl.when(out).then(why).otherwise("reason"),
        verdict=pl.when(out).then(pl.lit(OUT_OF_SCOPE)).otherwise("verdict"),
        version=version,
    )


def _all_within(stage: Stage, days: pl.Series) -> bool:
    if days.null_count() or days.is_empty():
        return False
    known = days.to_numpy()
    first, last = days_since_1970(stage.first), days_since_1970(stage.last)
    return bool(known.min() >= first and known.max() <= last)


def _between(day: pl.Expr, first: datetime.date, last: datetime.date) -> pl.Expr:
    return day.is_between(days_since_1970(first), days_since_1970(last))


def _placed(zone: str, parts: tuple[Part, ...], units: pl.DataFrame) -> pl.DataFrame:
    """Gives each unit its part: a ticket counted after the level's last day is in its last."""
    counted = _counted(parts, units)
    days = local_days(zone, np.where(counted == UNKNOWN, 0, counted))
    firsts = [days_since_1970(part.stretch.first) for part in parts]
    part = np.searchsorted(firsts, days, side="right") - 1
    part = np.where(counted == UNKNOWN, NOWHERE, part)
    labels = [*(one.label for one in parts), ""]
    return units.hstack(
        [column(part, part != NOWHERE).alias("part"), listed(labels, part).alias("period")]
    )


def _counted(parts: tuple[Part, ...], units: pl.DataFrame) -> Instants:
    """Returns the instant by which each unit is placed in time; UNKNOWN where there is none."""
    known = whole(units["known"])
    judged = among(units["verdict"], *_JUDGED)
    found = known.copy()
    for position, stage in enumerate(dict.fromkeys(part.stage for part in parts)):
        by = _COUNTED[stage.level.attainment.counted_by] if _has_clocks(stage) else ("known",)
        mine = judged & (units["stage"].to_numpy() == position)
        for name in reversed(by):
            instants = whole(units[name])
            found = np.where(mine & (instants != UNKNOWN), instants, found)
    return found


def _has_clocks(stage: Stage) -> bool:
    """Whether units have a due instant and a stop, by which they may be placed in time."""
    measure = stage.level.measure
    is_statistic = isinstance(measure, StatisticMeasure) and measure.stop is not None
    return isinstance(measure, DurationMeasure) or is_statistic


def _days(zone: str, instants: pl.Series) -> pl.Series:
    """Returns local dates as days since 1970, null where the instant is not known."""
    known = whole(instants)
    return column(local_days(zone, np.where(known == UNKNOWN, 0, known)), known != UNKNOWN)


NOWHERE = -1
"""The part of a unit that nothing places in time."""

_COUNTED = {
    CountedBy.DUE: ("due",),
    CountedBy.STOP: ("stop", "due"),
    CountedBy.START: ("known",),
}
"""Columns that place a unit in time, the first one that is known."""

_JUDGED = ("met", "missed", "missed_open", "pending")
"""Verdicts whose units are placed by what they are counted by; others by their start."""
