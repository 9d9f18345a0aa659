"""The drift of members as a workbook: matrix, changes, floor."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from textwrap import wrap
from typing import Final, NamedTuple

from rfpkit.model.packs.drift import (
    COMPARED,
    NOT_COMPARED,
    Cell,
    Drift,
    FieldChange,
    FloorRow,
    Row,
    State,
)
from rfpkit.render.drift.words import LISTS, MEANINGS, decided, explained, floor_answer
from rfpkit.render.workbook import long_table
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.cells import Look
from rfpkit.render.workbook.long_table import Column


def workbook(found: Drift) -> bytes:
    """Returns the workbook."""
    book = Book(f"Drift from {found.reference}")
    _summary(book, found)
    _matrix(book, found)
    _changes(book, found)
    _not_taken(book, found)
    _floor(book, found)
    _words(book, found)
    _own(book, found)
    return book.to_bytes()


def _summary(book: Book, found: Drift) -> None:
    page = book.page("Summary", [30, 24, 12, 12, 12, 12, 12, 12, 12, 12, 14, 70])
    page.write([f"Drift from {found.reference}"], "title")
    page.write([floor_answer(found)], "note")
    for told in found.told:
        page.write([told], "note")
    page.space()
    states: list[tuple[str, Look]] = [(str(state).capitalize(), "whole") for state in State]
    columns = [_MEMBER, _PACK, *states, _PROVEN, _NOTES]
    head = page.head(columns)
    for place, member in enumerate(found.members):
        counts = list(found.counts(place).values()) if member.is_readable else [None] * len(State)
        floor = "none" if found.floor is None else f"{found.proven(place)} of {len(found.floor)}"
        floor = floor if member.is_readable else "?"
        told = "\n".join(
            [
                *member.notes,
                *(f"words of its own at {one.at}: {one.name}" for one in member.words),
                *(f"cannot be read: {one}" for one in member.errors),
            ]
        )
        page.write(
            [member.name, member.pack, *counts, floor, told],
            [look for _, look in columns],
        )
    page.filter(head, page.row, 4 + len(State))
    page.space()
    for name in found.skipped:
        page.write([name, "no member, as it holds no rfp.yaml"], "text")
    for state, text in MEANINGS.items():
        page.write([str(state), text], ["label", "text"])
    page.space()
    for line in (*wrap(COMPARED, _LINE), *wrap(NOT_COMPARED, _LINE)):
        page.write([line], "note")


_LINE: Final = 150
"""Signs in a line of the notes: a longer one would make the printed page small."""


def _matrix(book: Book, found: Drift) -> None:
    columns = [Column("Kind", 16), Column("Id", 28)]
    columns += [Column(member.name, 20) for member in found.members]
    columns.append(Column("What it asks", 90, "wrapped"))
    readable = [member.is_readable for member in found.members]
    long_table.add(book, "Matrix", columns, found.rows, partial(_states, readable))
    _print_side_by_side(book, "Matrix", found, _ON_A_PAGE)


def _print_side_by_side(book: Book, sheet: str, found: Drift, on_a_page: int) -> None:
    """Prints many members on several pages, each with the items' names at its left."""
    page = book.workbook[sheet]
    page.page_setup.fitToWidth = 1 + len(found.members) // on_a_page
    page.print_title_cols = "A:B"


def _states(readable: Sequence[bool], row: Row) -> Sequence[str]:
    told = [
        cell.words if cell is not None else "–" if is_readable else "unreadable"
        for cell, is_readable in zip(row.cells, readable, strict=True)
    ]
    return [LISTS[row.list], row.id, *told, row.text]


_ON_A_PAGE = 8
"""Members whose states can be read beside each other on paper."""


class _Line(NamedTuple):
    """A line of the changes."""

    member: str
    row: Row
    cell: Cell
    change: FieldChange | None


