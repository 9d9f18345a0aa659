"""Every verdict of an audit as one CSV table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from rfpkit.model.numbers import write_number
from rfpkit.model.ticket_verdict import TicketVerdict
from rfpkit.render.local_time import LocalTime
from rfpkit.render.spreadsheet_text import begins_like_a_formula, visible

INSTANTS: Final = ("start", "first_stop", "stop", "last_stop", "due", "claimed_due")
"""Columns with an instant, written in local time with its offset."""


def verdict_csv(verdicts: Iterable[TicketVerdict], timezone: str) -> Iterator[bytes]:
    """Yields the table in pieces, a row for each level and ticket; durations are whole seconds.

    A value is a decimal number, exact, in the unit that stands beside it.
    A text that a spreadsheet would take for a formula gets an apostrophe in front.

    Args:
        verdicts: the rows, in order.
        timezone: the IANA time zone that local times are written in.
    """
    columns = TicketVerdict._fields
    local = _local(timezone)
    writers = [local if column in INSTANTS else _plain for column in columns]
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    for row in verdicts:
        table.writerow([write(value) for write, value in zip(writers, row, strict=True)])
        if out.tell() > _PIECE:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


_PIECE: Final = 1_000_000


def _plain(value: str | int | Decimal | None) -> str | int:
    if isinstance(value, str):
        return _safe(value)
    if isinstance(value, Decimal):
        return write_number(value)
    return "" if value is None else value


@lru_cache(maxsize=65_536)
def _safe(text: str) -> str:
    # A bare carriage return would end the row for some readers.
    shown = visible(text)
    return f"'{shown}" if begins_like_a_formula(text) else shown


def _local(timezone: str) -> Callable[[str | int | Decimal | None], str | int]:
    iso = LocalTime(timezone).iso
    return lambda instant: iso(instant) if isinstance(instant, int) else ""
