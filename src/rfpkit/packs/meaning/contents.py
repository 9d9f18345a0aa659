"""What a version of a pack holds, such that two versions can be laid side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rfpkit.model.library.overridable import Mark
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.packs.library.change import wishes
from rfpkit.packs.library.items import SHELVES, TARGETS
from rfpkit.packs.library.marks import left_below
from rfpkit.packs.library.overlays import left_out, withdraw
from rfpkit.packs.library.shelf import Item, Shelf, shelve
from rfpkit.packs.library.trees import HIGHEST, Tree

Key = tuple[str, str]
"""A list of an RFP, and an id in it."""


@dataclass(frozen=True)
class Held:
    """An item of a pack, or one below that the pack changes."""

    data: Mapping[str, Any]
    """What it says, once the pack's own changes are made."""
    beside: Mapping[str, Any]
    """What only the library says of it: when it is asked, the goals that it serves."""
    marks: Mapping[str, Mark]
    """How far those above may change it, as its own file says."""
    group: str
    """The group by which it is taken; empty where it is a lower pack's."""
    base: Mapping[str, Any]
    """What it says before the pack's own changes."""


@dataclass(frozen=True)
class Contents:
    """A version of a pack."""

    manifest: PackManifest
    items: Mapping[Key, Held]
    """Its own items, and those of lower packs that it changes."""
    retired: Mapping[str, Mapping[str, Any]]
    """Its tombstones by id."""
    groups: Mapping[str, tuple[str, ...]]
    """By list and group its own ids."""
    defaults: Mapping[str, Any]
    starting_points: Mapping[str, Mapping[str, Any]]
    left_out: frozenset[str]
    """Names of lower packs that it does not offer."""
    asked: Mapping[Key, Mapping[str, Any]]
    """The changes that it asks for in lower packs, as they are written."""
    marks: Mapping[Key, Mapping[str, Mark]]
    """How far those above may change items of lower packs."""
    floor: frozenset[str]
    """What its members may not go below."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The digests of its templates and other texts by their names."""


def contents(
    manifest: PackManifest, own: Sequence[Tree], below: Sequence[Tree], files: Mapping[str, str]
) -> Contents:
    """Returns what a version of a pack holds.

    Args:
        manifest: what it says of itself.
        own: the files of its library.
        below: the files of the packs that it lies over, the lowest first.
        files: the digests of its other files.

    Raises:
        InputError: an id is used twice, or the pack changes something that no pack below has.
    """
    shelf = shelve([*below, *own])
    withdraw(shelf)
    overlays = [tree for _, tree in shelf.overlays if tree in own]
    return Contents(
        manifest=manifest,
        items=dict(_items(shelf, own, overlays)),
        retired={
            name: stone.data for name, stone in shelf.retired.items() if _tree(shelf, stone) in own
        },
        groups=dict(_groups(shelf, own)),
        defaults=_joined(tree.data for tree in own if tree.data.get("kind") == "defaults"),
        starting_points={
            name: {key: value for key, value in tree.data.items() if key not in {"kind", "id"}}
            for name, (_, tree) in shelf.starting_points.items()
            if tree in own
        },
        left_out=frozenset(name for tree in overlays for _, name, _ in left_out(tree)),
        asked=_asked(overlays),
        marks={
            (key, name): marks_written(marks)
            for tree in overlays
            for key, marked in (tree.data.get("marks") or {}).items()
            for name, marks in marked.items()
        },
        floor=frozenset(_floor(tree for tree in shelf.floors if tree in own)),
        files=files,
    )


def marks_written(marks: Any) -> dict[str, Mark]:
    """Returns marks by field, as they are written in a file."""
    return {"others": marks} if isinstance(marks, str) else dict(marks or {})  # type: ignore[dict-item]


def _tree(shelf: Shelf, item: Item) -> Tree:
    return shelf.files[item.layer - 1]


def _items(
    shelf: Shelf, own: Sequence[Tree], overlays: Sequence[Tree]
) -> Iterator[tuple[Key, Held]]:
    changed = {(wish.list, wish.id) for tree in overlays for wish in wishes(tree)}
    over, under = (
        (Tree({}, own[0].places, rank=rank) for rank in (HIGHEST, own[0].rank))
        if own
        else (None, None)
    )
    for shelved, held in shelf.items.items():
        key = TARGETS[shelved]
        for name, item in held.items():
            tree = _tree(shelf, item)
            is_own = tree in own
            if over is None or under is None or not (is_own or (key, name) in changed):
                continue
            beside = {field: item.data.get(field) for field in ("when", "goals")}
            if key == "required_clauses":
                beside = {}
            marks = item.data.get("overridable") or tree.data.get("overridable")
            yield (
                (key, name),
                Held(
                    left_below(shelf, key, item, over),
                    beside if is_own else {},
                    marks_written(marks) if is_own else {},
                    item.group if is_own else "",
                    left_below(shelf, key, item, under),
                ),
            )


def _groups(shelf: Shelf, own: Sequence[Tree]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for tree in own:
        kind = str(tree.data.get("kind"))
        for key, shelved in SHELVES.items():
            if kind.replace("-", "_") == shelved:
                name = str(tree.data["id"])
                yield f"{key}.{name}", tuple(shelf.groups[shelved].get(name, ()))


def _joined(found: Iterator[Mapping[str, Any]]) -> dict[str, Any]:
    joined: dict[str, Any] = {}
    for data in found:
        for key, value in data.items():
            if key == "kind" or value is None:
                continue
            below = joined.get(key)
            if isinstance(below, dict) and isinstance(value, dict):
                joined[key] = {**below, **value}
            elif isinstance(below, list) and isinstance(value, list):
                joined[key] = [*below, *value]
            else:
                joined[key] = value
    return joined


def _asked(overlays: Sequence[Tree]) -> dict[Key, Mapping[str, Any]]:
    found: dict[Key, Mapping[str, Any]] = {}
    for tree in overlays:
        for wish in wishes(tree):
            key = (wish.list, wish.id)
            found[key] = {**found.get(key, {}), **wish.fields}
    return found


def _floor(floors: Iterator[Tree]) -> Iterator[str]:
    for tree in floors:
        for key, names in tree.data.items():
            for name in [names] if isinstance(names, str) else names or ():
                if key != "kind":
                    yield f"{key}.{name}"
