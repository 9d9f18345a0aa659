"""When targets in days fall due: business days by three rules, and calendar days.

An interval that runs past midnight belongs to the business day that it begins on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np

from rfpkit.model.kinds.measure import DayRule
from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, Mask, to_local, to_utc


@dataclass(frozen=True)
class DayCount:
    """How business days are counted."""

    rule: DayRule = DayRule.CLOSE_OF_BUSINESS
    cutoff: int | None = None
    """Local second of the day after which a receipt counts as the next business day."""


def due_in_business_days(
    calendar: CompiledCalendar, receipt: Instants, days: Instants, count: DayCount
) -> Instants:
    """Returns when so many business days after each receipt are over, by the rule.

    UNKNOWN where the calendar covers neither the receipt nor the day.
    """
    table = _day_table(calendar)
    match count.rule:
        case DayRule.CLOSE_OF_BUSINESS:
            return table.at(table.day_0(receipt, count.cutoff) + days, table.closes)
        case DayRule.NEXT_OPENING:
            return table.at(table.day_0(receipt, count.cutoff) + days + 1, table.opens)
        case DayRule.SAME_TIME:
            return table.same_time(receipt, days, count.cutoff)
        case _:
            assert_never(count.rule)


def due_in_calendar_days(calendar: CompiledCalendar, receipt: Instants, days: Instants) -> Instants:
    """Returns the same local clock time so many dates later; UNKNOWN outside the cover."""
    later = to_local(calendar.zone, receipt) + days * SECONDS_PER_DAY
    due = to_utc(calendar.zone, later)
    return np.where(calendar.covers(receipt) & calendar.covers(due), due, UNKNOWN)


@dataclass(frozen=True, eq=False)
class _DayTable:
    """The business days of a calendar: their dates, and local opening and closing seconds."""

    calendar: CompiledCalendar
    days: Instants
    opens: Instants
    closes: Instants

    def day_0(self, receipt: Instants, cutoff: int | None) -> Instants:
        """Returns the position of the business day that a receipt counts for, or UNKNOWN."""
        day, position = self._day(receipt)
        late = self._late(receipt, day, position, cutoff)
        return np.where(self.calendar.covers(receipt), position + late, UNKNOWN)

    def at(self, position: Instants, local: Instants) -> Instants:
        """Returns the instants of a column of the table; UNKNOWN beyond it."""
        known = (position >= 0) & (position < self.days.size)
        return np.where(known, self._instants(np.where(known, position, 0), local), UNKNOWN)

    def same_time(self, receipt: Instants, days: Instants, cutoff: int | None) -> Instants:
        """Returns the same clock time so many business days later, inside that day's hours."""
        late = self._late(receipt, *self._day(receipt), cutoff)
        morning = self.at(self.day_0(receipt, cutoff), self.opens)
        begin = np.where(late, morning, self.calendar.next_opening(receipt))
        if not self.days.size:
            return np.full(receipt.shape, UNKNOWN, dtype=np.int64)
        known = begin != UNKNOWN
        begin = np.where(known, begin, self.calendar.first)
        day, position = self._day(begin)
        known &= position + days < self.days.size
        at = np.where(known, position + days, 0)
        clock = to_local(self.calendar.zone, begin) - day * SECONDS_PER_DAY
        local = self.days[at] * SECONDS_PER_DAY + clock
        local = np.clip(local, self.opens[at], self.closes[at])
        return np.where(known, to_utc(self.calendar.zone, local), UNKNOWN)

    def _day(self, instants: Instants) -> tuple[Instants, Instants]:
        """Returns the date whose shift holds each instant, and its place among business days."""
        local = to_local(self.calendar.zone, instants)
        day = local // SECONDS_PER_DAY
        position = np.searchsorted(self.days, day, side="left")
        if self.days.size:
            before = np.maximum(position - 1, 0)
            at = np.minimum(position, self.days.size - 1)
            began = (self.days[at] == day) & (self.opens[at] <= local)
            night = (position > 0) & (self.days[before] == day - 1) & (self.closes[before] > local)
            night &= ~began
            return np.where(night, day - 1, day), np.where(night, before, position)
        return day, position

    def _late(
        self, receipt: Instants, day: Instants, position: Instants, cutoff: int | None
    ) -> Mask:
        if cutoff is None or not self.days.size:
            return np.zeros(receipt.shape, dtype=np.bool_)
        clock = to_local(self.calendar.zone, receipt) - day * SECONDS_PER_DAY
        business = self.days[np.minimum(position, self.days.size - 1)] == day
        late: Mask = business & (clock > cutoff)
        return late

    def _instants(self, position: Instants, local: Instants) -> Instants:
        if not self.days.size:
            return np.full(position.shape, UNKNOWN, dtype=np.int64)
        return to_utc(self.calendar.zone, local[position])


def _day_table(calendar: CompiledCalendar) -> _DayTable:
    hours = calendar.hours
    owner = hours.starts // SECONDS_PER_DAY
    days, first = np.unique(owner, return_index=True)
    closes = np.maximum.reduceat(hours.ends, first) if days.size else hours.ends
    return _DayTable(calendar, days, hours.starts[first], closes)
