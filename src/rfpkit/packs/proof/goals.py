"""Levels that serve no goal, where the packs have goals: each RFP that takes them is told so."""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.packs.library.shelf import Shelf
from rfpkit.packs.library.trees import groups, name_of
from rfpkit.packs.proof.remark import Remark


def without_a_goal(shelf: Shelf, pack: str) -> Iterator[Remark]:
    """Yields each level of a pack that names none of the goals that the packs fill in."""
    goals = dict.fromkeys(
        name_of(goal) for _, tree in shelf.defaults for _, goal in groups(tree.data.get("goals"))
    )
    if not goals:
        return
    for tree in shelf.files:
        for position, level in groups(tree.data.get("service_levels")):
            if tree.pack == pack and not level.get("goals") and not level.get("goal"):
                message = "the level serves no goal, and every RFP that takes it is told so"
                hint = f"write `goals:` with some of: {', '.join(goals)}"
                path = ("service_levels", position)
                yield Remark(tree, path, "level-without-goal", message, hint)
