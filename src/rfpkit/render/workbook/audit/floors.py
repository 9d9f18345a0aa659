"""The sheet Floors: each group of each period, where a level sets a floor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rfpkit.model.audit import Audit, GroupResult, LevelResult, PeriodResult
from rfpkit.model.audit_words import STATES
from rfpkit.render.workbook import long_table
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.long_table import Column

_COLUMNS: Final = (
    Column("Service level", 22),
    Column("Period", 14),
    Column("Group", 32),
    Column("Met", 9, "whole"),
    Column("Missed", 9, "whole"),
    Column("Missed, still open", 10, "whole"),
    Column("Pending", 9, "whole"),
    Column("Unscorable", 12, "whole"),
    Column("Attainment", 12, "share"),
    Column("Floor", 22),
)

Row = tuple[LevelResult, PeriodResult, GroupResult]


def add(book: Book, audit: Audit, longest: int) -> None:
    """Adds the sheet, where a level has groups."""
    rows = [
        (level, result, group)
        for level in audit.levels
        for result in level.periods
        for group in result.groups
    ]
    if rows:
        long_table.add(book, "Floors", _COLUMNS, rows, _cells, longest=longest)


def _cells(row: Row) -> Sequence[str | int | float | None]:
    level, result, group = row
    tally = group.tally
    # Cut, never rounded up.
    share = None if group.attainment is None else int(group.attainment * 10_000) / 10_000
    return (
        level.id,
        result.period,
        group.group,
        tally.met,
        tally.missed,
        tally.missed_open,
        tally.pending,
        tally.unscorable,
        share,
        STATES[group.state],
    )
