"""Every verdict of an audit as one CSV table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from rfpkit.model.numbers import write_number
from rfpkit.model.ticket_verdict import TicketVerdict
from rfpkit.render.local_time import LocalTime
from rfpkit.render.spreadsheet_text import csv_text

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
    local = lru_cache(maxsize=65_536)(LocalTime(timezone).iso)
    instants = [columns.index(name) for name in INSTANTS]
    value = columns.index("value")
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    for row in verdicts:
        cells: list[Any] = [csv_text(one) if isinstance(one, str) else one for one in row]
        for place in instants:
            if cells[place] is not None:
                cells[place] = local(cells[place])
        if cells[value] is not None:
            cells[value] = write_number(cells[value])
        table.writerow(cells)
        if out.tell() > _PIECE:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


_PIECE: Final = 1_000_000
