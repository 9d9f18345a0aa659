"""Whether a change makes an item tighter: provably, field by field, or not at all.

Tighter is what no ticket can pass that failed before. Where that cannot be shown, as for words,
clocks, periods, counts and credits, a change is a change and nothing better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from rfpkit.model.answers.target_numbers import TargetNumber, published_numbers
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.service_level import ServiceLevel
from rfpkit.packs.library.items import Item


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


WORDS: Final = frozenset(
    {"title", "goal", "group", "rationale", "baseline", "sentence", "source", "verified_on"}
)
"""Fields beside the terms: what they say changes nothing that is asked."""


def direction(before: Item, after: Item) -> Direction:
    """Returns where the change of a whole item leads; one part that is looser makes it looser."""
    return together(directions(before, after).values())


def together(found: Iterable[Direction]) -> Direction:
    """Returns where several changes lead that are made at once."""
    kinds = set(found)
    for one in (Direction.LOOSENED, Direction.REPLACED, Direction.TIGHTENED):
        if one in kinds:
            return one
    return Direction.SAME


def directions(before: Item, after: Item) -> dict[str, Direction]:
    """Returns each field that is changed, and where that leads."""
    fields = [
        name for name in type(before).model_fields if _value(before, name) != _value(after, name)
    ]
    return {_written(before, name): _of_field(before, after, name) for name in fields}


def _written(item: Item, name: str) -> str:
    return type(item).model_fields[name].alias or name


def _value(item: Item, name: str) -> Any:
    return getattr(item, name)


def _of_field(before: Item, after: Item, name: str) -> Direction:
    if name in WORDS:
        return Direction.SAME
    if not isinstance(before, ServiceLevel) or not isinstance(after, ServiceLevel):
        return Direction.REPLACED
    rule = _RULES.get(name)
    return Direction.REPLACED if rule is None else rule(before, after)


def _of_target(before: ServiceLevel, after: ServiceLevel) -> Direction:
    return _of_numbers(before, after, "target") if _alike(before, after) else Direction.REPLACED


def _of_credit(before: ServiceLevel, after: ServiceLevel) -> Direction:
    return _of_presence(before.credit, after.credit)


def _of_exclusions(before: ServiceLevel, after: ServiceLevel) -> Direction:
    # Fewer tickets left out may lift a share or press it down, so only more of them is decided.
    more = set(before.exclude) < set(after.exclude)
    return Direction.LOOSENED if more else Direction.REPLACED


def _alike(before: ServiceLevel, after: ServiceLevel) -> bool:
    """Whether two targets differ in nothing but their limits."""
    return _frame(before) == _frame(after)


def _frame(level: ServiceLevel) -> object:
    target = level.target
    if isinstance(target, tuple):
        return [row.model_dump(exclude={"within"}) for row in target]
    return list(target) if isinstance(target, dict) else type(target)


def _numbers(level: ServiceLevel, part: str) -> dict[str, TargetNumber]:
    return {
        number.path: number
        for number in published_numbers(level)
        if number.path.partition(".")[0] == part
    }


def _of_numbers(before: ServiceLevel, after: ServiceLevel, part: str) -> Direction:
    old, new = _numbers(before, part), _numbers(after, part)
    if old.keys() != new.keys():
        return Direction.REPLACED
    return together(_of_number(old[path], new[path]) for path in old)


def _of_number(old: TargetNumber, new: TargetNumber) -> Direction:
    was, scale = _in_one_unit(old)
    now, other = _in_one_unit(new)
    if scale != other or old.better != new.better:
        return Direction.REPLACED
    if was == now:
        return Direction.SAME
    return Direction.TIGHTENED if (now > was) is (old.better == "higher") else Direction.LOOSENED


_SECONDS: Final = {
    "seconds": 1,
    "minutes": 60,
    "hours": 3600,
    "business minutes": 60,
    "business hours": 3600,
}
_DAYS: Final = {"school days": "business days"}


def _in_one_unit(number: TargetNumber) -> tuple[Decimal, str]:
    """Service time is service time however it is written, and a day is never hours."""
    if number.unit in _SECONDS:
        return number.value * _SECONDS[number.unit], "seconds"
    return number.value, _DAYS.get(number.unit, number.unit)


def _of_attainment(before: ServiceLevel, after: ServiceLevel) -> Direction:
    old, new = _without_numbers(before), _without_numbers(after)
    floor = _of_presence(old.pop("floor"), new.pop("floor"))
    if old != new or floor is Direction.REPLACED:
        return Direction.REPLACED
    paths = set(_numbers(before, "attainment")) & set(_numbers(after, "attainment"))
    was, now = _numbers(before, "attainment"), _numbers(after, "attainment")
    return together([floor, *(_of_number(was[path], now[path]) for path in sorted(paths))])


def _without_numbers(level: ServiceLevel) -> dict[str, Any]:
    """What an attainment says beside its shares; its floor under the same name always."""
    data = level.attainment.model_dump(exclude={"at_least", "steps", "floor"})
    data["has_share"] = level.attainment.at_least is not None
    data["steps"] = [step.model_dump(exclude={"at_least"}) for step in level.attainment.steps]
    floor = level.attainment.floor
    data["floor"] = None if floor is None else floor.model_dump(exclude={"at_least"})
    return data


def _of_presence(before: object, after: object) -> Direction:
    if before == after:
        return Direction.SAME
    if before is None:
        return Direction.TIGHTENED
    return Direction.LOOSENED if after is None else Direction.REPLACED


def _of_measure(before: ServiceLevel, after: ServiceLevel) -> Direction:
    old, new = before.measure, after.measure
    if type(old) is not type(new):
        return Direction.REPLACED
    if isinstance(old, DurationMeasure) and isinstance(new, DurationMeasure):
        return _of_pauses(old, new)
    if old.model_dump(exclude={"within"}) != new.model_dump(exclude={"within"}):
        return Direction.REPLACED
    return _of_numbers(before, after, "measure")


def _of_pauses(old: DurationMeasure, new: DurationMeasure) -> Direction:
    # A clock that may stand still for fewer reasons never shows less time.
    if old.model_dump(exclude={"pause"}) != new.model_dump(exclude={"pause"}):
        return Direction.REPLACED
    if all(rule in old.pause for rule in new.pause):
        return Direction.TIGHTENED
    return (
        Direction.LOOSENED if all(rule in new.pause for rule in old.pause) else Direction.REPLACED
    )


def _of_scope(before: ServiceLevel, after: ServiceLevel) -> Direction:
    """Fewer tickets in scope is looser; more of them may lift a share, so that is not decided."""
    narrower = all(_within(now, getattr(before.applies_to, name)) for name, now in after.applies_to)
    return Direction.LOOSENED if narrower else Direction.REPLACED


def _within(part: tuple[str, ...] | None, whole: tuple[str, ...] | None) -> bool:
    return whole is None or (part is not None and set(part) <= set(whole))


_RULES: Final[dict[str, Callable[[ServiceLevel, ServiceLevel], Direction]]] = {
    "target": _of_target,
    "attainment": _of_attainment,
    "measure": _of_measure,
    "exclude": _of_exclusions,
    "applies_to": _of_scope,
    "credit": _of_credit,
}
"""The fields of a level of which something can be shown."""
