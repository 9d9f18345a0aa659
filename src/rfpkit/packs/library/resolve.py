"""An RFP over its pack's library: plain trees in, one plain tree out, each part with its source.

Layers, the lower first: the pack's defaults, what is taken from its lists, what the RFP sets in
it, what the RFP writes itself. Nothing is read and nothing is guessed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rfpkit.errors import Diagnostic, InputError
from rfpkit.model.library.condition import Condition, decide
from rfpkit.model.library.facts import Facts
from rfpkit.packs.library import choose, fill
from rfpkit.packs.library.change import change
from rfpkit.packs.library.shelf import Item, Shelf, gone
from rfpkit.packs.library.trees import Joined, Path, Source, Tree, groups, name_of

TARGETS = {
    "requirements": "requirements",
    "service_levels": "service_levels",
    "clauses": "required_clauses",
}
"""The list of the RFP in which each list of the library ends."""


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
    changed: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """By list and id, the fields that the RFP changed in something that it took."""

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
    joined = Joined({k: v for k, v in rfp.data.items() if k not in {"include", "set"}})
    layers = (rfp, *shelf.files, *calendars)
    include = rfp.data.get("include") or {}
    selections, found = _selections(rfp, include, shelf)
    fill.calendars(joined, calendars, len(shelf.files) + 1)
    found += fill.schedule(joined, rfp, include.get("schedule") or {}, shelf)
    found += fill.defaults(joined, rfp, choose.named(selections, "defaults"), shelf)
    facts = Facts.model_validate(joined.data.get("facts") or {})
    taken: dict[str, list[Item]] = {}
    for key in TARGETS:
        taken[key], unknown = choose.chosen(shelf, key, choose.named(selections, key))
        found += unknown
    excepted = choose.named(selections, "except")
    remain, left, idle = choose.without(shelf, taken, excepted)
    left_out = [LeftOut(key, item.id, "excepted") for key, item in left]
    found += idle if not found else []
    for key, items in remain.items():
        asked = [item for item in items if _is_asked(key, item, facts, conditions, left_out)]
        found += _place(joined, rfp, key, asked, shelf)
    changed, wrong = change(joined, rfp)
    found += wrong
    fill.definitions(joined, shelf)
    if found:
        raise InputError(found)
    return Resolved(joined, layers, tuple(left_out), changed)


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
    data = {k: v for k, v in item.data.items() if k not in {"goals", "when"}}
    if target == "required_clauses":
        data = dict(item.data)
    path = joined.add(target, data, Source(item.layer, item.path))
    if target == "requirements":
        heading = shelf.files[item.layer - 1].data["group"]
        joined.put((*path, "group"), heading, Source(item.layer, ("group",)))
    known = {name_of(goal) for _, goal in groups(joined.data.get("goals"))}
    for position, goal in enumerate(item.data.get("goals") or ()):
        if goal in known:
            source = Source(item.layer, (*item.path, "goals", position))
            joined.put((*path, "goal"), goal, source)
            return
