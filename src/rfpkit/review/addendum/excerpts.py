"""Of a long text or list that changes: the parts that differ, and where they stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from rfpkit.model.addenda.difference import Change, Label
from rfpkit.review.addendum.labels import NOBODY, NOTHING, value_text

LONG = 6
"""Entries of a list from which on only those that differ are shown."""

Excerpt = tuple[str, str, str]
"""Where it is, in words that follow a name; how it read; how it reads now."""


def differing(change: Change) -> Iterable[Excerpt]:
    """Yields the earlier and the later text of a change, cut to what differs."""
    label = change.labels[-1] if change.labels and not change.is_name else NOBODY
    if isinstance(change.old, list) and isinstance(change.new, list) and change.kind == "changed":
        yield from _of_list(change.old, change.new, label)
        return
    old, new = value_text(change.old, label), value_text(change.new, label)
    if "\n\n" in old + new and NOTHING not in (old, new):
        yield from _of_paragraphs(old.split("\n\n"), new.split("\n\n"))
    else:
        yield "", old, new


def _of_list(old: list[Any], new: list[Any], label: Label) -> Iterator[Excerpt]:
    kept = {_key(one) for one in old} & {_key(one) for one in new}
    gone = [one for one in old if _key(one) not in kept]
    come = [one for one in new if _key(one) not in kept]
    if max(len(old), len(new)) > LONG and (gone or come):
        yield f" (of {len(old)}, what differs)", value_text(gone, label), value_text(come, label)
    else:
        yield "", value_text(old, label), value_text(new, label)


def _key(one: Any) -> str:
    return json.dumps(one, sort_keys=True)


def _of_paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[Excerpt]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            before, after = "\n\n".join(old[start:end]), "\n\n".join(new[new_start:new_end])
            yield _which(start, end, len(old)), before or NOTHING, after or NOTHING


def _which(start: int, end: int, count: int) -> str:
    if end <= start:
        return f", after paragraph {start}" if start else ", before the first paragraph"
    if end == start + 1:
        return f", paragraph {end} of {count}"
    return f", paragraphs {start + 1} to {end} of {count}"
