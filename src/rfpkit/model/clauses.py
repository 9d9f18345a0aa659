"""The sentences that follow a level's first one: each rule by which its verdicts are made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from rfpkit.model.attainment import AllowMisses, Attainment, CountedBy, Minimum
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
        *_credit(level),
    ]


def _measure(level: ServiceLevel, document: Promises) -> Iterable[str]:
    match level.measure:
        case DurationMeasure() as measure:
            yield from _days(level, measure)
            yield _pause(level, measure, document)
            yield _reopening(level, measure)
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
            place = " at each site" if measure.by == "site" else ""
            yield f"The Contractor counts{place} once each {measure.each} and delivers every count."
        case _:
            assert_never(level.measure)


def _days(level: ServiceLevel, measure: DurationMeasure) -> Iterable[str]:
    units = _units(level)
    if Unit.CALENDAR_DAYS in units:
        yield "A request is due at the same clock time, the stated number of calendar days later."
    if Unit.BUSINESS_DAYS not in units:
        return
    late = f"after {clock(measure.cutoff)}" if measure.cutoff is not None else ""
    moved = f"{late} or on a closed day" if late else "on a closed day"
    day_0 = (
        f"The business day on which the clock starts is day 0; a start {moved} counts as one on "
        "the next business day."
    )
    match measure.day_rule:
        case DayRule.CLOSE_OF_BUSINESS:
            yield (
                f"{day_0} The request is due at the close of business on the day that is the "
                "stated number of business days after day 0."
            )
        case DayRule.SAME_TIME:
            next_day = f", and one {late} to the opening of the next business day" if late else ""
            yield (
                f"A start outside hours moves to the next opening{next_day}. The request is due "
                "at the same clock time, the stated number of business days later, within that "
                "day's hours."
            )
        case DayRule.NEXT_OPENING:
            yield (
                f"{day_0} The request is due at the opening of the business day that follows the "
                "stated number of business days after day 0."
            )
        case _:
            assert_never(measure.day_rule)


def _units(level: ServiceLevel) -> set[Unit]:
    return {limit.unit for limit in limits(level.target)}


def _pause(level: ServiceLevel, measure: DurationMeasure, document: Promises) -> str:
    if not measure.pause:
        return "No pause is honored; the clock runs through each."
    names = joined([_name(name, document.pauses) for name in measure.pause], "or")
    return (
        f"The clock stands still only while a request is {names}; the due time moves by the "
        f"{_time(level)} that the pause took. No other pause is honored."
    )


def _time(level: ServiceLevel) -> str:
    return "time" if Unit.CALENDAR_DAYS in _units(level) else "service time"


def _reopening(level: ServiceLevel, measure: DurationMeasure) -> str:
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


def _exclusions(level: ServiceLevel, document: Promises) -> Iterable[str]:
    if level.exclude:
        names = joined([_name(name, document.exclusions) for name in level.exclude], "or")
        reasons = "this reason" if len(level.exclude) == 1 else "these reasons"
        yield f"A request is left out of the count only for {reasons}: {names}."


def _attainment(level: ServiceLevel) -> Iterable[str]:
    attainment = level.attainment
    period = PERIODS[attainment.per]
    yield f"{_counting(level)} It is compared exactly and never rounded up."
    if attainment.minimum is not None:
        few = f"A {period} with fewer than {attainment.minimum.tickets} decided requests"
        yield f"{few} {_few(attainment.minimum)}."
    if attainment.floor is not None:
        yield _floor(attainment, plain(attainment.floor.by), write_share(attainment.floor.at_least))


def _floor(attainment: Attainment, group: str, share: str) -> str:
    least = f"Each {group} must reach at least {share} by itself"
    if attainment.minimum is None:
        return f"{least}."
    few = f"where a {group} has fewer than {attainment.minimum.tickets} decided requests"
    return f"{least}; {few}, its {PERIODS[attainment.per]} {_few(attainment.minimum)}."


def _few(minimum: Minimum) -> str:
    match minimum.otherwise:
        case "pool_with_next":
            return "is judged together with the next one"
        case "no_credit":
            return "is not judged and brings no credit"
        case AllowMisses(allow_misses=allowed):
            return f"is met also with up to {allowed} miss" + ("" if allowed == 1 else "es")
        case _:
            assert_never(minimum.otherwise)


def _counting(level: ServiceLevel) -> str:
    period = PERIODS[level.attainment.per]
    counted = {
        CountedBy.DUE: "falls due, whether or not it is finished",
        CountedBy.STOP: "is finished, or falls due if it is not finished",
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
                f"A rating counts in the {period} in which its request is closed. Attainment is "
                "the share that the sentence above defines."
            )
        case StockMeasure() as measure:
            sites = ", all sites together" if measure.by == "site" else ""
            return (
                f"A count belongs to the {period} of its day. Attainment is the number of counts "
                f"that reach the target divided by the number of counts{sites}."
            )
        case _:
            assert_never(level.measure)


def _credit(level: ServiceLevel) -> Iterable[str]:
    credit = level.credit
    if credit is None:
        yield "The result is reported; no performance credit is attached."
        return
    bands = [f"{write_share(b.credit)} below {write_share(b.below)}" for b in credit.bands]
    most = f", at most {credit.cap}" if credit.cap is not None else ""
    lowest = " Only the lowest band that is reached counts." if len(bands) > 1 else ""
    yield (
        f"The performance credit is a share of the {plain(credit.base)}: "
        f"{joined(bands, 'and')}{most}.{lowest}"
    )
    if level.attainment.floor is not None:
        yield (
            "The credit follows from the attainment of all requests together; a floor that is "
            "missed while no band is reached brings none."
        )


def _name(name: str, defined: Iterable[Definition]) -> str:
    for definition in defined:
        if definition.id == name:
            return definition.name
    return plain(name)
