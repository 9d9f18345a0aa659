"""The later version of a document, made out of the earlier one and a list of changes."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from rfpkit.model.addenda.difference import Change, Item, Step


def apply(document: Any, changes: Iterable[Change]) -> Any:
    """Returns the document, as JSON, with each change done to it, in their order."""
    made = deepcopy(document)
    for change in changes:
        *steps, last = change.path
        _do(change, _follow(made, steps), last)
    return made


def _do(change: Change, holder: Any, last: Step) -> None:
    if isinstance(last, Item):
        _in_list(change, holder, last)
    elif change.kind == "reordered":
        holder[last] = [_find(holder[last], name) for name in change.new]
    elif change.kind == "deleted" and change.is_name:
        del holder[last]
    else:
        holder[last] = deepcopy(change.new)


def _in_list(change: Change, items: list[Any], last: Item) -> None:
    if change.kind == "added":
        at = items.index(_find(items, change.after)) + 1 if change.after else 0
        items.insert(at, deepcopy(change.new))
    elif change.kind == "deleted":
        items.remove(_find(items, last.id))
    else:
        items[items.index(_find(items, last.id))] = deepcopy(change.new)


def _follow(document: Any, steps: Iterable[Step]) -> Any:
    here = document
    for step in steps:
        here = _find(here, step.id) if isinstance(step, Item) else here[step]
    return here


def _find(items: list[Any], name: str | None) -> Any:
    return next(one for one in items if one["id"] == name)
