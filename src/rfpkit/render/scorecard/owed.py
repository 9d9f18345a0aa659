"""What is owed: each credit with every step of its arithmetic."""

from __future__ import annotations

from typing import Any

from rfpkit.model.audit import Audit, CreditLine
from rfpkit.model.audit_words import counted, period_name
from rfpkit.model.scalars import write_money


def view(audit: Audit) -> dict[str, Any]:
    """Returns the answer in a sentence, and a row for each claim."""
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
            "state": credit.state,
            "steps": _changes(credit),
            "amount": write_money(credit.amount),
        }
        for credit in audit.credits
    ]
    return {"answer": _answer(audit), "rows": rows, "total": write_money(audit.credits_total)}


def _changes(credit: CreditLine) -> list[dict[str, str]]:
    """Returns the steps that change the amount; a cap that cuts nothing is no news."""
    amounts = [None, *(step.amount for step in credit.steps)]
    return [
        {
            "step": step.step.removesuffix(f": {write_money(step.amount)}"),
            "amount": write_money(step.amount),
        }
        for before, step in zip(amounts, credit.steps, strict=False)
        if step.amount != before
    ]


def _answer(audit: Audit) -> str:
    claims = sum(credit.amount > 0 for credit in audit.credits)
    if not claims:
        return "No performance credit is owed for the periods of this audit."
    total = write_money(audit.credits_total)
    return f"{total} in performance credits, from {counted(claims, 'claim')}."
