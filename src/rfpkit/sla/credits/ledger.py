"""Performance credits, each step printed.

Base, shape, multiplier, the level's cap, the caps that all levels share, earn-back; then
each amount is rounded once to cents.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from rfpkit.model.audit import PeriodState
from rfpkit.model.audit_words import counted
from rfpkit.model.contract import Contract
from rfpkit.model.credits.credit import BandCredit, OtherRemedy, PointCredit, charged_per_ticket
from rfpkit.model.credits.ledger import CreditBalance, CreditLine, CreditState, CreditStep, Trigger
from rfpkit.model.credits.register import CreditRegister, RegisterEntry
from rfpkit.model.exports.intake import Finding
from rfpkit.model.scalars import write_money, write_share
from rfpkit.model.words import joined
from rfpkit.sla.credits.caps import Month, SharedCaps, cut
from rfpkit.sla.credits.facts import Fact, Facts, Place
from rfpkit.sla.credits.runs import Earned, History, Period, all_triggers, earned_back, runs
from rfpkit.sla.credits.shapes import Miss, cents, exact_amount, level_cap, step
from rfpkit.sla.credits.states import claim_by, known_entry, register_findings, settled, state_of
from rfpkit.sla.levels import parts_of
from rfpkit.sla.stages import level_ids, stages

_NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Credits:
    """What follows from misses: money, services in kind, rights, and doubts of the register."""

    lines: tuple[CreditLine, ...]
    triggers: tuple[Trigger, ...]
    findings: tuple[Finding, ...]


def credits_of(
    contract: Contract,
    histories: Sequence[History],
    facts: Facts,
    today: datetime.date,
    register: CreditRegister | None = None,
) -> Credits:
    """Returns the credits of every missed period, by month and in the contract's order of levels.

    Caps that levels share are used up in that order. Amounts are exact until the last step.

    Args:
        contract: the signed terms.
        histories: each level's results, in the contract's order.
        facts: what credits need to know of single tickets.
        today: the last local day that the audit knows of.
        register: what was claimed and paid.
    """
    book = _Book(contract, register, today)
    misses = _in_order(_misses(contract, histories, facts))
    by_level = {history.level: history.periods() for history in histories}
    lines = [line for miss in misses for line in book.lines(miss, by_level[miss.level])]
    told = register_findings(register, lines, credit_ends(contract), today)
    return Credits(tuple(lines), all_triggers(histories), told)


def credit_ends(contract: Contract) -> dict[str, datetime.date]:
    """Returns every credit that a contract could ever bring, with the last day of its period."""
    return {
        credit_id(level, part.label): part.stretch.last
        for level in level_ids(contract)
        for part in parts_of(contract, stages(contract, level))
        if part.stage.level.credit is not None
    }


def credit_id(level: str, period: str) -> str:
    """Returns the name of a credit, the same in every audit: `repair-turnaround/2026-09`."""
    return f"{level}/{period.replace(' ', '-')}"


@dataclass
class _Book:
    """Writes the lines one after the other, and keeps what they use up."""

    contract: Contract
    register: CreditRegister | None
    day: datetime.date
    """The last local day that the audit knows of."""
    caps: SharedCaps = field(init=False)
    summed: dict[Month, Fraction] = field(default_factory=dict)
    """Exact credits of a month so far, which are rounded together."""

    def __post_init__(self) -> None:
        self.caps = SharedCaps(self.contract)

    def lines(self, miss: Miss, periods: Sequence[Period]) -> Iterable[CreditLine]:
        """Yields the credit of a miss in money and in kind."""
        in_kind = miss.credit.in_kind
        if _has_money(miss):
            yield self._in_money(miss, periods)
        if in_kind is not None and miss.missed:
            yield _in_kind(miss, in_kind)

    def _in_money(self, miss: Miss, periods: Sequence[Period]) -> CreditLine:
        accrued, steps = exact_amount(self.contract, miss)
        left = accrued
        own = level_cap(self.contract, miss)
        if own is not None and accrued:
            left, limit = cut(left, own, f"the level's cap of {miss.credit.cap}")
            steps.append(limit)
        month = _month(miss)
        if accrued:
            left, cuts = self.caps.cut(month, left)
            steps += cuts
        before = self._rounded(month, left, own)
        by = claim_by(self.contract, miss)
        name = credit_id(miss.level, miss.result.period)
        entry = known_entry(self.register, name, self.day)
        owed = before
        earned = earned_back(periods, miss.part.stretch.label, miss.credit.earn_back)
        if earned is not None and left:
            owed = self._after_earn_back(miss, left, before, earned, entry, steps)
        else:
            steps.append(_rounding(left, before))
        # Without a register nobody says what was claimed in time: nothing has expired then.
        until = by if self.register is not None else None
        parts = settled(before, owed, until, entry, self.day) | {"earned_back": before - owed}
        if parts["expired"]:
            told = f"not claimed by {by}: {write_money(parts['expired'])} has expired"
            steps.append(step(told, Fraction(owed - parts["expired"])))
        rounding = left - Fraction(before)
        books = CreditBalance(accrued=accrued, capped=accrued - left, rounding=rounding, **parts)
        return CreditLine(
            id=name,
            level=miss.level,
            period=miss.result.period,
            state=state_of(parts, accrued=bool(accrued), left=bool(left)),
            steps=tuple(steps),
            amount=books.owed,
            claim_by=by,
            balance=books,
        )

    def _rounded(self, month: Month, exact: Fraction, own: Fraction | None) -> Decimal:
        """Returns an amount in cents, so that the lines of a month add up to their rounded sum.

        A cent that would lift the credit above a cap is left out.
        """
        before = self.summed.get(month, Fraction(0))
        self.summed[month] = before + exact
        rounded = cents(before + exact) - cents(before)
        for most in (own, self.caps.left_in_cents(month)):
            if most is not None and Fraction(rounded) > most:
                rounded = Decimal(int(most * 100)).scaleb(-2)
        self.caps.use(month, exact, Fraction(rounded))
        return rounded

    def _after_earn_back(
        self,
        miss: Miss,
        left: Fraction,
        before: Decimal,
        earned: Earned,
        entry: RegisterEntry | None,
        steps: list[CreditStep],
    ) -> Decimal:
        """Returns what earning back leaves of a credit: never less than what is paid already."""
        terms = miss.credit.earn_back
        share = Fraction(1) if terms is None or terms.share is None else terms.share
        rest = left * (1 - share)
        told = f"earned back by {joined(earned.periods)}: {write_share(share)} of it"
        steps.append(step(told, rest))
        owed = min(before, cents(rest))
        steps.append(step("rounded to cents, half-even", Fraction(owed)))
        if entry is None or entry.paid is None or entry.paid > earned.by:
            return owed
        paid = min(entry.pays(before), before)
        if paid > owed:
            told = f"{write_money(paid)} was paid on {entry.paid}, before it was earned back"
            steps.append(step(told, Fraction(paid)))
        return max(owed, paid)


def _misses(contract: Contract, histories: Iterable[History], facts: Facts) -> list[Miss]:
    """Returns the missed periods whose level has a credit, in the contract's order."""
    found = []
    for history in histories:
        run = runs(history.periods())
        for result in history.results:
            part = history.part(result)
            credit = part.stage.level.credit
            if credit is None or result.state is not PeriodState.MISSED:
                continue
            if isinstance(credit, BandCredit | PointCredit) and result.attainment is None:
                continue
            found.append(Miss(history.level, part, result, credit, run[part.stretch.label]))
    return _with_facts(contract, found, histories, facts)


