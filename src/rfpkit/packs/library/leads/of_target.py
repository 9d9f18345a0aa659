"""Whether a target asks for more, by which way the level's metric gets better."""

from __future__ import annotations

from rfpkit.model.answers.target_numbers import TargetNumber, published_numbers
from rfpkit.model.service_level import ServiceLevel
from rfpkit.packs.library.leads.way import Direction, more, opposite, together


def of_target(before: ServiceLevel, after: ServiceLevel) -> Direction:
    """Returns where a change of a target leads; targets of other tickets cannot be compared."""
    old, new = before.target, after.target
    if isinstance(old, dict) and isinstance(new, dict):
        # A priority without a target is not counted any more.
        gone = Direction.LOOSENED if old.keys() - new.keys() else Direction.SAME
        come = Direction.REPLACED if new.keys() - old.keys() else Direction.SAME
        return together([gone, come, _of_numbers(before, after)])
    if _frame(before) != _frame(after):
        return Direction.REPLACED
    return _of_numbers(before, after)


def _frame(level: ServiceLevel) -> object:
    """What a target says beside its limits: the form, and of which tickets each line speaks."""
    target = level.target
    if isinstance(target, tuple):
        return [row.model_dump(exclude={"within"}) for row in target]
    return type(target)


def _of_numbers(before: ServiceLevel, after: ServiceLevel) -> Direction:
    old, new = _numbers(before), _numbers(after)
    return together(_of_number(old[path], new[path]) for path in old if path in new)


def _numbers(level: ServiceLevel) -> dict[str, TargetNumber]:
    return {
        number.path: number
        for number in published_numbers(level)
        if number.path.partition(".")[0] == "target"
    }


def _of_number(old: TargetNumber, new: TargetNumber) -> Direction:
    """A limit in another unit is another limit, also where both may come to as much."""
    if old.unit != new.unit or old.better != new.better:
        return Direction.REPLACED
    rule = more if old.better == "higher" else opposite(more)
    return rule(old.value, new.value)
