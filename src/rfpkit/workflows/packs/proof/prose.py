"""The prose of a pack's items, held against the words that nobody can measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rfpkit.load.places import address
from rfpkit.packs.library.change import wishes
from rfpkit.packs.library.items import SHELVES
from rfpkit.packs.library.shelf import Shelf
from rfpkit.packs.library.trees import Path, Tree, groups
from rfpkit.review.finding import Finding
from rfpkit.review.lint.words import two_duties_in, vague_words_in
from rfpkit.workflows.findings import Placed

_FIELDS: Final = {
    "requirements": ("text", "verification"),
    "service_levels": ("title", "rationale"),
    "clauses": ("title", "text"),
    "pauses": ("definition",),
    "exclusions": ("definition",),
    "priorities": ("definition",),
}
"""The fields of each list that people read."""


def prose(shelf: Shelf, pack: str) -> Iterator[Placed]:
    """Yields each word in a pack's own prose that cannot be measured, and statements in two."""
    for tree in shelf.files:
        if tree.pack != pack:
            continue
        for key in _FIELDS:
            for position, item in groups(tree.data.get(key)):
                yield from _of_item(tree, key, item, (key, position))
        if tree.data.get("kind") == "overlay":
            for wish in wishes(tree):
                yield from _of_item(tree, SHELVES[wish.list], wish.fields, wish.fields_at)


def _of_item(tree: Tree, key: str, item: Mapping[str, Any], path: Path) -> Iterator[Placed]:
    for field in _FIELDS[key]:
        text = item.get(field)
        if not isinstance(text, str):
            continue
        where = address((*path, field), tree.data)
        found: list[Finding] = list(vague_words_in(text, where))
        if (key, field) == ("requirements", "text"):
            found += two_duties_in(text, where)
        for one in found:
            yield Placed(tree.places.value((*path, field)), one)
