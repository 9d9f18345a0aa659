"""Small changes of what was taken: fields that an RFP sets by list and id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rfpkit.errors import Diagnostic
from rfpkit.packs.library.choose import close
from rfpkit.packs.library.trees import Joined, Path, Source, Tree, groups, name_of

Changed = dict[tuple[str, str], tuple[str, ...]]


def change(joined: Joined, rfp: Tree) -> tuple[Changed, list[Diagnostic]]:
    """Sets what the RFP's `set` says; returns the fields by list and id, and what went wrong."""
    changed: Changed = {}
    found: list[Diagnostic] = []
    for key, items in (rfp.data.get("set") or {}).items():
        held = {name_of(item): position for position, item in groups(joined.data.get(key))}
        for name, fields in items.items():
            place: Path = ("set", key, name)
            if name not in held:
                message = f"there is no `{name}` in `{key}` that could be changed"
                found.append(_at(rfp, place, message, close(name, held)))
                continue
            path: Path = (key, held[name])
            if joined.layer(path) == 0:
                message = f"`{name}` is the RFP's own"
                found.append(_at(rfp, place, message, "change it where it is written"))
                continue
            if "id" in fields:
                message = f"the id of `{name}` cannot be changed"
                found.append(_at(rfp, (*place, "id"), message, "write one of your own beside it"))
                continue
            told = tuple(_set(joined, path, place, fields))
            changed[key, name] = tuple(dict.fromkeys(told))
    return changed, found


def _set(joined: Joined, path: Path, place: Path, fields: Mapping[str, Any]) -> Iterator[str]:
    """Sets fields of a group, and yields the path of each inside the item."""
    group: dict[str, Any] = joined.at(path)
    # The pack's own tree stays as it was read: what is changed is a copy.
    joined.at(path[:-1])[path[-1]] = dict(group)
    joined.heads[path] = Source(0, place)
    for name, value in fields.items():
        below = group.get(name)
        here, there = (*path, name), (*place, name)
        if isinstance(value, dict) and isinstance(below, dict):
            yield from (f"{name}.{inner}" for inner in _set(joined, here, there, value))
        elif value is None and name in group:
            joined.take_away(here)
            yield name
        else:
            joined.put(here, value, Source(0, there))
            yield name


def _at(rfp: Tree, place: Path, message: str, hint: str) -> Diagnostic:
    return Diagnostic(rfp.places.entry(place), f"{'.'.join(map(str, place[:2]))}: {message}", hint)
