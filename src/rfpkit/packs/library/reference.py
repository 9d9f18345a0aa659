"""A pack's library as members are held against it: each item as its overlays leave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rfpkit.errors import InputError
from rfpkit.packs.library import choose
from rfpkit.packs.library.items import MODELS, SHELVES, TARGETS
from rfpkit.packs.library.marks import left_below
from rfpkit.packs.library.shelf import Item, Shelf
from rfpkit.packs.library.trees import Path, Tree, groups

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


NAMED = ("pauses", "exclusions", "priorities")
"""Lists of definitions that levels name."""


def reference(shelf: Shelf) -> Reference:
    """Returns a library, without what overlays leave out, in which nothing is changed from above.

    Raises:
        InputError: the floor or a starting point names what the pack does not have.
    """
    items: dict[Key, Mapping[str, Any]] = {}
    named: dict[Key, Mapping[str, Any]] = {}
    found_in: dict[Key, str] = {}
    for target in MODELS:
        for name, item in shelf.items[SHELVES[target]].items():
            # An RFP that changes nothing lies over it.
            top = Tree({}, shelf.files[item.layer - 1].places)
            items[target, name] = left_below(shelf, target, item, top)
            found_in[target, name] = item.group
    for _, tree in shelf.defaults:
        for key in NAMED:
            held = {(key, str(one["id"])): one for _, one in groups(tree.data.get(key))}
            if key == "priorities" and held:
                # A list of steps replaces the one below, and its order says which is more urgent.
                named = {one: said for one, said in named.items() if one[0] != key}
            named |= held
    floor = _taken(shelf, [(tree, (), tree.data) for tree in shelf.floors])
    starts = {
        name: frozenset(_taken(shelf, [(tree, (), tree.data)]))
        for name, (_, tree) in shelf.starting_points.items()
    }
    return Reference(items, found_in, tuple(floor) if shelf.floors else None, starts, named)


def _taken(shelf: Shelf, selections: list[tuple[Tree, Path, Mapping[str, Any]]]) -> list[Key]:
    found: dict[str, list[Item]] = {}
    problems = []
    for key in TARGETS:
        found[key], unknown = choose.chosen(shelf, key, choose.named(selections, key))
        problems += unknown
    if problems:
        raise InputError(problems)
    excepted = {one.name for one in choose.named(selections, "except")}
    return [
        (TARGETS[key], item.id)
        for key, items in found.items()
        for item in items
        if not {item.id, item.group} & excepted
    ]
