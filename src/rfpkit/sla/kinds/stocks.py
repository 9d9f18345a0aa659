"""Stock at a moment: every count that was delivered, and every day on which one was owed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.numbers import MILLIONTHS, write_number
from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.model.target import StockShare
from rfpkit.sla.calendars.zones import date_of, days_since_1970, local_date, midnight
from rfpkit.sla.kinds.feed_rows import FeedRow, known_rows
from rfpkit.sla.kinds.plain_units import MET, MISSED, PENDING, UNSCORABLE, Judged, counts_of
from rfpkit.sla.setting import Counts, Setting
from rfpkit.sla.units import OUT_OF_SCOPE

EARLIER = "a later count of the day counts"
"""Reason of a count that is followed by another one of the same day and site."""

_DISTRICT = "district"


def stocks(setting: Setting, measure: StockMeasure) -> Counts:
    """Returns a unit for each count of a day and place, and for each day without one.

    The last count of a day and site counts. With a calendar, each open day from the stage's
    first to the last complete one needs a count of each site; the level names the sites, or
    every site that ever reports is one.
    """
    return counts_of(list(_Stock(setting, measure).judged()))


@dataclass(frozen=True)
class _Place:
    """A day at a site, or in the district as a whole."""

    day: datetime.date
    site: str

    @property
    def name(self) -> str:
        """`lincoln 2027-02-03`."""
        return f"{self.site} {self.day}"


class _Stock:
    """The counts of one stage, while they are judged."""

    def __init__(self, setting: Setting, measure: StockMeasure) -> None:
        self._setting = setting
        self._measure = measure
        self._stage = setting.stage
        self._rows = known_rows(setting, measure.feed)
        self._today = local_date(setting.contract.timezone, setting.as_of)
        target = setting.stage.level.target
        if not isinstance(target, StockShare | Decimal):
            raise TypeError(target)  # `level_rules` refuses a stock without its target
        self._target = target
        self._sites = self._expected_sites()
        self._calendar = setting.calendar(measure.calendar).calendar
        self._open = None if measure.calendar is None else self._open_days(measure.calendar)

    def judged(self) -> Iterator[Judged]:
        """Yields every unit of the stage."""
        counted: dict[_Place, FeedRow] = {}
        for row in self._rows:
            if not self._stage.first <= row.day <= self._stage.last:
                continue
            if why := self._outside(row):
                yield row.judged(OUT_OF_SCOPE, why)
            elif row.site is None and self._measure.by == "site":
                yield row.judged(UNSCORABLE, "site is not given", self._told)
            else:
                place = _Place(row.day, row.site or "")
                if place in counted:
                    yield counted[place].judged(OUT_OF_SCOPE, EARLIER)
                counted[place] = row
        if self._measure.by == "site":
            yield from self._by_site(counted)
        else:
            yield from self._of_district(counted)

    def _by_site(self, counted: dict[_Place, FeedRow]) -> Iterator[Judged]:
        for place in sorted({*counted, *self._owed()}, key=lambda one: (one.day, one.site)):
            row = counted.get(place)
            yield self._compared(place, [] if row is None else [row], [place.site])

    def _of_district(self, counted: dict[_Place, FeedRow]) -> Iterator[Judged]:
        days: dict[datetime.date, list[FeedRow]] = {place.day: [] for place in self._owed()}
        for place, row in counted.items():
            days.setdefault(place.day, []).append(row)
        for day in sorted(days):
            yield self._compared(_Place(day, _DISTRICT), days[day], self._sites)

    def _compared(self, place: _Place, rows: Sequence[FeedRow], sites: Sequence[str]) -> Judged:
        """Returns the unit of a place from the counts that it has, one for each site."""
        given = [row for row in rows if row.value is not None]
        missing = sorted(set(sites) - {row.site or "" for row in given})
        value, base = (sum(getattr(row, name) or 0 for row in given) for name in ("value", "base"))
        verdict, reason = MISSED, ""
        if self._open is not None and place.day not in self._calendar.covers:
            verdict = UNSCORABLE
            reason = f"calendar {self._calendar.id} does not cover it"
        elif self._open is not None and (missing or not given):
            verdict = UNSCORABLE if self._measure.missing == "unscorable" else MISSED
            names = ", ".join(missing) if self._measure.by == _DISTRICT else ""
            reason = f"no count of {names}" if names else "no count"
            if place.day >= self._today:
                verdict, reason = PENDING, ""
        elif len(given) < len(rows):
            verdict, reason = UNSCORABLE, "`value` is not given"
        elif isinstance(self._target, StockShare) and any(row.base is None for row in given):
            verdict, reason = UNSCORABLE, "`base` is not given"
        elif value >= self._least(base):
            verdict = MET
        last = max(rows, key=lambda row: (row.at, row.row)) if rows else None
        zone = self._setting.contract.timezone
        return Judged(
            known=last.at if last else midnight(zone, place.day),
            verdict=verdict,
            reason=reason,
            name=place.name,
            target=self._told,
            stop=last.at if last else None,
            value=value if given else None,
            row=last.row if last and len(rows) == 1 else None,
            site=place.site if self._measure.by == "site" else None,
        )

    def _least(self, base: int) -> Fraction:
        """Returns the smallest number, in millionths, that is enough."""
        if isinstance(self._target, StockShare):
            return self._target.share * base
        return Fraction(self._target) * MILLIONTHS

    @property
    def _told(self) -> str:
        share = isinstance(self._target, StockShare)
        return str(self._target) if share else write_number(Decimal(str(self._target)))

    def _outside(self, row: FeedRow) -> str:
        if row.of is not None and row.of != self._measure.of:
            return f"a count of {row.of}"
        sites = self._stage.level.applies_to.site
        if sites is not None and row.site is not None and row.site not in sites:
            return "another site"
        if self._open is not None and row.day not in self._open:
            return "the calendar is closed on the day"
        return ""

    def _expected_sites(self) -> list[str]:
        named = self._stage.level.applies_to.site
        if named is not None:
            return sorted(named)
        mine = (row for row in self._rows if row.of is None or row.of == self._measure.of)
        return sorted({row.site for row in mine if row.site is not None})

    def _owed(self) -> Iterator[_Place]:
        """Yields each complete open day of the stage at each site."""
        if self._open is None:
            return
        for day in sorted(self._open):
            if self._stage.first <= day <= self._stage.last and day < self._today:
                yield from (_Place(day, site) for site in self._sites or [_DISTRICT])

    def _open_days(self, calendar: str) -> frozenset[datetime.date]:
        """Returns the local days of the stage that owe a count."""
        days = np.unique(self._setting.calendar(calendar).hours.starts // SECONDS_PER_DAY)
        stage = range(days_since_1970(self._stage.first), days_since_1970(self._stage.last) + 1)
        covered = range(
            days_since_1970(self._calendar.covers.first),
            days_since_1970(self._calendar.covers.last) + 1,
        )
        opened = set(days.tolist())
        # Nobody knows of a day that the calendar does not cover whether it is open.
        return frozenset(date_of(day) for day in stage if day in opened or day not in covered)
