"""An invented vendor's export in which persons stand where they do and where they should not.

Every name, address and number below is made up for these tests.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl

NAMES = (
    "Ottoline Farquhane",
    "Bartholo Vex",
    "Quillon, Esmerelda",
    "OSWIN TRABBLE",
    "Ziv Ombrelle",
)
MAILS = ("o.farquhane@example.org", "esme+7@mail.example.com", "trabble@example.net")
PHONES = ("(206) 555-0147", "+1 312 555 0188", "773-555-0123", "2065550147")
TEXTS = (
    "Her mother called twice because the screen is cracked again",
    "Locker code is swordfish, left beside the gym of room 12",
)
MARKS = (
    *("farquhane", "ottoline", "bartholo", "quillon", "esmerelda", "oswin", "trabble", "ombrelle"),
    *("esme+7", "555-0147", "555 0188", "555-0123", "2065550147", "mother called", "swordfish"),
)
"""What of them must not be found in anything that is written, in lower case."""

HEAD = (
    *("Number", "Updated", "State", "Priority", "School", "Device", "Quote", "Who", "Score"),
    *("Visits", "First time", "Due", "On time", "Caller", "Caller e-mail", "Mobile", "Summary"),
)
PLANTED = (*NAMES[:4], MAILS[0], PHONES[0], PHONES[1], TEXTS[0])
FIELDS = dict(zip(HEAD, range(len(HEAD)), strict=True))
UNMAPPED = ("Caller", "Caller e-mail", "Mobile", "Summary")

Table = list[list[str]]


def table() -> Table:
    """Returns a sound export of 28 tickets, with a person in every column that is not mapped."""
    rows = []
    for number in range(28):
        said = [
            f"IT{number:04}",
            "",
            "",
            *("High", "Oak School", f"PC-{number}", "Q-17", "district", "5", "2", "yes"),
            *(f"2027-07-{number + 1:02} 12:00:00", "true"),
            NAMES[number % len(NAMES)],
            MAILS[number % len(MAILS)],
            PHONES[number % len(PHONES)],
            TEXTS[number % len(TEXTS)],
        ]
        for hour, state in ((8, "New"), (9, "Waiting"), (10, "Working"), (11, "Returned")):
            row = list(said)
            row[1:3] = [f"2027-06-{number + 1:02} {hour:02}:00:00", state]
            rows.append(row)
    return rows


def with_persons(columns: Sequence[str], kinds: Mapping[str, Sequence[str]]) -> Table:
    """Returns an export with a person of each kind in each column, each in a row of its own.

    `kinds` gives the columns that one is not planted in.
    """
    rows = table()
    places = iter(range(1, len(rows)))
    for column in columns:
        for person in PLANTED:
            if column not in kinds.get(person, ()):
                rows[next(places)][FIELDS[column]] = person
    return rows


MAPPING: dict[str, Any] = {
    "kind": "mapping",
    "timezone": "America/Chicago",
    "columns": {
        "ticket": "Number",
        "at": "Updated",
        "state": "State",
        "priority": "Priority",
        "site": "School",
        "device": "Device",
        "evidence": "Quote",
        "actor": "Who",
    },
    "values": {
        "priority": {"High": "P1", "Low": "P2"},
        "actor": {"district": "district", "vendor": "contractor"},
    },
    "states": {
        "New": "event received",
        "Waiting": "pause parts",
        "Working": "open",
        "Returned": "event returned",
    },
    "survey": {"quality": "Score"},
    "numbers": {"visits": "Visits"},
    "facts": {"first-time": "First time"},
    "claims": {"level": "repair", "met": "On time", "due": "Due"},
}
CONTRACT: dict[str, Any] = {
    "kind": "contract",
    "id": "P-1",
    "title": "Repair",
    "parties": {"district": "District", "contractor": "Contractor"},
    "timezone": "America/Chicago",
    "term": "2027-01-01 to 2027-12-31",
    "fees": [{"id": "fee", "amount": "$1,000.00", "per": "month"}],
    "priorities": [{"id": "P1", "name": "A class"}, {"id": "P2", "name": "A person"}],
    "calendars": [
        {
            "id": "hours",
            "covers": "2027-01-01 to 2028-06-30",
            "week": {"mon-sun": "07:00-18:00"},
        }
    ],
    "pauses": [{"id": "parts", "definition": "A part is on order."}],
    "service_levels": [
        {
            "id": "repair",
            "title": "Repair",
            "measure": {
                "kind": "duration",
                "from": "received",
                "to": "returned",
                "calendar": "hours",
                "pause": ["parts"],
            },
            "target": "2 business hours",
            "attainment": {
                "at_least": "90%",
                "per": "month",
                "floor": {"by": "site", "at_least": "50%"},
            },
            "credit": {"base": "fee", "bands": [{"below": "90%", "credit": "10%"}]},
        }
    ],
}


def _csv(rows: Table, head: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    return out.getvalue().encode()


def _gzip(rows: Table, head: tuple[str, ...]) -> bytes:
    return gzip.compress(_csv(rows, head))


def _parquet(rows: Table, head: tuple[str, ...]) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(rows, schema=dict.fromkeys(head, pl.String), orient="row").write_parquet(out)
    return out.getvalue()


def _workbook(rows: Table, head: tuple[str, ...]) -> bytes:
    book, out = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Tickets")
    for row in (head, *rows):
        sheet.append(list(row))
    book.save(out)
    return out.getvalue()


def _json(rows: Table, head: tuple[str, ...]) -> bytes:
    return json.dumps([dict(zip(head, row, strict=True)) for row in rows]).encode()


Writer = Callable[[Table, tuple[str, ...]], bytes]
WRITERS: dict[str, Writer] = {
    ".csv": _csv,
    ".csv.gz": _gzip,
    ".parquet": _parquet,
    ".xlsx": _workbook,
    ".json": _json,
}


def write(path: Path, rows: Table, head: tuple[str, ...] = HEAD) -> Path:
    """Writes an export in the format that its name says."""
    path.write_bytes(WRITERS["".join(path.suffixes)](rows, head))
    return path
