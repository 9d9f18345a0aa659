"""Where the change of an item leads, from what a person would write."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from rfpkit.packs.library.direction import direction
from rfpkit.packs.library.items import item_of


def changed(item: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """An item with fields written otherwise; none takes a field away."""
    found = deepcopy(item)
    for path, value in changes.items():
        *groups, last = path.split(".")
        held = found
        for group in groups:
            held = held.setdefault(group, {})
        if value is None:
            del held[last]
        else:
            held[last] = value
    return found


def leads(listed: str, before: dict[str, Any], after: dict[str, Any]) -> str:
    old, new = item_of(listed, before), item_of(listed, after)
    assert old is not None
    assert new is not None
    return str(direction(old, new))
