"""How the clock of a duration runs: targets, days, pauses, reopenings and priorities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from rfpkit.model.clauses.pauses import NO_PAUSE, cap_clauses, reasons
from rfpkit.model.kinds.measure import DayRule, DurationMeasure, OnReopen, PriorityChange
from rfpkit.model.limit import Unit
from rfpkit.model.references import Promises
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.target import limits
from rfpkit.model.words import clock


def duration_clauses(
    level: ServiceLevel, measure: DurationMeasure, document: Promises
) -> Iterable[str]:
    """Yields the rules of a duration's clock."""
    yield from _table(level, measure)
    yield from _days(level, measure)
    yield _pause(level, measure, document)
    yield from cap_clauses(measure.pause, document, measure.pause_total)
    yield reopening(level, measure)
    yield from _same_fault(measure)
    if has_priorities(level):
        yield _priority(measure)


def has_priorities(level: ServiceLevel) -> bool:
    """Whether a target of the level depends on the priority."""
    if isinstance(level.target, tuple):
        return any(row.priority for row in level.target)
    return isinstance(level.target, dict)


def reopening(level: ServiceLevel, measure: DurationMeasure) -> str:
    """Returns what becomes of a request that comes back after its stop."""
    if measure.stops_for_good:
        return "The first stop is final: nothing that happens later starts the clock again."
    back = f"If a request comes back within {measure.reopen_window} of its stop,"
    anew = "counts as a request of its own, whose clock starts when it comes back."
    later = f"If it comes back later, it {anew}"
    match measure.on_reopen:
        case OnReopen.CONTINUE:
            closed = "the time for which it was closed does not count"
            if not _units(level) <= {Unit.SECONDS}:
                closed += f" and moves the due time by as much {_time(level)}"
            return f"{back} its clock goes on; {closed}. {later}"
        case OnReopen.COUNT_CLOSED:
            return f"{back} its clock goes on as if it had never stopped. {later}"
        case OnReopen.FIRST_STOP:
            return f"{back} its first stop stands. {later}"
        case OnReopen.NEW_EPISODE:
            return f"A request that comes back after its stop, however soon, {anew}"
        case _:
            assert_never(measure.on_reopen)


def _table(level: ServiceLevel, measure: DurationMeasure) -> Iterable[str]:
    if not isinstance(level.target, tuple) or (
        len(level.target) == 1 and level.target[0].covers_all
    ):
        return
    dated = any(row.season or row.first or row.last for row in level.target)
    when = "; the season and the date are those on which its clock starts" if dated else ""
    if measure.calendar_by_site and any(row.season for row in level.target):
        when += ", and the season is one of the calendar of its site"
    yield f"The first limit that fits a request is its target{when}."
    if not level.target[-1].covers_all:
        yield "A request that no limit fits has no target and is not counted."


def _days(level: ServiceLevel, measure: DurationMeasure) -> Iterable[str]:
    units = _units(level)
    if Unit.CALENDAR_DAYS in units:
        yield "A request is due at the same clock time, the stated number of calendar days later."
    if Unit.BUSINESS_DAYS not in units:
        return
    day = _day(level)
    late = f"after {clock(measure.cutoff)}" if measure.cutoff is not None else ""
    moved = f"{late} or on a closed day" if late else "on a closed day"
    day_0 = (
        f"The {day} on which the clock starts is day 0; a start {moved} counts as one on the "
        f"next {day}."
    )
    match measure.day_rule:
        case DayRule.CLOSE_OF_BUSINESS:
            yield (
                f"{day_0} The request is due at the close of the {day} that is the stated number "
                f"of {day}s after day 0."
            )
        case DayRule.SAME_TIME:
            next_day = f", and one {late} to the opening of the next {day}" if late else ""
            yield (
                f"A start outside hours moves to the next opening{next_day}. The request is due "
                f"at the same clock time, the stated number of {day}s later, within that day's "
                "hours."
            )
        case DayRule.NEXT_OPENING:
            yield (
                f"{day_0} The request is due at the opening of the {day} that follows the stated "
                f"number of {day}s after day 0."
            )
        case _:
            assert_never(measure.day_rule)


def _day(level: ServiceLevel) -> str:
    """Returns what the targets call a day on which the calendar is open."""
    words = {one.word for one in limits(level.target) if one.unit is Unit.BUSINESS_DAYS}
    return words.pop() if len(words) == 1 else "business day"


def _units(level: ServiceLevel) -> set[Unit]:
    return {limit.unit for limit in limits(level.target)}


def _pause(level: ServiceLevel, measure: DurationMeasure, document: Promises) -> str:
    if not measure.pause:
        return NO_PAUSE
    return (
        f"The clock stands still only while a request is {reasons(measure.pause, document)}; the "
        f"due time moves by the {_time(level)} that the pause took. No other pause is honored."
    )


def _time(level: ServiceLevel) -> str:
    return "time" if Unit.CALENDAR_DAYS in _units(level) else "service time"


def _same_fault(measure: DurationMeasure) -> Iterable[str]:
    never_back = measure.stops_for_good or measure.on_reopen is OnReopen.NEW_EPISODE
    if never_back or measure.reopen_by is None:
        return
    if measure.reopen_by == "ticket":
        yield "A new request for the same device and fault is a request of its own."
    else:
        yield (
            "A request comes back also as a new request for the same device and fault, which "
            "then counts with it as one."
        )


def _priority(measure: DurationMeasure) -> str:
    match measure.priority_change:
        case PriorityChange.AT_START:
            return "The priority at the start of the clock decides the target."
        case PriorityChange.AT_STOP:
            return "The priority at the stop of the clock decides the target."
        case PriorityChange.STRICTEST:
            return "If the priority changes between start and stop, the strictest target counts."
        case _:
            assert_never(measure.priority_change)
