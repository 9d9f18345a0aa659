"""Matrix and floor of the page: members side by side, or by what they do where they are many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from rfpkit.model.packs.drift import Cell, Drift, FloorRow, Proof, Row, State
from rfpkit.render.drift.words import LISTS, marked, sign

SIDE_BY_SIDE: Final = 6
"""Members whose columns fit beside each other; of more of them each item names those who differ."""
STATUS: Final = {"✓": "met", "×": "missed", "–": "open"}


def floor_view(found: Drift) -> dict[str, Any]:
    """Returns the floor, item by item."""
    rows = found.floor or ()
    return {
        "members": _names(found),
        "rows": [
            {**_item(row), "cells": [_proof(one) for one in row.proofs], **_proofs(found, row)}
            for row in rows
        ],
    }


def matrix_view(found: Drift) -> dict[str, Any]:
    """Returns the items in which members differ, and how many all of them inherit."""
    told = [(number, row) for number, row in enumerate(found.rows) if is_taken(row)]
    same = [row.id for _, row in told if _is_inherited(row)]
    return {
        "members": _names(found),
        "rows": [
            {
                **_item(row),
                "cells": [_cell(found, row, place, number) for place in _places(found)],
                "groups": list(_groups(found, row, number)),
            }
            for number, row in told
            if not _is_inherited(row)
        ],
        "same": {"count": f"{len(same):,}" if same else "", "ids": ", ".join(same)},
    }


def is_taken(row: Row) -> bool:
    """Whether a member takes an item, or is expected to."""
    return any(cell is not None and cell.state is not State.NOT_TAKEN for cell in row.cells)


def anchor(place: int, row: int) -> str:
    """Returns the name of the line that spells out a member's item."""
    return f"m{place + 1}-{row + 1}"


def _is_inherited(row: Row) -> bool:
    cells = [cell for cell in row.cells if cell is not None]
    return all(one.state is State.INHERITED and not one.changes for one in cells)


def _names(found: Drift) -> list[str]:
    return [member.name for member in found.members]


def _places(found: Drift) -> range:
    return range(len(found.members))


def _item(row: Row | FloorRow) -> dict[str, str]:
    return {"id": row.id, "kind": LISTS[row.list], "text": row.text}


def _cell(found: Drift, row: Row, place: int, number: int) -> dict[str, str]:
    cell = row.cells[place]
    if cell is None:
        told = "" if found.members[place].is_readable else "? unreadable"
        return {"text": told, "status": "missed", "link": ""}
    return {
        "text": marked(cell),
        "status": STATUS[sign(cell.state)],
        "link": _link(cell, place, number),
    }


def _link(cell: Cell, place: int, number: int) -> str:
    if cell.state is State.NOT_TAKEN:
        return f"not-taken-{place + 1}"
    is_told = cell.state is not State.INHERITED or bool(cell.changes)
    return anchor(place, number) if is_told else ""


def _groups(found: Drift, row: Row, number: int) -> Iterator[dict[str, Any]]:
    """Yields each state in which members are, those that drifted first, with their names."""
    groups: dict[str, dict[str, Any]] = {}
    for place in _places(found):
        one = _cell(found, row, place, number)
        if one["text"]:
            group = groups.setdefault(one["text"], {**one, "members": []})
            group["members"].append({"name": found.members[place].name, "link": one["link"]})
    for group in sorted(groups.values(), key=lambda one: _RANK.index(one["status"])):
        many = group["text"] == marked(Cell(State.INHERITED, None)) or len(groups) == 1
        yield {**group, "count": f"{len(group['members']):,}", "is_named": not many}


_RANK: Final = ("missed", "open", "met")


def _proof(proof: Proof) -> dict[str, str]:
    if proof.proven:
        return {"text": "✓ proven", "why": proof.why, "status": "met"}
    return {"text": "× not proven", "why": proof.why, "status": "missed"}


def _proofs(found: Drift, row: FloorRow) -> dict[str, Any]:
    """For many members: how often it is proven, and by reason those for whom it is not."""
    whys: dict[str, list[str]] = {}
    for place, one in enumerate(row.proofs):
        if not one.proven:
            whys.setdefault(one.why, []).append(found.members[place].name)
    proven = sum(one.proven for one in row.proofs)
    return {
        "proven": f"{proven:,} of {len(row.proofs):,}",
        "status": "missed" if whys else "met",
        "sign": "×" if whys else "✓",
        "missing": [{"why": why, "names": ", ".join(names)} for why, names in whys.items()],
    }
