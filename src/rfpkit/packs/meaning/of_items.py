"""What changed in requirements, service levels and clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rfpkit.model.library.overridable import EXCEPT, MARKS, OTHERS, Mark, mark_of
from rfpkit.model.library.wider import is_wider
from rfpkit.packs.library.direction import WORDS, directions
from rfpkit.packs.library.items import item_digest, item_of
from rfpkit.packs.library.leads.way import Direction, together
from rfpkit.packs.meaning.contents import Contents, Held, Key
from rfpkit.packs.meaning.difference import Difference, Kind, Step

_KINDS: Final = {
    Direction.TIGHTENED: (Kind.TIGHTENED, Step.MINOR),
    Direction.LOOSENED: (Kind.LOOSENED, Step.MAJOR),
    Direction.REPLACED: (Kind.REPLACED, Step.MAJOR),
}
_WEIGHTS: Final = ("information", "optional", "desirable", "mandatory")
"""Kinds of requirement, the one that asks least first."""


def of_items(old: Contents, new: Contents) -> Iterator[Difference]:
    """Yields what was added, what is gone, and what became of each item that stayed."""
    for key in sorted(old.items.keys() | new.items.keys()):
        before, after = old.items.get(key), new.items.get(key)
        if before is None and after is not None:
            yield from _came(key, old, after)
        elif after is None and before is not None:
            yield from _went(key, before, new)
        elif before is not None and after is not None:
            yield from _stayed(key, before, after)


def of_marks(
    what: str, before: Mapping[str, Mark], after: Mapping[str, Mark]
) -> Iterator[Difference]:
    """Yields each mark that became stricter or laxer."""
    for field in sorted({*before, *after, OTHERS, EXCEPT}):
        was, now = mark_of(before, field), mark_of(after, field)
        if was == now or (
            field not in {OTHERS, EXCEPT} and _goes_with_others(before, after, field)
        ):
            continue
        is_stricter = MARKS.index(now) < MARKS.index(was)
        kind, step = (Kind.STRICTER, Step.MAJOR) if is_stricter else (Kind.LAXER, Step.MINOR)
        named = {OTHERS: "every other field", EXCEPT: "leaving it out"}.get(field, f"`{field}`")
        yield Difference(kind, what, f"{kind} mark of {named}: {was} → {now}", step)


def _goes_with_others(before: Mapping[str, Mark], after: Mapping[str, Mark], field: str) -> bool:
    return field not in before and field not in after


def _came(key: Key, old: Contents, after: Held) -> Iterator[Difference]:
    if not after.group:
        # A lower pack's item that is changed now, and was taken as it is before.
        yield from of_terms(key, after.base, after.data)
    elif key[1] in old.retired:
        told = "its id was retired before, and is used again"
        yield Difference(Kind.REPLACED, ".".join(key), told, Step.MAJOR)
    else:
        yield Difference(Kind.ADDED, ".".join(key), "added", Step.MINOR)


def _went(key: Key, before: Held, new: Contents) -> Iterator[Difference]:
    what, stone = ".".join(key), new.retired.get(key[1])
    if not before.group:
        if key[1] not in new.left_out:
            # It is taken as it is now, and was changed before.
            yield from of_terms(key, before.data, before.base)
    elif stone is None:
        told = "removed without a tombstone, so that its id may be given to something else"
        yield Difference(Kind.REMOVED, what, told, Step.MAJOR)
    else:
        reason = " ".join(str(stone.get("reason", "")).split())
        instead = f"; `{stone['replaced_by']}` replaces it" if stone.get("replaced_by") else ""
        yield Difference(Kind.RETIRED, what, f"retired: {reason}{instead}", Step.MAJOR)


def _stayed(key: Key, before: Held, after: Held) -> Iterator[Difference]:
    yield from of_terms(key, before.data, after.data)
    yield from _of_beside(".".join(key), before, after)
    yield from of_marks(".".join(key), before.marks, after.marks)


def of_terms(key: Key, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """Yields what became of what an item says."""
    what, fields = ".".join(key), _fields(before, after)
    old, new = item_of(key[0], before), item_of(key[0], after)
    if not fields:
        return
    if old is None or new is None:
        told = f"it cannot be read, so it cannot be shown to be tighter: {_written(fields)}"
        yield Difference(Kind.REPLACED, what, told, Step.MAJOR)
    elif item_digest(old) == item_digest(new):
        yield Difference(Kind.REWORDED, what, f"reworded: {_written(fields)}", Step.PATCH)
    elif key[0] == "service_levels":
        found = directions(old, new)
        kind, step = _KINDS.get(together(found.values()), (Kind.REWORDED, Step.MINOR))
        terms = {path: fields[path] for path in fields if path.partition(".")[0] not in WORDS}
        yield Difference(kind, what, f"{kind}: {_written(terms or fields)}", step)
    else:
        kind, step = _of_statement(key[0], before, after)
        yield Difference(kind, what, f"{kind}: {_written(fields)}", step)


def _of_statement(
    key: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[Kind, Step]:
    if key == "requirements":
        was, now = (_WEIGHTS.index(str(one["kind"])) for one in (before, after))
        if was != now:
            return (Kind.TIGHTENED, Step.MINOR) if now > was else (Kind.LOOSENED, Step.MAJOR)
    elif not is_wider(before.get("when"), after.get("when")):
        return Kind.LOOSENED, Step.MAJOR
    return Kind.REWORDED, Step.MINOR


def _of_beside(what: str, before: Held, after: Held) -> Iterator[Difference]:
    was, now = before.beside.get("when"), after.beside.get("when")
    if was != now:
        wider = is_wider(was, now)
        told = "asked in more cases" if wider else "asked in other cases, or in fewer"
        told = f"condition changed, {told}: {_change(was or 'always', now or 'always')}"
        yield Difference(Kind.CHANGED, what, told, Step.MINOR if wider else Step.MAJOR)
    if before.beside.get("goals") != after.beside.get("goals"):
        yield Difference(Kind.CHANGED, what, "other goals", Step.PATCH)
    if before.group != after.group and before.group and after.group:
        told = f"moved from the group `{before.group}` to `{after.group}`"
        yield Difference(Kind.CHANGED, what, told, Step.MAJOR)


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Returns each field that changed by its path: `target.P3`."""
    found: dict[str, tuple[Any, Any]] = {}
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        if isinstance(was, dict) and isinstance(now, dict):
            inner = _fields(was, now)
            found |= {f"{name}.{path}": values for path, values in inner.items()}
        elif was != now:
            found[name] = (was, now)
    return found


def _written(fields: Mapping[str, tuple[Any, Any]]) -> str:
    return "; ".join(f"`{name}` {_change(*values)}".rstrip() for name, values in fields.items())


def _change(before: Any, after: Any) -> str:
    was, now = write_value(before), write_value(after)
    # Prose is read where it stands; short values are told.
    return f"{was} → {now}" if max(len(was), len(now)) <= _LONGEST else ""


def write_value(value: Any) -> str:
    """Writes a value of a file on one line, as YAML would have it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {write_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_value, value)) + "]"
    return " ".join(str(value).split())


_LONGEST = 100
