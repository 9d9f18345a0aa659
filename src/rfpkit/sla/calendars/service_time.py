"""Answers about single instants of a calendar: elapsed, due, and the slices between."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import assert_never

import numpy as np

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.digest import digest_of, short
from rfpkit.model.kinds.measure import DayRule
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.scalars import write_clock
from rfpkit.model.service_time import CalendarName, DueTime, ServiceTime, Stretch
from rfpkit.model.utc_offsets import stretches
from rfpkit.sla.calendars.closed import Reasons
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.days import DayCount, due_in_business_days, due_in_calendar_days
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, local_date


def service_time(calendar: CompiledCalendar, start: int, stop: int) -> ServiceTime:
    """Returns the service time in `[start, stop)`, zero where stop is not after start.

    Both instants lie in the calendar's cover.
    """
    return ServiceTime(
        calendar=_named(calendar.calendar),
        start=start,
        stop=stop,
        seconds=_elapsed(calendar, start, stop),
        slices=tuple(_slices(calendar, start, stop)),
        notes=tuple(clock_changes(calendar.zone, start, stop)),
    )


def due_time(
    calendar: CompiledCalendar, given: int, limit: TimeLimit, count: DayCount, *, backward: bool
) -> DueTime | None:
    """Returns when a target is over that starts at an instant; None beyond the calendar's cover.

    Backward the instant is the end, and the answer the latest start that leaves the whole
    target before it: the last one whose due instant is not after the given one.
    """
    answer = (latest_start if backward else due_instant)(calendar, given, limit, count)
    if answer is None:
        return None
    start, stop = sorted((given, answer))
    opening = _one(calendar.next_opening(_column(start)))
    later = _one(calendar.latest_compliant_before(_column(stop)))
    hours = limit.unit is Unit.SECONDS
    return DueTime(
        calendar=_named(calendar.calendar),
        amount=str(limit),
        rule=_rule(limit, count),
        backward=backward,
        given=given,
        answer=answer,
        begins=opening if opening != start and limit.unit is not Unit.CALENDAR_DAYS else None,
        latest_compliant_before=later if hours and not backward else None,
        seconds=_elapsed(calendar, start, stop),
        slices=tuple(_slices(calendar, start, stop)),
        notes=tuple(clock_changes(calendar.zone, start, stop)),
    )


def due_instant(
    calendar: CompiledCalendar, start: int, limit: TimeLimit, count: DayCount
) -> int | None:
    """Returns when a target is over; None where the calendar's cover ends before."""
    begin, amount = _column(start), _column(limit.amount)
    match limit.unit:
        case Unit.SECONDS:
            return _one(calendar.due(begin, amount))
        case Unit.BUSINESS_DAYS:
            return _one(due_in_business_days(calendar, begin, amount, count))
        case Unit.CALENDAR_DAYS:
            return _one(due_in_calendar_days(calendar, begin, amount))
        case _:
            assert_never(limit.unit)


def latest_start(
    calendar: CompiledCalendar, stop: int, limit: TimeLimit, count: DayCount
) -> int | None:
    """Returns the latest start from which a target is over by an instant; None before the cover."""
    if limit.unit is Unit.SECONDS:
        return _one(calendar.back(_column(stop), _column(limit.amount)))
    early, late = calendar.first - 1, stop
    # A later start is never due earlier, so halving finds the last one that is in time.
    while late - early > 1:
        middle = (early + late) // 2
        due = due_instant(calendar, middle, limit, count)
        early, late = (middle, late) if due is not None and due <= stop else (early, middle)
    return early if early >= calendar.first else None


def clock_changes(zone: str, start: int, stop: int) -> Iterator[str]:
    """Yields a sentence for each change of the clocks between two instants."""
    years = range(local_date(zone, start).year - 1, local_date(zone, stop).year + 2)
    found = [stretch for year in years for stretch in stretches(zone, year)]
    for (_, before), (instant, after) in pairwise(found):
        if after != before and start < instant < stop:
            shown = [write_clock((instant + offset) % 86_400) for offset in (before, after)]
            way, size = ("forward", "shorter") if after > before else ("back", "longer")
            hours = _length(abs(after - before))
            # At midnight, too: forward, the new day is the shorter one; back, the old one goes on.
            yield (
                f"the clocks go {way} on {local_date(zone, instant)}, from {shown[0]} to "
                f"{shown[1]}: that day is {hours} {size}"
            )


def _length(seconds: int) -> str:
    return "an hour" if seconds == 3600 else f"{seconds // 60} minutes"


def _slices(calendar: CompiledCalendar, start: int, stop: int) -> Iterator[Stretch]:
    reasons = Reasons(calendar)
    edges = np.unique(np.concatenate([calendar.starts, calendar.ends, [start, stop]]))
    edges = edges[(edges >= start) & (edges <= stop)]
    running = calendar.next_opening(edges) == edges
    for (begin, end), is_open in zip(pairwise(edges.tolist()), running.tolist(), strict=False):
        reason = "" if is_open else reasons.between(begin, end)
        yield Stretch(start=begin, end=end, open=is_open, reason=reason)


def _rule(limit: TimeLimit, count: DayCount) -> str:
    if limit.unit is not Unit.BUSINESS_DAYS:
        return ""
    after = f", cut-off {write_clock(count.cutoff)}" if count.cutoff is not None else ""
    return _RULES[count.rule] + after


_RULES = {
    DayRule.CLOSE_OF_BUSINESS: "by the close of the last business day",
    DayRule.SAME_TIME: "at the same time of the last business day",
    DayRule.NEXT_OPENING: "by the opening of the business day after the last",
}


def _named(calendar: ServiceCalendar) -> CalendarName:
    return CalendarName(
        id=calendar.id,
        version=calendar.version,
        digest=short(digest_of(calendar)),
        timezone=calendar.timezone or "UTC",
    )


def _elapsed(calendar: CompiledCalendar, start: int, stop: int) -> int:
    return int(calendar.elapsed(_column(start), _column(stop))[0])


def _column(value: int) -> Instants:
    return np.array([value], dtype=np.int64)


def _one(column: Instants) -> int | None:
    value = int(column[0])
    return None if value == UNKNOWN else value
