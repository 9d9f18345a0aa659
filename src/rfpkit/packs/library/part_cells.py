"""What an RFP says otherwise than the pack fills in, and what that does to a level's credit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol

from rfpkit.model.packs.drift import DRIFTED, STATES, Cell, FieldChange, State
from rfpkit.packs.library.differences import NOTHING, words
from rfpkit.packs.library.leads.of_part import ORDER, of_part
from rfpkit.packs.library.leads.way import together
from rfpkit.packs.library.reference import CREDITS, Reference
from rfpkit.packs.library.resolve import Resolved
from rfpkit.packs.library.trees import Path, groups, name_of


class Rfp(Protocol):
    """An RFP with what it takes."""

    @property
    def resolved(self) -> Resolved:
        """What comes from which file."""

    @property
    def joint(self) -> frozenset[str]:
        """The joint pack and those below it, by name."""

    def said_by(self, path: Path) -> str:
        """Returns the pack that says the part at a place."""


def part_cell(part: str, reference: Reference, rfp: Rfp, *, is_expected: bool) -> Cell:
    """Returns what became of something that the pack fills in."""
    there, held = reference.parts[part], rfp.resolved.joined.data.get(part)
    if held is None:
        why = "the RFP neither takes it nor says it itself"
        return Cell(State.REMOVED if is_expected else State.NOT_TAKEN, None, why)
    found = of_part(part, there, held)
    changes = tuple(_changes(part, there, held, found, rfp.resolved))
    state = STATES[str(together(found.values()))]
    at = changes[0].at if changes else ""
    why = ""
    if changes and _layer(rfp.resolved, (part,)) in rfp.joint:
        why = f"{rfp.said_by((part,))} says it so"
    return Cell(state, state, why, changes, at=at)


def less_paid(reference: Reference, rfp: Rfp) -> Iterator[str]:
    """Yields why a credit may come to less than it says: what caps it, or lets it expire."""
    for part in CREDITS:
        held = rfp.resolved.joined.data.get(part)
        there = reference.parts.get(part)
        if part == "tickets_credited":
            there, held = there or _ONCE, held or _ONCE
        if held is None:
            continue
        if there is None:
            yield f"its credit is bounded by `{part}`, which the pack does not fill in"
        elif (state := STATES[str(together(of_part(part, there, held).values()))]) in DRIFTED:
            yield f"its credit may come to less: `{part}` is {state}"


_ONCE: Final = "once"


def part_text(value: Any) -> str:
    """Returns what the pack fills in, in a line."""
    if isinstance(value, list):
        return ", ".join(name_of(one) or words(one) for one in value)
    return words(value)


def _changes(
    part: str, there: Any, held: Any, found: Mapping[str, Any], resolved: Resolved
) -> Iterator[FieldChange]:
    for name in found:
        old, new = _field(there, name), _field(held, name)
        if name == ORDER:
            old, new = part_text(there), part_text(held)
        at = _at(resolved, part, held, name)
        told = part if name == part else f"{part}.{name}"
        yield FieldChange(told, old, new, at)


def _field(value: Any, name: str) -> str:
    if isinstance(value, dict):
        return words(value.get(name))
    if isinstance(value, list):
        return next((words(one) for _, one in groups(value) if name_of(one) == name), NOTHING)
    return words(value)


def _at(resolved: Resolved, part: str, held: Any, name: str) -> str:
    place: Path = (part,)
    if isinstance(held, dict) and name in held:
        place = (part, name)
    for position, one in groups(held):
        if name_of(one) == name:
            place = (part, position)
    layer, path = resolved.joined.source(place)
    return str(resolved.layers[layer].places.value(path))


def _layer(resolved: Resolved, path: Path) -> str:
    return resolved.layers[resolved.joined.layer(path)].pack
