"""What an item of an RFP says otherwise than the library, field by field, and where that leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rfpkit.model.packs.drift import FieldChange
from rfpkit.model.service_level import ServiceLevel
from rfpkit.packs.library.direction import Direction, direction
from rfpkit.packs.library.items import as_taken, item_of
from rfpkit.packs.library.reference import Key, Reference
from rfpkit.packs.library.resolve import Resolved
from rfpkit.packs.library.trees import Path, groups, name_of

NOTHING = "(nothing)"
_HEADINGS = frozenset({"group", "goal"})
"""Fields that only say where an item is listed; the library writes them otherwise."""


def leads(listed: str, there: Mapping[str, Any], held: Mapping[str, Any]) -> Direction:
    """Returns where the difference leads; what cannot be read cannot be shown to be harder."""
    before, after = item_of(listed, there), item_of(listed, held)
    if before is None or after is None:
        return Direction.REPLACED
    return direction(before, after)


def differences(
    key: Key, there: Mapping[str, Any], held: Mapping[str, Any], resolved: Resolved, place: int
) -> Iterator[FieldChange]:
    """Yields each field that is written otherwise, with the place that says so."""
    old, new = _flat(as_taken(key[0], there)), _flat(as_taken(key[0], held))
    for path in dict.fromkeys([*old, *new]):
        if path[0] in _HEADINGS or old.get(path) == new.get(path):
            continue
        at = _at(resolved, (*key, *path), place)
        yield FieldChange(".".join(path), old.get(path, NOTHING), new.get(path, NOTHING), at)


def meanings(
    key: Key, held: Mapping[str, Any], reference: Reference, resolved: Resolved
) -> Iterator[FieldChange]:
    """Yields each pause, exclusion and priority that a level names and that means another thing."""
    level = item_of(key[0], held)
    if not isinstance(level, ServiceLevel):
        return
    for listed, name in dict.fromkeys(_names(level)):
        there = reference.named.get((listed, name))
        for place, mine in groups(resolved.joined.data.get(listed)):
            if there is None or name_of(mine) != name:
                continue
            for path in dict.fromkeys([*_flat(there), *_flat(mine)]):
                old, new = _flat(there).get(path, NOTHING), _flat(mine).get(path, NOTHING)
                if old != new and path[0] != "title":
                    at = _at(resolved, (listed, name, *path), place)
                    yield FieldChange(".".join((listed, name, *path)), old, new, at)


def words(value: Any) -> str:
    """Returns a value as people read it."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {words(one)}" for name, one in value.items())
    if isinstance(value, list):
        return "; ".join(map(words, value)) or NOTHING
    return NOTHING if value is None else " ".join(str(value).split())


def _flat(data: Mapping[str, Any], before: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for name, value in data.items():
        if isinstance(value, dict) and value:
            found |= _flat(value, (*before, str(name)))
        else:
            found[(*before, str(name))] = words(value)
    return found


def _at(resolved: Resolved, path: tuple[str, ...], place: int) -> str:
    """Returns where a field stands; of one that is gone, where its item does."""
    here: Path = (path[0], place, *path[2:])
    while len(here) > 2 and not _is_there(resolved, here):
        here = here[:-1]
    layer, there = resolved.joined.source(here)
    return str(resolved.layers[layer].places.value(there))


def _is_there(resolved: Resolved, path: Path) -> bool:
    try:
        resolved.joined.at(path)
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _names(level: ServiceLevel) -> Iterator[Key]:
    yield from (("exclusions", name) for name in level.exclude)
    yield from (("pauses", name) for name in getattr(level.measure, "pause_reasons", ()))
    if isinstance(level.target, dict):
        yield from (("priorities", name) for name in level.target)
    elif isinstance(level.target, tuple):
        for row in level.target:
            yield from (("priorities", name) for name in row.priority or ())
