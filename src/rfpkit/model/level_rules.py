"""Which target and which attainment each kind of level needs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import assert_never

from rfpkit.model.attainment import AllowMisses, Attainment
from rfpkit.model.calendars.calendar import ALWAYS
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, Measure, SatisfactionMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.record import mistake
from rfpkit.model.target import StockShare, TargetValue, limits


def check_clock(measure: Measure) -> None:
    """Refuses a clock that starts where it stops, and days that no calendar closes."""
    start, stop = getattr(measure, "start", None), getattr(measure, "stop", None)
    both = sorted(set(start or ()) & set(stop or ()))
    if both:
        message = f"`{both[0]}` both starts and stops the clock: no time would ever pass"
        raise mistake(message, "name two different events in `from` and `to`")
    windows = [limit for limit in _windows(measure) if limit.unit is Unit.BUSINESS_DAYS]
    if windows and getattr(measure, "calendar", None) in {None, ALWAYS}:
        message = f"`{windows[0]}` needs a calendar: elapsed time has no closed days"
        raise mistake(message, "name the calendar whose open days count, or write calendar days")
    reasons = [rule.reason for rule in getattr(measure, "pause", None) or ()]
    for reason in reasons:
        if reasons.count(reason) > 1:
            message = f"the pause `{reason}` stands twice"
            raise mistake(message, "write each reason once, with all its limits")


def _windows(measure: Measure) -> Iterable[TimeLimit]:
    """Yields the limits that a measure itself names."""
    match measure:
        case RatioMeasure():
            yield from [measure.good.within] if measure.good.within is not None else []
        case DutyMeasure():
            yield measure.within
        case _:
            return


def check_target(measure: Measure, target: TargetValue | None) -> None:
    """Refuses a target that does not fit what is measured."""
    match measure:
        case DurationMeasure():
            _check_duration(target)
        case StatisticMeasure():
            _check_statistic(measure, target)
        case StockMeasure():
            if not isinstance(target, StockShare | Decimal):
                raise mistake("a stock needs its target", "write `target: 3% of users`")
        case AccumulationMeasure():
            if not isinstance(target, TimeLimit):
                message = "what adds up needs one limit for all"
                raise mistake(message, "write `target: 5 business days`")
        case SatisfactionMeasure() | RatioMeasure() | DutyMeasure():
            if target is not None:
                message, hint = _WITHOUT_TARGET[measure.kind]
                raise mistake(message, f"leave `target` out; {hint}")
        case _:
            assert_never(measure)


_WITHOUT_TARGET = {
    "satisfaction": (
        "satisfaction is owed by its attainment, not by a target",
        "the rating that counts is `method`",
    ),
    "ratio": ("a ratio is owed by its attainment, not by a target", "what is good is in `good`"),
    "duty": ("a duty is due by its own limit, not by a target", "write `within` in the measure"),
}


def check_days(measure: Measure, target: TargetValue | None) -> None:
    """Refuses a target in business days on elapsed time, in which no day is closed."""
    days = [limit for limit in limits(target) if limit.unit is Unit.BUSINESS_DAYS]
    if days and getattr(measure, "calendar", None) == ALWAYS:
        message = f"`{days[0]}` needs a calendar: elapsed time has no closed days"
        raise mistake(message, "name the calendar whose open days count, or write calendar days")


def check_attainment(measure: Measure, attainment: Attainment) -> None:
    """Refuses a share where a statistic is owed, and a level that owes none."""
    if _owes_a_value(measure):
        _check_value(attainment)
    if isinstance(measure, StatisticMeasure):
        if attainment.has_share:
            message = "a statistic is one value, of which no share can be owed"
            raise mistake(message, "leave `at_least` and `steps` out; the value is in `target`")
    elif not attainment.has_share:
        hint = "write `at_least: 95%`, or `steps:` with dates, not both"
        raise mistake("the attainment needs one target", hint)


def _owes_a_value(measure: Measure) -> bool:
    is_mean = isinstance(measure, SatisfactionMeasure) and measure.method.is_mean
    return is_mean or isinstance(measure, StatisticMeasure)


def _check_value(attainment: Attainment) -> None:
    if attainment.floor is not None:
        message = "a floor is a share of tickets, and this level owes one value"
        raise mistake(message, "leave `floor` out, or write a level for each group")
    if attainment.minimum and isinstance(attainment.minimum.otherwise, AllowMisses):
        message = "misses cannot be allowed where one value is owed"
        raise mistake(message, "write `otherwise: no_credit`, or pool_with_next")


def _check_duration(target: TargetValue | None) -> None:
    if target is None or isinstance(target, StockShare | Decimal):
        raise mistake("a duration needs its target", "write `target: 3 business days`")
    units = {limit.unit for limit in limits(target)}
    if len(units) > 1:
        message = "the target mixes " + " and ".join(sorted(_UNIT_NAMES[unit] for unit in units))
        raise mistake(message, _ONE_UNIT)
    if isinstance(target, tuple):
        for position, row in enumerate(target[:-1], start=1):
            if row.covers_all:
                message = (
                    f"line {position} of the target fits every ticket: no later line is reached"
                )
                raise mistake(message, "put it last, or say which tickets it speaks of")


def _check_statistic(measure: StatisticMeasure, target: TargetValue | None) -> None:
    wants_time = measure.stop is not None
    if isinstance(target, TimeLimit) and target.unit is Unit.SECONDS and not measure.rating:
        return
    if isinstance(target, Decimal) and not wants_time:
        return
    if isinstance(target, TimeLimit) and target.unit is not Unit.SECONDS:
        message = "a statistic of days has no value between two days"
        raise mistake(message, "write the target in hours: 16 business hours")
    example = "4 business hours" if wants_time else "4.2"
    raise mistake("a statistic needs the value that is owed", f"write `target: {example}`")


_ONE_UNIT = (
    "a day is not a number of hours: write a level for the priorities in hours, and another for"
    " those in days"
)
_UNIT_NAMES = {
    Unit.SECONDS: "hours",
    Unit.BUSINESS_DAYS: "business days",
    Unit.CALENDAR_DAYS: "calendar days",
}
