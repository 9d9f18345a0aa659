"""What one missed period costs by the shape of its credit: base, shape, multiplier, cap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from rfpkit.model.attainment import Period
from rfpkit.model.audit import PeriodResult, percent
from rfpkit.model.audit_words import counted
from rfpkit.model.contract import Contract
from rfpkit.model.counts import counts
from rfpkit.model.credits import credit as shape
from rfpkit.model.credits.ledger import CreditStep
from rfpkit.model.credits.values import Payment
from rfpkit.model.scalars import write_money, write_share
from rfpkit.sla.credits.facts import Fact
from rfpkit.sla.levels import Part

Steps = list[CreditStep]


@dataclass(frozen=True)
class Miss:
    """A missed period of a level with a credit."""

    level: str
    part: Part
    result: PeriodResult
    credit: shape.Shape
    run: int = 1
    """How many misses in a row end with it."""
    facts: Mapping[tuple[str, str], Fact] | None = None
    """Missed tickets by priority and device class, for shapes that need them."""
    credited_before: int = 0
    """Tickets that are left out because an earlier level credits them."""

    @property
    def months(self) -> Fraction:
        """Months of the part that was missed."""
        return self.part.stretch.months

    @property
    def noun(self) -> str:
        """What the level counts: ticket, device, delivery."""
        return counts(self.part.stage.level.measure)

    @property
    def missed(self) -> int:
        """Missed tickets, credited elsewhere or not."""
        return sum(fact.missed for fact in (self.facts or {}).values())


def exact_amount(contract: Contract, miss: Miss) -> tuple[Fraction, Steps]:
    """Returns what the shape and the multiplier make of a miss, before any cap."""
    exact, steps = _by_shape(contract, miss)
    times = miss.credit.times(miss.run)
    if times != 1 and exact:
        exact *= times
        steps.append(step(f"miss {miss.run} in a row: × {_number(times)}", exact))
    return exact, steps


def level_cap(contract: Contract, miss: Miss) -> Fraction | None:
    """Returns the most that the level's own cap lets the miss cost; None without one."""
    cap = miss.credit.cap
    if cap is None:
        return None
    if cap.amount is not None:
        return Fraction(cap.amount) * miss.months
    return _base(contract, miss) * (cap.share or 0)


def step(told: str, amount: Fraction) -> CreditStep:
    """Makes a step; its amount is rounded for print, and exact beside it."""
    exact = amount if (amount * 100).denominator != 1 else None
    return CreditStep(step=told, amount=cents(amount), exact=exact)


def cents(amount: Fraction) -> Decimal:
    """Returns an amount in whole cents, half-even."""
    return Decimal(round(amount * 100)).scaleb(-2)


def money(amount: Fraction) -> str:
    """Writes an amount in whole cents."""
    return write_money(cents(amount))


def _by_shape(contract: Contract, miss: Miss) -> tuple[Fraction, Steps]:
    match miss.credit:
        case (
            shape.BandCredit()
            | shape.PointCredit()
            | shape.PoolCredit()
            | shape.PeriodCredit() as credit
        ):
            return _of_the_period(contract, credit, miss)
        case shape.TicketCredit() as credit:
            return _tickets(contract, credit, miss)
        case shape.UnitCredit() as credit:
            return _units(contract, credit, miss)
        case shape.DayCredit() as credit:
            return _days(credit, miss)
        case shape.ChargeCredit() as credit:
            return _charges(contract, credit, miss)
        case shape.OtherRemedy():
            return Fraction(0), []
        case _:
            assert_never(miss.credit)


def _of_the_period(
    contract: Contract, credit: shape.OfPeriods, miss: Miss
) -> tuple[Fraction, Steps]:
    match credit:
        case shape.BandCredit():
            return _bands(credit, miss, *_of_base(contract, miss))
        case shape.PointCredit():
            return _points(credit, miss, *_of_base(contract, miss))
        case shape.PoolCredit():
            return _pool(contract, credit, miss)
        case shape.PeriodCredit():
            return _period(contract, credit, miss)
        case _:
            assert_never(credit)


