"""An RFP over its pack's library: plain trees in, one plain tree out, each part with its source.

Layers, the lower first: the packs' defaults, what is taken from their lists, what the packs above
change in it, what the RFP changes in it, what the RFP writes itself. Nothing is read and nothing is
guessed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rfpkit.errors import Diagnostic, InputError
from rfpkit.model.library.condition import Condition, decide
from rfpkit.model.library.facts import Facts
from rfpkit.packs.library import choose, fill
from rfpkit.packs.library.change import Change, change, set_twice
from rfpkit.packs.library.items import TARGETS, as_taken
from rfpkit.packs.library.marks import refused_to_leave_out, stale, stale_to_leave_out
from rfpkit.packs.library.overlays import allowed, changed_by_packs, left_out
from rfpkit.packs.library.own_ids import written_under_a_packs_id
from rfpkit.packs.library.parts import refused_parts
from rfpkit.packs.library.shelf import Item, Shelf, gone
from rfpkit.packs.library.trees import Joined, Path, Source, Tree, groups, name_of

OF_THE_FILE: Final = frozenset({"include", "set", "overrides"})
"""Keys that say how the RFP is put together, and nothing of what it asks."""

EXCEPTED: Final = "excepted"
"""Why something is left out that `except` names."""


@dataclass(frozen=True)
class LeftOut:
    """Something of the library that was named and not taken."""

    list: str
    id: str
    reason: str
    undecided: bool = False
    """Whether it was left out because the RFP does not say what decides it."""


@dataclass(frozen=True)
class Resolved:
    """An RFP with everything that it takes."""

    joined: Joined
    layers: tuple[Tree, ...]
    """The RFP, the library's files, then the calendars' files."""
    left_out: tuple[LeftOut, ...]
    changes: tuple[Change, ...] = ()
    """The changes of what was taken, in the order in which they were made."""
    stale_left_out: tuple[Diagnostic, ...] = ()
    """What is said of overrides that leave something out, and were written against another text."""

    @property
    def changed(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """By list and id, the fields that the RFP changed in something that it took."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for one in self.changes:
            if one.tree is self.layers[0]:
                key = (one.wish.list, one.wish.id)
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), *one.paths)))
        return found

    @property
    def stale(self) -> list[Change]:
        """The overrides that were written against something else than what is there now."""
        return stale(self.changes)

    def base(self, key: str, name: str) -> Mapping[str, Any] | None:
        """Returns an item as the packs leave it, before the RFP changes it; None if it is own."""
        for one in self.changes:
            if one.tree is self.layers[0] and (one.wish.list, one.wish.id) == (key, name):
                return one.before
        for position, item in groups(self.joined.data.get(key)):
            if name_of(item) == name and self.layer(key, position) != 0:
                return item
        return None

    def layer(self, key: str, position: int) -> int:
        """Returns which file an item of a list comes from; 0 is the RFP."""
        return self.joined.layer((key, position))


def resolve(
    rfp: Tree,
    shelf: Shelf,
    conditions: Mapping[str, Condition],
    calendars: Sequence[Tree] = (),
) -> Resolved:
    """Returns the RFP with everything that its `include` takes and its `set` changes.

    Args:
        rfp: what the person wrote.
        shelf: the pack's library.
        conditions: by id, when a requirement of the library is asked.
        calendars: files of calendars that the RFP names.

    Raises:
        InputError: with each name that the library does not have.
    """
    joined = Joined({k: v for k, v in rfp.data.items() if k not in OF_THE_FILE})
    layers = (rfp, *shelf.files, *calendars)
    include = rfp.data.get("include") or {}
    selections, found = _selections(rfp, include, shelf)
    fill.calendars(joined, calendars, len(shelf.files) + 1)
    found += fill.schedule(joined, rfp, include.get("schedule") or {}, shelf)
    start = include.get("starting_point")
    found += fill.defaults(joined, rfp, choose.named(selections, "defaults"), shelf, start)
    facts = Facts.model_validate(joined.data.get("facts") or {})
    taken: dict[str, list[Item]] = {}
    for key in TARGETS:
        taken[key], unknown = choose.chosen(shelf, key, choose.named(selections, key))
        found += unknown
    excepted = choose.named(selections, "except")
    excepted += _left_out_with_a_reason(rfp)
    remain, left, idle = choose.without(shelf, taken, excepted)
    left_out = [LeftOut(key, item.id, EXCEPTED) for key, item in left]
    found += _may_be_left_out(rfp, shelf, left)
    found += idle if not found else []
    for key, items in remain.items():
        asked = [item for item in items if _is_asked(key, item, facts, conditions, left_out)]
        found += _place(joined, rfp, key, asked, shelf)
    found += written_under_a_packs_id(rfp, shelf, remain)
    changes, wrong = changed_by_packs(joined, shelf)
    own, missed = change(joined, rfp, 0, {})
    found += [*wrong, *missed, *allowed(shelf, own)]
    found += set_twice(own)
    fill.definitions(joined, shelf)
    fill.fees(joined, rfp, shelf)
    found += refused_parts(joined, rfp, shelf)
    if found:
        raise InputError(found)
    outdated = tuple(_outdated(rfp, shelf, left))
    return Resolved(joined, layers, tuple(left_out), (*changes, *own), outdated)


