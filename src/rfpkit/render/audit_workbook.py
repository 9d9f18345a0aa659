"""An audit as a workbook that a manager can filter, recalculate and argue with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rfpkit.model.audit import Audit
from rfpkit.model.exports.intake import DoubtfulValue
from rfpkit.model.ticket_verdict import TicketVerdict
from rfpkit.render.workbook.audit import about, credits, floors, ledger, listings, summary, tickets
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.long_table import ROWS_OF_A_SHEET


def workbook(
    audit: Audit,
    verdicts: Iterable[TicketVerdict],
    doubtful: Sequence[DoubtfulValue] = (),
    *,
    longest: int = ROWS_OF_A_SHEET,
) -> bytes:
    """Returns the workbook: summary, credits, ledger, tickets and what to look at.

    Args:
        audit: the audit.
        verdicts: each row of its verdict table.
        doubtful: values of the export that were used in spite of a doubt.
        longest: rows of a sheet, its head included; a longer table fills several sheets.
    """
    rows = list(verdicts)
    book = Book(f"{audit.contract} {audit.title}: audit")
    first = summary.add(book)
    owed = credits.add(book, audit)
    parts = tickets.add(book, audit, rows, longest)
    ledger.add(book, audit, parts)
    floors.add(book, audit, longest)
    listings.add_rejected(book, audit, doubtful, longest)
    listings.add_findings(book, audit, longest)
    listings.add_claims(book, audit, longest)
    about.add(book, audit, parts, len(rows))
    summary.fill(first, audit, parts, owed)
    return book.to_bytes()
