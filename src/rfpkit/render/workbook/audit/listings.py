"""The sheets Rejected, Findings and Claims: what a person should look at, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rfpkit.model.audit import Audit, ClaimResult, Disagreement
from rfpkit.model.exports.intake import DoubtfulValue, Finding, Rejected
from rfpkit.render.rejected_table import DOUBTFUL, REJECTED, parted, rejected_of, sheets_of
from rfpkit.render.workbook import long_table
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.cells import Look
from rfpkit.render.workbook.long_table import Column

_REJECTED: Final = (
    Column("What became of it", 18),
    Column("File", 28),
    Column("Sheet", 16),
    Column("Row", 9, "whole"),
    Column("Column", 22),
    Column("What stands there", 44),
    Column("Why it could not be used, or what is doubtful", 60),
)
_FINDINGS: Final = (
    Column("Kind", 28),
    Column("About", 12),
    Column("Times", 9, "whole"),
    Column("What was found", 90, "wrapped"),
    Column("For instance", 60, "wrapped"),
)
_CLAIMS: Final = (
    ("Service level", 22),
    ("Tickets with a flag", 13),
    ("Flag follows from the vendor's own due time", 15),
    ("Flag contradicts it", 13),
    ("Tickets with both due times", 13),
    ("At most 15 minutes apart", 13),
    ("Flag agrees with the contract", 13),
    ("Flag differs from it", 13),
    ("Tickets with both lengths of time", 13),
    ("At most 15 minutes apart", 13),
    ("Tickets with a pause of the vendor's", 13),
    ("Pauses that the export does not show", 13),
)
_WHOLE: Final[Look] = "whole"
_LOOKS: Final[tuple[Look, ...]] = ("label", *(_WHOLE for _ in _CLAIMS[1:]))
_DISAGREEMENTS: Final = (
    Column("Service level", 22),
    Column("Ticket", 16),
    Column("The vendor's flag", 16),
    Column("By the vendor's own due time", 18),
    Column("By the contract", 16),
    Column("Cause", 80, "wrapped"),
)


def add_rejected(book: Book, audit: Audit, doubtful: Sequence[DoubtfulValue], longest: int) -> None:
    """Adds what could not be used, and what was used in spite of a doubt."""
    sheets = sheets_of(audit.intake)
    rows: list[tuple[str, Rejected | DoubtfulValue]] = [
        *((REJECTED, row) for row in rejected_of(audit.intake)),
        *((DOUBTFUL, row) for row in doubtful),
    ]

    def cells(line: tuple[str, Rejected | DoubtfulValue]) -> Sequence[str | int]:
        what, row = line
        return what, *parted(row.file, sheets), row.row, row.column, row.value, row.reason

    long_table.add(book, "Rejected", _REJECTED, rows, cells, longest=longest)


def add_findings(book: Book, audit: Audit, longest: int) -> None:
    """Adds the findings, those about the export behind those about the vendor's work."""
    rows = [("audit", one) for one in audit.findings]
    rows += [("export", one) for one in audit.intake.findings]

    def cells(row: tuple[str, Finding]) -> Sequence[str | int]:
        about, finding = row
        return finding.id, about, finding.count, finding.message, ", ".join(finding.examples)

    long_table.add(book, "Findings", _FINDINGS, rows, cells, longest=longest)


def add_claims(book: Book, audit: Audit, longest: int) -> None:
    """Adds what the vendor says beside what the contract says, then each disagreement."""
    page = book.page("Claims", [width for _, width in _CLAIMS])
    page.head(zip([head for head, _ in _CLAIMS], _LOOKS, strict=True))
    page.freeze("B")
    for claim in audit.claims:
        page.write([claim.level, *_numbers(claim)], _LOOKS)
    if not audit.claims:
        page.write(["The export carries no claims of the vendor."], "note")
    rows = [one for claim in audit.claims for one in claim.disagreements]

    def cells(row: Disagreement) -> Sequence[str]:
        return row.level, row.ticket, row.claimed, row.by_claimed_due, row.ours, row.cause

    long_table.add(book, "Disagreements", _DISAGREEMENTS, rows, cells, longest=longest)


def _numbers(claim: ClaimResult) -> Sequence[int]:
    return (
        claim.claims,
        claim.flag_agrees_with_own_due,
        claim.flag_contradicts_own_due,
        claim.dues,
        claim.due_within_15_minutes,
        claim.flag_agrees_with_ours,
        claim.flag_differs_from_ours,
        claim.durations,
        claim.duration_within_15_minutes,
        claim.pauses,
        claim.pauses_not_shown,
    )
