"""The sheet Credits: every step of the arithmetic of what is owed, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from rfpkit.model.audit import Audit
from rfpkit.model.credits.ledger import CreditBalance, CreditLine, CreditState, CreditStep
from rfpkit.model.words import joined
from rfpkit.render.workbook.book import Book, Page
from rfpkit.render.workbook.cells import Formula, Look, Value

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
        names = (credit.id, credit.level, credit.period, str(credit.state))
        for place, step in enumerate(credit.steps, start=1):
            page.write((*names, f"step {place}", _told(step), step.amount), _STEP)
        row = page.write((*names, "credit", _credit(credit), credit.amount), _CREDIT)
        if credit.amount or (credit.level, credit.period) not in found:
            found[credit.level, credit.period] = Formula(f"=Credits!$G${row}", credit.amount)
    if not audit.credits:
        page.write((None, None, None, None, None, "No performance credit is owed.", None), "text")
    last = max(page.row, head + 1)
    page.filter(head, last, len(_HEADS))
    page.space()
    total = f'=SUMIFS(G{head + 1}:G{last},E{head + 1}:E{last},"credit")'
    summed = sum((credit.amount for credit in audit.credits), Decimal("0.00"))
    page.write(("Total", "", "", "", "", "All performance credits", Formula(total, summed)), _SUM)
    _books(page, audit)
    return found


def _credit(credit: CreditLine) -> str:
    if credit.state is CreditState.IN_KIND:
        return "Owed in kind, no money"
    by = credit.to_claim_by
    return f"Performance credit, claim by {by}" if by else "Performance credit"


def _told(step: CreditStep) -> str:
    return f"{step.step} ({step.exactly})" if step.exact is not None else step.step


def _books(page: Page, audit: Audit) -> None:
    """Writes what became of all that accrued, and the rights of chronic failure."""
    if audit.credit_balance.accrued:
        page.space()
        for told, amount in _lines(audit.credit_balance):
            page.write((None, None, None, None, "books", told, amount), _STEP)
    for trigger in audit.triggers:
        told = f"{trigger.right} since {trigger.since}, {trigger.rule}: {joined(trigger.periods)}"
        page.write((trigger.id, trigger.level, None, None, "right", told, None), _STEP)


def _lines(books: CreditBalance) -> Iterable[tuple[str, Value]]:
    yield _exactly("Accrued before caps", books.accrued), _cents(books.accrued)
    yield _exactly("Less what caps cut", books.capped), _cents(books.capped)
    if books.rounding:
        exact = f"{'–' if books.rounding < 0 else ''}{_dollars(abs(books.rounding))}"
        yield f"Less rounding: {exact}", None
    for name in ("earned_back", "expired", "paid", "claimed"):
        yield f"Less {name.replace('_', ' ')}", getattr(books, name)
    yield "Left to claim", books.open


def _exactly(told: str, amount: Fraction) -> str:
    whole = (amount * 100).denominator == 1
    return told if whole else f"{told}: exactly {_dollars(amount)}"


def _dollars(amount: Fraction) -> str:
    return f"${amount.numerator:,}/{amount.denominator:,}"


def _cents(amount: Fraction) -> Decimal:
    return Decimal(round(amount * 100)).scaleb(-2)
