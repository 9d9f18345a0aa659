"""Windows after an instant: is another one still inside, and is the window over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np

from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.days import DayCount, due_in_business_days, due_in_calendar_days
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, Mask


@dataclass(frozen=True, eq=False)
class Windows:
    """A window after each of some instants, its last second included."""

    calendar: CompiledCalendar
    starts: Instants
    length: TimeLimit

    @property
    def known(self) -> Mask:
        """Which windows end inside the calendar's cover."""
        return np.not_equal(self.ends, UNKNOWN)

    def holds(self, instants: Instants) -> Mask:
        """Returns which instants, each after its start, are inside."""
        if self.length.unit is Unit.SECONDS:
            passed = self.calendar.elapsed(self.starts, instants)
            return np.asarray((instants > self.starts) & (passed <= self.length.amount))
        return np.asarray((instants > self.starts) & (instants <= self.ends))

    def over(self, as_of: int) -> Mask:
        """Returns which windows can hold nothing any more that is not known at `as_of`."""
        late = np.full(self.starts.shape, as_of, dtype=np.int64)
        return np.asarray((late > self.starts) & ~self.holds(late) & self.known)

    @property
    def ends(self) -> Instants:
        """The last instant of each window; in service time, the first by which it has passed."""
        amount = np.full(self.starts.shape, self.length.amount, dtype=np.int64)
        match self.length.unit:
            case Unit.SECONDS:
                return self.calendar.due(self.starts, amount)
            case Unit.BUSINESS_DAYS:
                return due_in_business_days(self.calendar, self.starts, amount, DayCount())
            case Unit.CALENDAR_DAYS:
                return due_in_calendar_days(self.calendar, self.starts, amount)
            case _:
                assert_never(self.length.unit)
