"""The sheet Credits: every step of the arithmetic of what is owed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from rfpkit.model.audit import Audit
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.cells import Formula, Look

_HEADS = ("Claim", "Service level", "Period", "State", "Line", "Step of the arithmetic", "Amount")
_STEP: tuple[Look, ...] = ("text", "text", "text", "text", "text", "wrapped", "money")
_CREDIT: tuple[Look, ...] = ("label", "label", "label", "label", "label", "label", "sum_money")
_LABEL: Look = "sum_label"
_SUM: tuple[Look, ...] = (_LABEL, _LABEL, _LABEL, _LABEL, _LABEL, _LABEL, "sum_money")


def add(book: Book, audit: Audit) -> Mapping[tuple[str, str], Formula]:
    """Adds the sheet and returns a formula for each credit's cell, by level and period."""
    page = book.page("Credits", (30, 22, 10, 11, 9, 64, 15))
    head = page.head(zip(_HEADS, _STEP, strict=True))
    page.freeze()
    found: dict[tuple[str, str], Formula] = {}
    for credit in audit.credits:
        names = (credit.id, credit.level, credit.period, credit.state)
        for place, step in enumerate(credit.steps, start=1):
            page.write((*names, f"step {place}", step.step, step.amount), _STEP)
        row = page.write((*names, "credit", "Performance credit", credit.amount), _CREDIT)
        found[credit.level, credit.period] = Formula(f"=Credits!$G${row}", credit.amount)
    if not audit.credits:
        page.write((None, None, None, None, None, "No performance credit is owed.", None), "text")
    last = max(page.row, head + 1)
    page.filter(head, last, len(_HEADS))
    page.space()
    total = f'=SUMIFS(G{head + 1}:G{last},E{head + 1}:E{last},"credit")'
    summed = sum((credit.amount for credit in audit.credits), Decimal("0.00"))
    page.write(("Total", "", "", "", "", "All performance credits", Formula(total, summed)), _SUM)
    if summed != audit.credits_total:
        text = "Owed after the caps of the contract as a whole"
        page.write(("Owed", "", "", "", "", text, audit.credits_total), _SUM)
    return found
