"""The register of credits that a manager keeps: what was claimed, and what was paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal, Self

from pydantic import PrivateAttr, model_validator

from rfpkit.model.record import Problem, Record, mistake, repeated_ids
from rfpkit.model.scalars import Date, Id, Money, Text


class RegisterEntry(Record):
    """One credit as it was claimed."""

    id: Text
    """The credit's id in the audit: repair-turnaround/2026-09."""
    claimed: Date
    """Day on which it was claimed."""
    amount: Money | None = None
    """What was claimed; the whole credit if left out."""
    paid: Date | None = None
    """Day on which it was paid, or taken off an invoice."""
    paid_amount: Money | None = None
    """What was paid; all that was claimed if left out."""
    note: Text | None = None
    """The invoice or letter that it stands in."""

    @model_validator(mode="after")
    def _claimed_first(self) -> Self:
        if self.paid is not None and self.paid < self.claimed:
            message = f"paid on {self.paid}, before it was claimed on {self.claimed}"
            raise mistake(message, "check both dates; a payment follows its claim")
        if self.paid is None and self.paid_amount is not None:
            raise mistake("an amount was paid, but no day is given", "write `paid: 2026-11-02`")
        return self

    def claims(self, owed: Decimal) -> Decimal:
        """Returns what was claimed of a credit."""
        return self.amount if self.amount is not None else owed

    def pays(self, owed: Decimal) -> Decimal:
        """Returns what was paid of a credit; zero before the payment."""
        if self.paid is None:
            return Decimal("0.00")
        return self.paid_amount if self.paid_amount is not None else self.claims(owed)


class CreditRegister(Record):
    """What was claimed and paid under a contract."""

    _places: Mapping[str, str] = PrivateAttr(default_factory=dict)

    kind: Literal["credit-register"]
    """What the file is."""
    contract: Id
    """Number of the contract."""
    credits: tuple[RegisterEntry, ...] = ()
    """Each credit that was claimed."""

    def entry(self, credit: str) -> RegisterEntry | None:
        """Returns the entry of a credit; None where it was not claimed."""
        return next((one for one in self.credits if one.id == credit), None)

    def placed(self, places: Mapping[str, str]) -> Self:
        """Returns the register with the place of each entry: `credits.yaml:5` by its id."""
        placed = self.model_copy()
        placed._places = places  # noqa: SLF001 (the copy is of this class)
        return placed

    def place(self, credit: str) -> str:
        """Returns where the entry of a credit stands; empty where nobody has said it."""
        return self._places.get(credit, "")

    def problems(self) -> Iterable[Problem]:
        """Yields each credit that is entered twice."""
        yield from repeated_ids("credits", self.credits, ("credits",))


def register_problems(
    register: CreditRegister, contract: str, known: frozenset[str]
) -> Iterable[Problem]:
    """Yields what does not fit the contract: its number, and credits that it cannot have.

    `known` are the ids of every credit that the contract could ever bring.
    """
    if register.contract != contract:
        message = f"the register is of contract {register.contract}, the audit of {contract}"
        yield Problem(("contract",), message, "name the register of this contract")
        return
    for position, entry in enumerate(register.credits):
        if entry.id not in known:
            hint = "write the id as the audit prints it: level/period, such as repair/2026-09"
            message = f"the contract can bring no credit `{entry.id}`"
            yield Problem(("credits", position, "id"), message, hint)
