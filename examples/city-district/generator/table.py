"""The export as a file: rows as the vendor's system writes them, and rows that came out broken."""

from __future__ import annotations

import csv
import datetime
import io
from collections import Counter

from chance import Chance
from story import WORDS, Event, Ticket

COLUMNS = (
    "number",
    "sys_updated_at",
    "sys_mod_count",
    "state",
    "priority",
    "location",
    "u_device_class",
    "cmdb_ci",
    "u_service",
    "close_code",
    "sla_due",
    "made_sla",
    "u_survey_quality",
    "u_survey_timeliness",
    "caller_id",
    "short_description",
)
_EMPTY = ("", "?", "NA")
_BROKEN = ("empty number", "too few cells", "too many cells")
"""Faults for which a broken row stands beside the ticket's own."""


def write(chance: Chance, tickets: list[Ticket]) -> tuple[str, dict[str, int]]:
    """Returns the text of the export, and how many rows of each kind are in it."""
    count: Counter[str] = Counter()
    lines = [_line(COLUMNS)]
    for ticket in tickets:
        rows = _rows(chance, ticket)
        lines += [_line(row) for row in rows]
        count["rows"] += len(rows)
        count["unreadable stamp"] += sum(event.stamp not in ("", "?") for event in ticket.events)
        count["empty stamp"] += sum(event.stamp == "?" for event in ticket.events)
        if chance.happens(55):
            lines.append(_line(chance.pick(rows)))
            count.update(("rows", "repeated row"))
        if ticket.planted in _BROKEN:
            lines.append(_broken(ticket.planted, chance.pick(rows)))
            count.update(("rows", ticket.planted))
    return "".join(lines), dict(sorted(count.items()))


def _rows(chance: Chance, ticket: Ticket) -> list[tuple[str, ...]]:
    """Returns the ticket's rows in the file's order, which is not always the order of events."""
    finals = _finals(chance, ticket)
    rows, number = [], 0
    for event in sorted(ticket.events, key=lambda event: event.at):
        rows.append(_row(ticket, event, number, finals))
        number += 2 if chance.happens(80) else 1
    if ticket.planted.startswith("same second"):
        rows.reverse()
    elif len(rows) > 2 and chance.happens(30):
        rows[-2:] = rows[:-3:-1]
    return rows


def _row(ticket: Ticket, event: Event, number: int, finals: tuple[str, ...]) -> tuple[str, ...]:
    stamp = event.stamp or _stamp(event.at)
    priority = WORDS.get(event.priority, "")
    return (ticket.number, stamp, str(number), event.state, priority, *finals)


def _finals(chance: Chance, ticket: Ticket) -> tuple[str, ...]:
    """Returns the cells that stand on every row of the ticket as they were at its end."""
    empty = chance.pick(_EMPTY)
    return (
        ticket.school or "?",
        ticket.device_class or empty,
        ticket.tag or empty,
        ticket.service or "?",
        ticket.close_code or empty,
        _stamp(ticket.due) if ticket.due else empty,
        ticket.made or empty,
        ticket.quality or empty,
        ticket.timeliness or empty,
        ticket.caller,
        ticket.text,
    )


def _stamp(when: datetime.datetime) -> str:
    """Returns day/month/year without padding, and the time with it."""
    return f"{when.day}/{when.month}/{when.year} {when:%H:%M:%S}"


def _broken(kind: str, row: tuple[str, ...]) -> str:
    if kind == "empty number":
        return _line(("", *row[1:]))
    if kind == "too few cells":
        return _line(row[:9])
    return _line((*row, "moved", "by hand"))


def _line(cells: tuple[str, ...]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
