"""The price sheet: a workbook in which proposers price each line, with live totals."""

from __future__ import annotations

from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.prices import costs, instructions, lines, parts, summary, years


def price_sheet(solicitation: Solicitation, sheet: PriceSheet, product: str) -> bytes:
    """Returns the workbook.

    Args:
        solicitation: the RFP.
        sheet: what it prices.
        product: the program and its version, which the workbook names.
    """
    name = f"{solicitation.id} {solicitation.title}: price sheet"
    book, paper = Book(name, solicitation.id), solicitation.page
    instructions.add(book, solicitation, sheet, product)
    cells = lines.add(book, sheet, paper)
    if sheet.parts is not None:
        cells |= parts.add(book, sheet, sheet.parts, paper)
    others = costs.add(book, sheet, paper)
    years.add(book, sheet, cells, others.points if others else None, paper)
    summary.add(book, sheet, years.place(sheet), others, paper)
    facts = {"workbook": "price-sheet", "version": "1", "made-by": product}
    form.origin(book, solicitation, facts)
    return book.to_bytes()
