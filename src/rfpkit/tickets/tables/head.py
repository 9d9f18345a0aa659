"""The head of a table: which sign stands between its columns, and where each column is."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.exports.mapping import DELIMITERS
from rfpkit.tickets.ledger.privacy import told_head
from rfpkit.tickets.tables.source import TableText, refused

LONGEST = 1_000_000
"""Most bytes in which a head is looked for."""

MOST_COLUMNS = 10_000
"""Most columns of a table."""

_NAMES_LOOKED_AT = 1_000
"""Names among which the one is looked for that a person may have meant."""

_ROWS_LOOKED_AT = 50
"""Rows among which a head is looked for that is not where it should be."""


@dataclass(frozen=True)
class Head:
    """The columns of one file."""

    delimiter: str
    """The sign between the columns."""
    names: tuple[str, ...]
    """Every column of the file, in its order."""
    positions: Mapping[str, int]
    """Where each column that is needed stands, from 0, in the order of the file."""


def read_head(
    text: TableText,
    delimiter: str | None,
    needed: Mapping[str, str],
    *,
    whole: TableText | None = None,
) -> Head:
    """Finds the needed columns in the head of a file.

    `needed` gives each column the place of the mapping that names it. Without a `delimiter`,
    the sign under which most of them are found is taken. `whole` is the text with what stands
    above the head, where something does.

    Raises:
        InputError: no head, or columns that are missing or stand there twice.
    """
    signs = [DELIMITERS.get(delimiter, delimiter)] if delimiter else list(DELIMITERS.values())
    heads = [(_split(text.start, sign), sign) for sign in signs]
    names, sign = max(heads, key=lambda head: (_found(head[0], needed), len(head[0])))
    if len(names) > MOST_COLUMNS:
        raise _too_wide(text, len(names))
    if problems := check_columns(Location(text.file, text.head_row), names, needed):
        raise InputError(_elsewhere(text, sign, needed, whole or text) or problems)
    return Head(sign, tuple(names), places_of(names, needed))


def places_of(names: Sequence[str], needed: Mapping[str, str]) -> dict[str, int]:
    """Returns where each needed column stands, from 0, in the order of the file.

    `Category#2` is the second of several columns of the name Category.
    """
    numbered = _numbered(names)
    found = {column: numbered[column] for column in needed if column in numbered}
    return dict(sorted(found.items(), key=lambda one: one[1]))


def numbered_names(names: Sequence[str]) -> list[str]:
    """Returns the columns as a mapping names them: `Category#1` where a name has several.

    One that is hidden by a column that bears such a name itself is left out.
    """
    places = _numbered(names)
    counts = Counter(names)
    found = {place: name for name, place in places.items() if counts[name] < 2}
    return [found[place] for place in sorted(found)]


def check_columns(
    at: Location, names: Sequence[str], needed: Mapping[str, str]
) -> list[Diagnostic]:
    """Returns a problem for each needed column that is missing or stands there twice."""
    missing = [column for column in needed if column not in _numbered(names)]
    if len(missing) == len(needed) > 1:
        return [_nothing_found(at, names, needed)]
    return [*_missing(at, names, needed, missing), *_repeated(at, names, needed)]


def row_with(rows: Sequence[Sequence[str]], needed: Mapping[str, str], but: int) -> int | None:
    """Returns which row, from 1, holds every needed column; `but` is the one known not to."""
    for number, names in enumerate(rows, start=1):
        if number != but and _found(names, needed) == len(needed):
            return number
    return None


def in_another_row(at: Location, found: int) -> Diagnostic:
    """Returns what is told where the head stands in another row than the one looked at."""
    message = f"the columns that the mapping reads stand in row {found}, not in row {at.line}"
    return Diagnostic(at, message, f"write `head: {found}` in the mapping")


def count_of(number: int, noun: str) -> str:
    """Writes a number with its noun: `1 row`, `2,000 rows`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def named_sign(sign: str) -> str:
    """Returns a sign between columns as a message tells it."""
    return "tabs" if sign == "\t" else f"`{sign}`"


