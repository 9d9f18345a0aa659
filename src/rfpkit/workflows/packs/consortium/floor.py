"""Whether members ask what the joint floor asks: proven, or why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rfpkit.model.packs.drift import FloorRow, OwnTerm, Proof, Row
from rfpkit.model.solicitation import Solicitation
from rfpkit.packs.library.drift import Side, proof
from rfpkit.packs.stack import Stack
from rfpkit.workflows.packs.consortium.joint import Joint
from rfpkit.workflows.packs.consortium.own_documents import unread
from rfpkit.workflows.packs.consortium.own_words import of_item, settled


@dataclass(frozen=True)
class Asked:
    """What a member asks, and what stands beside it."""

    rfp: Solicitation
    packs: Stack
    side: Side
    words: Sequence[OwnTerm]
    """Free words of its own."""
    hours: Mapping[str, str]
    """By calendar, why its hours prove nothing."""


def floor_rows(
    rows: Iterable[Row], asked: Sequence[Asked | None], joint: Joint
) -> tuple[FloorRow, ...]:
    """Returns the floor, item by item; nothing is proven that a document may say otherwise.

    Args:
        rows: the floor's items with what became of them.
        asked: for each member what it asks; None where its RFP cannot be read.
        joint: the joint pack.
    """
    whole = [_of_all(one, joint) for one in asked]
    return tuple(
        FloorRow(
            row.list,
            row.id,
            row.text,
            tuple(
                _proof(row, place, asked[place], whole[place]) for place in range(len(row.cells))
            ),
        )
        for row in rows
    )


def _of_all(asked: Asked | None, joint: Joint) -> str:
    """Returns why nothing is proven for a member, whatever its items say."""
    if asked is None:
        return ""
    told = unread(asked.rfp, asked.packs, asked.side, joint.published)
    return "; ".join(filter(None, (joint.unproven, *told)))


def _proof(row: Row, place: int, asked: Asked | None, whole: str) -> Proof:
    found = proof(row.cells[place])
    if not found.proven or asked is None:
        return found
    key = (row.list, row.id)
    if whole:
        return Proof(proven=False, why=f"cannot be shown: {whole}")
    why = "; ".join(filter(None, (settled(asked.rfp, asked.side, key), _hours(row, asked))))
    if why:
        return Proof(proven=False, why=f"{found.why}, but {why}")
    words = of_item(asked.words, key)
    told = f"{found.why}, beside words of its own: {', '.join(words)}" if words else found.why
    return Proof(proven=True, why=told)


def _hours(row: Row, asked: Asked) -> str:
    for level in asked.rfp.service_levels if row.list == "service_levels" else ():
        if level.id == row.id:
            return asked.hours.get(str(getattr(level.measure, "calendar", "")), "")
    return ""
