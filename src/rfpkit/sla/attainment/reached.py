"""What a period has reached, and whether it is what is owed, whatever kind of level it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from rfpkit.model.audit import PeriodState, StatisticResult, Tally
from rfpkit.model.kinds.measure import SatisfactionMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.limit import TimeLimit
from rfpkit.model.service_level import ServiceLevel
from rfpkit.sla.kinds.statistics import mean_share, statistic_of

Values = Sequence[tuple[int, int]]
"""Values with how often each counts."""


class Shares(NamedTuple):
    """An exact share, and what it would be at best and at worst; None where there is none."""

    attainment: Fraction | None = None
    best: Fraction | None = None
    worst: Fraction | None = None


NO_SHARES = Shares()


@dataclass(frozen=True)
class Reached:
    """A share or a statistic of a period, with its bounds, and what follows from it."""

    state: PeriodState
    """Met, missed, indeterminate, or without data; too few tickets aside."""
    owed: Fraction = Fraction(0)
    shares: Shares = NO_SHARES
    _: KW_ONLY
    is_owed: bool = True
    """Whether anything is owed in the period."""
    statistic: StatisticResult | None = None


def reach(level: ServiceLevel, tally: Tally, values: Values, owed: Fraction | None) -> Reached:
    """Returns what a period has reached of a level."""
    match level.measure:
        case StatisticMeasure() as measure if isinstance(level.target, TimeLimit | Decimal):
            judged = statistic_of(measure, values, tally.unscorable, level.target)
            if judged.result.value is None and judged.met is None and not tally.unscorable:
                return Reached(PeriodState.NO_DATA, statistic=judged.result)
            return Reached(_decided(judged.met), statistic=judged.result)
        case SatisfactionMeasure(method=method) as measure if method.is_mean and owed is not None:
            mean = mean_share(measure, values, tally.unscorable)
            met = _agreed(mean.worst, mean.best, owed)
            return Reached(_decided(met), owed, Shares(mean.share, mean.best, mean.worst))
        case _:
            return by_share(tally, owed)


def by_share(tally: Tally, owed: Fraction | None) -> Reached:
    """Returns what a tally has reached of a share."""
    shares = Shares(tally.attainment, tally.best, tally.worst)
    if owed is None:
        return Reached(PeriodState.NO_TARGET, shares=shares, is_owed=False)
    return Reached(bounded(tally, share_rule(owed)), owed, shares)


Rule = Callable[[int, int], bool]
"""Whether so many met and so many missed tickets meet the level."""


def share_rule(owed: Fraction) -> Rule:
    """Returns the rule of a share, compared in integers."""
    return lambda met, missed: met * owed.denominator >= owed.numerator * (met + missed)


def misses_rule(owed: Fraction, allowed: int, enough: int) -> Rule:
    """Returns the rule of a period with fewer than `enough` tickets: so many may be missed."""
    by_share = share_rule(owed)
    return lambda met, missed: (
        (met + missed < enough and missed <= allowed) or by_share(met, missed)
    )


def bounded(tally: Tally, meets: Rule) -> PeriodState:
    """Returns met or missed where no unscorable ticket can turn it, else indeterminate."""
    missed = tally.missed + tally.missed_open
    best = meets(tally.met + tally.unscorable, missed)
    worst = meets(tally.met, missed + tally.unscorable)
    # With few tickets, one that cannot be scored may also decide which rule holds.
    if len({best, worst, meets(tally.met, missed) if tally.decided else best}) > 1:
        return PeriodState.INDETERMINATE
    return PeriodState.MET if best else PeriodState.MISSED


def _decided(met: bool | None) -> PeriodState:  # noqa: FBT001 (an answer, not a switch)
    if met is None:
        return PeriodState.INDETERMINATE
    return PeriodState.MET if met else PeriodState.MISSED


def _agreed(worst: Fraction | None, best: Fraction | None, owed: Fraction) -> bool | None:
    """Returns whether a mean meets what is owed; None where the bounds disagree."""
    if worst is None or best is None or (worst >= owed) != (best >= owed):
        return None
    return worst >= owed
