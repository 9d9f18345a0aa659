"""The sheet Ledger: every row and every ticket accounted for, with the sums as formulas."""

from __future__ import annotations

from collections.abc import Sequence

from rfpkit.model.audit import Audit, LevelLedger, LevelResult, Verdict
from rfpkit.model.exports.intake import Count, FeedIntake, Intake
from rfpkit.model.words import plural
from rfpkit.render.workbook.audit import tickets
from rfpkit.render.workbook.book import Book, Page
from rfpkit.render.workbook.cells import Formula, Look
from rfpkit.render.workbook.long_table import Part

_WIDTHS = (62, 14, 22)
_LINE: tuple[Look, ...] = ("plain", "whole", "plain")
_SUM: tuple[Look, ...] = ("sum_label", "sum_whole", "sum_label")
_WORDS = {
    Verdict.MET: "Met",
    Verdict.MISSED: "Missed",
    Verdict.MISSED_OPEN: "Missed and still open",
    Verdict.PENDING: "Pending: open, and in time so far",
    Verdict.NO_TARGET: "Without a target",
    Verdict.EXCLUDED: "Excluded",
    Verdict.UNSCORABLE: "Unscorable",
}


def add(book: Book, audit: Audit, parts: Sequence[Part]) -> None:
    """Adds the sheet. The verdicts are counted from the sheets of the tickets."""
    page = book.page("Ledger", _WIDTHS)
    page.write(["Every row and every ticket is accounted for"], "title")
    page.space()
    _rows(page, audit.intake)
    for level in audit.levels:
        page.space()
        page.write([level.title], "part")
        if level.ledger is None:
            page.write([f"Not measured: {level.reason}"], "wrapped")
        else:
            _tickets(page, level, level.ledger, parts)


def _rows(page: Page, intake: Intake) -> None:
    page.write(["Rows of the export"], "part")
    read = page.write(["Rows read, below the heads of the files", intake.rows_read, None], _LINE)
    used = page.write(["Rows used", intake.rows_used, None], _LINE)
    last = _reasons(page, "Rows rejected", intake.rows_rejected)
    _check(page, f"B{read}", f"SUM(B{used}:B{last})", intake.rows_read, balanced=intake.balanced)
    page.write(["Events made from the rows used", intake.events, None], _LINE)
    for feed in intake.feeds:
        _feed(page, feed)


def _feed(page: Page, feed: FeedIntake) -> None:
    page.space()
    page.write([f"Rows of the feed {feed.feed}"], "part")
    rows, rejected = feed.source.rows, feed.source.rows - feed.rows_used
    read = page.write(["Rows read, below the head of the file", rows, None], _LINE)
    used = page.write(["Rows used", feed.rows_used, None], _LINE)
    last = page.write(["Rows rejected", rejected, None], _LINE)
    _check(page, f"B{read}", f"SUM(B{used}:B{last})", rows, balanced=True)


def _tickets(page: Page, level: LevelResult, ledger: LevelLedger, parts: Sequence[Part]) -> None:
    what = plural(ledger.noun)
    heading = "Tickets in the export" if ledger.noun == "ticket" else f"{what.capitalize()} in all"
    all_of = page.write([heading, ledger.tickets, None], _LINE)
    page.write(["Reopened and counted anew", ledger.new_episodes, None], _LINE)
    outside = page.row + 1
    last = _reasons(page, "Out of scope", ledger.out_of_scope)
    formula = f"=B{all_of}+B{all_of + 1}-SUM(B{outside}:B{last})"
    scope = page.write(
        [f"{what.capitalize()} in scope", Formula(formula, ledger.in_scope), None], _SUM
    )
    for verdict, count in _counts(ledger):
        terms = [
            f'COUNTIFS({part.cells(tickets.LEVEL)},"{level.id}",'
            f'{part.cells(tickets.VERDICT)},"{verdict}")'
            for part in parts
        ]
        live = Formula("=" + "+".join(terms), count)
        page.write([_WORDS[verdict], live, None], _LINE)
    first, last = scope + 1, page.row
    _check(page, f"B{scope}", f"SUM(B{first}:B{last})", ledger.in_scope, balanced=ledger.balanced)
    for what, lines in (("excluded", ledger.excluded), ("unscorable", ledger.unscorable)):
        for line in lines:
            page.write([f"    of these {what}: {line.reason}", line.count, None], _LINE)


def _counts(ledger: LevelLedger) -> Sequence[tuple[Verdict, int]]:
    return (
        (Verdict.MET, ledger.met),
        (Verdict.MISSED, ledger.missed),
        (Verdict.MISSED_OPEN, ledger.missed_open),
        (Verdict.PENDING, ledger.pending),
        (Verdict.NO_TARGET, ledger.no_target),
        (Verdict.EXCLUDED, sum(line.count for line in ledger.excluded)),
        (Verdict.UNSCORABLE, sum(line.count for line in ledger.unscorable)),
    )


def _reasons(page: Page, what: str, lines: Sequence[Count]) -> int:
    """Writes a line for each reason, one with 0 where there is none; returns the last row."""
    for line in lines:
        page.write([f"{what}: {line.reason}", line.count, None], _LINE)
    if not lines:
        page.write([what, 0, None], _LINE)
    return page.row


def _check(page: Page, left: str, right: str, total: int, *, balanced: bool) -> None:
    words = "✓ balances" if balanced else "× does not balance"
    verdict = Formula(f'=IF({left}={right},"✓ balances","× does not balance")', words)
    page.write(["Accounted for", Formula(f"={right}", total), verdict], _SUM)
