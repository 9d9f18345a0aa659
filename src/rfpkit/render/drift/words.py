"""The words that page and workbook print of the drift of members."""

from __future__ import annotations

from typing import Final

from rfpkit.model.packs.drift import DRIFTED, KEPT, Cell, Decision, Drift, State

LISTS: Final = {
    "requirements": "Requirement",
    "service_levels": "Service level",
    "required_clauses": "Clause",
    "defaults": "Default",
}
MEANINGS: Final = {
    State.INHERITED: "asks what the joint pack asks",
    State.TIGHTENED: "provably asks more",
    State.LOOSENED: "asks less",
    State.REPLACED: "asks something else, which cannot be shown to be more",
    State.REMOVED: "left out, or missing where every member is expected to take it",
    State.NOT_TAKEN: "not taken, and nobody expects it",
    State.STALE: "changed, and the change was written against another text of the pack",
    State.LOCAL: "the joint pack does not have it",
}


def sign(state: State) -> str:
    """Returns the mark in front of a state, for those who scan a table."""
    return "✓" if state in KEPT else "×" if state in DRIFTED else "–"


def marked(cell: Cell) -> str:
    """Returns a cell's state with its mark."""
    return f"{sign(cell.state)} {cell.words}"


def explained(cell: Cell) -> str:
    """Returns what a reader must know of an item, and why it proves nothing."""
    return "; ".join(filter(None, (cell.why, f"no proof: {cell.doubt}" if cell.doubt else "")))


def decided(one: Decision) -> str:
    """Returns why something was changed, who decided it, and when."""
    return f"{one.reason} ({one.authority}, {one.date})"


def floor_answer(found: Drift) -> str:
    """Returns in a sentence whether the joint floor holds."""
    if found.floor is None:
        return f"{found.reference} names no floor, so nothing is proven."
    proofs = [proof for row in found.floor for proof in row.proofs]
    proven = sum(proof.proven for proof in proofs)
    if proven == len(proofs):
        return "Every member provably asks at least what the floor asks."
    below = sum(
        any(not row.proofs[place].proven for row in found.floor) for place in _places(found)
    )
    told = f"The floor is not proven for {below} of {len(found.members)} members"
    return f"{told}: {len(proofs) - proven:,} of {len(proofs):,} single proofs are missing."


def _places(found: Drift) -> range:
    return range(len(found.members))
