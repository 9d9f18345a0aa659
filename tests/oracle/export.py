"""The export read plainly: which rows can be used, and what each ticket says."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.oracle.clock import instant

EMPTY = {"", "?", "NA"}


@dataclass
class Row:
    """A row that can be used."""

    at: int
    order: int
    state: str
    priority: str


@dataclass
class Ticket:
    """All that an export says of one ticket."""

    number: str
    rows: list[Row] = field(default_factory=list)
    broken: bool = False
    cells: dict[str, str] = field(default_factory=dict)


def read(path: Path) -> tuple[dict[str, Ticket], Counter[str]]:
    """The tickets by number, and how many rows of each kind there are."""
    lines = list(csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8"))))
    head, count = lines[0], Counter[str]()
    tickets: dict[str, Ticket] = {}
    seen: set[tuple[str, ...]] = set()
    for line in lines[1:]:
        count["rows"] += 1
        kind = _use(head, line, tickets, seen)
        count[kind] += 1
    for ticket in tickets.values():
        ticket.rows.sort(key=lambda row: (row.at, row.order))
    return tickets, count


def _use(
    head: list[str], line: list[str], tickets: dict[str, Ticket], seen: set[tuple[str, ...]]
) -> str:
    number = line[0]
    if number in EMPTY:
        return "empty number"
    ticket = tickets.setdefault(number, Ticket(number))
    if len(line) != len(head):
        ticket.broken = True
        return "too few cells" if len(line) < len(head) else "too many cells"
    if tuple(line) in seen:
        return "repeated row"
    seen.add(tuple(line))
    cells = dict(zip(head, ("" if cell in EMPTY else cell for cell in line), strict=True))
    ticket.cells = cells  # the same on every row, but for the first five
    at = _read_stamp(cells["sys_updated_at"])
    if at is None:
        ticket.broken = True
        return "unreadable stamp" if cells["sys_updated_at"] else "empty stamp"
    order = int(cells["sys_mod_count"])
    ticket.rows.append(Row(at, order, cells["state"], cells["priority"]))
    return "used"


def _read_stamp(text: str) -> int | None:
    try:
        date, time = text.split(" ")
        day, month, year = map(int, date.split("/"))
        hour, minute, second = map(int, time.split(":"))
        return instant(datetime.datetime(year, month, day, hour, minute, second))
    except ValueError:
        return None
