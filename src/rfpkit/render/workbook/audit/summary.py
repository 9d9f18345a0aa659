"""The sheet Summary: attainment and verdict of each period, counted anew from the tickets."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font

from rfpkit.model.audit import Audit, LevelResult, PeriodResult, PeriodState, Tally
from rfpkit.model.audit_words import STATES, answer, attained, counts_alone
from rfpkit.render.workbook.audit import tickets
from rfpkit.render.workbook.book import Book, Page
from rfpkit.render.workbook.cells import Formula, Look, Value
from rfpkit.render.workbook.long_table import Part

_COLUMNS: tuple[tuple[str, int, Look], ...] = (
    ("Service level", 36, "label"),
    ("Id", 20, "text"),
    ("Period", 10, "text"),
    ("From", 12, "day"),
    ("To", 12, "day"),
    ("With tickets of", 10, "text"),
    ("Met", 8, "whole"),
    ("Missed", 8, "whole"),
    ("Missed, still open", 8, "whole"),
    ("Decided", 9, "whole"),
    ("Pending", 9, "whole"),
    ("Unscorable", 11, "whole"),
    ("Attainment", 12, "share"),
    ("At worst", 10, "share"),
    ("At best", 10, "share"),
    ("Owed", 9, "share"),
    ("Verdict", 20, "verdict"),
    ("Set by a rule", 20, "text"),
    ("Why", 44, "wrapped"),
    ("Credit", 13, "money"),
    ("Since the audit", 12, "plain"),
)
_COUNTED = ("met", "missed", "missed_open", None, "pending", "unscorable")
_NOTE = (
    "The counts are formulas over the sheet Tickets: correct a verdict there, and they follow. "
    "A rule of the contract that counts alone do not show stands in “Set by a rule”."
)


def add(book: Book) -> Page:
    """Adds the sheet, empty: it stands first and is written last."""
    return book.page("Summary", [width for _, width, _ in _COLUMNS])


def fill(
    page: Page, audit: Audit, parts: Sequence[Part], credits: Mapping[tuple[str, str], Formula]
) -> None:
    """Writes the sheet.

    Args:
        page: the empty sheet.
        audit: the audit.
        parts: the sheets of the tickets.
        credits: by level and period, the credit's cell on its own sheet.
    """
    page.write([audit.title], "title")
    parties = f"{audit.district} – {audit.contractor} – contract {audit.contract}"
    page.write([f"{parties} – as of {audit.as_of}"], "note")
    page.write([answer(audit)], "label")
    page.write([" ".join(filter(None, (_NOTE, audit.note)))], "note")
    page.space()
    head = page.head((name, look) for name, _, look in _COLUMNS)
    page.freeze("B")
    waiting = dict(credits)
    for level in audit.levels:
        for result in level.periods:
            credit = waiting.pop((level.id, result.period), None)
            counts = _counts(level, result, parts, page.row + 1)
            page.write(_row(level, result, page.row + 1, counts, credit), _row_looks())
        if not level.measured:
            page.write(_unmeasured(level), _row_looks())
    _finish(page, audit, head)


def _row_looks() -> list[Look]:
    return [look for _, _, look in _COLUMNS]


def _row(
    level: LevelResult,
    result: PeriodResult,
    row: int,
    counts: Sequence[Formula],
    credit: Formula | None,
) -> list[Value]:
    tally = result.tally
    seen = _judged(tally, result.owed)
    by_counts = counts_alone(result)
    rule = "" if by_counts and seen == result.state else STATES[result.state]
    return [
        level.title,
        level.id,
        result.period,
        result.first,
        result.last,
        ", ".join((*result.pooled_from, *result.rolled_from)) or None,
        *counts,
        *(_shares(row, tally) if by_counts else _values(result)),
        result.owed if result.statistic is None else result.statistic.owed_text,
        Formula(_verdict(row), STATES[result.state]),
        rule or None,
        result.reason or None,
        credit,
        Formula(_unchanged(row, tally), "as audited"),
    ]


def _shares(row: int, tally: Tally) -> list[Value]:
    """Returns attainment, worst and best as formulas over the counts of the row."""
    total = f"(J{row}+L{row})"
    return [
        _share(f"J{row}", f"G{row}*10000/J{row}", tally.attainment),
        _share(total, f"G{row}*10000/{total}", tally.worst),
        _share(total, f"(G{row}+L{row})*10000/{total}", tally.best),
    ]


def _values(result: PeriodResult) -> list[Value]:
    """Returns the same where they are made from values, which the counts do not show."""
    if result.statistic is not None:
        return [attained(result), None, None]
    return [_cut(share) for share in (result.attainment, result.worst, result.best)]


def _cut(share: Fraction | None) -> Fraction | None:
    # Cut, never rounded up: 94.996 % must not be shown as the 95 % that was owed.
    return None if share is None else Fraction(int(share * 10_000), 10_000)


def _unmeasured(level: LevelResult) -> list[Value]:
    row: list[Value] = [None] * len(_COLUMNS)
    row[0], row[1], row[16], row[18] = level.title, level.id, "not measured", level.reason
    return row


def _counts(
    level: LevelResult, result: PeriodResult, parts: Sequence[Part], row: int
) -> list[Formula]:
    first_days = {other.period: other.first for other in level.periods}
    others = (*result.pooled_from, *result.rolled_from)
    days = [f"$D{row}", *(_date(first_days[name]) for name in others)]
    numbers = result.tally.model_dump()
    counts = []
    for verdict in _COUNTED:
        if verdict is None:
            counts.append(Formula(f"=G{row}+H{row}+I{row}", result.tally.decided))
            continue
        terms = [_countifs(part, row, day, verdict) for part in parts for day in days]
        counts.append(Formula("=" + "+".join(terms), numbers[verdict]))
    return counts


def _countifs(part: Part, row: int, day: str, verdict: str) -> str:
    # By date: a spreadsheet may read a period such as 2026-09 as a date, and 2026 as a number.
    pairs = (
        (tickets.LEVEL, f"$B{row}"),
        (tickets.PERIOD_FROM, day),
        (tickets.VERDICT, f'"{verdict}"'),
    )
    return f"COUNTIFS({','.join(f'{part.cells(column)},{wanted}' for column, wanted in pairs)})"


def _share(divisor: str, ten_thousandths: str, value: Fraction | None) -> Formula:
    cut = _cut(value)
    shown = "" if cut is None else cut
    return Formula(f'=IF({divisor}=0,"",INT({ten_thousandths})/10000)', shown)


def _verdict(row: int) -> str:
    total = f"(J{row}+L{row})"
    worst, best = f"G{row}/{total}>=P{row}", f"(G{row}+L{row})/{total}<P{row}"
    judged = f'IF({worst},"met",IF({best},"missed","indeterminate"))'
    return f'=IF(R{row}<>"",R{row},IF({total}=0,"no data",{judged}))'


def _judged(tally: Tally, owed: Fraction | None) -> PeriodState | None:
    """What the counts alone say: the verdict's formula in Python."""
    if tally.worst is None or tally.best is None:
        return PeriodState.NO_DATA
    if owed is None:
        return None
    if tally.worst >= owed:
        return PeriodState.MET
    return PeriodState.MISSED if tally.best < owed else PeriodState.INDETERMINATE


