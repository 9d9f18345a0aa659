"""A pack's library in order: every item by its id, and the groups by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rfpkit.errors import Diagnostic, InputError
from rfpkit.packs.library.trees import Path, Tree

KINDS = {
    "requirements": "requirements",
    "service-levels": "service_levels",
    "clauses": "clauses",
}
"""The list of items in each kind of library file."""


@dataclass(frozen=True)
class Item:
    """One requirement, level, clause or tombstone of the library."""

    id: str
    group: str
    """Id of the file that it stands in."""
    layer: int
    """The file's position among the layers, from 1."""
    path: Path
    """The place in the file."""
    data: Mapping[str, Any]


@dataclass
class Shelf:
    """A library as an RFP sees it."""

    files: tuple[Tree, ...]
    """Its files; the layer of each is its position here, from 1."""
    items: dict[str, dict[str, Item]] = field(default_factory=dict)
    """For each list the items by id, in the order of the files."""
    groups: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """For each list the groups, with the ids of their items."""
    retired: dict[str, Item] = field(default_factory=dict)
    """The tombstones by id."""
    defaults: list[tuple[int, Tree]] = field(default_factory=list)
    """The files of defaults with their layers."""
    starting_points: dict[str, tuple[int, Tree]] = field(default_factory=dict)
    """The selections that are ready, with their layers."""
    overlays: list[tuple[int, Tree]] = field(default_factory=list)
    """What packs change in those below, with their layers, the lowest first."""
    floors: list[Tree] = field(default_factory=list)
    """What members may not go below, the lowest first."""
    withdrawn: dict[str, tuple[Item, Tree]] = field(default_factory=dict)
    """Items that a pack does not offer any more, with the overlay that says so."""


def shelve(files: Sequence[Tree]) -> Shelf:
    """Returns the files of a library in order.

    Raises:
        InputError: an id is used twice among the files, or again after it was retired.
    """
    shelf = Shelf(tuple(files))
    for key in KINDS.values():
        shelf.items[key], shelf.groups[key] = {}, {}
    found: list[Diagnostic] = []
    for layer, tree in enumerate(files, start=1):
        kind = str(tree.data.get("kind"))
        if kind == "defaults":
            shelf.defaults.append((layer, tree))
        elif kind == "starting-point":
            shelf.starting_points[str(tree.data["id"])] = (layer, tree)
        elif kind == "overlay":
            shelf.overlays.append((layer, tree))
        elif kind == "floor":
            shelf.floors.append(tree)
        elif kind in KINDS:
            found += _shelve_items(shelf, KINDS[kind], layer, tree)
    found += _used_again(shelf)
    if found:
        raise InputError(found)
    return shelf


def _shelve_items(shelf: Shelf, key: str, layer: int, tree: Tree) -> Iterator[Diagnostic]:
    group = str(tree.data["id"])
    ids = shelf.groups[key].setdefault(group, [])
    for name, item in _items(tree, key, group, layer):
        before = next((held[name] for held in shelf.items.values() if name in held), None)
        if before is not None:
            yield _twice(tree, item, before, shelf)
            continue
        shelf.items[key][name] = item
        ids.append(name)
    for name, item in _items(tree, "retired", group, layer):
        shelf.retired.setdefault(name, item)


def _items(tree: Tree, key: str, group: str, layer: int) -> Iterator[tuple[str, Item]]:
    for position, data in enumerate(tree.data.get(key) or ()):
        name = str(data["id"])
        yield name, Item(name, group, layer, (key, position), data)


def _twice(tree: Tree, item: Item, before: Item, shelf: Shelf) -> Diagnostic:
    first = shelf.files[before.layer - 1].places.value((*before.path, "id"))
    at = tree.places.value((*item.path, "id"))
    return Diagnostic(
        at, f"the id `{item.id}` is used twice (first in {first})", "give each item its own id"
    )


def _used_again(shelf: Shelf) -> Iterator[Diagnostic]:
    for held in shelf.items.values():
        for name, item in held.items():
            if name in shelf.retired:
                at = shelf.files[item.layer - 1].places.value((*item.path, "id"))
                yield Diagnostic(at, *gone(shelf.retired[name]))


def gone(stone: Item) -> tuple[str, str]:
    """Returns what is wrong with an id that was retired, and how to mend it."""
    said = stone.data
    message = f"the id `{stone.id}` was retired on {said['on']}: {str(said['reason']).strip()}"
    if said.get("replaced_by"):
        return message, f"write `{said['replaced_by']}`, which replaced it"
    return message, "write an id that was never used"
