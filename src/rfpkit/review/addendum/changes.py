"""Everything in which two versions of a document differ, by the ids of its objects.

The list is complete: `applied.apply` makes the later version out of the earlier one and it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rfpkit.model.addenda.difference import Change, Item, Label, Path, Step
from rfpkit.model.record import Record
from rfpkit.review.addendum.applied import apply


def changes(old: Record, new: Record) -> list[Change]:
    """Returns each difference between two records of one class, in the order of its fields."""
    return list(_records(old, new, (), ()))


def _records(old: Record, new: Record, path: Path, labels: tuple[Label, ...]) -> Iterator[Change]:
    before, after = _json(old), _json(new)
    for name, field in type(new).model_fields.items():
        key = field.serialization_alias or field.alias or name
        where = (*labels, Label(type(new).__name__, name))
        values = getattr(old, name), getattr(new, name)
        if before[key] != after[key]:
            yield from _values(values, (before[key], after[key]), (*path, key), where)


def _values(
    nouns: tuple[Any, Any], json: tuple[Any, Any], path: Path, labels: tuple[Label, ...]
) -> Iterator[Change]:
    (old, new), (before, after) = nouns, json
    if isinstance(old, Record) and type(old) is type(new):
        yield from _records(old, new, path, labels)
    elif _have_ids(before) and _have_ids(after):
        yield from _lists(nouns, json, path, labels)
    elif isinstance(old, Mapping) and isinstance(new, Mapping) and before and after:
        yield from _mappings(json, path, labels)
    elif before is None:
        yield Change(path, "added", None, after, labels)
    elif after is None:
        yield Change(path, "deleted", before, None, labels)
    else:
        yield Change(path, "changed", before, after, labels)


def _lists(
    nouns: tuple[Sequence[Any], Sequence[Any]],
    json: tuple[list[Any], list[Any]],
    path: Path,
    labels: tuple[Label, ...],
) -> Iterator[Change]:
    old, new = ({one["id"]: one for one in side} for side in json)
    old_nouns, new_nouns = (
        {one["id"]: noun for one, noun in zip(side, found, strict=True)}
        for side, found in zip(json, nouns, strict=True)
    )
    for name, one in old.items():
        if name not in new:
            yield Change((*path, Item(name)), "deleted", one, None, labels)
    before = ""
    order = [name for name in old if name in new]
    for name, one in new.items():
        if name not in old:
            yield Change((*path, Item(name)), "added", None, one, labels, before)
            order.insert(order.index(before) + 1 if before else 0, name)
        elif one != old[name]:
            pair = old_nouns[name], new_nouns[name]
            yield from _values(pair, (old[name], one), (*path, Item(name)), labels)
        before = name
    if order != [*new]:
        yield Change(path, "reordered", order, [*new], labels)


def _mappings(
    json: tuple[dict[str, Any], dict[str, Any]], path: Path, labels: tuple[Label, ...]
) -> Iterator[Change]:
    old, new = json
    for key in [*old, *(key for key in new if key not in old)]:
        where: tuple[Step, ...] = (*path, key)
        if key not in new:
            yield Change(where, "deleted", old[key], None, labels, is_name=True)
        elif key not in old:
            yield Change(where, "added", None, new[key], labels, is_name=True)
        elif old[key] != new[key]:
            yield Change(where, "changed", old[key], new[key], labels, is_name=True)


def _have_ids(value: Any) -> bool:
    """Whether a value is a list of objects, each with an id of its own; also an empty one."""
    if not isinstance(value, list):
        return False
    ids = [one.get("id") if isinstance(one, dict) else None for one in value]
    return all(isinstance(name, str) for name in ids) and len({*ids}) == len(ids)


def _json(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True)


def is_complete(old: Record, new: Record, found: Sequence[Change]) -> bool:
    """Whether the changes, done to the earlier version, give the later one."""
    return bool(apply(_json(old), found) == _json(new))
