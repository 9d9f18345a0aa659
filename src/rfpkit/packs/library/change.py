"""Changes of what was taken: fields that a layer writes otherwise, by list and id."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from rfpkit.errors import Diagnostic, Location
from rfpkit.model.library.override import parse_target
from rfpkit.packs.library.choose import close
from rfpkit.packs.library.trees import Joined, Path, Source, Tree, groups, name_of


@dataclass(frozen=True)
class Wish:
    """A change that a layer asks for."""

    list: str
    id: str
    fields: Mapping[str, Any]
    """What is written otherwise."""
    place: Path
    """Where the layer's file asks for it."""
    override: Mapping[str, Any] | None = None
    """The override that it is; None for a plain `set`."""

    @property
    def fields_at(self) -> Path:
        """Where the fields stand."""
        return self.place if self.override is None else (*self.place, "set")


@dataclass(frozen=True)
class Change:
    """A change of an item that was made."""

    wish: Wish
    tree: Tree
    """The file that asked for it."""
    before: Mapping[str, Any]
    """The item as the layers below leave it."""
    after: Mapping[str, Any]
    """The item as this change leaves it."""
    paths: tuple[str, ...]
    """Each field that is written otherwise: `attainment.at_least`."""

    @property
    def at(self) -> Location:
        """Where it is asked for."""
        return self.tree.places.entry(self.wish.place)


def wishes(tree: Tree) -> Iterator[Wish]:
    """Yields every change of fields that a file asks for, in the order in which it is made."""
    for key, items in (tree.data.get("set") or {}).items():
        for name, fields in items.items():
            yield Wish(key, name, fields, ("set", key, name))
    for position, data in enumerate(tree.data.get("overrides") or ()):
        if data.get("set"):
            key, name = parse_target(str(data["of"]))
            yield Wish(key, name, data["set"], ("overrides", position), data)


Below = dict[tuple[str, str], Mapping[str, Any]]
"""By list and id, the items as they were before any file of a pack changed them."""


def change(
    joined: Joined, tree: Tree, layer: int, below: Below, perhaps: Container[tuple[str, str]] = ()
) -> tuple[list[Change], list[Diagnostic]]:
    """Makes the changes that a layer asks for; returns them, and what went wrong.

    What a pack changes in something that the RFP does not take is no concern of the RFP.
    `below` is what earlier files of the same pack found; what is changed here is added. Of what is
    taken `perhaps`, by list and id, nobody can say yet that it is missing.
    """
    made: list[Change] = []
    found: list[Diagnostic] = []
    for wish in wishes(tree):
        held = {name_of(item): position for position, item in groups(joined.data.get(wish.list))}
        if wish.id not in held:
            if (wish.list, wish.id) not in perhaps:
                found += _not_there(tree, wish, held, layer)
            continue
        path: Path = (wish.list, held[wish.id])
        if layer != 0 and joined.layer(path) == 0:
            continue
        if wrong := _cannot_be(joined, wish, path):
            found.append(_at(tree, wish, *wrong))
            continue
        before = below.setdefault((wish.list, wish.id), deepcopy(joined.at(path)))
        told = tuple(_set(joined, path, wish.fields_at, wish.fields, layer))
        after = deepcopy(joined.at(path))
        made.append(Change(wish, tree, before, after, tuple(dict.fromkeys(told))))
    return made, found


def _not_there(tree: Tree, wish: Wish, held: Mapping[str, int], layer: int) -> Iterator[Diagnostic]:
    if layer == 0:
        message = f"there is no `{wish.id}` in `{wish.list}` that could be changed"
        yield _at(tree, wish, message, close(wish.id, held))


def _cannot_be(joined: Joined, wish: Wish, path: Path) -> tuple[str, str] | None:
    if joined.layer(path) == 0:
        return f"`{wish.id}` is the RFP's own", "change it where it is written"
    if "id" in wish.fields:
        message = f"the id of `{wish.id}` cannot be changed"
        return message, "write one of your own beside it"
    return None


def _set(
    joined: Joined, path: Path, place: Path, fields: Mapping[str, Any], layer: int
) -> Iterator[str]:
    """Sets fields of a group, and yields the path of each inside the item."""
    group: dict[str, Any] = joined.at(path)
    # The pack's own tree stays as it was read: what is changed is a copy.
    joined.at(path[:-1])[path[-1]] = dict(group)
    joined.heads[path] = Source(layer, place)
    for name, value in fields.items():
        below = group.get(name)
        here, there = (*path, name), (*place, name)
        if isinstance(value, dict) and isinstance(below, dict):
            inner = _set(joined, here, there, value, layer)
            yield from (f"{name}.{field}" for field in inner)
        elif value is None and name in group:
            joined.take_away(here)
            yield name
        else:
            joined.put(here, value, Source(layer, there))
            yield name


def _at(tree: Tree, wish: Wish, message: str, hint: str) -> Diagnostic:
    place = (*wish.place, "id") if "id" in wish.fields else wish.place
    if wish.override is not None:
        place = (*wish.place, "of")
    told = f"{wish.list}.{wish.id}" if wish.override is not None else f"set.{wish.list}"
    return Diagnostic(tree.places.entry(place), f"{told}: {message}", hint)


def set_twice(made: Sequence[Change]) -> Iterator[Diagnostic]:
    """Yields each field that one pack, or the RFP, sets in two places: no order decides."""
    seen: dict[tuple[int, str, str], list[Change]] = {}
    for one in made:
        held = seen.setdefault((one.tree.rank, one.wish.list, one.wish.id), [])
        for other in held:
            for path in one.paths:
                if any(_overlap(path, known) for known in other.paths):
                    name = f"{one.wish.list}.{one.wish.id}"
                    message = f"{name}: `{path}` is set twice (first at {other.at})"
                    yield Diagnostic(one.at, message, "keep one of the two")
        held.append(one)


def _overlap(path: str, other: str) -> bool:
    return f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}.")
