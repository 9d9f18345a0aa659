"""Whether a performance credit grew: whoever misses pays as much as before, or more."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from rfpkit.model.credits.credit import Band, PoolCredit, Shape
from rfpkit.model.credits.terms import Chronic, EarnBack, Repeat
from rfpkit.model.credits.values import PerDay
from rfpkit.packs.library.leads.way import (
    Direction,
    Rule,
    added,
    bound,
    by_field,
    less,
    more,
    opposite,
    together,
)


def of_credit(before: Shape | None, after: Shape | None) -> Direction:
    """Returns where a change of a level's credit leads; a larger one is tighter."""
    if before is None or after is None:
        return added(before, after)
    if isinstance(before, PoolCredit) and isinstance(after, PoolCredit):
        return together([_of_pool(before, after), by_field(before, after, {**_RULES, **_IN_POOL})])
    return by_field(before, after, _RULES)


def _of_pool(before: PoolCredit, after: PoolCredit) -> Direction:
    return more(before.pool * before.allocation, after.pool * after.allocation)


def _same(_before: Any, _after: Any) -> Direction:
    return Direction.SAME


def _of_bands(before: tuple[Band, ...], after: tuple[Band, ...]) -> Direction:
    """Compares what each attainment costs: between two ends of bands it costs the same."""
    ends = sorted({Fraction(0), *(band.below for band in (*before, *after))})
    middles = [(low + high) / 2 for low, high in pairwise(ends)]
    return together(more(_rate(before, at), _rate(after, at)) for at in middles)


def _rate(bands: tuple[Band, ...], attainment: Fraction) -> Fraction:
    held = [band.credit for band in bands if attainment < band.below]
    return held[-1] if held else Fraction(0)


def _of_repeats(before: tuple[Repeat, ...] | None, after: tuple[Repeat, ...] | None) -> Direction:
    runs = {step.misses.count for step in (*(before or ()), *(after or ()))}
    return together(more(_times(before, run), _times(after, run)) for run in runs)


def _times(steps: Sequence[Repeat] | None, run: int) -> Fraction:
    held = [step.times for step in steps or () if step.misses.count <= run]
    return held[-1] if held else Fraction(1)


def _of_earn_back(before: EarnBack | None, after: EarnBack | None) -> Direction:
    if before is None or after is None:
        return opposite(added)(before, after)
    return by_field(before, after, {"periods": more, "at_least": more, "share": _of_share})


def _of_share(before: Fraction | None, after: Fraction | None) -> Direction:
    # All of the credit is earned back where no share is written.
    return less(1 if before is None else before, 1 if after is None else after)


def _of_chronic(before: tuple[Chronic, ...] | None, after: tuple[Chronic, ...] | None) -> Direction:
    old, new = before or (), after or ()
    kept = all(any(_covers(now, was) for now in new) for was in old)
    known = all(any(_covers(was, now) for was in old) for now in new)
    if kept and known:
        return Direction.SAME
    if kept:
        return Direction.TIGHTENED
    return Direction.LOOSENED if known else Direction.REPLACED


def _covers(one: Chronic, other: Chronic) -> bool:
    """Whether a right is there whenever another one is."""
    alike = (one.then, one.misses.among) == (other.then, other.misses.among)
    return alike and one.misses.count <= other.misses.count


def _of_tickets(before: Any, after: Any) -> Direction:
    if not isinstance(before, dict) or not isinstance(after, dict):
        return more(before, after) if type(before) is type(after) else Direction.REPLACED
    # A priority that is not named costs nothing.
    return together(
        more(before[name], after[name])
        if name in before and name in after
        else added(before.get(name), after.get(name))
        for name in {*before, *after}
    )


def _of_days(before: PerDay, after: PerDay) -> Direction:
    if before.days != after.days:
        return Direction.REPLACED
    return more(before.amount, after.amount)


def _of_free_days(before: int | None, after: int | None) -> Direction:
    return less(before or 0, after or 0)


_RULES: Final[dict[str, Rule]] = {
    "cap": opposite(bound),
    "repeat": _of_repeats,
    "earn_back": _of_earn_back,
    "in_kind": added,
    "chronic": _of_chronic,
    "bands": _of_bands,
    "per_point": more,
    "per_missed_period": more,
    "per_missed_ticket": _of_tickets,
    "per_missed_unit": more,
    "per_day_late": _of_days,
    "free_days": _of_free_days,
    "most_days": opposite(bound),
    "of_annual_charge": more,
}
_IN_POOL: Final[dict[str, Rule]] = {"pool": _same, "allocation": _same}
"""What a pool gives is the product of the two."""
