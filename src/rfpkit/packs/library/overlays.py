"""What packs change in the packs below: items withdrawn, fields written otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from rfpkit.errors import Diagnostic, InputError
from rfpkit.model.library.override import parse_target
from rfpkit.packs.library.change import Below, Change, change, set_twice, wishes
from rfpkit.packs.library.choose import close
from rfpkit.packs.library.items import SHELVES, TARGETS
from rfpkit.packs.library.marked_fields import unknown_fields
from rfpkit.packs.library.marks import marks_for, refused, refused_to_leave_out, stale_to_leave_out
from rfpkit.packs.library.parts import DEFAULTS, unknown_parts
from rfpkit.packs.library.shelf import Item, Shelf
from rfpkit.packs.library.trees import Joined, Path, Tree


def withdraw(shelf: Shelf) -> None:
    """Takes off the shelf what overlays leave out.

    Raises:
        InputError: an overlay names something that no pack below has, or that it may not leave
            out.
    """
    found: list[Diagnostic] = []
    found += unknown_fields(shelf)
    for _, tree in shelf.overlays:
        found += _unknown_wishes(shelf, tree)
        found += _unknown_marks(shelf, tree)
        for path, name, override in left_out(tree):
            found += _withdraw(shelf, tree, path, name, override)
    if found:
        raise InputError(found)


def changed_by_packs(joined: Joined, shelf: Shelf) -> tuple[list[Change], list[Diagnostic]]:
    """Makes the changes of every overlay; returns them, and what is not allowed."""
    made: list[Change] = []
    found: list[Diagnostic] = []
    below: dict[int, Below] = {}
    for layer, tree in shelf.overlays:
        changes, wrong = change(joined, tree, layer, below.setdefault(tree.rank, {}))
        made += changes
        found += wrong
    found += allowed(shelf, made)
    found += set_twice(made)
    return made, found


def allowed(shelf: Shelf, made: Sequence[Change]) -> Iterator[Diagnostic]:
    """Yields what the packs below do not allow in changes, in the order in which they are made."""
    # What a file says in two places is one change: half of it may not be readable.
    whole = {(one.tree.rank, one.wish.list, one.wish.id): one.after for one in made}
    for one in made:
        key, name = one.wish.list, one.wish.id
        item = shelf.items[SHELVES[key]].get(name) if key in SHELVES else None
        if item is not None:
            marks = marks_for(shelf, key, item, one.tree)
            yield from refused(one, whole[one.tree.rank, key, name], marks)


def left_out(tree: Tree) -> Iterator[tuple[Path, str, Mapping[str, Any] | None]]:
    """Yields each name that a file leaves out, where it does, and the override that it is."""
    plain = tree.data.get("except")
    if isinstance(plain, str):
        yield ("except",), plain, None
    for position, name in enumerate(plain if isinstance(plain, list) else ()):
        yield ("except", position), str(name), None
    for position, data in enumerate(tree.data.get("overrides") or ()):
        if data.get("except"):
            yield ("overrides", position, "of"), parse_target(str(data["of"])).id, data


def _withdraw(
    shelf: Shelf, tree: Tree, path: Path, name: str, override: Mapping[str, Any] | None
) -> Iterator[Diagnostic]:
    named = list(_named(shelf, name))
    if not named:
        known = [*chain(*shelf.items.values()), *chain(*shelf.groups.values())]
        message = f"no pack below has `{name}`, so it cannot be left out"
        yield Diagnostic(tree.places.value(path), message, close(name, known))
    for key, item in named:
        told = refused_to_leave_out(shelf, TARGETS[key], item, tree, override)
        if told is None and override is not None:
            told = stale_to_leave_out(shelf, TARGETS[key], item, tree, override)
        if told is not None:
            yield Diagnostic(tree.places.value(path), f"{item.id}: {told[0]}", told[1])
            continue
        del shelf.items[key][item.id]
        shelf.groups[key][item.group].remove(item.id)
        shelf.withdrawn[item.id] = (item, tree)


def _named(shelf: Shelf, name: str) -> Iterator[tuple[str, Item]]:
    for key, held in shelf.items.items():
        ids = shelf.groups[key].get(name, [name])
        yield from [(key, held[one]) for one in list(ids) if one in held]


def _unknown_wishes(shelf: Shelf, tree: Tree) -> Iterator[Diagnostic]:
    for wish in wishes(tree):
        held = shelf.items[SHELVES[wish.list]]
        if wish.id not in held:
            place = wish.place if wish.override is None else (*wish.place, "of")
            message = f"no pack below has `{wish.id}` in `{wish.list}`"
            yield Diagnostic(tree.places.entry(place), message, close(wish.id, held))


def _unknown_marks(shelf: Shelf, tree: Tree) -> Iterator[Diagnostic]:
    yield from unknown_parts(shelf, tree)
    for key, marked in (tree.data.get("marks") or {}).items():
        if key == DEFAULTS:
            continue
        held = shelf.items[SHELVES[key]]
        for name in marked:
            if name not in held:
                message = f"no pack below has `{name}` in `{key}`"
                at = tree.places.entry(("marks", key, name))
                yield Diagnostic(at, message, close(name, held))
