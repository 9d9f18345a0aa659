"""What is invoiced under a contract, and how much of it is at risk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal, Protocol, Self

from pydantic import model_validator

from rfpkit.model.credits.credit import ChargeCredit, PoolCredit, Shape
from rfpkit.model.credits.values import Cap, ContractCap, MonthlyCap, RollingCap
from rfpkit.model.record import Problem, Record, mistake
from rfpkit.model.scalars import Id, Money
from rfpkit.model.service_level import ServiceLevel, unknown

Path = tuple[str | int, ...]


class Fee(Record):
    """An amount that is invoiced."""

    id: Id
    """Name of the fee: monthly-fee."""
    amount: Money
    """The amount for each period, in the contract's currency."""
    per: Literal["month", "quarter", "year"]
    """How often it is invoiced."""
    each: Literal["device"] | None = None
    """What it is the price of, where it is charged for each; the whole service if left out."""

    def for_months(self, months: int | Fraction) -> Fraction:
        """Returns the fee for a number of months, or a share of one, exactly."""
        return Fraction(self.amount) * months / {"month": 1, "quarter": 3, "year": 12}[self.per]


class Billed(Protocol):
    """What credits and caps are shares of: a contract's fee, or one that proposers price."""

    @property
    def id(self) -> str:
        """Name of the fee."""

    @property
    def each(self) -> str | None:
        """What it is the price of, where it is charged for each."""


class AtRisk(Record):
    """The most that all levels together may cost."""

    base: Id | None = None
    """The fee of which the caps are shares."""
    cap: MonthlyCap
    """The at-risk amount: 15% per month. A longer period's credit belongs to its last month."""
    rolling: RollingCap | None = None
    """The most in any twelve months that follow each other: 8% per 12 months."""
    contract: ContractCap | None = None
    """The most over the whole term: $100,000 per contract."""

    @model_validator(mode="after")
    def _shares_have_a_base(self) -> Self:
        if self.base is None and any(cap.share is not None for cap in self.caps()):
            message = "a share needs the fee that it is a share of"
            raise mistake(message, "write `base: monthly-fee`")
        return self

    def caps(self) -> Iterable[Cap]:
        """Yields each cap."""
        yield from (cap for cap in (self.cap, self.rolling, self.contract) if cap is not None)


def fee_problems(
    fees: Sequence[Billed],
    at_risk: AtRisk | None,
    lists: Iterable[tuple[Path, Sequence[ServiceLevel]]],
) -> Iterable[Problem]:
    """Yields each fee that a cap or a credit names and that is missing or of another kind.

    `lists` are the document's lists of levels with their paths.
    """
    if at_risk is not None and at_risk.base is not None:
        yield from _fee(fees, ("at_risk", "base"), at_risk.base, each=False)
    for path, levels in lists:
        for position, level in enumerate(levels):
            if level.credit is not None:
                yield from _of_credit(fees, at_risk, level.credit, (*path, position, "credit"))


def _of_credit(
    fees: Sequence[Billed], at_risk: AtRisk | None, credit: Shape, path: Path
) -> Iterable[Problem]:
    for where, name in credit.fees():
        of_item = isinstance(credit, ChargeCredit) and where[0] == "charge"
        yield from _fee(fees, (*path, *where), name, each=of_item)
    if isinstance(credit, PoolCredit) and at_risk is None:
        message = "the pool is a share of an at-risk amount, and the contract has none"
        hint = "write `at_risk:` with a base and a cap"
        yield Problem((*path, "pool"), message, hint, ("at_risk",))


def _fee(fees: Sequence[Billed], path: Path, name: str, *, each: bool) -> Iterable[Problem]:
    found = next((fee for fee in fees if fee.id == name), None)
    if found is None:
        yield unknown(path, "fee", name, [fee.id for fee in fees])
    elif each and found.each is None:
        message = f"the fee `{name}` is not the charge of one item"
        yield Problem(path, message, "write `each: device` at the fee if it is")
    elif not each and found.each is not None:
        message = f"the fee `{name}` is charged for each {found.each}, not for the service"
        yield Problem(path, message, "name a fee of the whole service")
