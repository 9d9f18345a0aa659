"""The numbers of a level that a proposer may better, each in its own unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rfpkit.model.attainment import Attainment
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.limit import TimeLimit
from rfpkit.model.sentences.limits import whom
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.target import StockShare
from rfpkit.model.words import long_date, plain


@dataclass(frozen=True)
class TargetNumber:
    """A number of the level, and which way it gets better."""

    path: str
    """Its place in the level: `target.P1`, `attainment.at_least`."""
    label: str
    """What it is, in words."""
    value: Decimal
    """The published number."""
    unit: str
    """What it counts: `business days`, `%`."""
    better: Literal["lower", "higher"]

    @property
    def whole(self) -> bool:
        """Whether it is a whole number: a day cannot be split."""
        return self.unit.endswith("days")

    @property
    def can_be_bettered(self) -> bool:
        """Whether there is anything better: nothing is sooner than one day, or more than all."""
        if self.whole and self.better == "lower":
            return self.value > 1
        return not self.unit.startswith("%") or self.value < 100


def target_numbers(level: ServiceLevel) -> Iterator[TargetNumber]:
    """Yields every number of the level that an offer can better, in the order of its fields."""
    yield from (number for number in published_numbers(level) if number.can_be_bettered)


def published_numbers(level: ServiceLevel) -> Iterator[TargetNumber]:
    """Yields every number of the level that has a better and a worse, in order of its fields."""
    yield from _targets(level)
    if isinstance(level.measure, DutyMeasure):
        yield _limit("measure.within", "delivered within", level.measure.within, "lower")
    yield from _shares(level.attainment)


def _targets(level: ServiceLevel) -> Iterator[TargetNumber]:
    better = _direction(level)
    match level.target:
        case TimeLimit() as limit:
            yield _limit("target", "target", limit, better)
        case dict() as by_priority:
            for name, limit in by_priority.items():
                yield _limit(f"target.{name}", f"target for {name}", limit, better)
        case tuple() as rows:
            for position, row in enumerate(rows):
                name = whom(row, alone=len(rows) == 1)
                label = f"target for {name}" if name else "target"
                yield _limit(f"target.{position}", label, row.within, better)
        case StockShare(share=share):
            yield TargetNumber("target", "stock", _percent(share), "% of users", "higher")
        case Decimal() as number:
            yield TargetNumber("target", "target", number, "", better)
        case None:
            return


def _direction(level: ServiceLevel) -> Literal["lower", "higher"]:
    if isinstance(level.measure, StatisticMeasure):
        return level.measure.better
    return "lower" if _is_time(level) else "higher"


def _is_time(level: ServiceLevel) -> bool:
    return isinstance(level.target, TimeLimit | dict | tuple)


def _limit(
    path: str, label: str, limit: TimeLimit, better: Literal["lower", "higher"]
) -> TargetNumber:
    value, unit = str(limit).split(" ", 1)
    return TargetNumber(path, label, Decimal(value), unit.removesuffix("s") + "s", better)


def _shares(attainment: Attainment) -> Iterator[TargetNumber]:
    if attainment.at_least is not None:
        share = _percent(attainment.at_least)
        yield TargetNumber("attainment.at_least", "attainment", share, "%", "higher")
    for position, step in enumerate(attainment.steps):
        path = f"attainment.steps.{position}.at_least"
        label = f"attainment from {long_date(step.first)}"
        yield TargetNumber(path, label, _percent(step.at_least), "%", "higher")
    if (floor := attainment.floor) is not None:
        label = f"floor for each {plain(floor.by)}"
        share = _percent(floor.at_least)
        yield TargetNumber("attainment.floor.at_least", label, share, "%", "higher")


def _percent(share: Fraction) -> Decimal:
    return Decimal(share.numerator * 100) / Decimal(share.denominator)
