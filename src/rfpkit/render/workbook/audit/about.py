"""The sheet About: the promises, what the audit rests on, and how to read the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rfpkit.model.audit import Audit
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.long_table import Part

NOT_ADVICE = (
    "Arithmetic from the contract and the export; not legal advice. Before a credit is claimed, "
    "read the contract's notice and cure clauses, and let counsel read the claim."
)
_TIMES = (
    "the hour that autumn repeats cannot be told apart here. The file verdicts.csv writes each "
    "time with its offset."
)
_FORMULAS = (
    "Summary and Ledger count the tickets sheet by formulas. “Since the audit” says “changed” "
    "where a count no longer is what the audit found."
)


def add(book: Book, audit: Audit, parts: Sequence[Part], tickets: int) -> None:
    """Adds the sheet."""
    page = book.page("About", (30, 110))
    page.write(["About this workbook"], "title")
    blocks = (
        ("How to read it", _reading(audit, parts, tickets)),
        ("The audit", _audit(audit)),
        ("The promises", _promises(audit)),
        ("What it rests on", _sources(audit)),
    )
    for heading, lines in blocks:
        page.space()
        page.write([heading], "part")
        for term, text in lines:
            page.write([term, text], ("label", "wrapped"))


def _reading(audit: Audit, parts: Sequence[Part], tickets: int) -> Iterable[tuple[str, str]]:
    if audit.note:
        yield "Note", audit.note
    yield "Standing", NOT_ADVICE
    yield "Times", f"Local to {audit.timezone}, without their offset: {_TIMES}"
    yield (
        "Percentages",
        "Cut to two decimals, never rounded up; verdicts compare the exact counts.",
    )
    yield "Formulas", _FORMULAS
    if len(parts) > 1:
        names = ", ".join(f"{part.sheet} ({part.last - part.first + 1:,} rows)" for part in parts)
        yield "Long export", f"The tickets fill {len(parts)} sheets: {names}; formulas count all."
    yield "Rows of tickets", f"{tickets:,}, one for each service level and ticket in its scope"


def _audit(audit: Audit) -> Iterable[tuple[str, str]]:
    yield "Contract", f"{audit.contract}: {audit.title}"
    yield "District", audit.district
    yield "Contractor", audit.contractor
    yield "As of", audit.as_of
    yield "Program", audit.product


def _promises(audit: Audit) -> Iterable[tuple[str, str]]:
    for level in audit.levels:
        yield level.title, f"{level.sentence_in_force}  [{level.id}, {level.digests}]"


def _sources(audit: Audit) -> Iterable[tuple[str, str]]:
    for source in audit.intake.sources:
        yield f"Export {source.file}", f"{source.rows:,} rows, SHA-256 {source.sha256}"
    for feed in audit.intake.feeds:
        text = f"{feed.source.rows:,} rows of {feed.source.file}, SHA-256 {feed.source.sha256}"
        yield f"Feed {feed.feed}", text
    yield "Contract's digest", audit.contract_digest
    yield "Mapping's digest", audit.mapping_digest
    for calendar in audit.calendars:
        text = f"version {calendar.version}, {calendar.timezone}, digest {calendar.digest}"
        yield f"Calendar {calendar.id}", text
    yield "Time zone data", audit.timezone_data
