"""What no RFP can ever take: conditions that never hold, clauses out of force, empty selections."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rfpkit.model.scalars import parse_date
from rfpkit.packs.library import choose
from rfpkit.packs.library.items import TARGETS
from rfpkit.packs.library.shelf import KINDS, Shelf
from rfpkit.packs.library.trees import Path, Tree, groups
from rfpkit.packs.proof.remark import Remark


def dead(
    shelf: Shelf, pack: str, jurisdictions: Sequence[str], on: datetime.date
) -> Iterator[Remark]:
    """Yields what no RFP can ever take from a pack.

    Args:
        shelf: the libraries together.
        pack: the pack that is looked at.
        jurisdictions: where it is meant to be used: US-ME.
        on: the date on which a clause must be in force, or later.
    """
    states = _states(jurisdictions)
    for tree in shelf.files:
        if tree.pack == pack:
            yield from _of_items(tree, states, on)
            yield from _of_selection(tree, shelf)


def _states(jurisdictions: Sequence[str]) -> set[str]:
    """Returns the states to which a pack is limited; none where it is for a whole country."""
    parts = [one.strip().upper().partition("-") for one in jurisdictions]
    return {state for _, _, state in parts} if all(state for _, _, state in parts) else set()


def _of_items(tree: Tree, states: set[str], on: datetime.date) -> Iterator[Remark]:
    key = KINDS.get(str(tree.data.get("kind")), "")
    for position, item in groups(tree.data.get(key)):
        path: Path = (key, position)
        when = item.get("when") or {}
        yield from _of_condition(tree, (*path, "when"), when, states)
        if key == "clauses" and item.get("effective_to"):
            last = parse_date(str(item["effective_to"]))
            if last < on:
                message = f"the clause was in force until {last}, and no RFP takes it any more"
                hint = "retire its id, or write until when it is in force"
                yield Remark(tree, (*path, "effective_to"), "dead-clause", message, hint)


def _of_condition(
    tree: Tree, path: Path, when: Mapping[str, Any], states: set[str]
) -> Iterator[Remark]:
    named = when.get("state")
    listed = {
        str(one).strip().upper() for one in ([named] if isinstance(named, str) else named or ())
    }
    if listed and states and not listed & states:
        message = f"the condition never holds: the pack is for {', '.join(sorted(states))}"
        hint = "name a state of the pack, or widen `jurisdictions` in pack.yaml"
        yield Remark(tree, (*path, "state"), "dead-condition", message, hint)
    below = str((when.get("population") or {}).get("below", "")).replace(",", "").strip()
    if below and below.isdigit() and int(below) == 0:
        message = "the condition never holds: no jurisdiction has fewer than 0 people"
        yield Remark(
            tree, (*path, "population", "below"), "dead-condition", message, "raise the number"
        )


def _of_selection(tree: Tree, shelf: Shelf) -> Iterator[Remark]:
    kind = str(tree.data.get("kind"))
    if kind not in {"starting-point", "floor"}:
        return
    selections = [(tree, (), tree.data)]
    taken = {}
    for key in TARGETS:
        taken[key], unknown = choose.chosen(shelf, key, choose.named(selections, key))
        for one in unknown:
            yield _nothing(tree, tree.data, key, one.message, one.hint)
    _, _, idle = choose.without(shelf, taken, choose.named(selections, "except"))
    for one in idle:
        yield _nothing(tree, tree.data, "except", one.message, one.hint)


def _nothing(tree: Tree, data: Mapping[str, Any], key: str, message: str, hint: str) -> Remark:
    names = data.get(key)
    at: Path = (key,)
    for position, name in enumerate(names if isinstance(names, list) else ()):
        if f"`{name}`" in message:
            at = (key, position)
            break
    return Remark(tree, at, "names-nothing", message, hint)