_CHANGES = (
    Column("Member", 26),
    Column("Id", 28),
    Column("Kind", 16),
    Column("State", 18),
    Column("Field", 28),
    Column("The joint pack", 46, "wrapped"),
    Column("The member", 46, "wrapped"),
    Column("Why", 46, "wrapped"),
    Column("Reason, authority and date", 46, "wrapped"),
    Column("Place", 60),
)


def _changes(book: Book, found: Drift) -> None:
    lines = [
        _Line(member.name, row, cell, change)
        for place, member in enumerate(found.members)
        for row, cell in found.of_member(place)
        if cell.state not in {State.INHERITED, State.NOT_TAKEN} or cell.changes
        for change in cell.changes or (None,)
    ]
    long_table.add(book, "Changes", _CHANGES, lines, _line)


_NOT_TAKEN = (
    Column("Kind", 16),
    Column("Id", 28),
    Column("Members", 12, "whole"),
    Column("Why", 60, "wrapped"),
    Column("Their names", 60, "wrapped"),
    Column("What it asks", 90, "wrapped"),
)


def _not_taken(book: Book, found: Drift) -> None:
    """For each item and reason, the members that do not take it."""
    names: dict[tuple[str, str, str], list[str]] = {}
    texts = {(row.list, row.id): row.text for row in found.rows}
    for place, member in enumerate(found.members):
        for row, cell in found.of_member(place):
            if cell.state is State.NOT_TAKEN:
                names.setdefault((row.list, row.id, cell.why), []).append(member.name)
    readable = sum(member.is_readable for member in found.members)
    rows = [
        [
            LISTS[key[0]],
            key[1],
            len(who),
            key[2],
            ", ".join(who) if len(who) < readable else "every member that could be read",
            texts[key[0], key[1]],
        ]
        for key, who in names.items()
    ]
    long_table.add(book, "Not taken", _NOT_TAKEN, rows, lambda row: row)


def _line(line: _Line) -> Sequence[str]:
    cell, change = line.cell, line.change
    told = ("", "", "") if change is None else (change.field, change.reference, change.member)
    return [
        line.member,
        line.row.id,
        LISTS[line.row.list],
        cell.words,
        *told,
        explained(cell),
        "\n".join(map(decided, cell.decisions)),
        cell.at if change is None else change.at,
    ]


def _floor(book: Book, found: Drift) -> None:
    if found.floor is None:
        page = book.page("Floor", [90])
        page.write([floor_answer(found)], "text")
        return
    columns = [Column("Kind", 16), Column("Id", 28)]
    columns += [Column(member.name, 34, "wrapped") for member in found.members]
    columns.append(Column("What it asks", 90, "wrapped"))
    long_table.add(book, "Floor", columns, found.floor, _proofs)
    _print_side_by_side(book, "Floor", found, _ON_A_PAGE // 2)


def _proofs(row: FloorRow) -> Sequence[str]:
    told = [f"{'proven' if one.proven else 'not proven'}: {one.why}" for one in row.proofs]
    return [LISTS[row.list], row.id, *told, row.text]


_WORDS = (
    Column("Member", 26),
    Column("Words of its own", 44),
    Column("What they say", 110, "wrapped"),
    Column("Place", 60),
)


def _words(book: Book, found: Drift) -> None:
    lines = [(member.name, one) for member in found.members for one in member.words]
    long_table.add(
        book,
        "Words",
        _WORDS,
        lines,
        lambda line: [line[0], line[1].name, line[1].text, line[1].at],
    )


_OWN = (
    Column("Member", 26),
    Column("What it says for itself", 32),
    Column("Its words", 110, "wrapped"),
)


def _own(book: Book, found: Drift) -> None:
    lines = [(member.name, one) for member in found.members for one in member.own]
    long_table.add(
        book, "Not compared", _OWN, lines, lambda line: [line[0], line[1].name, line[1].text]
    )


_MEMBER: tuple[str, Look] = ("Member", "text")
_PACK: tuple[str, Look] = ("Joint pack", "text")
_PROVEN: tuple[str, Look] = ("Floor proven", "text")
_NOTES: tuple[str, Look] = ("To know", "wrapped")
