"""The ways in which a change can lead, and the rules that most fields share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeAlias

from rfpkit.model.credits.values import Payment
from rfpkit.model.limit import TimeLimit
from rfpkit.model.record import Record


class Direction(StrEnum):
    """Where a change leads, as the buyer sees it."""

    SAME = "same"
    """Nothing that is asked is changed."""
    TIGHTENED = "tightened"
    """Nothing gets easier for the Contractor, and something gets harder."""
    LOOSENED = "loosened"
    """Something gets easier for the Contractor."""
    REPLACED = "replaced"
    """It is another promise: nobody can say which is the harder one."""


Rule: TypeAlias = Callable[[Any, Any], Direction]
"""Where the change of a field leads, by what stood there and what stands there now."""

_OPPOSITE = {
    Direction.TIGHTENED: Direction.LOOSENED,
    Direction.LOOSENED: Direction.TIGHTENED,
}


def together(found: Iterable[Direction]) -> Direction:
    """Returns where several changes lead that are made at once: one that is looser decides."""
    kinds = set(found)
    for one in (Direction.LOOSENED, Direction.REPLACED, Direction.TIGHTENED):
        if one in kinds:
            return one
    return Direction.SAME


def by_field(before: Record, after: Record, rules: Mapping[str, Rule]) -> Direction:
    """Returns where a change of a record leads; a field without a rule makes it another one."""
    if type(before) is not type(after):
        return Direction.REPLACED
    return together(
        rules.get(name, replaced)(getattr(before, name), getattr(after, name))
        for name in type(before).model_fields
        if getattr(before, name) != getattr(after, name)
    )


def replaced(_before: Any, _after: Any) -> Direction:
    """Whatever it is now, nobody can say whether it is harder."""
    return Direction.REPLACED


def opposite(rule: Rule) -> Rule:
    """Returns a rule by which more is looser where it was tighter."""

    def turned(before: Any, after: Any) -> Direction:
        found = rule(before, after)
        return _OPPOSITE.get(found, found)

    return turned


def more(before: Any, after: Any) -> Direction:
    """The more, the tighter; amounts in different units cannot be compared."""
    was, now = _size(before), _size(after)
    if was is None or now is None or was[1] != now[1]:
        return Direction.REPLACED
    if was[0] == now[0]:
        return Direction.SAME
    return Direction.TIGHTENED if now[0] > was[0] else Direction.LOOSENED


less = opposite(more)


def bound(before: Any, after: Any) -> Direction:
    """A bound on what the Contractor may use: the lower the tighter, and none is the laxest."""
    if before is None or after is None:
        return added(before, after)
    return less(before, after)


def added(before: Any, after: Any) -> Direction:
    """What is there is tighter than what is not; something else in its place is another thing."""
    if before == after:
        return Direction.SAME
    if before is None:
        return Direction.TIGHTENED
    return Direction.LOOSENED if after is None else Direction.REPLACED


def fewer(before: Iterable[Any], after: Iterable[Any]) -> Direction:
    """The fewer excuses, the tighter; one that is new makes it looser, whatever else is gone."""
    was, now = set(before), set(after)
    if was == now:
        return Direction.SAME
    return Direction.TIGHTENED if now < was else Direction.LOOSENED


def _size(value: Any) -> tuple[Any, Any] | None:
    """A value that has an order, with the unit within which it has one."""
    if isinstance(value, TimeLimit):
        return value.amount, value.word  # a school day is no business day
    if isinstance(value, Payment):
        is_money, size = value.rank
        return size, (is_money, getattr(value, "per", ""))
    return None if value is None else (value, "")