def _unchanged(row: int, tally: Tally) -> str:
    numbers = zip(
        "GHIKL",
        (tally.met, tally.missed, tally.missed_open, tally.pending, tally.unscorable),
        strict=True,
    )
    same = ",".join(f"{column}{row}={count}" for column, count in numbers)
    return f'=IF(AND({same}),"as audited","changed")'


def _date(day: datetime.date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def _finish(page: Page, audit: Audit, head: int) -> None:
    first, last = head + 1, max(page.row, head + 1)
    page.filter(head, last, len(_COLUMNS))
    verdicts = f"Q{first}:Q{last}"
    for word, colour in (("met", "FF15572C"), ("missed", "FF8C1C13")):
        font = Font(bold=True, color=colour)
        rule = CellIsRule("equal", [f'"{word}"'], font=font)  # type: ignore[no-untyped-call]
        page.sheet.conditional_formatting.add(verdicts, rule)
    summed = sum((credit.amount for credit in audit.credits), Decimal("0.00"))
    total: list[Value] = [""] * len(_COLUMNS)
    total[0], total[19] = "All performance credits", Formula(f"=SUM(T{first}:T{last})", summed)
    looks: list[Look] = ["sum_label"] * len(_COLUMNS)
    looks[19] = "sum_money"
    page.write(total, looks)
