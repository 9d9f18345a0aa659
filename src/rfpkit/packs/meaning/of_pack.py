"""What changed in a pack beside its items: manifest, defaults, selections, layers, templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.packs.version import write_version
from rfpkit.packs.library.leads.of_part import of_part
from rfpkit.packs.library.leads.way import Direction, together
from rfpkit.packs.library.reference import CREDITS
from rfpkit.packs.library.trees import groups, name_of
from rfpkit.packs.meaning.contents import Contents
from rfpkit.packs.meaning.difference import Difference, Kind, Step
from rfpkit.packs.meaning.of_items import of_marks, write_value
from rfpkit.packs.meaning.requires import of_requires

_DECIDING: Final = frozenset({"pauses", "exclusions", "priorities"})
"""Defaults that decide verdicts: what a clock stands still for is a rule of the clock."""


def of_manifest(old: PackManifest, new: PackManifest) -> Iterator[Difference]:
    """Yields what changed in what a pack says of itself."""
    was, now = ({one.id: one for one in made.sections} for made in (old, new))
    yield from _of_names("sections", list(was), list(now))
    for name in [one for one in was if one in now and was[one] != now[one]]:
        yield Difference(Kind.REWORDED, f"sections.{name}", "another heading", Step.PATCH)
    if [one for one in was if one in now] != [one for one in now if one in was]:
        yield Difference(Kind.CHANGED, "sections", "another order", Step.PATCH)
    yield from _of_names("languages", old.languages, new.languages)
    yield from _of_names("jurisdictions", old.jurisdictions, new.jurisdictions)
    yield from of_requires(old.requires, new.requires)
    if old.layer != new.layer:
        told = f"speaks for another layer: {old.layer} → {new.layer}"
        yield Difference(Kind.REPLACED, "layer", told, Step.MAJOR)
    if old.rfpkit != new.rfpkit:
        named = [write_version(one) if one else "any" for one in (old.rfpkit, new.rfpkit)]
        told = f"the least rfpkit that reads it: {named[0]} → {named[1]}"
        yield Difference(Kind.CHANGED, "rfpkit", told, Step.MINOR)
    if old.response_codes != new.response_codes:
        yield from _of_codes(old, new)
    if old.licence != new.licence:
        told = f"other terms of use: {old.licence} → {new.licence}"
        yield Difference(Kind.CHANGED, "licence", told, Step.MINOR)
    for field in ("title", "publisher", "supersedes", "revokes"):
        if getattr(old, field) != getattr(new, field):
            yield Difference(Kind.REWORDED, field, "changed", Step.PATCH)


def of_defaults(old: Contents, new: Contents) -> Iterator[Difference]:
    """Yields what changed in what the pack fills in."""
    for key in sorted(old.defaults.keys() | new.defaults.keys()):
        before, after = old.defaults.get(key), new.defaults.get(key)
        what = f"defaults.{key}"
        if before == after:
            continue
        if after is None:
            yield Difference(Kind.REMOVED, what, "removed", Step.MAJOR)
        elif before is None:
            yield Difference(Kind.ADDED, what, "added", Step.MINOR)
        elif _has_ids(before) and _has_ids(after):
            yield from _of_list(key, before, after)
        else:
            yield _of_part(key, before, after)


def _of_part(key: str, before: Any, after: Any) -> Difference:
    """What bounds a credit is tighter or looser; of everything else it is known that it changed."""
    found = together(of_part(key, before, after).values()) if key in CREDITS else None
    kind, step = _LEADS.get(found, (Kind.CHANGED, Step.MINOR))
    return Difference(kind, f"defaults.{key}", f"{kind}{_short(before, after)}", step)


_LEADS: Final[Mapping[Direction | None, tuple[Kind, Step]]] = {
    Direction.TIGHTENED: (Kind.TIGHTENED, Step.MINOR),
    Direction.LOOSENED: (Kind.LOOSENED, Step.MAJOR),
}


def of_groups(old: Contents, new: Contents) -> Iterator[Difference]:
    """Yields groups that are gone or new, and selections that take more or less."""
    yield from _of_names("", list(old.groups), list(new.groups))
    yield from _of_names("starting_points", list(old.starting_points), list(new.starting_points))
    for name in sorted(old.starting_points.keys() & new.starting_points.keys()):
        before, after = old.starting_points[name], new.starting_points[name]
        if before != after:
            yield _of_selection(f"starting_points.{name}", before, after)


def of_layers(old: Contents, new: Contents) -> Iterator[Difference]:
    """Yields what changed in what a pack does to those below it."""
    for name in sorted(old.left_out ^ new.left_out):
        if name in new.left_out:
            told = "not offered any more: the pack leaves out what a pack below has"
            yield Difference(Kind.REMOVED, name, told, Step.MAJOR)
        else:
            yield Difference(Kind.ADDED, name, "offered again", Step.MINOR)
    for key in sorted(old.marks.keys() | new.marks.keys()):
        yield from of_marks(".".join(key), old.marks.get(key, {}), new.marks.get(key, {}))
    for name in sorted(old.floor ^ new.floor):
        if name in new.floor:
            told = "members may not go below it any more"
            yield Difference(Kind.STRICTER, f"floor.{name}", told, Step.MAJOR)
        else:
            yield Difference(Kind.LAXER, f"floor.{name}", "no part of the floor", Step.MINOR)


def of_files(old: Contents, new: Contents) -> Iterator[Difference]:
    """Yields each template or other text that changed."""
    for name in sorted(old.files.keys() | new.files.keys()):
        before, after = old.files.get(name), new.files.get(name)
        if before is None:
            yield Difference(Kind.ADDED, name, "added", Step.PATCH)
        elif after is None:
            # Forms and pages are documents of their own, and can be asked for by name.
            asked = name.startswith(("forms/", "pages/"))
            yield Difference(Kind.REMOVED, name, "removed", Step.MAJOR if asked else Step.PATCH)
        elif before != after:
            yield Difference(Kind.REWORDED, name, "its text changed", Step.PATCH)


def _of_codes(old: PackManifest, new: PackManifest) -> Iterator[Difference]:
    if new.response_codes is None:
        yield Difference(Kind.REMOVED, "response_codes", "removed", Step.MAJOR)
        return
    was, now = (
        {
            f"{part}.{code.id}"
            for part in ("requirements", "service_levels")
            for code in (getattr(made.response_codes, part, None) or ())
        }
        for made in (old, new)
    )
    yield from _of_names("response_codes", sorted(was), sorted(now))
    if was == now:
        yield Difference(Kind.CHANGED, "response_codes", "changed", Step.MINOR)


def _of_names(what: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    head = f"{what}." if what else ""
    for name in old:
        if name not in new:
            yield Difference(Kind.REMOVED, f"{head}{name}", "removed", Step.MAJOR)
    for name in new:
        if name not in old:
            yield Difference(Kind.ADDED, f"{head}{name}", "added", Step.MINOR)


def _of_list(key: str, before: Any, after: Any) -> Iterator[Difference]:
    was, now = ({name_of(item): item for _, item in groups(one)} for one in (before, after))
    yield from _of_names(f"defaults.{key}", list(was), list(now))
    for name in [one for one in was if one in now and was[one] != now[one]]:
        changed = f"changed{_short(was[name], now[name])}"
        if key in _DECIDING and _without_title(was[name]) != _without_title(now[name]):
            told = f"{changed}; it decides verdicts"
            yield Difference(Kind.REPLACED, f"defaults.{key}.{name}", told, Step.MAJOR)
        else:
            yield Difference(Kind.CHANGED, f"defaults.{key}.{name}", changed, Step.MINOR)
    if key == "priorities" and [one for one in was if one in now] != [
        one for one in now if one in was
    ]:
        told = "another order; it decides which priority is the more urgent"
        yield Difference(Kind.REPLACED, "defaults.priorities", told, Step.MAJOR)


def _without_title(item: Mapping[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in item.items() if key not in {"title", "name"}}
    return {key: write_value(value) for key, value in plain.items()}


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(name_of(item) for item in value)


def _short(before: Any, after: Any) -> str:
    was, now = write_value(before), write_value(after)
    return f": {was} → {now}" if max(len(was), len(now)) <= _LONGEST else ""


_LONGEST = 100


def _of_selection(what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    less = [
        name
        for key in (set(before) | set(after)) - {"title"}
        for name in (
            _missing(before, after, key) if key != "except" else _missing(after, before, key)
        )
    ]
    if less:
        told = f"takes less: {', '.join(sorted(less))}"
        return Difference(Kind.CHANGED, what, told, Step.MAJOR)
    same = {key: one for key, one in before.items() if key != "title"} == {
        key: one for key, one in after.items() if key != "title"
    }
    if same:
        return Difference(Kind.REWORDED, what, "another title", Step.PATCH)
    return Difference(Kind.CHANGED, what, "takes more", Step.MINOR)


def _missing(whole: Mapping[str, Any], part: Mapping[str, Any], key: str) -> list[str]:
    had, has = (_names(one.get(key)) for one in (whole, part))
    return [] if "all" in has else [name for name in had if name not in has]


def _names(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [str(name) for name in value or ()]
