"""Where each credit stands: claimed in time, paid, or expired, by the manager's register."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal

from rfpkit.model.contract import Contract
from rfpkit.model.credits.ledger import CreditLine, CreditState
from rfpkit.model.credits.register import CreditRegister, RegisterEntry
from rfpkit.model.exports.intake import Finding
from rfpkit.model.scalars import write_money
from rfpkit.sla.credits.shapes import Miss

_NOTHING = Decimal("0.00")


def claim_by(contract: Contract, miss: Miss) -> datetime.date | None:
    """Returns the last day on which a credit can be claimed; None without a claim window."""
    window = contract.claim_within
    if window is None:
        return None
    days = window.days
    if window.after == "report":
        days += miss.part.stage.level.report.within
    return miss.result.last + datetime.timedelta(days=days)


def known_entry(
    register: CreditRegister | None, credit: str, today: datetime.date
) -> RegisterEntry | None:
    """Returns what the register says of a credit by a day; what lies after it is not known."""
    entry = register.entry(credit) if register is not None else None
    if entry is None or entry.claimed > today:
        return None
    if entry.paid is not None and entry.paid > today:
        return entry.model_copy(update={"paid": None, "paid_amount": None})
    return entry


def settled(
    full: Decimal,
    owed: Decimal,
    by: datetime.date | None,
    entry: RegisterEntry | None,
    today: datetime.date,
) -> dict[str, Decimal]:
    """Returns how much of a credit is paid, claimed, open and expired; they add up to `owed`.

    A claim after its window counts only as far as it was paid. `full` is the credit before
    any of it was earned back.
    """
    paid = min(entry.pays(full), owed) if entry is not None else _NOTHING
    in_time = entry is not None and (by is None or entry.claimed <= by)
    claimed = min(entry.claims(full), owed) if entry is not None and in_time else _NOTHING
    claimed = max(claimed - paid, _NOTHING)
    rest = owed - paid - claimed
    late = by is not None and today > by
    return {
        "paid": paid,
        "claimed": claimed,
        "expired": rest if late else _NOTHING,
        "open": _NOTHING if late else rest,
    }


def state_of(parts: Mapping[str, Decimal], *, accrued: bool, left: bool) -> CreditState:
    """Returns where a credit stands: what is still to be done comes first.

    Args:
        parts: its parts in cents, as in `CreditBalance`.
        accrued: whether the level's own terms made any amount.
        left: whether caps left anything of it.
    """
    if not accrued:
        return CreditState.NONE
    if not left:
        return CreditState.CAPPED
    order = (
        ("claimed", CreditState.CLAIMED),
        ("open", CreditState.ACCRUED),
        ("paid", CreditState.PAID),
        ("expired", CreditState.EXPIRED),
        ("earned_back", CreditState.EARNED_BACK),
    )
    return next((state for name, state in order if parts[name]), CreditState.ACCRUED)


def register_findings(
    register: CreditRegister | None,
    lines: Iterable[CreditLine],
    ends: Mapping[str, datetime.date],
    today: datetime.date,
) -> tuple[Finding, ...]:
    """Returns what the register says that the audit does not.

    Args:
        register: which credits were claimed and paid.
        lines: the credits of the audit.
        ends: the last day of the period of every credit that the contract can bring.
        today: the last local day that the audit knows of.
    """
    if register is None:
        return tuple(_without_register(lines, today))
    by_id = {line.id: line for line in lines}
    found: dict[str, list[str]] = {}
    for entry in register.credits:
        place = register.place(entry.id)
        name = f"{place}: {entry.id}" if place else entry.id
        for kind, told in _doubts(entry, by_id.get(entry.id), ends, today):
            found.setdefault(kind, []).append(f"{name}: {told}")
    return tuple(_finding(kind, examples) for kind, examples in sorted(found.items()))


def _without_register(lines: Iterable[CreditLine], today: datetime.date) -> Iterable[Finding]:
    """Yields the credits whose window is over, while no register says whether they were claimed."""
    over = [line for line in lines if line.claim_by and line.claim_by < today and line.amount]
    if over:
        credits = "1 credit" if len(over) == 1 else f"{len(over):,} credits"
        yield Finding(
            id="credit-register-missing",
            message=f"the claim window of {credits} is over, and no register says whether they "
            "were claimed; give it with --register",
            count=len(over),
            examples=tuple(f"{line.id} by {line.claim_by}" for line in over[:5]),
        )


def _doubts(
    entry: RegisterEntry,
    line: CreditLine | None,
    ends: Mapping[str, datetime.date],
    today: datetime.date,
) -> Iterable[tuple[str, str]]:
    if entry.claimed > today:
        yield "register-after-the-audit", f"claimed on {entry.claimed}"
        return
    if entry.paid is not None and entry.paid > today:
        yield "register-after-the-audit", f"paid on {entry.paid}"
    last = ends.get(entry.id)
    if last is not None and entry.claimed <= last:
        yield "credit-claimed-early", f"claimed on {entry.claimed}, its period ends on {last}"
    books = line.balance if line is not None else None
    if line is None or books is None or not books.accrued:
        yield "credit-not-owed", "nothing is owed"
        return
    due = books.owed + books.expired
    full = due + books.earned_back
    paid = entry.pays(full) if entry.paid is not None and entry.paid <= today else _NOTHING
    if paid > due:
        yield "credit-overpaid", f"{write_money(paid)} was paid, {write_money(due)} is owed"
    elif entry.amount is not None and entry.amount > due:
        told = f"{write_money(entry.amount)} was claimed, {write_money(due)} is owed"
        yield "credit-overclaimed", told
    if line.claim_by is not None and entry.claimed > line.claim_by:
        yield "credit-claimed-late", f"claimed on {entry.claimed}, after {line.claim_by}"


def _finding(kind: str, examples: list[str]) -> Finding:
    count = len(examples)
    told = f"{_WORDS[kind]}: {'; '.join(examples[:5])}"
    return Finding(id=kind, message=told, count=count, examples=tuple(examples[:5]))


_WORDS = {
    "credit-claimed-early": "credits were claimed before their period was over",
    "credit-claimed-late": "credits were claimed after their window",
    "credit-not-owed": "the register has credits that are not owed",
    "credit-overclaimed": "more was claimed than is owed",
    "credit-overpaid": "more was paid than is owed",
    "register-after-the-audit": "the register speaks of days after the audit, which do not count",
}
