"""Which sheet of a workbook holds the tickets, and which row of it is the head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.tickets.readers.wanted import Wanted
from rfpkit.tickets.readers.workbook_door import Sheet
from rfpkit.tickets.tables.head import (
    MOST_COLUMNS,
    check_columns,
    closest,
    in_another_row,
    places_of,
    row_with,
    shown,
)
from rfpkit.tickets.tables.source import refused


@dataclass(frozen=True)
class Chosen:
    """The sheet that is read."""

    place: int
    """Among the sheets, from 0."""
    name: str
    head: int
    """The row of its head, from 1."""
    positions: dict[str, int]
    """Where each wanted column stands, from 0 for column A."""


def choose_sheet(sheets: Sequence[Sheet], wanted: Wanted, file: str) -> Chosen:
    """Returns the only sheet that has the wanted columns, or the one that the mapping names.

    Raises:
        InputError: no sheet has them, or several have.
    """
    if wanted.sheet is not None:
        return _check(sheets, _named(sheets, wanted.sheet, file), wanted, file)
    found = [place for place, sheet in enumerate(sheets) if not _problems(sheet, wanted, file)]
    if len(found) > 1:
        raise _several([sheets[place] for place in found], file)
    if found:
        return _check(sheets, found[0], wanted, file)
    if not any(sheet.rows for sheet in sheets):
        raise refused(file, "the workbook has no cells", "export the tickets again")
    # Of sheets that all lack columns, the one that lacks the fewest was meant.
    best = max(range(len(sheets)), key=lambda place: _likeness(sheets[place], wanted))
    return _check(sheets, best, wanted, file)


def fullest_sheet(sheets: Sequence[Sheet], name: str | None, file: str) -> Sheet:
    """Returns the sheet of a name, or else the one whose first rows have the most cells.

    Raises:
        InputError: there is none.
    """
    if name is not None:
        return sheets[_named(sheets, name, file)]
    if not any(sheet.rows for sheet in sheets):
        raise refused(file, "the workbook has no cells", "export the tickets again")
    return max(sheets, key=lambda sheet: sum(map(len, map(sheet.names, _numbers(sheet)))))


def _numbers(sheet: Sheet) -> range:
    return range(1, len(sheet.rows) + 1)


def _named(sheets: Sequence[Sheet], name: str, file: str) -> int:
    names = [sheet.name for sheet in sheets]
    if name in names:
        return names.index(name)
    close = closest(name, names)
    hint = f"did you mean `{shown(close)}`?" if close else f"the workbook has {_listed(sheets)}"
    raise refused(file, f"the workbook has no sheet `{shown(name)}`", hint)


def _check(sheets: Sequence[Sheet], place: int, wanted: Wanted, file: str) -> Chosen:
    sheet = sheets[place]
    if problems := _problems(sheet, wanted, file):
        raise InputError(problems)
    head = wanted.head or sheet.first
    return Chosen(place, sheet.name, head, places_of(sheet.names(head), wanted.places))


def _problems(sheet: Sheet, wanted: Wanted, file: str) -> list[Diagnostic]:
    head = wanted.head or sheet.first
    at, names = Location(file, head, sheet=sheet.name), sheet.names(head)
    if len(names) > MOST_COLUMNS:
        hint = "no export of tickets has so many; delete what stands far to the right"
        message = f"the head has {len(names):,} columns, more than {MOST_COLUMNS:,}"
        return [Diagnostic(at, message, hint)]
    problems = check_columns(at, names, wanted.places)
    rows = [sheet.names(row) for row in _numbers(sheet)] if problems else []
    if found := row_with(rows, wanted.places, head):
        return [in_another_row(at, found)]
    return problems


def _likeness(sheet: Sheet, wanted: Wanted) -> tuple[int, int]:
    rows = [sheet.names(row) for row in _numbers(sheet)]
    return max((len(set(names) & set(wanted.places)), len(names)) for names in rows or [[]])


def _several(sheets: Sequence[Sheet], file: str) -> InputError:
    message = f"{len(sheets)} sheets have the columns that the mapping reads: {_listed(sheets)}"
    hint = f"write which one is meant: `sheet: {shown(sheets[0].name)}` in the mapping"
    return refused(file, message, hint)


def _listed(sheets: Sequence[Sheet]) -> str:
    most = 20
    listed = [f"`{shown(one.name)}`{' (hidden)' if one.is_hidden else ''}" for one in sheets[:most]]
    more = f" and {len(sheets) - most} more" if len(sheets) > most else ""
    return ", ".join(listed) + more
