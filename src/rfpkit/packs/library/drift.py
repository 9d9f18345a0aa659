"""An RFP held against its consortium's library, item by item: what it keeps, and what it left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rfpkit.model.packs.drift import KEPT, STATES, Cell, Decision, FieldChange, Proof, State
from rfpkit.packs.library.absent import absent, decision
from rfpkit.packs.library.change import Change
from rfpkit.packs.library.differences import calendars, differences, doubts, leads, meanings
from rfpkit.packs.library.items import MODELS, base_digest
from rfpkit.packs.library.leads.way import Direction
from rfpkit.packs.library.marks import is_current
from rfpkit.packs.library.part_cells import less_paid, part_cell
from rfpkit.packs.library.parts import DEFAULTS
from rfpkit.packs.library.reference import Key, Reference
from rfpkit.packs.library.resolve import Resolved
from rfpkit.packs.library.trees import Path, groups, name_of


@dataclass(frozen=True)
class Side:
    """A member's RFP with what it takes."""

    resolved: Resolved
    joint: frozenset[str]
    """The joint pack and those below it, by name."""
    uses: str
    """The version of the joint pack that it uses; empty where it does not use it."""
    says: Mapping[str, str] = field(default_factory=dict)
    """Each pack of the joint contract as the member has it, by name: support 1.0.0; its own copy
    of support 1.0.0, which is not the published one."""

    def is_joint(self, path: Path) -> bool:
        """Whether the joint pack, or one below it, brought the part at a place."""
        joined = self.resolved.joined
        return self.resolved.layers[joined.layer(path)].pack in self.joint

    def place(self, path: Path) -> str:
        """Returns where the part at a place is written."""
        layer, there = self.resolved.joined.source(path)
        return str(self.resolved.layers[layer].places.value(there))

    def said_by(self, path: Path) -> str:
        """Returns the pack that says the part at a place."""
        layer, _ = self.resolved.joined.source(path)
        pack = self.resolved.layers[layer].pack
        return self.says.get(pack, pack or self.uses or "the pack below")

    def position(self, key: Key) -> int | None:
        """Returns where an item stands in its list."""
        for place, item in groups(self.resolved.joined.data.get(key[0])):
            if name_of(item) == key[1]:
                return place
        return None

    def item(self, key: Key) -> Mapping[str, Any] | None:
        """Returns an item as the RFP asks it."""
        place = self.position(key)
        if place is None:
            return None
        found: Mapping[str, Any] = self.resolved.joined.at((key[0], place))
        return found

    def changes(self, key: Key) -> list[Change]:
        """Returns what the RFP and the packs over the joint one change in an item."""
        return [
            one
            for one in self.resolved.changes
            if (one.wish.list, one.wish.id) == key and one.tree.pack not in self.joint
        ]

    def brought_from_above(self, key: Key) -> bool:
        """Whether the RFP, or a pack over the joint one, writes the item itself."""
        place = self.position(key)
        layer = 0 if place is None else self.resolved.layer(key[0], place)
        return self.resolved.layers[layer].pack not in self.joint


def cell(key: Key, reference: Reference, side: Side, expected: Collection[Key]) -> Cell:
    """Returns what became of an item of the library in an RFP.

    Args:
        key: the item.
        reference: the library.
        side: the RFP.
        expected: what every member is expected to take.
    """
    if key[0] == DEFAULTS:
        return part_cell(key[1], reference, side, is_expected=key in expected)
    held = side.item(key)
    if held is None:
        return absent(key, reference, side, is_expected=key in expected)
    there = reference.items[key]
    place = side.position(key)
    changes = tuple(differences(key, there, held, side.resolved, place or 0))
    changed_meanings = tuple(meanings(key, held, reference, side.resolved))
    where = Direction.REPLACED if changed_meanings else leads(key[0], there, held)
    mine = side.changes(key)
    at = str(mine[0].at) if mine else changes[0].at if changes else ""
    told = changes + changed_meanings
    decided = tuple(_decisions(mine))
    if side.brought_from_above(key):
        why = "it is written anew under the pack's id, and will not follow the pack"
        return Cell(State.REPLACED, State.REPLACED, why, told, decided, at)
    state = STATES[str(where)]
    if why := _stale(key, there, mine):
        return Cell(State.STALE, state, why, told, decided, at)
    why = (
        f"{side.said_by(_first(changes, key, side.resolved, place))} says it so"
        if told and not mine and not changed_meanings
        else ""
    )
    doubt = "; ".join(_doubts(key, reference, side))
    hours = tuple(calendars(key[0], held))
    return Cell(state, state, why, told, decided, at, hours, doubt)


def own(reference: Reference, side: Side) -> Iterator[tuple[Key, str, Cell]]:
    """Yields each item of an RFP that the library does not have."""
    for listed in MODELS:
        for place, item in groups(side.resolved.joined.data.get(listed)):
            key = (listed, name_of(item))
            if key in reference.items:
                continue
            layer, path = side.resolved.joined.brought((listed, place))
            tree = side.resolved.layers[layer]
            why = "its own"
            if tree.pack:
                why = f"from {tree.pack}, and not in the joint pack's newest version"
            cell = Cell(State.LOCAL, None, why, at=str(tree.places.entry(path)))
            yield key, text_of(item), cell


def proof(found: Cell | None) -> Proof:
    """Returns whether an item of the floor is asked: never where that cannot be shown."""
    if found is None:
        return Proof(proven=False, why="cannot be shown: the RFP cannot be read")
    if found.against in KEPT and found.doubt:
        return Proof(proven=False, why=f"{found.against}, but {found.doubt}")
    if found.against in KEPT:
        hours = f", on its own hours ({', '.join(found.hours)})" if found.hours else ""
        return Proof(proven=True, why=f"{found.against}{hours}")
    told = str(found.state if found.against is None else found.against)
    if found.against is State.REPLACED:
        told = "cannot be shown, as it is replaced"
    return Proof(proven=False, why=f"{told}: {found.why}" if found.why else told)


def text_of(item: Mapping[str, Any]) -> str:
    """Returns an item's title, or what it asks."""
    return " ".join(str(item.get("title") or item.get("text") or "").split())


def _first(changes: Sequence[FieldChange], key: Key, resolved: Resolved, place: int | None) -> Path:
    """Returns where the first field stands that is otherwise; of one that is gone, its item."""
    item: Path = (key[0], place or 0)
    for one in changes:
        path: Path = (*item, *one.field.split("."))
        while len(path) > len(item):
            if path in resolved.joined.sources or path in resolved.joined.heads:
                return path
            path = path[:-1]
    return item


def _doubts(key: Key, reference: Reference, side: Side) -> Iterator[str]:
    held = side.item(key) or {}
    yield from doubts(key[0], reference.items[key], held, reference)
    if held.get("credit") is not None:
        yield from less_paid(reference, side)


def _decisions(changes: Sequence[Change]) -> Iterator[Decision]:
    for one in changes:
        if (told := one.wish.override) is not None:
            yield decision(told, one.at)


def _stale(key: Key, there: Mapping[str, Any], mine: Sequence[Change]) -> str:
    if not mine:
        return ""
    moved = base_digest(key[0], mine[0].before) != base_digest(key[0], there)
    for one in mine:
        # What a pack over the joint one leaves is what those above it were written against.
        first = one.tree.rank == mine[0].tree.rank
        if one.wish.override is None:
            if moved and first:
                return "it is changed over an earlier text of the pack"
        elif not is_current(one.wish.override, key[0], there if first else one.before):
            return "the override was written against another text of the pack"
    return ""