def _base(contract: Contract, miss: Miss) -> Fraction:
    return contract.fee(miss.credit.base or "").for_months(miss.months)


def _of_base(contract: Contract, miss: Miss) -> tuple[Fraction, Steps]:
    base = _base(contract, miss)
    told = f"{miss.credit.base} for {_months(miss.months)}: {money(base)}"
    return base, [step(told, base)]


def _bands(
    credit: shape.BandCredit, miss: Miss, base: Fraction, steps: Steps
) -> tuple[Fraction, Steps]:
    if _kept(miss):
        return Fraction(0), [*steps, _floor_alone(miss)]
    band, share = credit.rate(_attained(miss))
    if band is None:
        return Fraction(0), [*steps, _floor_alone(miss)]
    told = f"{_told(miss)} is in the band below {write_share(band.below)}: {write_share(share)}"
    return base * share, [*steps, step(f"{told} of it", base * share)]


def _points(
    credit: shape.PointCredit, miss: Miss, base: Fraction, steps: Steps
) -> tuple[Fraction, Steps]:
    if _kept(miss):
        return Fraction(0), [*steps, _floor_alone(miss)]
    owed = miss.result.owed or Fraction(0)
    points = int((owed - _attained(miss)) * 100)
    exact = base * credit.per_point * points
    told = f"{_told(miss)} is {counted(points, 'full point')} below {write_share(owed)}"
    told += f": {points} × {write_share(credit.per_point)} of it"
    return exact, [*steps, step(told, exact)]


def _pool(contract: Contract, credit: shape.PoolCredit, miss: Miss) -> tuple[Fraction, Steps]:
    risk = contract.at_risk_for(miss.months)
    steps = [step(f"the at-risk amount for {_months(miss.months)}: {money(risk)}", risk)]
    pool = risk * credit.pool
    steps.append(step(f"the pool is {write_share(credit.pool)} of it", pool))
    exact = pool * credit.allocation
    steps.append(step(f"the level's allocation is {write_share(credit.allocation)} of it", exact))
    return exact, steps


def _period(contract: Contract, credit: shape.PeriodCredit, miss: Miss) -> tuple[Fraction, Steps]:
    each, per = credit.per_missed_period, miss.part.stage.level.attainment.per
    if each.share is not None:
        base, steps = _of_base(contract, miss)
        told = f"{each} of it for a missed {_PERIODS[per][0]}"
        return base * each.share, [*steps, step(told, base * each.share)]
    part = min(miss.months / _PERIODS[per][1], Fraction(1))
    exact = each.of(Fraction(0)) * part
    told = f"{each} for a missed {_PERIODS[per][0]}"
    return exact, [step(told if part == 1 else f"{told}, {part} of it", exact)]


def _tickets(contract: Contract, credit: shape.TicketCredit, miss: Miss) -> tuple[Fraction, Steps]:
    rates = credit.per_missed_ticket
    shares = rates.values() if isinstance(rates, dict) else [rates]
    base, steps = Fraction(0), list[CreditStep]()
    if any(rate.share is not None for rate in shares):
        base, steps = _of_base(contract, miss)
    by_priority = _summed((priority, fact.charged) for (priority, _), fact in _facts(miss))
    if isinstance(rates, dict):
        rows = [(f"{name}: ", by_priority.pop(name, 0), rate) for name, rate in rates.items()]
        rest = sum(by_priority.values())
        rows += [("other priorities: ", rest, Payment(share=Fraction(0)))] if rest else []
    else:
        rows = [("", sum(by_priority.values()), rates)]
    exact = sum((count * rate.of(base) for _, count, rate in rows), Fraction(0))
    told = ", ".join(
        f"{name}{counted(count, 'missed ticket')} × {rate}" for name, count, rate in rows
    )
    return exact, [*steps, *_credited_before(miss), step(told, exact)]


