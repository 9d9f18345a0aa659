"""Duties that are due by a date: one delivery for each period, in time or not."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import assert_never

import numpy as np

from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.limit import Unit
from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.sla.attainment.periods import Stretch, stretches
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.zones import UNKNOWN, days_since_1970, local_date, midnight, to_utc
from rfpkit.sla.kinds.feed_rows import FeedRow, known_rows
from rfpkit.sla.kinds.plain_units import (
    MET,
    MISSED,
    MISSED_OPEN,
    PENDING,
    UNSCORABLE,
    Judged,
    counts_of,
)
from rfpkit.sla.setting import Counts, Setting
from rfpkit.sla.units import OUT_OF_SCOPE

AGAIN = "delivered before for the period"
"""Reason of a delivery that comes after another one for the same period."""

_DAY = datetime.timedelta(days=1)


def duties(setting: Setting, measure: DutyMeasure) -> Counts:
    """Returns a unit for each period that ends in the stage, and has begun.

    A delivery is for the period that its `covers` lies in; without one, for the period before
    the one in which it is delivered. The first delivery for a period counts.
    """
    stage, zone = setting.stage, setting.contract.timezone
    delivered = _delivered(setting, measure)
    owed = [
        _judged(setting, measure, period, delivered.first.get(place))
        for place, period in enumerate(delivered.periods)
        if stage.first <= period.last <= stage.last and midnight(zone, period.first) < setting.as_of
    ]
    others = [
        row.judged(OUT_OF_SCOPE, reason)
        for row, reason in delivered.others
        if stage.first <= row.day <= stage.last
    ]
    return counts_of([*owed, *others])


@dataclass(frozen=True)
class Due:
    """When a delivery is due. Midnight is the end of the day before: it is too late."""

    instant: int
    is_midnight: bool

    def passed(self, at: int) -> bool:
        """Returns whether an instant is too late."""
        return at >= self.instant if self.is_midnight else at > self.instant


def due_of(setting: Setting, measure: DutyMeasure, stretch: Stretch) -> Due | None:
    """Returns when the delivery for a period is due; None beyond the calendar's cover."""
    calendar = setting.calendar(measure.calendar)
    return due_after(stretch.last, measure, calendar, setting.contract.timezone)


def due_after(
    last: datetime.date, measure: DutyMeasure, calendar: CompiledCalendar, zone: str
) -> Due | None:
    """Returns when the delivery for a period that ends on a day is due; None beyond the cover."""
    days = measure.within.amount
    match measure.within.unit:
        case Unit.CALENDAR_DAYS:
            instant = midnight(zone, last + (days + 1) * _DAY)
        case Unit.BUSINESS_DAYS:
            instant = _close(calendar, last, days)
        case Unit.SECONDS:
            begin = np.array([midnight(zone, last + _DAY)])
            instant = int(calendar.due(begin, np.array([days]))[0])
        case _:
            assert_never(measure.within.unit)
    if instant == UNKNOWN:
        return None
    return Due(instant, instant == midnight(zone, local_date(zone, instant)))


def _close(calendar: CompiledCalendar, last: datetime.date, days: int) -> int:
    """Returns the close of the nth business day after a date."""
    hours = calendar.hours
    owner = hours.starts // SECONDS_PER_DAY
    later = np.unique(owner[owner > days_since_1970(last)])
    if later.size < days or not calendar.covers(np.array([midnight(calendar.zone, last)]))[0]:
        return UNKNOWN
    closes = hours.ends[owner == later[days - 1]].max()
    return int(to_utc(calendar.zone, np.array([closes]))[0])


@dataclass(frozen=True)
class _Delivered:
    """The deliveries of a feed: the one that counts for each period, and why others do not."""

    periods: list[Stretch]
    first: dict[int, FeedRow]
    others: list[tuple[FeedRow, str]]


def _delivered(setting: Setting, measure: DutyMeasure) -> _Delivered:
    contract = setting.contract
    per, term = setting.stage.level.attainment.per, contract.term
    periods = list(stretches(contract, per, term.first, term.last))
    found = _Delivered(periods, {}, [])
    for row in known_rows(setting, measure.feed):
        place = _period_of(row, periods)
        if row.of is not None and row.of != measure.item:
            found.others.append((row, f"another item: {row.of}"))
        elif place is None:
            found.others.append((row, "for no period of the contract"))
        elif place in found.first:
            found.others.append((row, AGAIN))
        else:
            found.first[place] = row
    return found


def _period_of(row: FeedRow, periods: list[Stretch]) -> int | None:
    """Returns the place of the period that a delivery is for."""
    day = row.covers or row.day
    begun = [at for at, one in enumerate(periods) if one.first <= day]
    if not begun:
        return None
    held = begun[-1] if day <= periods[begun[-1]].last else len(periods)
    place = held if row.covers is not None else held - 1
    return place if 0 <= place < len(periods) else None


def _judged(
    setting: Setting, measure: DutyMeasure, period: Stretch, delivery: FeedRow | None
) -> Judged:
    zone, due = setting.contract.timezone, due_of(setting, measure, period)
    verdict, reason = PENDING, ""
    if due is None:
        name = setting.calendar(measure.calendar).calendar.id
        verdict, reason = UNSCORABLE, f"calendar {name} does not cover it"
    elif delivery is not None:
        verdict = MISSED if due.passed(delivery.at) else MET
    elif due.passed(setting.as_of):
        verdict = MISSED_OPEN
    return Judged(
        known=midnight(zone, period.last),
        verdict=verdict,
        reason=reason,
        name=f"{measure.item} {period.label}",
        target=str(measure.within),
        start=midnight(zone, period.last + _DAY),
        stop=delivery.at if delivery else None,
        due=due.instant if due else None,
        row=delivery.row if delivery else None,
    )
