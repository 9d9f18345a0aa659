"""Whether a condition became wider: what it held for, it holds for still."""

from __future__ import annotations

from typing import Any

from rfpkit.model.library.condition import Condition


def is_wider(before: Any, after: Any) -> bool:
    """Whether a condition holds wherever the earlier one did; both as a file says them."""
    old, new = (Condition.model_validate(one or {}) for one in (before, after))
    return all(_holds_where(name, old, new) for name in new.facts)


def _holds_where(name: str, old: Condition, new: Condition) -> bool:
    was, now = getattr(old, name), getattr(new, name)
    if was is None or was == now:
        return was is not None
    if name == "state":
        return set(was) <= set(now)
    if name == "contract_value":
        return bool(now.above <= was.above)
    if name == "population" and None not in (was.at_least, now.at_least):
        return bool(now.at_least <= was.at_least)
    if name == "population" and None not in (was.below, now.below):
        return bool(now.below >= was.below)
    return False
