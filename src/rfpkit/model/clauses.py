"""The sentences that follow a level's first one: each rule by which its verdicts are made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from rfpkit.model.attainment import AllowMisses, CountedBy
from rfpkit.model.credit import Credit
from rfpkit.model.limit import Unit
from rfpkit.model.measure import (
    DayRule,
    DurationMeasure,
    OnReopen,
    PriorityChange,
    SatisfactionMeasure,
    StockMeasure,
)
from rfpkit.model.references import Promises
from rfpkit.model.scalars import write_share
from rfpkit.model.sentence import PERIODS
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.target import limits
from rfpkit.model.terms import Definition
from rfpkit.model.words import clock, joined, plain


def clauses(level: ServiceLevel, document: Promises) -> list[str]:
    """Returns the level's further sentences, in the order in which a clock meets them."""
    return [
        *_measure(level, document),
        *_exclusions(level, document),
        *_attainment(level),
        *_credit(level.credit),
    ]


def _measure(level: ServiceLevel, document: Promises) -> Iterable[str]:
    match level.measure:
        case DurationMeasure() as measure:
            yield from _days(level, measure)
            yield _pause(measure, document)
            yield _reopening(measure)
            if isinstance(level.target, dict):
                yield _priority(measure)
        case SatisfactionMeasure() as measure:
            yield (
                "A customer is asked when the request is closed; a closed request without an "
                "answer is not counted."
            )
            if measure.response_floor is not None:
                floor = write_share(measure.response_floor)
                yield f"The result counts if at least {floor} of the closed requests have a rating."
        case StockMeasure() as measure:
            yield f"The Contractor counts once each {measure.each} and delivers every count."
        case _:
            assert_never(level.measure)


def _days(level: ServiceLevel, measure: DurationMeasure) -> Iterable[str]:
    units = {limit.unit for limit in limits(level.target)}
    if Unit.CALENDAR_DAYS in units:
        yield "A request is due at the same clock time, the stated number of calendar days later."
    if Unit.BUSINESS_DAYS not in units:
        return
    match measure.day_rule:
        case DayRule.CLOSE_OF_BUSINESS:
            late = f"after {clock(measure.cutoff)} or " if measure.cutoff is not None else ""
            yield (
                f"The business day on which the clock starts is day 0; a start {late}on a closed "
                "day counts as the next business day. The request is due at the close of business "
                "of the last day."
            )
        case DayRule.SAME_TIME:
            yield (
                "A start outside hours moves to the next opening. The request is due at the same "
                "clock time, the stated number of business days later, within that day's hours."
            )
        case DayRule.NEXT_OPENING:
            yield (
                "The business day on which the clock starts is day 0. The request is due by the "
                "opening of the business day after the last day."
            )
        case _:
            assert_never(measure.day_rule)


def _pause(measure: DurationMeasure, document: Promises) -> str:
    if not measure.pause:
        return "The clock never stands still between its start and its stop."
    names = joined([_name(name, document.pauses) for name in measure.pause], "or")
    return (
        f"The clock stands still only while a request is {names}; the due time moves by the "
        "service time that the pause took. No other pause is honored."
    )


def _reopening(measure: DurationMeasure) -> str:
    window = f"within {measure.reopen_window} of its stop"
    match measure.on_reopen:
        case OnReopen.CONTINUE:
            rule = "continues its clock; the time for which it was closed does not count"
        case OnReopen.COUNT_CLOSED:
            rule = "continues its clock; the time for which it was closed counts"
        case OnReopen.FIRST_STOP:
            rule = "does not undo the stop"
        case OnReopen.NEW_EPISODE:
            rule = "counts as a request of its own"
        case _:
            assert_never(measure.on_reopen)
    return f"A request that comes back {window} {rule}; one that comes back later is a new request."


def _priority(measure: DurationMeasure) -> str:
    match measure.priority_change:
        case PriorityChange.AT_START:
            return "The priority at the start of the clock decides the target."
        case PriorityChange.AT_STOP:
            return "The priority at the stop of the clock decides the target."
        case PriorityChange.STRICTEST:
            return "If the priority changes on the way, the strictest target counts."
        case _:
            assert_never(measure.priority_change)


def _exclusions(level: ServiceLevel, document: Promises) -> Iterable[str]:
    if level.exclude:
        names = joined([_name(name, document.exclusions) for name in level.exclude], "or")
        yield f"A request is left out of the count only for {names}."


def _attainment(level: ServiceLevel) -> Iterable[str]:
    attainment = level.attainment
    period = PERIODS[attainment.per]
    yield f"{_counting(level)} It is compared exactly and never rounded up."
    if attainment.minimum is not None:
        few = f"A {period} with fewer than {attainment.minimum.tickets} decided requests"
        match attainment.minimum.otherwise:
            case "pool_with_next":
                yield f"{few} is judged together with the next one."
            case "no_credit":
                yield f"{few} brings no credit."
            case AllowMisses() as allowed:
                yield f"{few} meets the level with up to {allowed.allow_misses} misses."
            case _:
                assert_never(attainment.minimum.otherwise)
    if attainment.floor is not None:
        floor = attainment.floor
        yield f"Each {plain(floor.by)} must reach at least {write_share(floor.at_least)} by itself."


def _counting(level: ServiceLevel) -> str:
    period = PERIODS[level.attainment.per]
    counted = {
        CountedBy.DUE: "falls due, whether or not it is finished",
        CountedBy.STOP: "is finished",
        CountedBy.START: "starts its clock",
    }[level.attainment.counted_by]
    match level.measure:
        case DurationMeasure():
            return (
                f"A request counts in the {period} in which it {counted}. Attainment is the "
                "number met divided by the number met and missed."
            )
        case SatisfactionMeasure():
            return (
                f"A rating counts in the {period} in which its request {counted}. Attainment is "
                "the share that the sentence above defines."
            )
        case StockMeasure():
            return (
                f"A count belongs to the {period} of its day. Attainment is the number of counts "
                "that reach the target divided by the number of counts."
            )
        case _:
            assert_never(level.measure)


def _credit(credit: Credit | None) -> Iterable[str]:
    if credit is None:
        yield "The result is reported; no performance credit is attached."
        return
    bands = [f"{write_share(b.credit)} below {write_share(b.below)}" for b in credit.bands]
    text = f"The performance credit is a share of the {plain(credit.base)}: {joined(bands, 'and')}"
    yield text + (f", at most {credit.cap}." if credit.cap is not None else ".")


def _name(name: str, defined: Iterable[Definition]) -> str:
    for definition in defined:
        if definition.id == name:
            return definition.name
    return plain(name)