def _left_out_with_a_reason(rfp: Tree) -> list[choose.Named]:
    return [
        choose.Named(name, rfp, path)
        for path, name, override in left_out(rfp)
        if override is not None
    ]


def _may_be_left_out(
    rfp: Tree, shelf: Shelf, left: Sequence[tuple[str, Item]]
) -> Iterator[Diagnostic]:
    reasons = _reasons(rfp)
    for key, item in left:
        path, override = reasons.get(item.id, (("include", "except"), None))
        told = refused_to_leave_out(shelf, TARGETS[key], item, rfp, override)
        if told is not None:
            yield _of_item(rfp, path, key, item, told)


def _outdated(rfp: Tree, shelf: Shelf, left: Sequence[tuple[str, Item]]) -> Iterator[Diagnostic]:
    reasons = _reasons(rfp)
    for key, item in left:
        path, override = reasons.get(item.id, ((), None))
        told = override and stale_to_leave_out(shelf, TARGETS[key], item, rfp, override)
        if told:
            yield _of_item(rfp, path, key, item, told)


def _reasons(rfp: Tree) -> dict[str, tuple[Path, Mapping[str, Any] | None]]:
    """By id, what is left out with a reason: where, and the override."""
    return {name: (path, one) for path, name, one in left_out(rfp) if one is not None}


def _of_item(rfp: Tree, path: Path, key: str, item: Item, told: tuple[str, str]) -> Diagnostic:
    return Diagnostic(rfp.places.value(path), f"{TARGETS[key]}.{item.id}: {told[0]}", told[1])


def _selections(
    rfp: Tree, include: Mapping[str, Any], shelf: Shelf
) -> tuple[list[tuple[Tree, Path, Mapping[str, Any]]], list[Diagnostic]]:
    own = (rfp, ("include",), include)
    name = include.get("starting_point")
    if name is None:
        return [own], []
    held = shelf.starting_points.get(str(name))
    if held is None:
        at = rfp.places.value(("include", "starting_point"))
        hint = choose.close(str(name), shelf.starting_points)
        return [own], [Diagnostic(at, f"the pack has no starting point `{name}`", hint)]
    return [(held[1], (), held[1].data), own], []


def _is_asked(
    key: str,
    item: Item,
    facts: Facts,
    conditions: Mapping[str, Condition],
    left_out: list[LeftOut],
) -> bool:
    condition = conditions.get(item.id) if key == "requirements" else None
    if condition is None:
        return True
    decision = decide(condition, facts)
    if not decision.applies:
        left_out.append(LeftOut(key, item.id, decision.why, decision.applies is None))
    return bool(decision.applies)


def _place(
    joined: Joined, rfp: Tree, key: str, items: Sequence[Item], shelf: Shelf
) -> Iterator[Diagnostic]:
    """Puts what was taken before what the RFP writes itself."""
    target = TARGETS[key]
    if not items or not joined.holds_a_list(target):
        return
    own = joined.set_aside(target)
    for item in items:
        _put(joined, target, item, shelf)
    joined.put_back(target, own)
    names = {item.id for item in items}
    for position, data in enumerate(own):
        name = name_of(data)
        at = rfp.places.value((target, position, "id"))
        if name in names:
            message = f"{target}[{name}]: the pack's `{name}` is taken, too"
            hint = f"give yours another id, or change the pack's under `set: {{{target}: …}}`"
            yield Diagnostic(at, message, hint)
        elif name in shelf.retired:
            yield Diagnostic(at, *gone(shelf.retired[name]))


def _put(joined: Joined, target: str, item: Item, shelf: Shelf) -> None:
    path = joined.add(target, as_taken(target, item.data), Source(item.layer, item.path))
    if target == "requirements":
        heading = shelf.files[item.layer - 1].data["group"]
        joined.put((*path, "group"), heading, Source(item.layer, ("group",)))
    known = {name_of(goal) for _, goal in groups(joined.data.get("goals"))}
    for position, goal in enumerate(item.data.get("goals") or ()):
        if goal in known:
            source = Source(item.layer, (*item.path, "goals", position))
            joined.put((*path, "goal"), goal, source)
            return
