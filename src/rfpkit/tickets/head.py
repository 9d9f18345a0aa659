"""The head of a table: which sign stands between its columns, and where each column is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.mapping import DELIMITERS
from rfpkit.tickets.source import TableText, refused

LONGEST = 1_000_000
"""Most bytes in which a head is looked for."""


@dataclass(frozen=True)
class Head:
    """The columns of one file."""

    delimiter: str
    """The sign between the columns."""
    names: tuple[str, ...]
    """Every column of the file, in its order."""
    positions: Mapping[str, int]
    """Where each column that is needed stands, from 0, in the order of the file."""


def read_head(text: TableText, delimiter: str | None, needed: Mapping[str, str]) -> Head:
    """Finds the needed columns in the head of a file.

    `needed` gives each column the place of the mapping that names it. Without a `delimiter`,
    the sign under which most of them are found is taken.

    Raises:
        InputError: no head, or columns that are missing or stand there twice.
    """
    if not text.raw:
        raise refused(text.file, "the file is empty", "export the tickets again")
    signs = [DELIMITERS.get(delimiter, delimiter)] if delimiter else list(DELIMITERS.values())
    heads = [(_split(text, sign), sign) for sign in signs]
    names, sign = max(heads, key=lambda head: (len(set(head[0]) & set(needed)), len(head[0])))
    if problems := check_columns(Location(text.file, 1), names, needed):
        raise InputError(problems)
    positions = {name: position for position, name in enumerate(names) if name in needed}
    return Head(sign, tuple(names), positions)


def check_columns(
    at: Location, names: Sequence[str], needed: Mapping[str, str]
) -> list[Diagnostic]:
    """Returns a problem for each needed column that is missing or stands there twice."""
    return [*_missing(at, names, needed), *_repeated(at, names, needed)]


def count_of(number: int, noun: str) -> str:
    """Writes a number with its noun: `1 row`, `2,000 rows`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def shown(text: str, limit: int = 60) -> str:
    """Returns a value on one line, with an ellipsis where it is cut."""
    line = " ".join(text[: limit * 8].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def closest(name: str, known: Sequence[str]) -> str | None:
    """Returns the known name that a person may have meant, upper and lower case alike."""
    by_case = {other.lower(): other for other in reversed(known)}
    found = get_close_matches(name.lower(), list(by_case), n=1, cutoff=0.7)
    return by_case[found[0]] if found else None


def _split(text: TableText, sign: str) -> list[str]:
    start = re.sub(r"\r(?!\n)", " ", text.raw[:LONGEST].decode("utf-8", "replace"))
    try:
        record = next(csv.reader(io.StringIO(start, newline="\n"), delimiter=sign), [])
    except csv.Error:
        record = []
    return [name.strip() for name in record]


def _missing(at: Location, names: Sequence[str], needed: Mapping[str, str]) -> list[Diagnostic]:
    found = []
    for column, place in needed.items():
        if column in names:
            continue
        close = closest(column, names)
        hint = f"did you mean `{shown(close)}`?" if close else _list_of(names)
        message = f"the mapping reads `{column}` ({place}), and the file has no such column"
        found.append(Diagnostic(at, message, hint))
    return found


def _repeated(at: Location, names: Sequence[str], needed: Mapping[str, str]) -> list[Diagnostic]:
    hint = "rename one of the two in the export, or drop it there"
    return [
        Diagnostic(
            at,
            f"the column `{column}` ({place}) stands {names.count(column)} times in the head",
            hint,
        )
        for column, place in needed.items()
        if names.count(column) > 1
    ]


def _list_of(names: Sequence[str]) -> str:
    most = 40
    listed = ", ".join(shown(name, 40) or "(no name)" for name in names[:most])
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"the file has {listed}{more}"
