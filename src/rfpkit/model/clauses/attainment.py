"""How the verdicts of a period become one: what counts in it, few requests, floors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from rfpkit.model.attainment import AllowMisses, Attainment, CountedBy, Minimum
from rfpkit.model.clauses.outages import counted_units
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, SatisfactionMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.references import Promises
from rfpkit.model.scalars import write_share
from rfpkit.model.sentences.events import recorded
from rfpkit.model.sentences.ratio import CLOSED
from rfpkit.model.sentences.span import PERIODS, span
from rfpkit.model.sentences.statistic import statistic_name
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.words import article, plain, plural, singular


def attainment_clauses(level: ServiceLevel, document: Promises) -> Iterable[str]:
    """Yields the rules of a level's periods."""
    attainment = level.attainment
    period = PERIODS[attainment.per]
    yield f"{_counting(level, document)} {_compared(level)}"
    if isinstance(level.measure, DurationMeasure) and attainment.counted_by is CountedBy.START:
        waits = "while a request that is pending in it could turn the verdict"
        yield f"A {period} is not judged {waits}."
    yield from _rolling(level)
    if attainment.minimum is not None:
        few = f"A {period} with {fewer(level, attainment.minimum)}"
        yield f"{few} {_few(attainment.minimum)}."
    if attainment.floor is not None:
        group = plain(attainment.floor.by)
        yield _floor(level, group, write_share(attainment.floor.at_least))


def fewer(level: ServiceLevel, minimum: Minimum) -> str:
    """Returns when there are too few: `fewer than 10 decided requests`."""
    what = decided(level)
    return f"fewer than {minimum.tickets:,} {singular(what) if minimum.tickets == 1 else what}"


def decided(level: ServiceLevel) -> str:
    """Returns what a period is judged on: `decided requests`, `values`, `counts`."""
    match level.measure:
        case StatisticMeasure():
            return "values"
        case StockMeasure():
            return "decided counts"
        case AccumulationMeasure() as measure:
            return f"decided {plural(measure.unit)}"
        case DutyMeasure():
            return "decided deliveries"
        case RatioMeasure() as measure if measure.feed is not None:
            return "decided rows"
        case DurationMeasure() | RatioMeasure() | SatisfactionMeasure():
            return "decided requests"
        case _:
            assert_never(level.measure)


def _compared(level: ServiceLevel) -> str:
    if isinstance(level.measure, StatisticMeasure):
        return "It is compared exactly and never rounded."
    return "It is compared exactly and never rounded up."


def _rolling(level: ServiceLevel) -> Iterable[str]:
    together = span(level.attainment)
    if not together.rolls:
        return
    period = PERIODS[together.period]
    if isinstance(level.measure, AccumulationMeasure):
        early = "; where the contract is not so old yet, on what adds up since it began"
        yield (
            f"Each {period} is judged on the time that adds up in it and in the "
            f"{together.before}{early}."
        )
        return
    yield (
        f"Each {period} is judged on everything that counts in it and in the {together.before}; "
        "one with fewer before it is not judged."
    )


def _floor(level: ServiceLevel, group: str, share: str) -> str:
    attainment = level.attainment
    least = f"Each {group} must reach at least {share} by itself"
    if attainment.minimum is None:
        return f"{least}."
    few = f"where {article(group)} has {fewer(level, attainment.minimum)}"
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


def _counting(level: ServiceLevel, document: Promises) -> str:  # noqa: PLR0911 (a case for each kind)
    period = PERIODS[level.attainment.per]
    match level.measure:
        case DurationMeasure():
            counted = _COUNTED[level.attainment.counted_by]
            return (
                f"A request counts in the {period} in which it {counted}. Attainment is the "
                "number met divided by the number met and missed."
            )
        case RatioMeasure() as measure:
            return _ratio(measure, period, document)
        case StatisticMeasure() as measure:
            values = _values(measure, level.attainment)
            return f"{values} The result is their {statistic_name(measure)}."
        case StockMeasure() as measure:
            sites = ", all sites together" if measure.by == "site" else ""
            which = "delivered" if measure.calendar is None else "needed"
            return (
                f"A count belongs to the {period} of its day. Attainment is the number of counts "
                f"that reach the target divided by the number that was {which}{sites}."
            )
        case AccumulationMeasure() as measure:
            return (
                f"Attainment is the number of {plural(measure.unit)} within the limit divided by "
                f"the number of {counted_units(level, measure)}."
            )
        case DutyMeasure():
            return (
                f"A delivery counts in the {period} that it is for. Attainment is the number "
                "delivered in time divided by the number that was due."
            )
        case SatisfactionMeasure():
            return (
                f"A rating counts in the {period} in which its request is closed. Attainment is "
                "the share that the sentence above defines."
            )
        case _:
            assert_never(level.measure)


def _ratio(measure: RatioMeasure, period: str, document: Promises) -> str:
    good = "Attainment is the number of which the test holds divided by the number counted."
    if measure.feed is not None:
        return f"A row counts in the {period} of its date. {good}"
    which = "first" if measure.good.not_again == "ticket" else "last"
    event = recorded(measure.counted or CLOSED, document)
    return f"A request counts in the {period} in which {event} is {which} recorded for it. {good}"


def _values(measure: StatisticMeasure, attainment: Attainment) -> str:
    period = PERIODS[attainment.per]
    match measure.source:
        case "stop":
            owed = "would use up the value that is owed, whether or not it is finished"
            counted = (
                owed if attainment.counted_by is CountedBy.DUE else _COUNTED[attainment.counted_by]
            )
            return f"A request counts in the {period} in which it {counted}."
        case "feed":
            return f"A row counts in the {period} of its own date."
        case _:
            return f"A request counts in the {period} in which it is closed."


_COUNTED = {
    CountedBy.DUE: "falls due, whether or not it is finished",
    CountedBy.STOP: "is finished, or falls due if it is not finished",
    CountedBy.START: "starts its clock",
}
