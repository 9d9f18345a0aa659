"""The sheet Instructions: how to price, and by which rules and formulas."""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.view.pricing.rules import Rule, formulas, rules
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book


def add(book: Book, solicitation: Solicitation, sheet: PriceSheet, product: str) -> None:
    """Adds the sheet."""
    blocks = (
        ("How to price", _pricing(sheet)),
        ("Rules for prices", _told(rules(sheet))),
        ("How amounts are computed", _told(formulas(sheet))),
    )
    form.instructions(book, solicitation, "Price sheet", blocks, product)


def _pricing(sheet: PriceSheet) -> Iterator[tuple[str, str]]:
    where = ["Prices"]
    if sheet.parts is not None:
        where.append("Parts")
    if sheet.adjustment is not None or (sheet.ownership and sheet.ownership.costs):
        where.append("Other answers")
    sheets = " and ".join(where) if len(where) < 3 else "Prices, Parts and Other answers"
    several = "s" if len(where) > 1 else ""
    yield (
        "Where to write",
        (
            f"Name your firm above. Beside that, only the yellow cells of the sheet{several} "
            f"{sheets} can be changed. All amounts are computed; please add no rows, sheets or "
            "formulas."
        ),
    )
    yield (
        "When it is complete",
        (
            "The sheet Summary says in words what is still missing, and “complete” once nothing "
            "is. It adds up each year, the initial term and the renewals as you write."
        ),
    )


def _told(found: Iterator[Rule]) -> Iterator[tuple[str, str]]:
    for _, title, text in found:
        yield title, text
