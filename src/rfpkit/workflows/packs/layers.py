"""Which layer says of a level what it says, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rfpkit.errors import Location, printable
from rfpkit.packs.library.locate import FOLDER
from rfpkit.packs.library.overlays import left_out
from rfpkit.packs.library.shelf import Shelf
from rfpkit.packs.library.trees import Tree, groups, name_of
from rfpkit.packs.stack import Stack
from rfpkit.workflows.rfp import OpenedRfp


@dataclass(frozen=True)
class Layer:
    """A pack that decides what something says."""

    pack: str
    at: Location
    fields: tuple[str, ...] = ()
    """The fields that it changed; none where the item is its own."""

    @property
    def line(self) -> str:
        """The layer for a person."""
        place = printable(str(self.at))
        if not self.pack:
            return "no pack has it"
        if not self.fields:
            return f"said by {self.pack} at {place}"
        named = ", ".join(f"`{field}`" for field in self.fields)
        return f"changed by {self.pack} at {place}: {named}"

    def facts(self) -> dict[str, Any]:
        """Returns the layer for a program."""
        place = {"file": self.at.file, "line": self.at.line, "column": self.at.column}
        return {"pack": self.pack, **place, "fields": list(self.fields)}

    @classmethod
    def without(cls, name: str, shelf: Shelf) -> Layer:
        """Returns the layer that does not offer an item any more."""
        if name in shelf.withdrawn:
            tree = shelf.withdrawn[name][1]
            return cls(tree.pack, _left_out_at(tree, name), ("except",))
        stone = shelf.retired.get(name)
        if stone is not None:
            tree = shelf.files[stone.layer - 1]
            return cls(tree.pack, tree.places.value((*stone.path, "id")), ("retired",))
        return cls("", Location(""))


def _left_out_at(tree: Tree, name: str) -> Location:
    place = next((path for path, one, _ in left_out(tree) if one == name), ("except",))
    return tree.places.value(place)


def layer_of_level(opened: OpenedRfp, name: str, stack: Stack) -> Layer:
    """Returns the highest pack that changed a level, or the one whose it is."""
    resolved = opened.resolved
    if resolved is None:
        return Layer("", Location(""))
    made = [one for one in resolved.changes if (one.wish.list, one.wish.id) == _key(name)]
    if made:
        last = made[-1]
        return Layer(last.tree.pack, real_place(last.at, stack), last.paths)
    for position, item in groups(resolved.joined.data.get("service_levels")):
        if name_of(item) == name:
            source = resolved.joined.brought(("service_levels", position))
            tree = resolved.layers[source.layer]
            return Layer(tree.pack, real_place(tree.places.entry(source.path), stack))
    return Layer("", Location(""))


def _key(name: str) -> tuple[str, str]:
    return "service_levels", name


def real_place(at: Location, stack: Stack) -> Location:
    """Returns a place in a library by the path of its file, which editors can open."""
    for pack in stack.packs:
        head = f"{pack.manifest.name}/{FOLDER}/"
        if at.file.startswith(head):
            file = pack.folder / FOLDER / at.file.removeprefix(head)
            return Location(str(file), at.line, at.column, at.sheet, at.field)
    return at
