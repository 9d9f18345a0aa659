"""The sheet Tickets: a row for each level and ticket, with all that its verdict rests on."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from rfpkit.model.audit import Audit
from rfpkit.model.ticket_verdict import TicketVerdict
from rfpkit.render.local_time import LocalTime
from rfpkit.render.workbook import long_table
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.long_table import Column, Part

COLUMNS = (
    Column("Service level", 20),
    Column("Ticket", 14),
    Column("Episode", 9, "whole"),
    Column("Verdict", 13),
    Column("Reason", 24),
    Column("Period", 10),
    Column("Period from", 12, "day"),
    Column("Contract version", 12),
    Column("Priority", 9),
    Column("Service", 18),
    Column("Device class", 18),
    Column("Site", 20),
    Column("Audience", 12),
    Column("Clock started", 19, "instant"),
    Column("First stop", 19, "instant"),
    Column("Stopped", 19, "instant"),
    Column("Last stop", 19, "instant"),
    Column("Due", 19, "instant"),
    Column("Target", 18),
    Column("Counted, hours", 10, "hours"),
    Column("Counted, seconds", 11, "whole"),
    Column("Paused, hours", 10, "hours"),
    Column("Paused, seconds", 11, "whole"),
    Column("Pauses not honored, hours", 11, "hours"),
    Column("Pauses not honored, seconds", 11, "whole"),
    Column("Verdict if all pauses were honored", 15),
    Column("Vendor's flag", 10),
    Column("Vendor's due", 19, "instant"),
    Column("Verdict by vendor's due", 13),
    Column("Row in the export", 10, "whole"),
    Column("Value", 12, "number"),
    Column("Unit of the value", 14),
    Column("Counts as often as", 10, "whole"),
    Column("Vendor's clock, seconds", 11, "whole"),
    Column("Vendor's pauses, seconds", 11, "whole"),
    Column("Priority at first", 9),
)
LEVEL, VERDICT, PERIOD_FROM = "A", "D", "G"
"""Columns that formulas of other sheets count."""


def add(
    book: Book, audit: Audit, verdicts: Sequence[TicketVerdict], longest: int
) -> tuple[Part, ...]:
    """Adds the sheet, or several where one cannot hold all rows."""
    firsts = {
        (level.id, result.period): _day(result.first)
        for level in audit.levels
        for result in level.periods
    }
    cells = _cells(firsts, _local(audit.timezone))
    return long_table.add(book, "Tickets", COLUMNS, verdicts, cells, longest=longest)


def _cells(
    firsts: Mapping[tuple[str, str], int], local: Callable[[int | None], float | None]
) -> Callable[[TicketVerdict], Sequence[str | int | float | Decimal | None]]:
    def cells(row: TicketVerdict) -> Sequence[str | int | float | Decimal | None]:
        return (
            row.level,
            row.ticket,
            row.episode,
            row.verdict,
            row.reason,
            row.period,
            firsts.get((row.level, row.period)),
            row.version,
            row.priority,
            row.service,
            row.device_class,
            row.site,
            row.audience,
            local(row.start),
            local(row.first_stop),
            local(row.stop),
            local(row.last_stop),
            local(row.due),
            row.target,
            _hours(row.elapsed),
            row.elapsed,
            _hours(row.paused),
            row.paused,
            _hours(row.not_honoured),
            row.not_honoured,
            row.verdict_if_honoured,
            row.claimed,
            local(row.claimed_due),
            row.by_claimed_due,
            row.row,
            row.value,
            row.value_unit,
            row.weight,
            row.claimed_elapsed,
            row.claimed_paused,
            row.first_priority,
        )

    return cells


_DAY_ZERO = datetime.date(1899, 12, 30)
_EPOCH = 25_569
"""Days from a spreadsheet's day zero to 1970-01-01."""


def _day(date: datetime.date) -> int:
    return (date - _DAY_ZERO).days


def _hours(seconds: int | None) -> float | None:
    return None if seconds is None else seconds / 3600


def _local(timezone: str) -> Callable[[int | None], float | None]:
    offset = LocalTime(timezone).offset

    @lru_cache(maxsize=65_536)
    def local(instant: int | None) -> float | None:
        return None if instant is None else (instant + offset(instant)) / 86_400 + _EPOCH

    return local
