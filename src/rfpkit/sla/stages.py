"""A level through the life of its contract: the same promise, amendment by amendment."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from rfpkit.model.calendars.calendar import ALWAYS, ServiceCalendar
from rfpkit.model.contract import Contract, Terms
from rfpkit.model.digest import digest_of
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.service_level import ServiceLevel


@dataclass(frozen=True, eq=False)
class Stage:
    """A stretch of the term in which a level and its calendar stayed what they were."""

    first: datetime.date
    last: datetime.date
    """Last local date, included."""
    versions: tuple[Terms, ...]
    """Versions of the contract in it, in order; amendments of other levels do not end a stage."""
    level: ServiceLevel
    calendars: tuple[ServiceCalendar, ...]
    """The calendars that the level names, its own first; elapsed time is always among them."""

    @property
    def calendar(self) -> ServiceCalendar:
        """The level's own calendar; elapsed time where it names none."""
        return self.calendars[0]

    def calendar_named(self, name: str | None) -> ServiceCalendar:
        """Returns a calendar that the level names; elapsed time without a name."""
        return next(one for one in self.calendars if one.id == (name or ALWAYS))


def level_ids(contract: Contract) -> tuple[str, ...]:
    """Returns the id of every level that was ever in force, in the contract's order."""
    every = (level.id for terms in contract.versions() for level in terms.service_levels)
    return tuple(dict.fromkeys(every))


def stages(contract: Contract, level: str) -> tuple[Stage, ...]:
    """Returns the stages of a level, in order; there may be gaps where it was retired."""
    found: list[Stage] = []
    for stage in _versions(contract, level):
        earlier = found[-1] if found else None
        if earlier is not None and _same(earlier, stage):
            versions = (*earlier.versions, *stage.versions)
            found[-1] = Stage(earlier.first, stage.last, versions, stage.level, stage.calendars)
        else:
            found.append(stage)
    return tuple(found)


def _versions(contract: Contract, name: str) -> Iterator[Stage]:
    for terms in contract.versions():
        for level in terms.service_levels:
            if level.id == name:
                yield Stage(terms.first, terms.last, (terms,), level, _calendars(terms, level))


def _calendars(terms: Terms, level: ServiceLevel) -> tuple[ServiceCalendar, ...]:
    own = getattr(level.measure, "calendar", None)
    names = [] if own is None else [own]
    if isinstance(level.measure, DurationMeasure):
        names += level.measure.calendars
    by_id = {calendar.id: calendar for calendar in terms.calendars}
    return tuple(by_id[name] for name in dict.fromkeys([*names, ALWAYS]))


def _same(one: Stage, other: Stage) -> bool:
    joined = one.last + datetime.timedelta(days=1) == other.first
    return joined and _terms(one) == _terms(other)


def _terms(stage: Stage) -> tuple[str, ...]:
    return stage.level.digest, *map(digest_of, stage.calendars)
