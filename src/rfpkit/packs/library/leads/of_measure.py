"""Whether a level measures more harshly: nothing is good, or in time, that was not before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rfpkit.model.calendars.calendar import ALWAYS
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import (
    DayRule,
    DurationMeasure,
    Measure,
    OnReopen,
    PriorityChange,
    SatisfactionMeasure,
    SatisfactionMethod,
)
from rfpkit.model.kinds.ratio import Good, RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.pause import PauseRule
from rfpkit.packs.library.leads.way import (
    Direction,
    Rule,
    added,
    bound,
    by_field,
    fewer,
    less,
    more,
    opposite,
    together,
)


def of_measure(before: Measure, after: Measure) -> Direction:
    """Returns where a change of what is measured leads; another kind is another promise."""
    rules = _RULES.get(type(before), {})
    if isinstance(before, StatisticMeasure) and before.better == "higher":
        rules = {name: opposite(rule) for name, rule in rules.items()}
    return by_field(before, after, rules)


def of_pauses(before: Iterable[PauseRule] | None, after: Iterable[PauseRule] | None) -> Direction:
    """A clock that may stand still for fewer reasons, or for less long, never shows less time."""
    old = {rule.reason: rule for rule in before or ()}
    new = {rule.reason: rule for rule in after or ()}
    both = (by_field(old[name], new[name], _OF_PAUSE) for name in old if name in new)
    return together([fewer(old, new), *both])


def _rarer(*steps: object) -> Rule:
    """Returns a rule for words that go from the laxest to the tightest."""

    def rule(before: object, after: object) -> Direction:
        if before not in steps or after not in steps:
            return Direction.REPLACED
        return more(steps.index(before), steps.index(after))

    return rule


def _only_laxer(rule: Rule) -> Rule:
    """Tells what is laxer, and takes nothing for tighter."""

    def told(before: Any, after: Any) -> Direction:
        found = rule(before, after)
        return Direction.REPLACED if found is Direction.TIGHTENED else found

    return told


def _of_good(before: Good, after: Good) -> Direction:
    if before.test != after.test:
        return Direction.REPLACED
    return by_field(before, after, _OF_GOOD)


def _of_free(before: Any, after: Any) -> Direction:
    return opposite(added)(before, after) if None in {before, after} else less(before, after)


def _of_cutoff(before: int | None, after: int | None) -> Direction:
    """What comes after the cutoff is due a day later, so an earlier one is looser."""
    return opposite(added)(before, after) if None in {before, after} else more(before, after)


def _of_stops(before: tuple[str, ...], after: tuple[str, ...]) -> Direction:
    """A clock that further events can stop never shows more; other events are another clock."""
    return Direction.LOOSENED if set(after) > set(before) else Direction.REPLACED


def _of_final_stop(_before: object, after: object) -> Direction:
    """Whoever comes back too late for the clock was counted before."""
    return Direction.LOOSENED if after is True else Direction.REPLACED


def _of_calendar(before: str, _after: str) -> Direction:
    """A clock that never stood still, and now does, shows less; other hours are other hours."""
    return Direction.LOOSENED if before == ALWAYS else Direction.REPLACED


def _of_priority_change(before: PriorityChange, after: PriorityChange) -> Direction:
    if PriorityChange.STRICTEST not in {before, after}:
        return Direction.REPLACED
    is_strict = after is PriorityChange.STRICTEST
    return Direction.TIGHTENED if is_strict else Direction.LOOSENED


_OF_PAUSE: Final[dict[str, Rule]] = {"each": bound, "total": bound, "evidence": added}
_OF_GOOD: Final[dict[str, Rule]] = {
    "at_least": more,
    "at_most": less,
    "within": more,
    "one_of": lambda before, after: fewer(before or (), after or ()),
}
_RULES: Final[dict[type, dict[str, Rule]]] = {
    DurationMeasure: {
        "stop": _of_stops,
        "calendar": _of_calendar,
        "pause": of_pauses,
        "pause_total": bound,
        "comparator": _rarer("at_most", "less_than"),
        "day_rule": _only_laxer(_rarer(DayRule.NEXT_OPENING, DayRule.CLOSE_OF_BUSINESS)),
        "cutoff": _of_cutoff,
        "priority_change": _of_priority_change,
        "final_stop": _of_final_stop,
        "on_reopen": _only_laxer(
            _rarer(OnReopen.FIRST_STOP, OnReopen.CONTINUE, OnReopen.COUNT_CLOSED)
        ),
    },
    RatioMeasure: {"good": _of_good},
    StatisticMeasure: {"pause": of_pauses, "percentile": more},
    StockMeasure: {
        "missing": lambda before, after: less(before == "unscorable", after == "unscorable"),
        "by": _only_laxer(_rarer("district", "site")),
        "calendar": _only_laxer(added),
    },
    AccumulationMeasure: {
        "stop": _of_stops,
        "pause": of_pauses,
        "free": _of_free,
        "day_counts": lambda before, after: more(before == "any_part", after == "any_part"),
    },
    DutyMeasure: {"within": less},
    SatisfactionMeasure: {
        "method": _rarer(SatisfactionMethod.TOP_TWO_BOX, SatisfactionMethod.TOP_BOX),
    },
}
"""By kind of measure, the fields of which something can be shown."""
