"""Everything that changed between two exports as one CSV table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from rfpkit.model.over_time import Change
from rfpkit.render.local_time import LocalTime
from rfpkit.render.spreadsheet_text import begins_like_a_formula, visible


def changes_csv(changes: Iterable[Change], timezone: str) -> Iterator[bytes]:
    """Yields the table in pieces, a row for each change; instants are local with their offset.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.

    Args:
        changes: the rows, in order.
        timezone: the IANA time zone that local times are written in.
    """
    iso = LocalTime(timezone).iso
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(Change._fields)
    for row in changes:
        told = (_written(value, iso) for value in (row.at, row.before, row.after))
        table.writerow([row.change, _safe(row.ticket), _safe(row.what), *told, row.stamps])
        if out.tell() > _PIECE:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


_PIECE: Final = 1_000_000


def _written(value: int | str | None, iso: Callable[[int], str]) -> str:
    if value is None:
        return ""
    return iso(value) if isinstance(value, int) else _safe(value)


def _safe(text: str) -> str:
    # A bare carriage return would end the row for some readers.
    shown = visible(text)
    return f"'{shown}" if begins_like_a_formula(text) else shown
