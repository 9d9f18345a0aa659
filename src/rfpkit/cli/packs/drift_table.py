"""How far members are from their joint contract, for the terminal."""

from __future__ import annotations

from textwrap import wrap

from rich.table import Table

from rfpkit.cli.console import standard_error
from rfpkit.cli.plain_text import plain
from rfpkit.model.packs.drift import DRIFTED, NOT_COMPARED, Cell, Drift, Member, Row, State

WIDTH = 80
"""Columns that the table takes at most."""
LONGEST = 240
"""Signs of a member's own words that are printed; the report has them whole."""


def print_drift(found: Drift) -> None:
    """Prints a line for each member, and what is to know of it."""
    console = standard_error()
    console.width = WIDTH
    console.print(plain(f"Against {found.reference}", "bold"))
    for told in found.told:
        console.print(plain(told), soft_wrap=True)
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("member", overflow="fold")
    heads = {State.NOT_TAKEN: "not\ntaken", State.INHERITED: "inher-\nited"}
    heads |= {State.TIGHTENED: "tight-\nened", State.LOOSENED: "loos-\nened"}
    heads |= {State.REPLACED: "re-\nplaced", State.REMOVED: "re-\nmoved"}
    for state in State:
        table.add_column(heads.get(state, str(state)), justify="right", no_wrap=True)
    table.add_column("floor", justify="right", no_wrap=True)
    for position, member in enumerate(found.members):
        cells = [str(count or "–") for count in found.counts(position).values()]
        floor = _floor(found, position)
        if not member.is_readable:
            cells, floor = ["?"] * len(cells), "?"
        table.add_row(plain(member.name), *cells, floor)
    console.print(table)
    _print_notes(found)


def _floor(found: Drift, position: int) -> str:
    if found.floor is None:
        return "none"
    return f"{found.proven(position)} of {len(found.floor)}"


def _print_notes(found: Drift) -> None:
    console = standard_error()
    console.width = WIDTH
    floor = {(row.list, row.id) for row in found.floor or ()}
    for position, member in enumerate(found.members):
        _print_member(member)
        for row, cell in found.of_member(position):
            if cell.state in DRIFTED and (row.list, row.id) not in floor:
                told = f"{member.name}: {_drifted(row, cell)}"
                console.print(plain(told), soft_wrap=True)
    for name in found.skipped:
        console.print(plain(f"{name}: no member, as it holds no rfp.yaml"))
    if found.floor is None:
        console.print(plain(f"{found.reference} names no floor: nothing is proven"))
    for (why, items), names in _not_proven(found).items():
        told = f"floor not proven for {', '.join(names)}, {why}: {items}"
        console.print(plain(told), soft_wrap=True)
    for line in wrap(NOT_COMPARED, WIDTH):
        console.print(plain(line))


def _print_member(member: Member) -> None:
    console = standard_error()
    console.width = WIDTH
    for note in member.notes:
        console.print(plain(f"{member.name}: {note}"))
    if member.errors:
        console.print(plain(f"{member.name}: cannot be read", "bold"))
    for error in member.errors:
        for line in error.splitlines():
            console.print(plain(f"  {line}"), soft_wrap=True)
    for one in member.words:
        told = f"{member.name}: words of its own at {one.at}: {one.name}: {_short(one.text)}"
        console.print(plain(told), soft_wrap=True)


def _drifted(row: Row, cell: Cell) -> str:
    """Returns what became of an item that is not in the floor: in which fields, why and where."""
    told = "; ".join(
        f"{one.field} {_short(one.reference)} → {_short(one.member)}" for one in cell.changes
    )
    why = [f"{one.reason} ({one.authority}, {one.date})" for one in cell.decisions] or [cell.why]
    place = cell.at or next((one.at for one in cell.changes if one.at), "")
    parts = [told, *why, f"at {place}" if place else ""]
    return f"{cell.words}: {row.list}.{row.id}: {'; '.join(filter(None, parts))}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _not_proven(found: Drift) -> dict[tuple[str, str], list[str]]:
    """By reason and items of the floor, the members for which they are not proven."""
    members: dict[tuple[str, str], list[str]] = {}
    for position, member in enumerate(found.members):
        for why, items in _reasons(found, position).items():
            every = len(items) == len(found.floor or ()) > 1
            told = f"all {len(items)} items" if every else ", ".join(items)
            members.setdefault((why, told), []).append(member.name)
    return members


def _reasons(found: Drift, position: int) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    for row in found.floor or ():
        if not row.proofs[position].proven:
            reasons.setdefault(row.proofs[position].why, []).append(f"{row.list}.{row.id}")
    return reasons
