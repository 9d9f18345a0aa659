"""Defaults under marks: what a pack fills in, and how far whoever takes it may say otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

from rfpkit.errors import Diagnostic
from rfpkit.model.library.files import DefaultsFile
from rfpkit.model.library.overridable import EXCEPT, OTHERS, Mark, mark_of, stricter
from rfpkit.packs.library.choose import close
from rfpkit.packs.library.leads.of_part import ORDER, of_part
from rfpkit.packs.library.marks import told, written_marks
from rfpkit.packs.library.shelf import Shelf
from rfpkit.packs.library.trees import HIGHEST, Joined, Path, Tree, groups, name_of

DEFAULTS: Final = "defaults"
"""The list of marks, and of the floor, that names parts of the defaults."""
PARTS: Final = tuple(name for name in DefaultsFile.model_fields if name not in {"kind", "schedule"})
"""The parts of the defaults that can be marked."""
_BY_ID: Final = frozenset({"pauses", "exclusions"})
"""Lists of which each definition goes its own way."""


def filled(shelf: Shelf, rank: int = HIGHEST) -> dict[str, Any]:
    """Returns what the packs up to a rank fill in where an RFP says nothing itself."""
    found: dict[str, Any] = {}
    for _, tree in shelf.defaults:
        if tree.rank <= rank:
            for part in PARTS:
                value = tree.data.get(part)
                if value:
                    found[part] = _over(part, found.get(part), value)
    return found


def refused_parts(joined: Joined, rfp: Tree, shelf: Shelf) -> Iterator[Diagnostic]:
    """Yields each default that the RFP, or a pack above the marks, may not say as it does."""
    for _, tree in shelf.overlays:
        for part, written in ((tree.data.get("marks") or {}).get(DEFAULTS) or {}).items():
            base = filled(shelf, tree.rank).get(part)
            if base is not None:
                yield from _refused(joined, rfp, shelf, part, base, written_marks(written))


def part_marks(shelf: Shelf, part: str) -> dict[str, Mark]:
    """Returns how far an RFP may say a part otherwise: the strictest mark of each field."""
    marks: dict[str, Mark] = {}
    for _, tree in shelf.overlays:
        written = ((tree.data.get("marks") or {}).get(DEFAULTS) or {}).get(part)
        marks = stricter(marks, written_marks(written))
    return marks


def unknown_parts(shelf: Shelf, tree: Tree) -> Iterator[Diagnostic]:
    """Yields each mark of a default that no pack fills in, or that a default cannot have."""
    known = filled(shelf, tree.rank)
    for part, marks in ((tree.data.get("marks") or {}).get(DEFAULTS) or {}).items():
        place: Path = ("marks", DEFAULTS, part)
        if part not in known:
            message = f"no pack has defaults for `{part}`"
            yield Diagnostic(tree.places.entry(place), message, close(part, known))
            continue
        if "loosen_with_reason" in written_marks(marks).values():
            message = f"`{part}` cannot be loosened with a reason: an override names an item"
            yield Diagnostic(tree.places.entry(place), message, "write none, tighten or free")
        fields = {*_fields(part, known[part]), OTHERS, EXCEPT}
        for field in marks if isinstance(marks, dict) else ():
            if field not in fields:
                at = tree.places.entry((*place, field))
                yield Diagnostic(at, f"`{part}` has no field `{field}`", close(field, fields))


def _fields(part: str, value: Any) -> Iterator[str]:
    """Yields what can be marked in a part: its fields, the ids of its list, or itself."""
    if isinstance(value, list):
        yield from (name_of(one) for _, one in groups(value))
        yield from [ORDER] if part == "priorities" else []
    elif isinstance(value, dict):
        models = get_args(DefaultsFile.model_fields[part].annotation)
        yield from (name for model in models for name in getattr(model, "model_fields", ()))
    else:
        yield part


def _over(part: str, below: Any, above: Any) -> Any:
    """A group is filled in field by field, definitions one by one; any other list as a whole."""
    if isinstance(below, dict) and isinstance(above, dict):
        return {**below, **above}
    if part in _BY_ID and below is not None:
        names = {name_of(one) for _, one in groups(above)}
        return [*(one for _, one in groups(below) if name_of(one) not in names), *above]
    return above


def _refused(
    joined: Joined, rfp: Tree, shelf: Shelf, part: str, base: Any, marks: Mapping[str, Mark]
) -> Iterator[Diagnostic]:
    if part not in joined.data:
        if mark_of(marks, EXCEPT) == "none":
            message = f"the pack does not allow that `{part}` is left out"
            at = rfp.places.value(("include",))
            yield Diagnostic(at, message, f"take it: include: {{defaults: [{part}]}}")
        return
    for field, where in of_part(part, base, joined.data[part]).items():
        if found := told(mark_of(marks, field), field, where, overridden=False):
            layer, path = joined.source(_place(joined, part, field))
            tree = rfp if layer == 0 else shelf.files[layer - 1]
            yield Diagnostic(tree.places.value(path), f"{part}: {found[0]}", found[1])


def _place(joined: Joined, part: str, field: str) -> Path:
    """Returns where a field stands in the RFP; of one that is gone, where its part does."""
    value = joined.data[part]
    if isinstance(value, dict) and field in value:
        return (part, field)
    for position, one in groups(value):
        if name_of(one) == field:
            return (part, position)
    return (part,)
