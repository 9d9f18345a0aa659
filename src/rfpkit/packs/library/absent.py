"""Why an RFP does not ask what the library has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol

from rfpkit.errors import Location
from rfpkit.model.packs.drift import Cell, Decision, State
from rfpkit.packs.library.items import SHELVES, TARGETS
from rfpkit.packs.library.marks import is_current
from rfpkit.packs.library.overlays import left_out
from rfpkit.packs.library.reference import Key, Reference
from rfpkit.packs.library.resolve import EXCEPTED, Resolved
from rfpkit.packs.library.trees import Tree, groups, name_of


class Rfp(Protocol):
    """An RFP with what it takes."""

    @property
    def resolved(self) -> Resolved:
        """What comes from which file."""

    @property
    def joint(self) -> frozenset[str]:
        """The joint pack and those below it, by name."""

    @property
    def uses(self) -> str:
        """The version of the joint pack that it uses; empty where it does not use it."""


def absent(key: Key, reference: Reference, rfp: Rfp, *, is_expected: bool) -> Cell:
    """Returns why an item is not asked, and whether that leaves the joint contract."""
    taken_out = next(_taken_out(key, reference, rfp), None)
    if taken_out is not None:
        return taken_out
    for one in rfp.resolved.left_out:
        if (TARGETS[one.list], one.id) == key and one.reason != EXCEPTED:
            return Cell(State.NOT_TAKEN, None, one.reason)
    if not rfp.uses:
        why = "the RFP does not use the joint pack"
    elif not _is_offered(key, rfp.resolved):
        why = f"{rfp.uses} does not have it"
        return Cell(State.NOT_TAKEN, None, why)
    else:
        left = {(TARGETS[one.list], one.id) for one in rfp.resolved.left_out}
        why = "its starting point leaves it out" if key in left else _NOT_NAMED
    return Cell(State.REMOVED if is_expected else State.NOT_TAKEN, None, why)


def decision(override: Mapping[str, Any], at: Location) -> Decision:
    """Returns why an override is made, who decided it, and when."""
    reason, authority, date = (
        " ".join(str(override[name]).split()) for name in ("reason", "authority", "date")
    )
    return Decision(reason, authority, date, str(at))


def _taken_out(key: Key, reference: Reference, rfp: Rfp) -> Iterator[Cell]:
    """Yields each place where the RFP, or a pack over the joint one, leaves an item out."""
    names = {key[1], reference.groups[key]}
    for tree in rfp.resolved.layers:
        if tree.pack in rfp.joint:
            continue
        for path, name, override in left_out(tree):
            if name in names:
                at = tree.places.value(path)
                yield _removed(key, reference.items[key], tree, at, override)
        if (place := _excepted(tree, names)) is not None:
            yield Cell(State.REMOVED, None, "the RFP excepts it without a reason", at=str(place))


def _removed(
    key: Key,
    there: Mapping[str, Any],
    tree: Tree,
    at: Location,
    override: Mapping[str, Any] | None,
) -> Cell:
    who = tree.pack or "the RFP"
    if override is None:
        return Cell(State.REMOVED, None, f"{who} leaves it out without a reason", at=str(at))
    why = f"{who} leaves it out"
    if not is_current(override, key[0], there):
        why += ", and decided so over another text of the pack"
    return Cell(State.REMOVED, None, why, decisions=(decision(override, at),), at=str(at))


def _excepted(rfp: Tree, names: set[str]) -> Location | None:
    """Returns where an RFP excepts one of these names; None where it does not."""
    written = (rfp.data.get("include") or {}).get("except")
    if isinstance(written, str) and written in names:
        return rfp.places.value(("include", "except"))
    for position, name in enumerate(written if isinstance(written, list) else ()):
        if str(name) in names:
            return rfp.places.value(("include", "except", position))
    return None


def _is_offered(key: Key, resolved: Resolved) -> bool:
    return any(
        name_of(item) == key[1]
        for tree in resolved.layers[1:]
        for _, item in groups(tree.data.get(SHELVES[key[0]]))
    )


_NOT_NAMED: Final = "the RFP does not name it under `include`"
