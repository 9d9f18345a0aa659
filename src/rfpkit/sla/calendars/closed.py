"""Why a calendar is closed: the holiday's name, the closure's reason, night or weekend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rfpkit.model.calendars.week import WEEKDAY_NAMES, Week
from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.layers import weeks_by_day
from rfpkit.sla.calendars.zones import Instants, date_of, days_since_1970, to_local

NIGHT, WEEKEND, BREAK = "night", "weekend", "break"


@dataclass(frozen=True, eq=False)
class Reasons:
    """Finds the reason of every closed stretch of a calendar."""

    calendar: CompiledCalendar

    def between(self, start: int, end: int) -> str:
        """Returns why the calendar is closed in `[start, end)`, in a few words.

        The night counts for nothing beside a closed day: Friday evening to Monday morning is
        `weekend`.
        """
        ends = np.array([start, end - 1], dtype=np.int64)
        local_start, local_end = to_local(self.calendar.zone, ends).tolist()
        days = range(local_start // SECONDS_PER_DAY, local_end // SECONDS_PER_DAY + 1)
        found = [
            reason
            for day in days
            for reason in self._of_day(
                day,
                max(local_start, day * SECONDS_PER_DAY),
                min(local_end + 1, (day + 1) * SECONDS_PER_DAY),
            )
        ]
        telling = [reason for reason in found if reason != NIGHT]
        return ", ".join(dict.fromkeys(telling)) or NIGHT

    def _of_day(self, day: int, start: int, end: int) -> Iterator[str]:
        midnight = day * SECONDS_PER_DAY
        entry = self.calendar.calendar
        closures = [
            closure.reason
            for closure in entry.closures
            if days_since_1970(closure.date) == day
            and midnight + closure.start < end
            and midnight + closure.end > start
        ]
        names = self._holidays.get(day, ())
        if closures or names:
            yield from (*names, *closures)
        else:
            yield self._of_week(day, start - midnight, end - midnight)

    def _of_week(self, day: int, start: int, end: int) -> str:
        in_force, weeks = self._weeks
        position = day - days_since_1970(self.calendar.calendar.covers.first)
        if not 0 <= position < in_force.size:
            return "outside the calendar's dates"
        hours = weeks[in_force[position]][date_of(day).weekday()]
        if hours:
            inside = min(a for a, _ in hours) <= start and end <= max(b for _, b in hours)
            return BREAK if inside else NIGHT
        season = ""
        if in_force[position]:
            season = f" ({self.calendar.calendar.seasons[int(in_force[position]) - 1].id})"
        weekday = date_of(day).weekday()
        return WEEKEND if weekday > 4 else f"closed on {WEEKDAY_NAMES[weekday]}s{season}"

    @cached_property
    def _holidays(self) -> dict[int, list[str]]:
        names: dict[int, list[str]] = {}
        for date, name in self.calendar.calendar.closed_dates():
            names.setdefault(days_since_1970(date), []).append(name)
        return names

    @cached_property
    def _weeks(self) -> tuple[Instants, tuple[Week, ...]]:
        return weeks_by_day(self.calendar.calendar)
