"""Whether those below allow a change: an item's marks, and what an override was made against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rfpkit.errors import Diagnostic
from rfpkit.model.library.overridable import EXCEPT, Mark, mark_of, stricter
from rfpkit.packs.library.change import Change, change
from rfpkit.packs.library.direction import directions
from rfpkit.packs.library.items import as_taken, base_digest, item_of, shown
from rfpkit.packs.library.leads.way import Direction
from rfpkit.packs.library.shelf import Item, Shelf
from rfpkit.packs.library.trees import HIGHEST, Joined, Source, Tree

Marks = Mapping[str, Mark]


def marks_for(shelf: Shelf, key: str, item: Item, above: Tree) -> Marks:
    """Returns how far a file may change an item: what the packs below its own allow."""
    tree = shelf.files[item.layer - 1]
    marks: dict[str, Mark] = {}
    if tree.rank < above.rank:
        marks = stricter(
            written_marks(tree.data.get("overridable")) if "overridable" not in item.data else {},
            written_marks(item.data.get("overridable")),
        )
    for _, overlay in shelf.overlays:
        more = ((overlay.data.get("marks") or {}).get(key) or {}).get(item.id)
        if more is not None and overlay.rank < above.rank:
            marks = stricter(marks, written_marks(more))
    return marks


def refused(made: Change, whole: Mapping[str, Any], marks: Marks) -> Iterator[Diagnostic]:
    """Yields what is wrong with a change of fields.

    Args:
        made: the change.
        whole: the item as all changes of the same pack, or of the RFP, leave it.
        marks: what those below allow.
    """
    key = made.wish.list
    for field, where in _leads(made, whole).items():
        if field in made.wish.fields:
            mark = mark_of(marks, field)
            if wrong := told(mark, field, where, overridden=made.wish.override is not None):
                at = made.tree.places.entry((*made.wish.fields_at, field))
                yield Diagnostic(at, f"{key}.{made.wish.id}: {wrong[0]}", wrong[1])


def written_marks(marks: Any) -> dict[str, Mark]:
    """Returns marks by field, as they are written in a file: one alone is that of all fields."""
    return {"others": marks} if isinstance(marks, str) else dict(marks or {})  # type: ignore[dict-item]


def told(mark: Mark, field: str, where: Direction, *, overridden: bool) -> tuple[str, str] | None:
    """Returns what is wrong with a change that a mark does not allow; None where it does."""
    if mark == "none":
        return f"the pack does not allow that `{field}` is changed", "take it as it is"
    if mark == "tighten" and where is Direction.LOOSENED:
        return f"the pack allows `{field}` to be tightened, and this loosens it", _TIGHTER
    if mark == "tighten" and where is Direction.REPLACED:
        message = (
            f"the pack allows `{field}` to be tightened, and this cannot be shown to be tighter"
        )
        return message, _TIGHTER
    needs_reason = mark == "loosen_with_reason" and not overridden
    if needs_reason and where in {Direction.LOOSENED, Direction.REPLACED}:
        what = "loosens it" if where is Direction.LOOSENED else "cannot be shown to be tighter"
        return (
            f"the pack asks for a reason where `{field}` is changed, and this {what}",
            _WITH_REASON,
        )
    return None


def _leads(made: Change, whole: Mapping[str, Any]) -> Mapping[str, Direction]:
    """Returns where each field leads; one that nobody can read cannot be shown to be tighter."""
    key = made.wish.list
    before, after = item_of(key, made.before), item_of(key, whole)
    if before is not None and after is not None:
        return directions(before, after)
    if after is None and made.tree.rank == HIGHEST:
        return {}  # the RFP as a whole is read later, and told what is wrong in it
    return dict.fromkeys(made.wish.fields, Direction.REPLACED)


def refused_to_leave_out(
    shelf: Shelf, key: str, item: Item, above: Tree, override: Mapping[str, Any] | None
) -> tuple[str, str] | None:
    """Returns what is wrong with leaving an item out; None where that is allowed."""
    mark = mark_of(marks_for(shelf, key, item, above), EXCEPT)
    if mark == "none":
        message = "the pack does not allow that it is left out"
        return message, "take it, or ask who publishes the pack"
    if mark == "loosen_with_reason" and override is None:
        return "it is left out without a reason", _WITH_REASON
    return None


def stale_to_leave_out(
    shelf: Shelf, key: str, item: Item, above: Tree, override: Mapping[str, Any]
) -> tuple[str, str] | None:
    """Returns what is wrong with an override that leaves an item out, if its text has changed."""
    base = left_below(shelf, key, item, above)
    if is_current(override, key, base):
        return None
    now = shown(base_digest(key, base))
    message = "the pack's text is not the one that this override was written against"
    return message, f"read it again; if it is still left out, write `base_digest: {now}`"


def left_below(shelf: Shelf, key: str, item: Item, above: Tree) -> Mapping[str, Any]:
    """Returns an item as the packs below a file leave it."""
    joined = Joined({})
    path = joined.add(key, as_taken(key, item.data), Source(item.layer, item.path))
    for layer, tree in shelf.overlays:
        if tree.rank < above.rank:
            change(joined, tree, layer, {})
    left: Mapping[str, Any] = joined.at(path)
    return left


def stale(changes: Iterable[Change]) -> list[Change]:
    """Returns the overrides that were written against something else than what is there now."""
    return [
        one
        for one in changes
        if one.wish.override is not None
        and not is_current(one.wish.override, one.wish.list, one.before)
    ]


def is_current(override: Mapping[str, Any], key: str, base: Mapping[str, Any]) -> bool:
    """Whether an override was written against an item as it stands."""
    digest = base_digest(key, base)
    written = "".join(str(override.get("base_digest", "")).split()).lower()
    # What cannot be read is told where it is read, and by nobody else.
    return not digest or (bool(written) and digest.startswith(written))


def told_stale(found: Sequence[Change]) -> Iterator[Diagnostic]:
    """Says of each override that the pack has changed what it was written against."""
    for one in found:
        at = one.tree.places.value((*one.wish.place, "base_digest"))
        now = shown(base_digest(one.wish.list, one.before))
        name = f"{one.wish.list}.{one.wish.id}"
        message = f"{name}: the pack's text is not the one that this override was written against"
        hint = (
            "see what changed with `rfpkit pack upgrade`; "
            f"if yours still holds, write `base_digest: {now}`"
        )
        yield Diagnostic(at, message, hint)


_TIGHTER = "write a tighter value in the same unit, or take the pack's"
_WITH_REASON = "write it under `overrides`, with its reason, authority, date and base_digest"
