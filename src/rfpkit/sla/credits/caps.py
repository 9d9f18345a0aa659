"""Caps that all levels share: the at-risk amount of a month, of twelve months, of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from rfpkit.model.contract import Contract
from rfpkit.model.credits.ledger import CreditStep
from rfpkit.sla.credits.shapes import money, step

Month = int
"""Months since year 0."""


@dataclass
class SharedCaps:
    """What the contract's caps leave, as credits use them up in order of time."""

    contract: Contract
    exact: dict[Month, Fraction] = field(default_factory=dict)
    """Credited so far by month, before rounding."""
    cents: dict[Month, Fraction] = field(default_factory=dict)
    """The same in whole cents."""

    def cut(self, month: Month, exact: Fraction) -> tuple[Fraction, list[CreditStep]]:
        """Returns what the caps leave of an amount, and a step for each cap."""
        steps = []
        for what, most, months in self._caps(month):
            exact, told = cut(exact, most - _sum(self.exact, months), what)
            steps.append(told)
        return exact, steps

    def left_in_cents(self, month: Month) -> Fraction | None:
        """Returns what rounding must not lift a credit above; None without a cap."""
        left = [most - _sum(self.cents, months) for _, most, months in self._caps(month)]
        return min(left, default=None)

    def use(self, month: Month, exact: Fraction, cents: Fraction) -> None:
        """Counts a credit."""
        self.exact[month] = self.exact.get(month, Fraction(0)) + exact
        self.cents[month] = self.cents.get(month, Fraction(0)) + cents

    def _caps(self, month: Month) -> Iterable[tuple[str, Fraction, range]]:
        """Yields each cap with its words, its amount and the months that use it up."""
        risk = self.contract.at_risk
        if risk is None:
            return
        name = f"{(month - 1) // 12}-{(month - 1) % 12 + 1:02d}"
        most = self.contract.at_risk_for(1)
        yield f"the at-risk amount of {name}", most, range(month, month + 1)
        if risk.rolling is not None:
            base = self.contract.at_risk_base(12)
            yield f"the cap of {risk.rolling}", risk.rolling.of(base), range(month - 11, month + 1)
        if risk.contract is not None:
            base = self.contract.at_risk_base(self.contract.months)
            yield f"the cap of {risk.contract}", risk.contract.of(base), range(month + 1)


def cut(exact: Fraction, most: Fraction, what: str) -> tuple[Fraction, CreditStep]:
    """Returns the lesser of an amount and what a cap leaves, and the step that says so."""
    most = max(most, Fraction(0))
    if exact <= most:
        return exact, step(f"{what} leaves {money(most)}: nothing is cut", exact)
    return most, step(f"{what} leaves {money(most)}: cut to it", most)


def _sum(amounts: dict[Month, Fraction], months: range) -> Fraction:
    held = (amount for month, amount in amounts.items() if month in months)
    return sum(held, Fraction(0))
