"""Targets beside each other: urgent before common, answer before repair, now before later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from rfpkit.model.attainment import Period
from rfpkit.model.kinds.measure import DurationMeasure, SatisfactionMeasure, SatisfactionMethod
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.scalars import write_share
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.target import limits
from rfpkit.review.finding import Finding

_ANSWERS = frozenset({"acknowledged", "responded", "contacted", "assigned"})
_DAYS = {Period.MONTH: 28, Period.QUARTER: 90, Period.YEAR: 365}
_DAYS |= {Period.SCHOOL_YEAR: 365, Period.CONTRACT_YEAR: 365}
# Fewer than any calendar has, so that no finding is wrong: a month has some 20 business days.
_BUSINESS_DAYS = {Period.MONTH: 23, Period.QUARTER: 66, Period.YEAR: 262}
_BUSINESS_DAYS |= {Period.SCHOOL_YEAR: 262, Period.CONTRACT_YEAR: 262}


def slower_when_urgent(rfp: Solicitation) -> Iterable[Finding]:
    """Finds targets that give a more urgent request more time than a less urgent one."""
    order = [priority.id for priority in rfp.priorities]
    for level in rfp.service_levels:
        held = _by_priority(level)
        named = [name for name in order if name in held]
        for urgent, common in pairwise(named):
            if _longer(held[urgent], held[common]):
                where = f"service_levels[{level.id}].target"
                message = (
                    f"{urgent} has {held[urgent]}, and {common}, which is less urgent, has "
                    f"{held[common]}"
                )
                hint = "swap the targets, or put `priorities` in the order of urgency"
                yield Finding("slower-when-urgent", where, message, hint)


def answers_after_the_repair(rfp: Solicitation) -> Iterable[Finding]:
    """Finds acknowledgements that may come later than the repair itself."""
    clocks = [(level, level.measure) for level in rfp.service_levels]
    answers = [one for one in clocks if _ends_in(one[1], _ANSWERS)]
    repairs = [one for one in clocks if isinstance(one[1], DurationMeasure) and one not in answers]
    for answer, _ in answers:
        for repair, _ in repairs:
            for name, limit, other in _shared(answer, repair):
                if _longer(limit, other):
                    where = f"service_levels[{answer.id}].target"
                    message = (
                        f"the answer{name} may take {limit}, and `{repair.id}` is due after {other}"
                    )
                    yield Finding("answer-after-repair", where, message, "shorten the answer")


def longer_than_the_period(rfp: Solicitation) -> Iterable[Finding]:
    """Finds targets that are longer than the period in which they are counted."""
    for level in rfp.service_levels:
        most = _DAYS[level.attainment.per], _BUSINESS_DAYS[level.attainment.per]
        for limit in limits(level.target):
            days = most[0] if limit.unit is Unit.CALENDAR_DAYS else most[1]
            if limit.unit is not Unit.SECONDS and limit.amount > days:
                where = f"service_levels[{level.id}].target"
                message = (
                    f"{limit} is longer than a {level.attainment.per}, the period it counts in"
                )
                hint = "shorten the target, or measure it in a longer period"
                yield Finding("longer-than-the-period", where, message, hint)


def baselines_better_than_the_target(rfp: Solicitation) -> Iterable[Finding]:
    """Finds levels that ask for less than is reached today, where both can be compared."""
    for level in rfp.service_levels:
        now, owed = _baseline_share(level), _first_owed(level)
        if now is not None and owed is not None and now > owed:
            where = f"service_levels[{level.id}].baseline"
            message = (
                f"today {write_share(now)} is reached, and the level asks for {write_share(owed)}"
            )
            hint = "ask for no less than today, or say in `rationale` why"
            yield Finding("baseline-better", where, message, hint)


def ratings_that_nobody_asks(rfp: Solicitation) -> Iterable[Finding]:
    """Finds ratings that no survey of the RFP collects: nobody could measure them."""
    survey = rfp.operations.survey if rfp.operations is not None else None
    for level in rfp.service_levels:
        where, scale = f"service_levels[{level.id}].measure", getattr(level.measure, "scale", None)
        for name in _ratings(level):
            if survey is None or name not in survey.dimensions:
                message = f"no survey of the RFP asks for `{name}`, so that nobody can measure it"
                hint = f"name `{name}` in `operations.survey.dimensions`"
                yield Finding("not-surveyed", where, message, hint)
            elif scale is not None and survey.scale != scale:
                message = f"the survey rates from 1 to {survey.scale}, the level to {scale}"
                yield Finding("not-surveyed", where, message, "write the same `scale` in both")


def _ratings(level: ServiceLevel) -> Iterator[str]:
    measure = level.measure
    if isinstance(measure, SatisfactionMeasure):
        yield measure.dimension
    for one in (measure, getattr(measure, "good", None)):
        names = (getattr(one, key, None) for key in ("rating", "rated"))
        yield from (name for name in names if isinstance(name, str))


def _by_priority(level: ServiceLevel) -> dict[str, TimeLimit]:
    return dict(level.target) if isinstance(level.target, dict) else {}


def _ends_in(measure: object, names: frozenset[str]) -> bool:
    return isinstance(measure, DurationMeasure) and not names.isdisjoint(measure.stop)


def _shared(one: ServiceLevel, other: ServiceLevel) -> Iterator[tuple[str, TimeLimit, TimeLimit]]:
    """Yields what both levels owe to the same request, with the priority where they have one."""
    if isinstance(one.target, TimeLimit) and isinstance(other.target, TimeLimit):
        yield "", one.target, other.target
    mine, others = _by_priority(one), _by_priority(other)
    for name in mine.keys() & others.keys():
        yield f" of a {name}", mine[name], others[name]


def _longer(one: TimeLimit, other: TimeLimit) -> bool:
    return one.unit is other.unit and one.amount > other.amount


def _baseline_share(level: ServiceLevel) -> Fraction | None:
    """Returns a baseline that is a share; `4 of 5` is one only by a method of means."""
    if level.baseline is None:
        return None
    text = level.baseline.value.strip()
    if found := re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*%", text):
        return Fraction(found[1]) / 100
    measure = level.measure
    found = re.fullmatch(r"(\d+(?:\.\d+)?) of (\d+)", text)
    if (
        found is None
        or not isinstance(measure, SatisfactionMeasure)
        or measure.method is not SatisfactionMethod.MEAN_OVER_MAX
        or int(found[2]) != measure.scale
    ):
        return None
    return Fraction(found[1]) / int(found[2])


def _first_owed(level: ServiceLevel) -> Fraction | None:
    rules = level.attainment
    return rules.steps[0].at_least if rules.steps else rules.at_least
