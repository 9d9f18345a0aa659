"""What becomes of each credit: accrued, capped, claimed, paid, earned back or expired."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from rfpkit.model.record import Record
from rfpkit.model.scalars import Money, write_money
from rfpkit.model.words import joined
from rfpkit.model.written import Written


class CreditState(StrEnum):
    """Where a credit stands."""

    ACCRUED = "accrued"
    CAPPED = "capped"
    CLAIMED = "claimed"
    PAID = "paid"
    EARNED_BACK = "earned back"
    EXPIRED = "expired"
    IN_KIND = "in kind"
    NONE = "none"


ExactAmount = Annotated[
    Fraction,
    Written(
        Fraction,
        str,
        {"type": "string", "pattern": r"^-?\d+(/\d+)?$", "examples": ["170000/31"]},
        "an exact amount: 170000/31",
    ),
]
"""Money as an exact fraction of the currency."""


class CreditStep(Record):
    """One step of the arithmetic of a credit."""

    step: str
    """What is done, in words with its numbers."""
    amount: Money
    """The amount after the step, rounded for print only."""
    exact: ExactAmount | None = None
    """The amount after the step where it is no whole number of cents."""

    @property
    def exactly(self) -> str:
        """What stands behind a rounded amount: `exactly $170,000/31`; empty for whole cents."""
        if self.exact is None:
            return ""
        return f"exactly ${self.exact.numerator:,}/{self.exact.denominator:,}"


class CreditBalance(Record):
    """The books of one credit, or of all: accrued = the sum of what became of it."""

    accrued: ExactAmount = Fraction(0)
    """What the levels' shapes and multipliers make, before any cap."""
    capped: ExactAmount = Fraction(0)
    """What caps cut away."""
    rounding: ExactAmount = Fraction(0)
    """What rounding to cents takes; negative where it adds."""
    earned_back: Money = Decimal("0.00")
    expired: Money = Decimal("0.00")
    """What was not claimed in time."""
    paid: Money = Decimal("0.00")
    claimed: Money = Decimal("0.00")
    """Claimed and not yet paid."""
    open: Money = Decimal("0.00")
    """Not yet claimed."""

    @property
    def owed(self) -> Decimal:
        """What the Contractor owes or has paid."""
        return self.paid + self.claimed + self.open

    @property
    def balanced(self) -> bool:
        """Whether accrued = capped + rounding + earned back + expired + paid + claimed + open."""
        spent = self.earned_back + self.expired + self.owed
        return self.accrued == self.capped + self.rounding + Fraction(spent)


class CreditLine(Record):
    """The performance credit of one level in one period."""

    id: str
    """Name of the claim: repair-turnaround/2026-09."""
    level: str
    period: str
    state: CreditState
    """Where it stands at the audit's instant."""
    steps: tuple[CreditStep, ...]
    """How the amount came about, each step."""
    amount: Money
    """What is owed, or paid: after caps and earn-back, rounded once to cents, half-even."""
    claim_by: datetime.date | None = None
    """Last day on which it can be claimed; None without a claim window."""
    balance: CreditBalance = CreditBalance()
    """What became of it."""

    @property
    def to_claim_by(self) -> datetime.date | None:
        """The last day to claim what is still open; None where nothing is, or without a window."""
        return self.claim_by if self.balance.open else None


class Trigger(Record):
    """A right that chronic failure has given."""

    id: str
    """Name of the right with the period that brought it."""
    level: str
    right: str
    """corrective action plan, termination right."""
    rule: str
    """What the contract says: 3 in a row."""
    periods: tuple[str, ...]
    """The missed periods that made it."""
    since: datetime.date
    """The day after the last of them."""


def whole_balance(lines: Iterable[CreditLine]) -> CreditBalance:
    """Returns the books of all credits together."""
    books = [line.balance for line in lines]
    return CreditBalance(
        accrued=sum((one.accrued for one in books), Fraction(0)),
        capped=sum((one.capped for one in books), Fraction(0)),
        rounding=sum((one.rounding for one in books), Fraction(0)),
        **{name: sum((getattr(one, name) for one in books), Decimal("0.00")) for name in _CENTS},
    )


def changes(line: CreditLine) -> tuple[str, ...]:
    """Returns the steps that change the amount, each with it; a cap that cuts nothing is no news.

    The first one always stands there, whatever it makes.
    """
    told, before = [], None
    for one in line.steps:
        if one.amount != before:
            words = one.step.removesuffix(f": {write_money(one.amount)}")
            exactly = f" ({one.exactly})" if one.exact is not None else ""
            told.append(f"{words} = {write_money(one.amount)}{exactly}")
        before = one.amount
    return tuple(told)


def trigger_line(trigger: Trigger) -> str:
    """Writes a right: `repair: corrective action plan, 3 periods missed in a row: …`."""
    periods = joined(trigger.periods)
    return f"{trigger.level}: {trigger.right} since {trigger.since}, {trigger.rule}: {periods}"


def balance_line(books: CreditBalance) -> str:
    """Writes the books as one sum: `$825.00 accrued = $206.25 cut by caps + $618.75 to claim`."""
    parts = [(near(books.capped), "cut by caps"), *_cents(books)]
    told = [f"{amount} {word}" for amount, word in parts if amount != "$0.00"]
    return f"{near(books.accrued)} accrued = {' + '.join(told) or '$0.00'}{_rounding(books)}"


def near(amount: Fraction) -> str:
    """Writes an exact amount in cents, with the fraction behind it where it has one."""
    cents = write_money(Decimal(round(amount * 100)).scaleb(-2))
    if (amount * 100).denominator == 1:
        return cents
    return f"{cents} (exactly ${amount.numerator:,}/{amount.denominator:,})"


def _rounding(books: CreditBalance) -> str:
    if not books.rounding:
        return ""
    exact = abs(books.rounding)
    sign = "+" if books.rounding > 0 else "–"
    return f" {sign} ${exact.numerator:,}/{exact.denominator:,} of rounding"


def _cents(books: CreditBalance) -> Iterable[tuple[str, str]]:
    words = ("earned back", "expired", "paid", "claimed", "to claim")
    for name, word in zip(_CENTS, words, strict=True):
        yield write_money(getattr(books, name)), word


RIGHTS = {
    "corrective action plan": "can demand a corrective action plan",
    "termination right": "has the right to terminate the contract for cause",
}
"""What the District can do, by the right that it has."""

_CENTS = ("earned_back", "expired", "paid", "claimed", "open")
