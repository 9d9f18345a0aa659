"""Three measurement periods of a level, by the arithmetic of the audit."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from rfpkit.model.audit import PeriodState, Tally
from rfpkit.model.counts import counts
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import SatisfactionMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.limit import TimeLimit
from rfpkit.model.numbers import MILLIONTHS
from rfpkit.model.scalars import write_share
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.words import joined, plural
from rfpkit.model.worked import Case, Tried
from rfpkit.sla.attainment.reached import Reached, Values, reach
from rfpkit.sla.kinds.statistics import owed_value, write_value

LOTS = 40
"""Units of an invented period, where the level asks for no larger number."""
FEW = 10
"""Values of an invented statistic."""


def periods(level: ServiceLevel) -> tuple[Tried, ...]:
    """Returns a period that is met, one on the edge, and one that is missed by the least."""
    match level.measure:
        case StatisticMeasure() as measure if isinstance(level.target, TimeLimit | Decimal):
            return tuple(_statistics(level, measure, level.target))
        case SatisfactionMeasure(method=method) as measure if method.is_mean:
            return tuple(_means(level, measure))
        case _:
            return tuple(_shares(level))


class Owed(NamedTuple):
    """The share that a period is judged by."""

    share: Fraction | None
    """None where the level owes a value itself."""
    since: datetime.date | None = None
    """First day on which it is owed; None where it is owed throughout."""


def owed_of(level: ServiceLevel) -> Owed:
    """Returns what is owed: by the last step, and from its day, where there are steps."""
    steps = level.attainment.steps
    if not steps:
        return Owed(level.attainment.at_least)
    return Owed(steps[-1].at_least, steps[-1].first if len(steps) > 1 else None)


def _shares(level: ServiceLevel) -> Iterator[Tried]:
    owed = owed_of(level).share
    if owed is None:
        return
    minimum = level.attainment.minimum
    of = max(LOTS, minimum.tickets if minimum else 0)
    if isinstance(level.measure, DutyMeasure):
        of = level.attainment.rolling or 1  # one delivery for each period
    noun = _counted_as(level)
    states = [_of_counts(level, met, of).state for met in range(of + 1)]
    least = states.index(PeriodState.MET) if PeriodState.MET in states else of
    chosen: list[tuple[Case, int]] = [("edge", least), ("missed", least - 1)]
    if least < of:
        chosen.insert(0, ("met", of - max((of - least) // 2, 0)))
    for case, met in chosen:
        if met >= 0:
            reached = _of_counts(level, met, of)
            given = f"{met} of {of} {plural(noun) if of != 1 else noun}"
            yield Tried(case=case, given=given, reached=_share(reached), state=reached.state)


def _counted_as(level: ServiceLevel) -> str:
    return "rating" if isinstance(level.measure, SatisfactionMeasure) else counts(level.measure)


def _of_counts(level: ServiceLevel, met: int, of: int) -> Reached:
    return reach(level, Tally(met=met, missed=of - met), (), owed_of(level).share)


def _share(reached: Reached) -> str:
    share = reached.shares.attainment
    return "" if share is None else write_share(_cut(share))


def _cut(share: Fraction) -> Fraction:
    # Cut, never rounded up: what is printed is not more than what was reached.
    return Fraction(int(share * 10_000), 10_000)


def _statistics(
    level: ServiceLevel, measure: StatisticMeasure, target: TimeLimit | Decimal
) -> Iterator[Tried]:
    scale = 1 if measure.stop is not None else MILLIONTHS
    owed = int(owed_value(target) * scale)
    step = max(owed // 20, 1)
    if isinstance(target, TimeLimit) and owed >= 20 * scale:
        step = max(step - step % scale, scale)
    pattern = [step * (n - 5) for n in range(FEW)]
    least = scale if isinstance(target, TimeLimit) else min(step, max(scale // 100, 1))
    worse = least if measure.better == "lower" else -least
    centre = _centre(level, pattern, owed)
    chosen: list[tuple[Case, int]] = [
        ("met", -step if worse > 0 else step), ("edge", 0), ("missed", worse),
    ]  # fmt: skip
    for case, shift in chosen:
        values = [max(owed + one - centre + shift, 0) for one in pattern]
        tried = _tried(level, case, values, lambda one: write_value(Fraction(one, scale), target))
        if tried is not None:
            yield tried


def _centre(level: ServiceLevel, pattern: Sequence[int], owed: int) -> int:
    """Returns by how much the pattern is to move so that its statistic is the owed value."""
    base = owed - min(pattern)
    scale = 1 if getattr(level.measure, "stop", None) is not None else MILLIONTHS
    found = reach(level, Tally(met=FEW), [(base + one, 1) for one in pattern], None).statistic
    value = found.value if found is not None else None
    return 0 if value is None else int(value * scale) - base


def _means(level: ServiceLevel, measure: SatisfactionMeasure) -> Iterator[Tried]:
    """Yields ten ratings that meet what is owed, and the same ones a point lower."""
    best, owed = measure.scale, owed_of(level).share
    if owed is None:
        return
    tries = [_ratings(total, best) for total in range(FEW, FEW * best + 1)]
    good = [values for values in tries if _met(level, values)]
    if not good:
        return
    least = tries.index(good[0])
    chosen: list[tuple[Case, int]] = [("met", (least + len(tries)) // 2), ("edge", least)]
    if least:
        chosen.append(("missed", least - 1))
    for case, at in chosen:
        tried = _tried(level, case, tries[at], str)
        if tried is not None:
            yield tried


def _ratings(total: int, best: int) -> list[int]:
    each, more = divmod(total, FEW)
    return sorted([min(each + 1, best)] * more + [each] * (FEW - more))


def _met(level: ServiceLevel, values: Sequence[int]) -> bool:
    return reach(level, Tally(), _counted(values), owed_of(level).share).state is PeriodState.MET


def _counted(values: Sequence[int]) -> Values:
    return [(one, 1) for one in values]


def _tried(
    level: ServiceLevel, case: Case, values: Sequence[int], write: Callable[[int], str]
) -> Tried | None:
    reached = reach(level, Tally(met=len(values)), _counted(values), owed_of(level).share)
    text = reached.statistic.text if reached.statistic is not None else _share(reached)
    given = joined([write(one) for one in values])
    return Tried(case=case, given=given, reached=text, state=reached.state)
