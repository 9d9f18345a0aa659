"""Performance credits, each step printed: base, band, the level's cap, the month's cap, cents."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rfpkit.model.audit import CreditLine, CreditStep, PeriodResult, PeriodState, percent
from rfpkit.model.contract import AtRisk, Contract
from rfpkit.model.credit import Credit
from rfpkit.model.scalars import write_money, write_share
from rfpkit.sla.levels import Part

ACCRUED, CAPPED, NOTHING = "accrued", "capped", "none"
"""States of a line: owed, taken whole by a cap, or missed without any credit."""


@dataclass(frozen=True)
class Miss:
    """A missed period of a level with a credit."""

    level: str
    part: Part
    result: PeriodResult
    credit: Credit


def credit_lines(contract: Contract, misses: Iterable[Miss]) -> tuple[CreditLine, ...]:
    """Returns the credit of each missed period, by month and in the contract's order of levels.

    The at-risk amount of a month is used up in that order. Amounts are exact until the last
    step rounds them to cents, half-even, and never above what a cap leaves.
    """
    left: dict[tuple[int, int], Fraction] = {}
    lines = []
    for miss in sorted(misses, key=lambda one: (_month(one.result.last), one.result.last)):
        month = _month(miss.result.last)
        if month not in left and contract.at_risk is not None:
            left[month] = _at_risk(contract, contract.at_risk)
        line = _line(contract, miss, left.get(month))
        if month in left:
            left[month] -= Fraction(line.amount)
        lines.append(line)
    return tuple(lines)


def misses_of(level: str, parts: Iterable[Part], results: Iterable[PeriodResult]) -> list[Miss]:
    """Returns the complete, decided periods of a level that were missed and bring a credit."""
    by_label = {part.label: part for part in parts}
    found = []
    for result in results:
        part = by_label[result.period]
        credit = part.stage.level.credit
        decided = result.state is PeriodState.MISSED and result.attainment is not None
        if credit is not None and decided:
            found.append(Miss(level, part, result, credit))
    return found


def _line(contract: Contract, miss: Miss, left: Fraction | None) -> CreditLine:
    exact, steps = _of_level(contract, miss)
    state = ACCRUED if exact else NOTHING
    if exact and left is not None:
        exact, told = _cut(exact, left, f"the at-risk amount of {miss.result.last:%Y-%m}")
        state = ACCRUED if exact else CAPPED
        steps += told
    amount = _cents(exact, left)
    steps.append(_step("rounded to cents, half-even", Fraction(amount)))
    return CreditLine(
        id=f"{miss.level}/{miss.result.period.replace(' ', '-')}",
        level=miss.level,
        period=miss.result.period,
        state=state,
        steps=tuple(steps),
        amount=amount,
    )


def _of_level(contract: Contract, miss: Miss) -> tuple[Fraction, list[CreditStep]]:
    """Returns what the level's own terms make of a miss: base, band and cap."""
    months = miss.part.stretch.months
    base = contract.fee(miss.credit.base).for_months(months)
    steps = [_step(f"{miss.credit.base} for {_months(months)}: {_money(base)}", base)]
    tally, attainment = miss.result.tally, miss.result.attainment or Fraction(0)
    band, share = miss.credit.rate(attainment)
    # The bands reach up to the highest step of a rising target: before it, attainment in the
    # top band may be all that was owed.
    if miss.result.owed is not None and attainment >= miss.result.owed:
        band = None
    told = f"attainment {tally.met:,}/{tally.decided:,} = {percent(attainment)}"
    if band is None:
        why = f"{told} meets what is owed: what was missed is the floor, which brings no credit"
        return Fraction(0), [*steps, _step(why, Fraction(0))]
    exact = base * share
    told = f"{told} is in the band below {write_share(band.below)}: {write_share(share)} of it"
    steps.append(_step(told, exact))
    if miss.credit.cap is not None:
        most = base * miss.credit.cap.share
        exact, cut = _cut(exact, most, f"the level's cap of {miss.credit.cap}")
        steps += cut
    return exact, steps


def _cut(exact: Fraction, most: Fraction, what: str) -> tuple[Fraction, list[CreditStep]]:
    if exact <= most:
        return exact, [_step(f"{what} leaves {_money(most)}: nothing is cut", exact)]
    return most, [_step(f"{what} leaves {_money(most)}: cut to it", most)]


def _at_risk(contract: Contract, most: AtRisk) -> Fraction:
    return contract.fee(most.base).for_months(1) * most.cap.share


def _cents(exact: Fraction, left: Fraction | None) -> Decimal:
    cents = round(exact * 100)  # Python rounds a Fraction's half to even
    if left is not None and Fraction(cents, 100) > left:
        cents = left.numerator * 100 // left.denominator
    return Decimal(cents).scaleb(-2)


def _step(told: str, amount: Fraction) -> CreditStep:
    return CreditStep(step=told, amount=Decimal(round(amount * 100)).scaleb(-2))


def _money(amount: Fraction) -> str:
    return write_money(Decimal(round(amount * 100)).scaleb(-2))


def _months(months: Fraction) -> str:
    if months.denominator == 1:
        return f"{months} month" + ("" if months == 1 else "s")
    whole, rest = divmod(months, 1)
    days = f"{rest.numerator}/{rest.denominator} of a month"
    return days if not whole else f"{whole} and {days}"


def _month(day: datetime.date) -> tuple[int, int]:
    return day.year, day.month
