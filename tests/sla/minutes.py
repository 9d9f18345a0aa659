"""A calendar asked minute by minute, and days counted on it: slow, plain, independent."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from itertools import accumulate
from zoneinfo import ZoneInfo

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.kinds.measure import DayRule

MINUTE, DAY = 60, datetime.timedelta(days=1)


@dataclass
class Minutes:
    """Which minutes of a calendar are open, found by asking each of them."""

    calendar: ServiceCalendar
    first: int
    open: list[bool] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    """How many minutes were open before each."""

    @classmethod
    def between(cls, calendar: ServiceCalendar, first: int, last: int) -> Minutes:
        found = cls(calendar, first)
        found.open = [found._asks(minute) for minute in range(first, last, MINUTE)]
        found.before = [0, *accumulate(found.open)]
        return found

    def is_open(self, instant: int) -> bool:
        return self.open[(instant - self.first) // MINUTE]

    def passed(self, start: int, end: int) -> int:
        a, b = (start - self.first) // MINUTE, (end - self.first) // MINUTE
        return MINUTE * (self.before[b] - self.before[a]) if b > a else 0

    def season(self, instant: int) -> str | None:
        day = self.local(instant).date()
        held = [one.id for one in self.calendar.seasons if one.first <= day <= one.last]
        return held[-1] if held else None

    def local(self, instant: int) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(instant, ZoneInfo(self.calendar.timezone or "UTC"))

    def at(self, day: datetime.date, seconds: int) -> int:
        """The first minute at which the wall clock shows a time, or has jumped over it."""
        wanted = datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(
            seconds=seconds
        )
        guess = int(wanted.replace(tzinfo=datetime.UTC).timestamp()) - 15 * 3600
        while self.local(guess).replace(tzinfo=None) < wanted:
            guess += MINUTE
        return guess

    def day_of(self, instant: int) -> tuple[int, int] | None:
        """Opening and closing of the instant's local date; None where it has no open minute."""
        day = self.local(instant).date()
        minutes = range(self.at(day, 0), self.at(day + DAY, 0), MINUTE)
        held = [minute for minute in minutes if self.is_open(minute)]
        return (held[0], held[-1] + MINUTE) if held else None

    def _asks(self, instant: int) -> bool:
        local = self.local(instant)
        day, second = local.date(), local.hour * 3600 + local.minute * 60
        for opening in self.calendar.openings:
            if opening.date == day and opening.start <= second < opening.end:
                return True
        for closure in self.calendar.closures:
            if closure.date == day and closure.start <= second < closure.end:
                return False
        scope = self.calendar.holiday_scope
        holidays = {holiday.date for holiday in self.calendar.holidays}
        if scope == "calendar_date" and day in holidays:
            return False
        return any(
            start <= moment < end and not (scope == "shift_start" and owner in holidays)
            for owner, moment in ((day, second), (day - DAY, second + 86_400))
            if self.calendar.covers.first <= owner
            for start, end in self._week(owner)[owner.weekday()]
        )

    def _week(self, day: datetime.date) -> tuple[tuple[tuple[int, int], ...], ...]:
        held = [
            season.week for season in self.calendar.seasons if season.first <= day <= season.last
        ]
        return held[-1] if held else self.calendar.week


def calendar_days(minutes: Minutes, start: int, days: int) -> int:
    local = minutes.local(start)
    seconds = local.hour * 3600 + local.minute * 60
    return minutes.at(local.date() + days * DAY, seconds)


def business_days(
    minutes: Minutes, start: int, days: int, rule: DayRule, cutoff: int | None
) -> int:
    local = minutes.local(start)
    late = cutoff is not None and local.hour * 3600 + local.minute * 60 > cutoff
    late = late and minutes.day_of(start) is not None
    noon = minutes.at(local.date(), 43_200)
    if late:
        noon = _next_noon(minutes, noon)
    while minutes.day_of(noon) is None:
        noon = _next_noon(minutes, noon)
    begin = start
    if rule is DayRule.SAME_TIME:
        begin = start if not late else _hours(minutes, noon)[0]
        while not minutes.is_open(begin):
            begin += MINUTE
        noon = minutes.at(minutes.local(begin).date(), 43_200)
    for _ in range(days + (rule is DayRule.NEXT_OPENING)):
        noon = _next_noon(minutes, noon)
        while minutes.day_of(noon) is None:
            noon = _next_noon(minutes, noon)
    opening, closing = _hours(minutes, noon)
    if rule is DayRule.SAME_TIME:
        clock = minutes.local(begin)
        same = minutes.at(minutes.local(noon).date(), clock.hour * 3600 + clock.minute * 60)
        return min(max(same, opening), closing)
    return closing if rule is DayRule.CLOSE_OF_BUSINESS else opening


def _next_noon(minutes: Minutes, noon: int) -> int:
    return minutes.at(minutes.local(noon).date() + DAY, 43_200)


def _hours(minutes: Minutes, noon: int) -> tuple[int, int]:
    found = minutes.day_of(noon)
    assert found is not None
    return found
