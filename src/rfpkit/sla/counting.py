"""What was counted in each measurement period of a level."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import polars as pl

from rfpkit.model.audit import Tally
from rfpkit.sla.attainment import Counted
from rfpkit.sla.case import Case
from rfpkit.sla.levels import LevelUnits, Part
from rfpkit.sla.tallies import JUDGED, group_tallies, tallies, without_response
from rfpkit.sla.zones import midnight


def counted(case: Case, measured: LevelUnits) -> Iterator[Counted]:
    """Yields what was counted in each part that has begun at the instant of the audit."""
    zone, units = case.contract.timezone, _with_groups(case, measured)
    counts, silent, versions = tallies(units), without_response(units), _versions(units)
    floors = (stage.level.attainment.floor for stage in measured.stages)
    names = {floor.by for floor in floors if floor is not None}
    groups = {name: group_tallies(units, name) for name in names}
    for position, part in enumerate(measured.parts):
        if midnight(zone, part.stretch.first) >= case.as_of:
            return
        floor = part.stage.level.attainment.floor
        yield Counted(
            part=part,
            tally=counts.get(position, Tally()),
            groups=groups[floor.by].get(position, {}) if floor is not None else {},
            silent=silent.get(position, 0),
            complete=midnight(zone, part.stretch.last + _DAY) <= case.as_of,
            final=position == len(measured.parts) - 1,
            versions=_ordered(case, part, versions.get(position, set())),
        )


def _with_groups(case: Case, measured: LevelUnits) -> pl.DataFrame:
    """Returns the units with the attributes by which a floor may group them."""
    names = ("service", "device_class", "site", "audience")
    at = measured.units["ticket"].cast(pl.UInt32)
    tickets = case.log.tickets.select(names)[at]
    return pl.concat([measured.units, tickets], how="horizontal")


def _versions(units: pl.DataFrame) -> dict[int, set[str]]:
    judged = units.filter(pl.col("verdict").is_in(JUDGED), pl.col("part").is_not_null())
    found: dict[int, set[str]] = {}
    for part, version in judged.select("part", "version").unique().iter_rows():
        found.setdefault(part, set()).add(version)
    return found


def _ordered(case: Case, part: Part, judged: set[str]) -> tuple[str, ...]:
    """Returns the versions that judged a ticket of the part; without any, those in force in it."""
    stretch = part.stretch
    return tuple(
        terms.version
        for terms in case.contract.versions()
        if (terms.version in judged)
        or (not judged and terms.first <= stretch.last and stretch.first <= terms.last)
    )


_DAY = datetime.timedelta(days=1)
