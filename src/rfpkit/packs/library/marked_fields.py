"""Marks of fields that there are not: they would bind nothing, and nobody would see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from rfpkit.errors import Diagnostic
from rfpkit.model.library.overridable import EXCEPT, OTHERS
from rfpkit.packs.library.choose import close
from rfpkit.packs.library.items import MODELS, TARGETS
from rfpkit.packs.library.shelf import KINDS, Shelf
from rfpkit.packs.library.trees import Path, Tree


def unknown_fields(shelf: Shelf) -> Iterator[Diagnostic]:
    """Yields each mark, of any pack, whose field its item does not have."""
    for tree in shelf.files:
        shelved = KINDS.get(str(tree.data.get("kind")))
        if shelved is not None:
            key = TARGETS[shelved]
            yield from _of(tree, ("overridable",), key, tree.data.get("overridable"))
            for position, item in enumerate(tree.data.get(shelved) or ()):
                marks = item.get("overridable")
                yield from _of(tree, (shelved, position, "overridable"), key, marks)
        for key, marked in (tree.data.get("marks") or {}).items():
            for name, marks in marked.items() if key in MODELS else ():
                yield from _of(tree, ("marks", key, name), key, marks)


def fields_of(key: str) -> frozenset[str]:
    """Returns the fields of an item as people write them."""
    fields = MODELS[key].model_fields.items()
    return frozenset(field.alias or name for name, field in fields)


def _of(tree: Tree, path: Path, key: str, marks: Any) -> Iterator[Diagnostic]:
    known = fields_of(key) | {OTHERS, EXCEPT}
    for field in marks if isinstance(marks, dict) else ():
        if field not in known:
            where = "overridable" if path[0] != "marks" else f"marks.{key}"
            message = f"{where}: a {_ONE[key]} has no field `{field}`"
            at = tree.places.entry((*path, field))
            yield Diagnostic(at, message, close(field, known))


_ONE: Final = {
    "requirements": "requirement",
    "service_levels": "level",
    "required_clauses": "clause",
}
