"""A pack's folder over the packs below it, as a lock and an upgrade see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rfpkit.errors import Diagnostic, InputError
from rfpkit.packs.find import Pack
from rfpkit.packs.library.change import Change, change
from rfpkit.packs.library.items import SHELVES, as_taken, item_of
from rfpkit.packs.library.marks import stale, told_stale
from rfpkit.packs.library.overlays import changed_by_packs, withdraw
from rfpkit.packs.library.reference import reference
from rfpkit.packs.library.shelf import shelve
from rfpkit.packs.library.trees import Joined, Source, Tree
from rfpkit.packs.stack import Stack
from rfpkit.workflows.packs.lock.claims import Claim, Key, of_changes, of_left_out
from rfpkit.workflows.packs.share.bundle_of import files_in
from rfpkit.workflows.packs.version.contents import library_of

Items = Mapping[Key, Mapping[str, Any]]


@dataclass(frozen=True)
class PackSide:
    """A pack with certain versions of those below it."""

    below: tuple[Pack, ...]
    """The packs below, the lowest first."""
    items: Items
    """Each item as they leave it."""
    claims: tuple[Claim, ...]
    """What the pack says otherwise."""


def pack_side(folder: Path, stack: Stack) -> PackSide:
    """Returns a pack over those below it.

    Raises:
        InputError: a file of a library cannot be used.
    """
    below = stack.packs[:-1]
    shelf = shelve(_below(below))
    withdraw(shelf)
    items = reference(shelf).items
    own = library_of(files_in(folder), str(folder), stack.top.manifest.name, len(below))
    overlays = [tree for tree in own if tree.data.get("kind") == "overlay"]
    claims = [*of_changes(_changes(items, overlays))]
    claims += [one for tree in overlays for one in of_left_out(tree)]
    return PackSide(below, items, tuple(claims))


def prove(folder: Path, stack: Stack, files: Mapping[str, bytes]) -> None:
    """Sees that a pack with these files lies over those below it as an RFP will need it.

    Raises:
        InputError: it changes what it may not, or what is not there, or an override was written
            against another text.
    """
    below = stack.packs[:-1]
    own = library_of(files, str(folder), stack.top.manifest.name, len(below))
    shelf = shelve([*_below(below), *own])
    withdraw(shelf)
    joined = Joined({})
    for key, shelved in SHELVES.items():
        for item in shelf.items[shelved].values():
            joined.add(key, as_taken(key, item.data), Source(item.layer, item.path))
    made, wrong = changed_by_packs(joined, shelf)
    mine = [one for one in made if one.tree.rank == len(below)]
    found = [*wrong, *told_stale(stale(mine)), *_unreadable(mine)]
    if found:
        raise InputError(found)


def _unreadable(made: Sequence[Change]) -> Iterator[Diagnostic]:
    for one in made:
        key = one.wish.list
        if item_of(key, one.before) is not None and item_of(key, one.after) is None:
            message = f"{key}.{one.wish.id}: the text below and what is changed in it do not fit"
            hint = "read the text below again, and change other fields along with these"
            yield Diagnostic(one.at, message, hint)


def _below(packs: Sequence[Pack]) -> list[Tree]:
    return [
        tree
        for rank, pack in enumerate(packs)
        for tree in library_of(files_in(pack.folder), str(pack.folder), pack.manifest.name, rank)
    ]


def _changes(items: Items, overlays: Sequence[Tree]) -> list[Change]:
    joined, below = _joined(items), dict[tuple[str, str], Mapping[str, Any]]()
    return [one for tree in overlays for one in change(joined, tree, 1, below)[0]]


def _joined(items: Items) -> Joined:
    joined = Joined({})
    for (key, _), item in items.items():
        joined.add(key, dict(item), Source(1, ()))
    return joined
