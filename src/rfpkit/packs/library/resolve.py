"""An RFP over its pack's library: plain trees in, one plain tree out, each part with its source.

Layers, the lower first: the packs' defaults, what is taken from their lists, what the packs above
change in it, what the RFP changes in it, what the RFP writes itself. Nothing is read and nothing is
guessed here.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from rfpkit.errors import Diagnostic
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

FILLED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "requirements": ("requirements",),
    "service_levels": ("service_levels", "pauses", "exclusions", "priorities"),
    "clauses": ("required_clauses",),
    "defaults": fill.KEYS,
    "schedule": ("schedule",),
    "calendars": ("calendars",),
}
"""What each list of an `include` fills in the RFP."""

FILLED: Final = tuple(sorted({name for names in FILLED_BY.values() for name in names}))
"""Everything that a library can fill."""

EXCEPTED: Final = "excepted"
"""Why something is left out that `except` names."""


T = TypeVar("T")


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
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong in what the RFP says of its library; the rest was joined."""
    unsure: frozenset[str] = frozenset()
    """Lists, and other fields at the top, in which something is missing or not as it was meant."""

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

    def with_more(self, found: Iterable[Diagnostic], unsure: Iterable[str]) -> Resolved:
        """Returns the same, with more that is wrong, and more fields that are not whole."""
        return replace(
            self,
            diagnostics=(*self.diagnostics, *found),
            unsure=self.unsure.union(unsure),
        )

    def layer(self, key: str, position: int) -> int:
        """Returns which file an item of a list comes from; 0 is the RFP."""
        return self.joined.layer((key, position))


def resolve(
    rfp: Tree,
    shelf: Shelf,
    conditions: Mapping[str, Condition],
    calendars: Sequence[Tree] = (),
) -> Resolved:
    """Returns the RFP with what its `include` takes and its `set` changes, as far as that goes.

    Args:
        rfp: what the person wrote.
        shelf: the pack's library.
        conditions: by id, when a requirement of the library is asked.
        calendars: files of calendars that the RFP names.
    """
    joined = Joined({k: v for k, v in rfp.data.items() if k not in OF_THE_FILE})
    layers = (rfp, *shelf.files, *calendars)
    include = rfp.data.get("include") or {}
    wrong = _Wrong()
    selections = wrong.told(_selections(rfp, include, shelf), *FILLED)
    fill.calendars(joined, calendars, len(shelf.files) + 1)
    wrong.all(fill.schedule(joined, rfp, include.get("schedule") or {}, shelf), "schedule")
    filled = choose.named(selections, "defaults")
    start = include.get("starting_point")
    wrong.all(fill.defaults(joined, rfp, filled, shelf, start), *fill.KEYS)
    facts = wrong.told(_facts(joined), "requirements")
    taken: dict[str, list[Item]] = {}
    for key in TARGETS:
        names = choose.named(selections, key)
        taken[key] = wrong.told(choose.chosen(shelf, key, names), *FILLED_BY[key])
    excepted = choose.named(selections, "except")
    excepted += _left_out_with_a_reason(rfp)
    sure = wrong.unsure.isdisjoint(TARGETS.values())
    remain, left, idle = choose.without(shelf, taken, excepted, sure=sure)
    left_out = [LeftOut(key, item.id, EXCEPTED) for key, item in left]
    wrong.all(_may_be_left_out(rfp, shelf, left))
    wrong.all(idle)
    for key, items in remain.items():
        asked = [item for item in items if _is_asked(key, item, facts, conditions, left_out)]
        wrong.all(_place(joined, rfp, key, asked, shelf))
    wrong.all(written_under_a_packs_id(rfp, shelf, remain))
    changes, refused = changed_by_packs(joined, shelf)
    own, missed = change(joined, rfp, 0, {}, _perhaps(shelf, wrong.unsure))
    wrong.all([*refused, *missed, *allowed(shelf, own), *set_twice(own)])
    fill.definitions(joined, shelf)
    fill.fees(joined, rfp, shelf)
    wrong.all(refused_parts(joined, rfp, shelf))
    outdated = tuple(_outdated(rfp, shelf, left))
    return Resolved(
        joined,
        layers,
        tuple(left_out),
        (*changes, *own),
        outdated,
        tuple(wrong.diagnostics),
        frozenset(wrong.unsure),
    )


class _Wrong:
    """Keeps what is wrong, and which fields of the RFP are not whole because of it."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.unsure: set[str] = set()

    def all(self, found: Iterable[Diagnostic], *fields: str) -> None:
        """Keeps what was found; the fields are not whole if it is anything."""
        before = len(self.diagnostics)
        self.diagnostics += found
        self.unsure.update(fields if len(self.diagnostics) > before else ())

    def told(self, result: tuple[T, list[Diagnostic]], *fields: str) -> T:
        """Returns a result, and keeps what was found on the way."""
        self.all(result[1], *fields)
        return result[0]


def _perhaps(shelf: Shelf, unsure: Container[str]) -> set[tuple[str, str]]:
    """Returns what the RFP may have meant to take by a name that the library does not have."""
    doubted = [key for key, target in TARGETS.items() if target in unsure]
    return {(TARGETS[key], name) for key in doubted for name in shelf.items[key]}


def _facts(joined: Joined) -> tuple[Facts, list[Diagnostic]]:
    """Returns the facts; what is wrong with them is told where the RFP is read."""
    try:
        return Facts.model_validate(joined.data.get("facts") or {}), []
    except ValueError:  # that of a model is one
        return Facts(), []


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
    if not joined.holds_a_list(target) or not (items or target in joined.data):
        return
    own = joined.set_aside(target)
    written = {name_of(data) for data in own}
    for item in items:
        # What stands there twice is told once, below.
        if item.id not in written:
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
