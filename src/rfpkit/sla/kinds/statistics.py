"""One value from the values of a period: exact, with bounds where some values are not known.

Values come as counts, `(value, weight)`: they add up over partitions. Seconds for service
time, millionths for every other number, plain ratings for satisfaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import assert_never

from rfpkit.model.audit import StatisticResult
from rfpkit.model.kinds.measure import SatisfactionMeasure, SatisfactionMethod
from rfpkit.model.kinds.statistic import Statistic, StatisticMeasure
from rfpkit.model.limit import TimeLimit
from rfpkit.model.numbers import MILLIONTHS, write_number

Valued = tuple[int, int]
"""A value and how often it counts."""

ENDLESS = "endless"
"""Stands in the place of a bound that has no end."""


@dataclass(frozen=True)
class Judged:
    """The statistic of a period against the owed value."""

    result: StatisticResult
    best: Fraction | None
    """The statistic if every unscorable value had been as good as it can be; None without end."""
    worst: Fraction | None
    """The statistic if every unscorable value had been as bad as it can be; None without end."""
    met: bool | None
    """None without a value, and where the unscorable values decide."""


@dataclass(frozen=True)
class MeanShare:
    """The mean of ratings as a share of the best one; None without an answer."""

    share: Fraction | None
    best: Fraction | None
    worst: Fraction | None


def statistic_of(
    measure: StatisticMeasure,
    values: Iterable[Valued],
    unscorable: int,
    target: TimeLimit | Decimal,
) -> Judged:
    """Returns the statistic of the values, and whether it reaches the owed one.

    Unscorable values lie anywhere from 0 upward. Where rows have weights, nobody knows the
    weight of an unscorable one, and nothing bounds the statistic.
    """
    known = _merged(values)
    owed = owed_value(target)
    scale = 1 if measure.stop is not None else MILLIONTHS
    value = _over(_statistic(measure, known), scale)
    least = _bound(measure, known, unscorable, scale, low=True)
    most = _bound(measure, known, unscorable, scale, low=False)
    best, worst = (least, most) if measure.better == "lower" else (most, least)
    result = StatisticResult(
        name=statistic_name(measure),
        value=value,
        owed=owed,
        text=write_value(value, target),
        owed_text=write_owed(target),
        count=sum(weight for _, weight in known),
    )
    return Judged(result, _finite(best), _finite(worst), _met(measure, (value, best, worst), owed))


def mean_share(
    measure: SatisfactionMeasure, values: Iterable[Valued], unscorable: int
) -> MeanShare:
    """Returns the mean of ratings by the measure's method, as a share of the best one.

    Unscorable ratings lie anywhere from 1 to the best of the scale.
    """
    known = _merged(values)
    lowest, highest = (rating_share(measure, end) for end in (1, measure.scale))
    total = sum((weight * rating_share(measure, rating) for rating, weight in known), Fraction())
    count = sum(weight for _, weight in known)
    if not count + unscorable:
        return MeanShare(None, None, None)
    return MeanShare(
        total / count if count else None,
        (total + unscorable * highest) / (count + unscorable),
        (total + unscorable * lowest) / (count + unscorable),
    )


def rating_share(measure: SatisfactionMeasure, rating: int) -> Fraction:
    """Returns one rating as a share of the best one, by the measure's method of means."""
    if measure.method is SatisfactionMethod.MEAN_RESCALED:
        return Fraction(rating - 1, measure.scale - 1)
    return Fraction(rating, measure.scale)


def statistic_name(measure: StatisticMeasure) -> str:
    """Returns what is computed, in words: mean, 90th percentile."""
    if measure.percentile is None:
        return measure.statistic.value
    return f"{_ordinal(measure.percentile)} percentile"


def owed_value(target: TimeLimit | Decimal) -> Fraction:
    """Returns the value that is owed: seconds, or the number itself."""
    return Fraction(target.amount if isinstance(target, TimeLimit) else target)


def write_owed(target: TimeLimit | Decimal) -> str:
    """Writes the owed value as the contract does: `4 business hours`, `4.2`."""
    return str(target) if isinstance(target, TimeLimit) else write_number(target)


def write_value(value: Fraction | None, target: TimeLimit | Decimal) -> str:
    """Writes a statistic, cut and never rounded up: `2 h 13 min`, `28 s`, `4.31`.

    One that is not the owed value is never printed like it.
    """
    if value is None:
        return "–"
    owed, write = owed_value(target), _write_time if isinstance(target, TimeLimit) else _write_cut
    for digits in (0, 1):
        text = write(value, digits)
        if value == owed or text != write(owed, digits):
            return text
    return f"{'more' if value > owed else 'less'} than {write_owed(target)}"