def shown(text: str, limit: int = 60) -> str:
    """Returns a value on one line, with an ellipsis where it is cut."""
    line = " ".join(text[: limit * 8].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def closest(name: str, known: Sequence[str]) -> str | None:
    """Returns the known name that a person may have meant, upper and lower case alike."""
    by_case = {other.lower(): other for other in reversed(known[:_NAMES_LOOKED_AT])}
    found = get_close_matches(name.lower(), list(by_case), n=1, cutoff=0.7)
    if found:
        return by_case[found[0]]
    # In JSON a name is a path, of which a person may have written the end.
    return next((other for other in by_case.values() if _ends_in(other, name)), None)


def _ends_in(path: str, name: str) -> bool:
    return path.lower().endswith(f".{name.lower()}")


def _split(raw: bytes, sign: str) -> list[str]:
    return next(_records(raw, sign), [])


def _records(raw: bytes, sign: str) -> Iterator[list[str]]:
    start = re.sub(r"\r(?!\n)", " ", raw[:LONGEST].decode("utf-8", "replace"))
    # A head may be as long as what is looked at; the default is shorter.
    csv.field_size_limit(LONGEST)
    try:
        for record in csv.reader(io.StringIO(start, newline="\n"), delimiter=sign):
            yield [name.strip() for name in record]
    except csv.Error:
        return


def _elsewhere(
    text: TableText, sign: str, needed: Mapping[str, str], whole: TableText
) -> list[Diagnostic]:
    """Returns what is told if another row, or another sign, would give all columns."""
    at = Location(text.file, text.head_row)
    for other in dict.fromkeys((sign, *DELIMITERS.values())):
        rows = list(islice(_records(whole.start, other), _ROWS_LOOKED_AT))
        found = row_with(rows, needed, text.head_row if other == sign else 0)
        if found == text.head_row:
            names = {mark: name for name, mark in DELIMITERS.items()}
            message = f"the head is not divided by {named_sign(sign)}, but by {named_sign(other)}"
            hint = f"write `delimiter: {names[other]}` in the mapping, or leave it out"
            return [Diagnostic(at, message, hint)]
        if found:
            return [in_another_row(at, found)]
    return []


def _too_wide(text: TableText, count: int) -> InputError:
    message = f"the head has {count:,} columns, more than {MOST_COLUMNS:,}"
    hint = "no export of tickets has so many; export it again, or correct `delimiter`"
    return refused(text.file, message, hint, text.head_row)


def _found(names: Sequence[str], needed: Mapping[str, str]) -> int:
    numbered = _numbered(names)
    return sum(column in numbered for column in needed)


def _numbered(names: Sequence[str]) -> dict[str, int]:
    """Returns the place of each name, and of each `NAME#N` where a name stands several times."""
    counts, seen = Counter(names), Counter[str]()
    own: dict[str, int] = {}
    numbered: dict[str, int] = {}
    for place, name in enumerate(names):
        own.setdefault(name, place)
        seen[name] += 1
        if counts[name] > 1:
            numbered[f"{name}#{seen[name]}"] = place
    # A column that bears such a name itself is meant by it.
    return numbered | own


def _nothing_found(at: Location, names: Sequence[str], needed: Mapping[str, str]) -> Diagnostic:
    close = [name for column in list(needed)[:10] if (name := closest(column, names))]
    hint = f"{_list_of(names)}; is it the mapping of another export?"
    if close:
        hint = f"did you mean `{shown(close[0])}`? {_capital(_list_of(names))}"
    listed = ", ".join(f"`{column}`" for column in list(needed)[:10])
    more = ", …" if len(needed) > 10 else ""
    message = f"the file has none of the {len(needed)} columns that the mapping reads: {listed}"
    return Diagnostic(at, message + more, hint)


def _missing(
    at: Location, names: Sequence[str], needed: Mapping[str, str], missing: Sequence[str]
) -> list[Diagnostic]:
    found = []
    for column in missing:
        close = closest(column, names)
        hint = f"did you mean `{shown(close)}`?" if close else _list_of(names)
        message = (
            f"the mapping reads `{column}` ({needed[column]}), and the file has no such column"
        )
        found.append(Diagnostic(at, message, hint))
    return found


def _repeated(at: Location, names: Sequence[str], needed: Mapping[str, str]) -> list[Diagnostic]:
    counts = Counter(names)
    return [
        Diagnostic(
            at,
            f"the column `{column}` ({place}) stands {counts[column]} times in the head",
            f"write which one is meant: `{column}#1` is the first, `{column}#2` the second",
        )
        for column, place in needed.items()
        if counts[column] > 1
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _list_of(names: Sequence[str]) -> str:
    most = 40
    told = told_head(tuple(names[:most]))
    if not told:
        return "the first row looks like data; export the table with the names of its columns"
    listed = ", ".join(shown(name, 40) or "(no name)" for name in told)
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"the file has {listed}{more}" if any(names) else "the row is empty"
