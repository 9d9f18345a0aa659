"""Names in levels and requirements that neither the pack nor those below it define."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, NamedTuple

from rfpkit.packs.library.change import wishes
from rfpkit.packs.library.shelf import Shelf
from rfpkit.packs.library.trees import Path, Tree, groups, name_of
from rfpkit.packs.proof.remark import Remark


class Use(NamedTuple):
    """A name that is used."""

    kind: str
    name: str
    path: Path


def undefined(shelf: Shelf, pack: str, calendars: Collection[str]) -> Iterator[Remark]:
    """Yields each name that a pack uses and that nothing defines, where it is used first.

    Args:
        shelf: the libraries together.
        pack: the pack that is looked at.
        calendars: those that the packs' examples and proofs write.
    """
    known = {**_defined(shelf), "calendar": {"always", *calendars}}
    used: dict[tuple[str, str], list[tuple[Tree, Path]]] = {}
    for tree in shelf.files:
        for use in _uses(tree) if tree.pack == pack else ():
            if use.name not in known[use.kind]:
                used.setdefault((use.kind, use.name), []).append((tree, use.path))
    for (kind, name), places in used.items():
        tree, path = places[0]
        times = "" if len(places) == 1 else f" (it is named {len(places)} times)"
        message = f"nothing defines the {kind} `{name}`{times}"
        yield Remark(tree, path, f"undefined-{kind}", message, _HINTS[kind])


def names_used(shelf: Shelf, kind: str) -> list[str]:
    """Returns the names of a kind that the libraries use."""
    uses = (use for tree in shelf.files for use in _uses(tree))
    return sorted({use.name for use in uses if use.kind == kind})


def defined(shelf: Shelf, kind: str) -> set[str]:
    """Returns the names of a kind that the libraries' defaults define."""
    return _defined(shelf)[kind]


_HINTS: Final = {
    "calendar": "each RFP writes its calendars: show this one in an example or a proof",
    "pause": "add it to `pauses` in the defaults",
    "exclusion": "add it to `exclusions` in the defaults",
    "priority": "add it to `priorities` in the defaults",
    "goal": "add it to `goals` in the defaults",
    "fee": "add it to `fees_of_levels` in the defaults, with the line that prices it",
}


def _defined(shelf: Shelf) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {kind: set() for kind in _HINTS}
    for _, tree in shelf.defaults:
        for key, kind in _LISTS.items():
            found[kind] |= {name_of(item) for _, item in groups(tree.data.get(key))}
        pricing = tree.data.get("pricing") or {}
        found["fee"] |= {name_of(item) for _, item in groups(pricing.get("fees"))}
        only_some = groups(tree.data.get("fees_of_levels"))
        found["fee"] |= {name_of(item.get("fee")) for _, item in only_some}
    return found


_LISTS: Final = {
    "pauses": "pause",
    "exclusions": "exclusion",
    "priorities": "priority",
    "goals": "goal",
}


def _uses(tree: Tree) -> Iterator[Use]:
    for key in ("service_levels", "requirements"):
        listed = tree.data.get(key)
        for position, item in groups(listed):
            yield from _of_item(item, (key, position))
    if tree.data.get("kind") == "overlay":
        for wish in wishes(tree):
            yield from _of_item(wish.fields, wish.fields_at)


def _of_item(item: Mapping[str, Any], path: Path) -> Iterator[Use]:
    yield from _of_list("goal", item.get("goals"), (*path, "goals"))
    yield from _of_list("exclusion", item.get("exclude"), (*path, "exclude"))
    measure = item.get("measure")
    if isinstance(measure, dict):
        yield from _of_measure(measure, (*path, "measure"))
    yield from _of_target(item.get("target"), (*path, "target"))
    held = item.get("credit")
    credit = held if isinstance(held, dict) else {}
    for key in ("base", "charge"):
        if isinstance(credit.get(key), str):
            yield Use("fee", credit[key], (*path, "credit", key))


def _of_measure(measure: Mapping[str, Any], path: Path) -> Iterator[Use]:
    if isinstance(measure.get("calendar"), str):
        yield Use("calendar", measure["calendar"], (*path, "calendar"))
    for site, name in (measure.get("calendar_by_site") or {}).items():
        yield Use("calendar", str(name), (*path, "calendar_by_site", site))
    pauses = measure.get("pause")
    for position, rule in enumerate(pauses if isinstance(pauses, list) else ()):
        reason = rule.get("reason") if isinstance(rule, dict) else rule
        yield Use("pause", str(reason), (*path, "pause", position))


def _of_target(target: Any, path: Path) -> Iterator[Use]:
    if isinstance(target, dict):
        yield from (Use("priority", name, (*path, name)) for name in target)
    for position, row in groups(target):
        yield from _of_list("priority", row.get("priority"), (*path, position, "priority"))


def _of_list(kind: str, names: Any, path: Path) -> Iterator[Use]:
    if isinstance(names, str):
        yield Use(kind, names, path)
    for position, name in enumerate(names if isinstance(names, list) else ()):
        yield Use(kind, str(name), (*path, position))
