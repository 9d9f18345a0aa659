"""The rows of a feed, as units of a level: each row of the stage is judged by itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import NamedTuple

import polars as pl

from rfpkit.model.service_level import ServiceLevel
from rfpkit.sla.calendars.zones import date_of, local_days
from rfpkit.sla.kinds.plain_units import UNSCORABLE, Judged, counts_of
from rfpkit.sla.setting import Counts, Setting
from rfpkit.sla.units import OUT_OF_SCOPE


class FeedRow(NamedTuple):
    """One row of a feed. Numbers are millionths; None where nothing is given."""

    feed: str
    at: int
    day: datetime.date
    """Its local day."""
    of: str | None
    site: str | None
    fact: str | None
    value: int | None
    base: int | None
    covers: datetime.date | None
    row: int

    @property
    def name(self) -> str:
        """What stands in the place of a ticket's number: `visits row 12`."""
        return f"{self.feed} row {self.row}"

    def judged(
        self,
        verdict: str,
        reason: str,
        target: str = "",
        *,
        value: int | None = None,
        weight: int | None = None,
    ) -> Judged:
        """Returns the row as a unit, counted at its own instant."""
        return Judged(
            self.at,
            verdict,
            reason,
            self.name,
            target,
            stop=self.at,
            value=value,
            weight=weight,
            row=self.row,
            site=self.site,
        )


def known_rows(setting: Setting, feed: str) -> list[FeedRow]:
    """Returns every row of a feed that is known at the instant of the audit, in order of time."""
    frame = setting.log.feeds[feed].filter(pl.col("at") <= setting.as_of).sort("at", "row")
    days = local_days(setting.contract.timezone, frame["at"].to_numpy()).tolist()
    return [
        FeedRow(
            feed,
            row["at"],
            date_of(day),
            row["of"],
            row["site"],
            row["fact"],
            row["value"],
            row["base"],
            None if row["covers"] is None else date_of(row["covers"]),
            row["row"],
        )
        for row, day in zip(frame.iter_rows(named=True), days, strict=True)
    ]


class _Scope:
    """Of which rows a level speaks.

    A feed tells the site of a row, and what it speaks of: a service, a class or an audience.
    """

    def __init__(self, level: ServiceLevel) -> None:
        filters = level.applies_to.filters()
        self.sites = filters.pop("site", None)
        self._things = {name for names in filters.values() for name in names}
        self._told = f"another {' or '.join(filters).replace('_', ' ')}"

    def elsewhere(self, row: FeedRow) -> str:
        """Returns why a level does not speak of a row, or nothing."""
        if self.sites is not None and row.site is not None and row.site not in self.sites:
            return "another site"
        if self._things and row.of is not None and row.of not in self._things:
            return self._told
        return ""


def units_of_rows(setting: Setting, feed: str, judge: Callable[[FeedRow], Judged]) -> Counts:
    """Returns a unit for each row of a feed whose local day lies in the stage."""
    return counts_of(list(_judged(setting, feed, judge)))


def _judged(setting: Setting, feed: str, judge: Callable[[FeedRow], Judged]) -> Iterator[Judged]:
    scope = _Scope(setting.stage.level)
    for row in known_rows(setting, feed):
        if not setting.stage.first <= row.day <= setting.stage.last:
            continue
        if why := scope.elsewhere(row):
            yield row.judged(OUT_OF_SCOPE, why)
        elif scope.sites is not None and row.site is None:
            yield row.judged(UNSCORABLE, "site is not given")
        else:
            yield judge(row)