def _with_facts(
    contract: Contract, misses: Sequence[Miss], histories: Iterable[History], facts: Facts
) -> list[Miss]:
    """Gives each miss its tickets, but for those that a level named earlier credits already."""
    places = {history.level: _places(history) for history in histories}
    once = contract.tickets_credited != "under each level"
    credited: set[Place] = set()
    for miss in misses:
        if once and charged_per_ticket(miss.credit):
            credited |= places[miss.level][miss.result.period]
    return [_with_its_facts(miss, places, facts, credited) for miss in misses]


def _with_its_facts(
    miss: Miss, places: Mapping[str, Mapping[str, set[Place]]], facts: Facts, credited: set[Place]
) -> Miss:
    own = places[miss.level][miss.result.period]
    held: dict[tuple[str, str], Fact] = {}
    left_out = 0
    for key, fact in facts.items():
        if (key.level, key.part) not in own:
            continue
        if credited.intersection(key.earlier):
            left_out += fact.charged
        counts = Fact(fact.missed, 0, 0) if credited.intersection(key.earlier) else fact
        name = (key.priority, key.device_class)
        sums = zip(held.get(name, Fact(0, 0, 0)), counts, strict=True)
        held[name] = Fact(*(a + b for a, b in sums))
    return replace(miss, facts=held, credited_before=left_out)


def _places(history: History) -> dict[str, set[Place]]:
    """Returns for each result the parts of which it counts the tickets."""
    position = {part.label: at for at, part in enumerate(history.parts)}
    return {
        result.period: {
            (history.level, position[name]) for name in (result.period, *result.pooled_from)
        }
        for result in history.results
    }


def _in_order(misses: Iterable[Miss]) -> list[Miss]:
    return sorted(misses, key=lambda one: (_month(one), one.result.last))


def _month(miss: Miss) -> Month:
    last = miss.result.last
    return last.year * 12 + last.month


def _has_money(miss: Miss) -> bool:
    return not isinstance(miss.credit, OtherRemedy)


def _rounding(exact: Fraction, rounded: Decimal) -> CreditStep:
    told = "rounded to cents, half-even"
    if cents(exact) != rounded:
        told = "rounded to cents with the other credits of the month, half-even, below every cap"
    return step(told, Fraction(rounded))


def _in_kind(miss: Miss, what: str) -> CreditLine:
    count = miss.missed
    tickets = counted(count, f"missed {miss.noun}")
    return CreditLine(
        id=f"{credit_id(miss.level, miss.result.period)}/in-kind",
        level=miss.level,
        period=miss.result.period,
        state=CreditState.IN_KIND,
        steps=(step(f"{tickets}: a {what} for each, without charge", Fraction(0)),),
        amount=_NOTHING,
    )
