"""Which items of a library an RFP takes: by group, by id, or all, and what is excepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from rfpkit.errors import Diagnostic
from rfpkit.packs.library.shelf import Item, Shelf, gone
from rfpkit.packs.library.trees import Path, Tree

ALL = "all"


class Named(NamedTuple):
    """A name in an `include`, and where it stands."""

    name: str
    tree: Tree
    path: Path

    def diagnostic(self, message: str, hint: str) -> Diagnostic:
        """Says what is wrong with the name."""
        return Diagnostic(self.tree.places.value(self.path), message, hint)


def named(selections: Iterable[tuple[Tree, Path, Mapping[str, Any]]], key: str) -> list[Named]:
    """Returns the names under a key of several selections, the first one first."""
    found = []
    for tree, path, selection in selections:
        raw = selection.get(key)
        if isinstance(raw, str):
            found.append(Named(raw, tree, (*path, key)))
        for position, name in enumerate(raw if isinstance(raw, list) else ()):
            found.append(Named(str(name), tree, (*path, key, position)))
    return found


def chosen(shelf: Shelf, key: str, wanted: Sequence[Named]) -> tuple[list[Item], list[Diagnostic]]:
    """Returns the items of a list that the names stand for, in the order of the library."""
    held, groups = shelf.items[key], shelf.groups[key]
    ids: set[str] = set()
    found: list[Diagnostic] = []
    for one in wanted:
        if one.name == ALL:
            ids |= set(held)
        elif one.name in groups:
            ids |= set(groups[one.name])
        elif one.name in held:
            ids.add(one.name)
        else:
            found.append(_unknown(shelf, key, one))
    return [item for name, item in held.items() if name in ids], found


def without(
    shelf: Shelf,
    taken: Mapping[str, Sequence[Item]],
    excepted: Sequence[Named],
    *,
    sure: bool = True,
) -> tuple[dict[str, list[Item]], list[tuple[str, Item]], list[Diagnostic]]:
    """Returns the items that remain, those that are excepted, and names that except nothing.

    Where it is not `sure` that all that is wanted was taken, only names that nothing bears do.
    """
    names = {one.name for one in excepted}
    remain = {
        key: [item for item in items if not {item.id, item.group} & names]
        for key, items in taken.items()
    }
    left = [
        (key, item) for key, items in taken.items() for item in items if item not in remain[key]
    ]
    met = {name for _, item in left for name in (item.id, item.group)}
    known = sorted({name for items in taken.values() for i in items for name in (i.id, i.group)})
    perhaps = set() if sure else _every_name(shelf)
    idle = [one for one in excepted if one.name not in met | perhaps]
    found = [_excepts_nothing(shelf, one, known) for one in idle]
    return remain, left, found


def close(name: str, known: Iterable[str]) -> str:
    """Returns a hint: the nearest name, or some that there are."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    listed = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"there are: {listed}" if names else "the pack has none"


def _unknown(shelf: Shelf, key: str, one: Named) -> Diagnostic:
    if one.name in shelf.retired:
        return one.diagnostic(*gone(shelf.retired[one.name]))
    what = _WHAT[key]
    known = [*shelf.groups[key], *shelf.items[key]]
    near = get_close_matches(one.name, known, n=1)
    groups = ", ".join(shelf.groups[key]) or "none"
    hint = f"did you mean `{near[0]}`?" if near else f"write all, an id, or a group: {groups}"
    return one.diagnostic(f"the pack has no {what} `{one.name}`", hint)


def _excepts_nothing(shelf: Shelf, one: Named, known: Sequence[str]) -> Diagnostic:
    every = _every_name(shelf)
    if one.name in every:
        message = f"`{one.name}` is not taken, so it cannot be excepted"
        return one.diagnostic(message, "take the name out of `except`")
    return one.diagnostic(f"nothing is called `{one.name}`", close(one.name, known or every))


def _every_name(shelf: Shelf) -> set[str]:
    return set(_names(shelf))


def _names(shelf: Shelf) -> Iterator[str]:
    for key, items in shelf.items.items():
        yield from items
        yield from shelf.groups[key]


_WHAT = {
    "requirements": "requirement or group",
    "service_levels": "service level or group",
    "clauses": "clause or group",
}
