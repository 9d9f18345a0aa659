"""Small exports that the tests of `inspect` make: invented, and the same every time."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Sequence

FIRST = datetime.datetime(2027, 1, 4, 8, 0)
PEOPLE = ("Ana Stone", "Bob Reed", "Carol Marsh", "Dev Field", "Eve Brook", "Gus Lake")
TEXTS = ("the screen flickers when {} opens the lid", "{} says that no key works any more")


def repairs() -> str:
    """A list of repairs as a person keeps it, with everything odd that such lists have."""
    rows = [_repair(number) for number in range(1, 61) if number not in {17, 41}]
    rows[4][1], rows[5][1] = "soon", "03:17.4"
    rows[20][0] = rows[19][0]
    rows[30][0] = ""
    head = "Repair #;Date In;Date Out;Student;E-Mail;Phone;School;Urgency;Asset Tag;What is wrong"
    return _text(f"{head};Status".split(";"), rows, ";") + "R-0061;torn\n"


def _repair(number: int) -> list[str]:
    begin = FIRST + datetime.timedelta(days=number, minutes=37 * number)
    end = begin + datetime.timedelta(days=number % 9, minutes=11 * number)
    person = PEOPLE[number % len(PEOPLE)]
    done = number % 5 > 0
    return [
        f"R-{number:04}",
        f"{begin:%m/%d/%Y %I:%M %p}",
        f"{end:%m/%d/%Y}" if done else ("n/a", "-", "")[number % 3],
        person,
        f"{person.split()[0].lower()}@school.example",
        f"(555) 010-{1000 + number}",
        ("North High", "South Middle", "Lake Elementary")[number % 3],
        ("High", "Normal")[number % 2],
        f"CB-{7000 + number * 13}",
        TEXTS[number % 2].format(person.split()[0]),
        "Picked Up" if done else ("On Bench", "Waiting for Parts", "Void")[number % 3],
    ]


def log() -> str:
    """The log of a help desk: a row for each state of a ticket, priorities and flags beside it."""
    rows = []
    for number in range(1, 41):
        begin = FIRST + datetime.timedelta(hours=7 * number)
        for step, state in enumerate(("New", "In Progress", "On Hold", "Resolved", "Closed")):
            at = begin + datetime.timedelta(hours=2 * step, seconds=number)
            if state != "On Hold" or number % 4 == 0:
                rows.append(
                    [
                        f"INC{number:06}",
                        at.strftime("%Y-%m-%d %H:%M:%S"),
                        state,
                        ("1 - High", "3 - Moderate")[number % 2],
                        ("true", "false")[number % 10 == 0],
                        PEOPLE[number % len(PEOPLE)],
                    ]
                )
    return _text(
        ["number", "sys_updated_at", "state", "priority", "made_sla", "caller_id"], rows, ","
    )


def undecided() -> str:
    """Dates whose day is never over 12; the person who wrote them knows their order."""
    rows = [
        [f"T{number}", f"0{number % 9 + 1}/02/2027 07:{number:02}", "", "Open"]
        for number in range(1, 31)
    ]
    return _text(["Ticket Number", "Date Created", "Closed Date", "Status"], rows, ",")


def converted_twice() -> str:
    """Due times at 08:30 whose clock was moved by the offset once too often."""
    rows = []
    for day in range(365):
        opened = datetime.datetime(2026, 1, 1, 14) + datetime.timedelta(days=day, minutes=day % 60)
        due = datetime.datetime(2026, 1, 2, 8, 30) + datetime.timedelta(days=day)
        summer = datetime.datetime(2026, 3, 8, 3) <= due < datetime.datetime(2026, 11, 1, 1)
        due -= datetime.timedelta(hours=4 if summer else 5)
        rows.append([f"C{day:04}", str(opened), "", str(due)])
    return _text(["case_id", "opened_at", "closed_at", "sla_due"], rows, ",")


def changes() -> str:
    """A log of changed fields, which is no list of tickets."""
    rows = [
        [f"T{number % 7}", "status", f"2027-01-{number % 27 + 1:02} 10:00:00", "open"]
        for number in range(40)
    ]
    return _text(["Ticket No", "Field", "Changed", "New value"], rows, ",")


def two_columns() -> str:
    """A log book of repairs: dates and times of day in two columns, letters of zones behind."""
    rows = []
    for number in range(1, 31):
        begin = FIRST + datetime.timedelta(days=number, minutes=37 * number)
        end = begin + datetime.timedelta(days=2)
        hour = "" if number == 7 else f"{begin:%I:%M %p}"
        word = "CST" if number % 3 else "EST"
        rows.append(
            [f"R-{number:03}", f"{begin:%m/%d/%Y}", hour, f"{end:%m/%d/%Y %I:%M %p} {word}"]
        )
    return _text(["Repair #", "Date In", "Time In", "Date Out"], rows, ",")


def offsets() -> str:
    """Stamps that carry their own offsets."""
    rows = [
        [f"K-{n}", f"2027-02-{n:02}T08:00:00+0100", f"2027-02-{n:02}T18:00:00Z"]
        for n in range(1, 29)
    ]
    return _text(["Issue key", "Created", "Resolved"], rows, ",")


EXPORTS: dict[str, Callable[[], str]] = {
    "repairs": repairs,
    "log": log,
    "undecided": undecided,
    "converted-twice": converted_twice,
    "changes": changes,
    "two-columns": two_columns,
    "offsets": offsets,
}


def _text(head: Sequence[str], rows: Sequence[Sequence[str]], sign: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign, lineterminator="\n")
    writer.writerows([head, *rows])
    return out.getvalue()
