"""Terms that every shape of a credit may have: base, cap, repeats, earn-back, chronic failure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import model_validator

from rfpkit.model.credits.values import MonthlyCap, Payment, RunOfMisses
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Share, Whole, parse_share, write_share
from rfpkit.model.written import Written

Path = tuple[str | int, ...]


def _parse_times(text: str) -> Fraction:
    try:
        found = parse_share(text) if "%" in text else Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        found = Fraction(0)
    if not 1 <= found <= 100:
        raise mistake(f"{text} does not make a credit larger", "write 2, or 1.5")
    return found


def _write_times(times: Fraction) -> str:
    return write_share(times / 100).removesuffix("%")


Times = Annotated[
    Fraction,
    Written(
        _parse_times,
        _write_times,
        {"type": ["string", "number"], "minimum": 1, "examples": [2]},
        "how many times the credit counts: 2",
    ),
]


class Repeat(Record):
    """A credit that grows when a level is missed again and again."""

    misses: RunOfMisses
    """From which miss on: 3 in a row is the third period missed one after the other."""
    times: Times
    """What the credit is multiplied by."""


class EarnBack(Record):
    """How a credit that is not yet paid can be earned back."""

    periods: Whole
    """Judged periods that follow the miss and must all be met."""
    at_least: Share | None = None
    """Attainment that each of them must reach; what is owed if left out."""
    share: Share | None = None
    """Share of the credit that is earned back; all of it if left out."""

    @model_validator(mode="after")
    def _needs_a_period(self) -> Self:
        if not self.periods:
            raise mistake("a credit is not earned back by waiting", "write `periods: 3`")
        return self


class Chronic(Record):
    """A right that the District has once a level fails again and again."""

    misses: RunOfMisses
    """What makes the failure chronic: 3 in a row, 4 in 12 periods."""
    then: Literal["corrective action plan", "termination right"]
    """The right."""


class Remedy(Record):
    """What every shape of a credit may have beside its amount."""

    base: Id | None = None
    """The fee of which shares are taken."""
    cap: MonthlyCap | None = None
    """The most that this level may cost in a month: 10% per month of the base, or an amount."""
    repeat: tuple[Repeat, ...] | None = None
    """Multipliers for repeated misses, the shortest run first."""
    earn_back: EarnBack | None = None
    """How a credit that is not yet paid is earned back."""
    in_kind: Literal["loaner", "replacement", "redo"] | None = None
    """What the Contractor owes without charge for each missed ticket or unit, beside any money."""
    chronic: tuple[Chronic, ...] | None = None
    """Rights that follow from chronic failure."""

    @model_validator(mode="before")
    @classmethod
    def _one_shape(cls, raw: Any) -> Any:
        if not isinstance(raw, Mapping):
            return raw
        shapes = [name for name in _MONEY if name in raw]
        if len(shapes) > 1:
            message = f"the credit has more than one shape: {' and '.join(shapes)}"
            raise mistake(message, f"keep one of them; {shapes[0]} alone, for instance")
        if not shapes and set(raw) <= {"base", "cap", "repeat", "earn_back"}:
            others = ", ".join((*_MONEY[1:], "in_kind", "chronic"))
            hint = f"write `bands:`, or another of: {others}"
            raise mistake("the credit does not say what a miss costs", hint)
        return raw

    @model_validator(mode="after")
    def _shares_have_a_base(self) -> Self:
        if self.base is None and any(one.share is not None for one in self.payments()):
            message = "a share needs the fee that it is a share of"
            raise mistake(message, "write `base: monthly-fee`")
        return self

    @model_validator(mode="after")
    def _repeats_grow(self) -> Self:
        steps = self.repeat or ()
        if any(step.misses.among is not None for step in steps):
            message = "the credit grows with misses in a row, not with misses among periods"
            raise mistake(message, "write `misses: 3 in a row`")
        for one, other in pairwise(steps):
            if other.misses.count <= one.misses.count or other.times < one.times:
                message = "a longer run of misses does not cost more than a shorter one"
                raise mistake(message, "write the shortest run first, each with a larger `times`")
        return self

    def payments(self) -> Iterable[Payment]:
        """Yields everything that is a share of the base or an amount."""
        yield from [self.cap] if self.cap is not None else []

    def fees(self) -> Iterable[tuple[Path, str]]:
        """Yields each fee that is named, with its path in the credit."""
        if self.base is not None:
            yield ("base",), self.base

    def times(self, run: int) -> Fraction:
        """Returns what the credit of the `run`-th miss in a row is multiplied by."""
        held = [step.times for step in self.repeat or () if step.misses.count <= run]
        return held[-1] if held else Fraction(1)


_MONEY = (
    "bands",
    "per_point",
    "pool",
    "per_missed_period",
    "per_missed_ticket",
    "per_missed_unit",
    "per_day_late",
    "of_annual_charge",
)
"""The fields that only one shape has each."""