def _write_time(seconds: Fraction, finer: int) -> str:
    hours, rest = divmod(int(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    parts = [(hours, "h"), (minutes, "min"), (rest, "s")]
    while len(parts) > 1 and not parts[0][0]:
        del parts[0]
    shown = parts[: 2 + finer]
    while len(shown) > 1 and not shown[-1][0]:
        del shown[-1]
    return " ".join(f"{number} {unit}" for number, unit in shown)


def _write_cut(number: Fraction, finer: int) -> str:
    digits = 6 if finer else 2
    cut = number.numerator * 10**digits // number.denominator
    return write_number(Decimal(cut).scaleb(-digits))


def _merged(values: Iterable[Valued]) -> list[Valued]:
    """Returns the values in order, each once; what has no weight is not there."""
    found: dict[int, int] = {}
    for value, weight in values:
        found[value] = found.get(value, 0) + weight
    return sorted((value, weight) for value, weight in found.items() if weight)


def _statistic(measure: StatisticMeasure, known: Sequence[Valued]) -> Fraction | None:
    count = sum(weight for _, weight in known)
    if not count:
        return None
    match measure.statistic:
        case Statistic.MEAN:
            return Fraction(sum(value * weight for value, weight in known), count)
        case Statistic.MEDIAN:
            low, high = _at(known, (count + 1) // 2), _at(known, count // 2 + 1)
            return Fraction(low + high, 2)
        case Statistic.PERCENTILE:
            return Fraction(_at(known, -(-count * (measure.percentile or 50) // 100)))
        case Statistic.MAXIMUM:
            return Fraction(known[-1][0])
        case _:
            assert_never(measure.statistic)


def _at(known: Sequence[Valued], rank: int) -> int:
    """Returns the value of a rank, from 1, among the values in order."""
    reached = accumulate(weight for _, weight in known)
    return next(value for (value, _), upto in zip(known, reached, strict=True) if upto >= rank)


def _bound(
    measure: StatisticMeasure, known: Sequence[Valued], unscorable: int, scale: int, *, low: bool
) -> Fraction | str | None:
    """Returns the statistic with every unscorable value at 0, or beyond all bounds."""
    if not unscorable:
        return _over(_statistic(measure, known), scale)
    if measure.weight is not None:
        return Fraction(0) if low else ENDLESS
    if low:
        return _over(_statistic(measure, _merged([*known, (0, unscorable)])), scale)
    if measure.statistic in {Statistic.MEAN, Statistic.MAXIMUM}:
        return ENDLESS
    beyond = max((value for value, _ in known), default=0) + 1
    highest = _statistic(measure, [*known, (beyond, unscorable)])
    # A median between the largest known value and an unknown one has no end either.
    within = highest is not None and _reaches(measure, known, unscorable)
    return _over(highest, scale) if within else ENDLESS


def _reaches(measure: StatisticMeasure, known: Sequence[Valued], unscorable: int) -> bool:
    """Returns whether the rank that decides lies among the known values."""
    held = sum(weight for _, weight in known)
    count = held + unscorable
    if measure.statistic is Statistic.MEDIAN:
        return count // 2 + 1 <= held
    return -(-count * (measure.percentile or 50) // 100) <= held


def _over(value: Fraction | None, scale: int) -> Fraction | None:
    return None if value is None else value / scale


def _finite(value: Fraction | str | None) -> Fraction | None:
    return value if isinstance(value, Fraction) else None


def _met(
    measure: StatisticMeasure,
    found: tuple[Fraction | None, Fraction | str | None, Fraction | str | None],
    owed: Fraction,
) -> bool | None:
    if found[1] is None:
        return None
    verdicts = {_reached(measure, value, owed) for value in found if value is not None}
    return verdicts.pop() if len(verdicts) == 1 else None


def _reached(measure: StatisticMeasure, value: Fraction | str, owed: Fraction) -> bool:
    if not isinstance(value, Fraction):
        return measure.better == "higher"
    return value <= owed if measure.better == "lower" else value >= owed


def _ordinal(number: int) -> str:
    """Returns `92nd`, of 1 to 99."""
    teen = number in {11, 12, 13}
    return f"{number}{'th' if teen else _ENDINGS.get(number % 10, 'th')}"


_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