def _units(contract: Contract, credit: shape.UnitCredit, miss: Miss) -> tuple[Fraction, Steps]:
    rate = credit.per_missed_unit
    base, steps = (Fraction(0), []) if rate.share is None else _of_base(contract, miss)
    count = sum(fact.charged for _, fact in _facts(miss))
    exact = count * rate.of(base)
    return exact, [*steps, step(f"{counted(count, f'missed {miss.noun}')} × {rate}", exact)]


def _days(credit: shape.DayCredit, miss: Miss) -> tuple[Fraction, Steps]:
    days = sum(fact.days for _, fact in _facts(miss))
    late = sum(fact.charged for _, fact in _facts(miss))
    exact = Fraction(credit.per_day_late.amount) * days
    free = f" after {counted(credit.free_days, 'free day')} each" if credit.free_days else ""
    most = f", at most {credit.most_days} each" if credit.most_days is not None else ""
    told = f"{counted(late, 'ticket')} late by {counted(days, 'day')} in all{free}{most}"
    told += f": {days:,} × {credit.per_day_late}"
    return exact, [*_credited_before(miss), step(told, exact)]


def _charges(contract: Contract, credit: shape.ChargeCredit, miss: Miss) -> tuple[Fraction, Steps]:
    exact, steps = Fraction(0), [*_credited_before(miss)]
    by_class = _summed((name, fact.charged) for (_, name), fact in _facts(miss))
    charge = credit.charge
    fees = (
        [(name, fee, by_class.pop(name, 0)) for name, fee in charge.items()]
        if isinstance(charge, dict)
        else [("", charge, sum(by_class.values()))]
    )
    for name, fee, count in fees:
        year = contract.fee(fee).for_months(12)
        exact += count * credit.of_annual_charge * year
        told = f"{name}: " if name else ""
        told += f"{counted(count, 'missed ticket')} × {write_share(credit.of_annual_charge)} of "
        steps.append(step(f"{told}{fee} for a year, {money(year)}", exact))
    if isinstance(charge, dict) and any(by_class.values()):
        others = sorted(name or "(not given)" for name, count in by_class.items() if count)
        rest = counted(sum(by_class.values()), "missed ticket")
        steps.append(step(f"{rest} of a class without a charge: {', '.join(others)}", exact))
    return exact, steps


def _credited_before(miss: Miss) -> Iterable[CreditStep]:
    if miss.credited_before:
        count = counted(miss.credited_before, "ticket")
        yield step(f"{count} credited under an earlier level, left out here", Fraction(0))


def _facts(miss: Miss) -> Iterable[tuple[tuple[str, str], Fact]]:
    return (miss.facts or {}).items()


def _summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, count in pairs:
        found[name] = found.get(name, 0) + count
    return found


def _kept(miss: Miss) -> bool:
    """Whether the attainment was enough: before a step up, or where only a floor was missed."""
    attained, owed = miss.result.attainment, miss.result.owed
    return attained is not None and owed is not None and attained >= owed


def _attained(miss: Miss) -> Fraction:
    return miss.result.attainment or Fraction(0)


def _told(miss: Miss) -> str:
    tally = miss.result.tally
    return f"attainment {tally.met:,}/{tally.decided:,} = {percent(miss.result.attainment)}"


def _floor_alone(miss: Miss) -> CreditStep:
    why = "meets what is owed: what was missed is the floor, which brings no credit"
    return step(f"{_told(miss)} {why}", Fraction(0))


def _months(months: Fraction) -> str:
    if months.denominator == 1:
        return f"{months} month" + ("" if months == 1 else "s")
    whole, rest = divmod(months, 1)
    days = f"{rest.numerator}/{rest.denominator} of a month"
    return days if not whole else f"{whole} and {days}"


def _number(times: Fraction) -> str:
    return write_share(times / 100).removesuffix("%")


_PERIODS = {
    Period.MONTH: ("month", 1),
    Period.QUARTER: ("quarter", 3),
    Period.YEAR: ("year", 12),
    Period.SCHOOL_YEAR: ("school year", 12),
    Period.CONTRACT_YEAR: ("contract year", 12),
}
"""The name of each period and its months."""
