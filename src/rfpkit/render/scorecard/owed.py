"""What is owed: each credit with every step of its arithmetic, and what stands beside money."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from rfpkit.model.audit import ZERO, Audit
from rfpkit.model.audit_words import counted, period_name
from rfpkit.model.credits.ledger import RIGHTS, CreditLine, CreditState, balance_line
from rfpkit.model.scalars import write_money
from rfpkit.model.words import joined, long_date


def view(audit: Audit) -> dict[str, Any]:
    """Returns the answer in a sentence, a row for each claim, and what else follows."""
    titles = {level.id: level.title for level in audit.levels}
    periods = {
        (level.id, result.period): period_name(result)
        for level in audit.levels
        for result in level.periods
    }
    rows = [
        {
            "id": credit.id,
            "title": titles.get(credit.level, credit.level),
            "period": periods.get((credit.level, credit.period), credit.period),
            "state": _standing(credit),
            "steps": _steps(credit),
            "amount": "in kind" if _in_kind(credit) else write_money(credit.amount),
        }
        for credit in audit.credits
    ]
    return {
        "answer": _answer(audit),
        "rows": rows,
        "total": write_money(audit.credits_total),
        "remarks": [*_remarks(audit, titles)],
    }


def _steps(credit: CreditLine) -> list[dict[str, str]]:
    """Returns the steps that change the amount; a cap that cuts nothing is no news."""
    if _in_kind(credit):
        return [{"step": one.step, "amount": ""} for one in credit.steps]
    amounts = [None, *(step.amount for step in credit.steps)]
    return [
        {
            "step": step.step.removesuffix(f": {write_money(step.amount)}"),
            "amount": " ".join(
                [write_money(step.amount), *([f"({step.exactly})"] if step.exact else [])]
            ),
        }
        for before, step in zip(amounts, credit.steps, strict=False)
        if step.amount != before
    ]


def _standing(credit: CreditLine) -> str:
    if _in_kind(credit):
        return ""
    parts = [str(credit.state)]
    if credit.balance.paid and credit.state is not CreditState.PAID:
        parts.append(f"{write_money(credit.balance.paid)} of it paid")
    if credit.to_claim_by is not None:
        parts.append(f"claim by {long_date(credit.to_claim_by)}")
    return ", ".join(parts)


def _in_kind(credit: CreditLine) -> bool:
    return credit.state is CreditState.IN_KIND


def _answer(audit: Audit) -> str:
    claims = sum(credit.amount > 0 for credit in audit.credits)
    if not claims:
        return "No performance credit is owed for the periods of this audit."
    total = write_money(audit.credits_total)
    return f"{total} in performance credits, from {counted(claims, 'claim')}.{_done(audit)}"


def _done(audit: Audit) -> str:
    books = audit.credit_balance
    parts = [(books.paid, "is paid"), (books.claimed, "is claimed"), (books.open, "is to claim")]
    told = [f"{write_money(amount)} {word}" for amount, word in parts if amount]
    return f" Of this, {joined(told)}." if books.paid or books.claimed else ""


def _remarks(audit: Audit, titles: dict[str, str]) -> Iterable[str]:
    """Yields what a claims officer must know beside the amounts."""
    yield from _to_claim(audit)
    for trigger in audit.triggers:
        title = titles.get(trigger.level, trigger.level)
        yield (
            f"{title}: since {long_date(trigger.since)} the District {RIGHTS[trigger.right]} "
            f"({trigger.rule}: {joined(trigger.periods)})."
        )
    if audit.credit_balance.accrued:
        yield f"The books of the credits: {balance_line(audit.credit_balance)}."


def _to_claim(audit: Audit) -> Iterable[str]:
    """Yields by when the open credits must be claimed, the soonest first."""
    last: dict[datetime.date, list[CreditLine]] = {}
    for credit in audit.credits:
        if credit.to_claim_by is not None:
            last.setdefault(credit.to_claim_by, []).append(credit)
    for day in sorted(last)[:_SOONEST]:
        names = joined([credit.id for credit in last[day]])
        amount = sum((credit.balance.open for credit in last[day]), ZERO)
        yield f"Claim by {long_date(day)}: {write_money(amount)} ({names})."


_SOONEST = 3
"""Claim dates that are spelled out; each claim's own stands beside it."""
