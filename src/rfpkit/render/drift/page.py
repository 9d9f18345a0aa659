"""The drift of members as one page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from rfpkit.model.packs.drift import (
    COMPARED,
    DRIFTED,
    NOT_COMPARED,
    Cell,
    Drift,
    Member,
    Row,
    State,
)
from rfpkit.render import engine
from rfpkit.render.drift.matrix import (
    SIDE_BY_SIDE,
    STATUS,
    anchor,
    floor_view,
    is_taken,
    matrix_view,
)
from rfpkit.render.drift.words import (
    LISTS,
    MEANINGS,
    decided,
    explained,
    floor_answer,
    marked,
    sign,
)
from rfpkit.render.scorecard.legible import legible

TEMPLATE: Final = "base/drift.html.j2"


def page_html(found: Drift) -> str:
    """Returns the page, for the format to be made from."""
    return engine.render([], TEMPLATE, legible(_view(found)))


def _view(found: Drift) -> dict[str, Any]:
    return {
        "document": {
            "title": f"Drift from {found.reference}",
            "number": "",
            "author": "rfpkit",
            "language": "en-US",
            "page": "letter",
            "draft": False,
            "contents": 0,
        },
        "reference": found.reference,
        "answer": _answer(found),
        "told": list(found.told),
        "states": [str(state) for state in State],
        "meanings": [
            {"state": str(state), "text": text, "sign": sign(state)}
            for state, text in MEANINGS.items()
        ],
        "members": [_member(found, position) for position in range(len(found.members))],
        "skipped": list(found.skipped),
        "has_floor": found.floor is not None,
        "floor_answer": floor_answer(found),
        "is_wide": len(found.members) > SIDE_BY_SIDE,
        "floor": floor_view(found),
        "matrix": matrix_view(found),
        "nobody": _nobody(found),
        "limits": [COMPARED, NOT_COMPARED],
    }


def _nobody(found: Drift) -> dict[str, str]:
    ids = [row.id for row in found.rows if not is_taken(row)]
    return {"count": f"{len(ids):,}" if ids else "", "ids": ", ".join(ids)}


def _answer(found: Drift) -> str:
    readable = [place for place, one in enumerate(found.members) if one.is_readable]
    kept = sum(
        not found.members[place].notes
        and not found.members[place].words
        and found.proven(place) == len(found.floor or ())
        and not any(cell.state in DRIFTED for _, cell in found.of_member(place))
        for place in readable
    )
    members = len(found.members)
    told = f"{kept} of {members} {'member' if members == 1 else 'members'} "
    told += "keeps" if kept == 1 else "keep"
    told += f" to {found.reference} in everything that is taken."
    unread = members - len(readable)
    if unread:
        told += f" {unread} could not be read."
    return told


def _member(found: Drift, place: int) -> dict[str, Any]:
    member: Member = found.members[place]
    numbers = {(row.list, row.id): number for number, row in enumerate(found.rows)}
    floor = "none" if found.floor is None else f"{found.proven(place)} of {len(found.floor)}"
    counts = [f"{count:,}" if count else "–" for count in found.counts(place).values()]
    return {
        "id": f"member-{place + 1}",
        "name": member.name,
        "title": member.title,
        "issuer": member.issuer,
        "pack": member.pack or "not the joint pack",
        "notes": list(member.notes),
        "errors": list(member.errors),
        "counts": counts if member.is_readable else ["?"] * len(counts),
        "floor": floor if member.is_readable else "?",
        "own": [{"name": one.name, "text": one.text} for one in member.own],
        "words": [{"name": one.name, "text": one.text, "at": one.at} for one in member.words],
        "not_taken": _not_taken(found, place),
        "explained": [
            _explained(anchor(place, numbers[row.list, row.id]), row, one)
            for row, one in _told(found, place)
        ],
    }


def _told(found: Drift, place: int) -> Iterator[tuple[Row, Cell]]:
    return (
        (row, cell)
        for row, cell in found.of_member(place)
        if cell.state not in {State.INHERITED, State.NOT_TAKEN} or cell.changes
    )


def _not_taken(found: Drift, place: int) -> list[dict[str, Any]]:
    """For each reason, the items that a member does not take and another one does."""
    ids: dict[str, list[str]] = {}
    for row, cell in found.of_member(place):
        if cell.state is State.NOT_TAKEN and is_taken(row):
            ids.setdefault(cell.why, []).append(row.id)
    return [
        {"why": why, "count": f"{len(names):,}", "ids": ", ".join(names)}
        for why, names in ids.items()
    ]


def _explained(anchor: str, row: Row, cell: Cell) -> dict[str, Any]:
    return {
        "id": anchor,
        "item": row.id,
        "kind": LISTS[row.list],
        "text": row.text,
        "state": marked(cell),
        "status": STATUS[sign(cell.state)],
        "why": explained(cell),
        "at": cell.at,
        "changes": [
            {"field": one.field, "before": one.reference, "after": one.member, "at": one.at}
            for one in cell.changes
        ],
        "decisions": [decided(one) for one in cell.decisions],
    }
