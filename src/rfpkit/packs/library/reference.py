"""A pack's library as members are held against it: each item as its overlays leave it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from rfpkit.errors import Diagnostic, InputError
from rfpkit.packs.library import choose
from rfpkit.packs.library.items import MODELS, SHELVES, TARGETS
from rfpkit.packs.library.marks import left_below
from rfpkit.packs.library.parts import DEFAULTS, filled
from rfpkit.packs.library.shelf import Item, Shelf
from rfpkit.packs.library.trees import Path, Tree, groups, name_of

Key = tuple[str, str]
"""The list of the RFP, and the id."""


@dataclass(frozen=True)
class Reference:
    """What the joint contract asks."""

    items: Mapping[Key, Mapping[str, Any]]
    """Each item, in the order of the library."""
    groups: Mapping[Key, str]
    """The group that it is taken with."""
    floor: tuple[Key, ...] | None
    """What every member asks at least; None where the pack names no floor."""
    starting_points: Mapping[str, frozenset[Key]] = field(default_factory=dict)
    """What each selection takes."""
    named: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict)
    """Pauses, exclusions and priorities of the pack's defaults."""
    parts: Mapping[str, Any] = field(default_factory=dict)
    """What the pack fills in and its levels, its marks or its floor lean on."""


NAMED: Final = ("pauses", "exclusions", "priorities")
"""Lists of definitions that levels name."""
CREDITS: Final = ("at_risk", "claim_within", "tickets_credited")
"""What decides how much of a credit is ever paid."""


def reference(shelf: Shelf) -> Reference:
    """Returns a library, without what overlays leave out, in which nothing is changed from above.

    Raises:
        InputError: the floor or a starting point names what the pack does not have.
    """
    items: dict[Key, Mapping[str, Any]] = {}
    found_in: dict[Key, str] = {}
    for target in MODELS:
        for name, item in shelf.items[SHELVES[target]].items():
            # An RFP that changes nothing lies over it.
            top = Tree({}, shelf.files[item.layer - 1].places)
            items[target, name] = left_below(shelf, target, item, top)
            found_in[target, name] = item.group
    every = filled(shelf)
    named = {(key, name_of(one)): one for key in NAMED for _, one in groups(every.get(key))}
    floor = _taken(shelf, [(tree, (), tree.data) for tree in shelf.floors])
    shown = {
        *CREDITS,
        "priorities",
        *_marked(shelf),
        *(name for key, name in floor if key == DEFAULTS),
    }
    starts = {
        name: frozenset(_taken(shelf, [(tree, (), tree.data)]))
        for name, (_, tree) in shelf.starting_points.items()
    }
    return Reference(
        items,
        found_in,
        tuple(floor) if shelf.floors else None,
        starts,
        named,
        {part: value for part, value in every.items() if part in shown},
    )


def _marked(shelf: Shelf) -> Iterator[str]:
    for _, tree in shelf.overlays:
        yield from (tree.data.get("marks") or {}).get(DEFAULTS) or ()


def _taken(shelf: Shelf, selections: list[tuple[Tree, Path, Mapping[str, Any]]]) -> list[Key]:
    found: dict[str, list[Item]] = {}
    problems = []
    for key in TARGETS:
        found[key], unknown = choose.chosen(shelf, key, choose.named(selections, key))
        problems += unknown
    parts, unknown = _parts(shelf, choose.named(selections, DEFAULTS))
    if problems or unknown:
        raise InputError([*problems, *unknown])
    excepted = {one.name for one in choose.named(selections, "except")}
    taken = [
        (TARGETS[key], item.id)
        for key, items in found.items()
        for item in items
        if not {item.id, item.group} & excepted
    ]
    return [*taken, *((DEFAULTS, part) for part in parts)]


def _parts(shelf: Shelf, wanted: Sequence[choose.Named]) -> tuple[list[str], list[Diagnostic]]:
    known = filled(shelf)
    names = {one.name for one in wanted}
    unknown = [
        one.diagnostic(f"no pack fills in `{one.name}`", choose.close(one.name, known))
        for one in wanted
        if one.name != choose.ALL and one.name not in known
    ]
    every = {*CREDITS, "priorities"} if choose.ALL in names else set()
    return [part for part in known if part in names | every], unknown
