"""Whether a level owes more of a period: a higher share, a shorter period, fewer tolerances."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Final

from rfpkit.model.attainment import AllowMisses, Attainment, Floor, Minimum, Period
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.service_level import ServiceLevel
from rfpkit.packs.library.leads.way import (
    Direction,
    Rule,
    added,
    by_field,
    less,
    more,
    opposite,
    together,
)


def of_attainment(before: ServiceLevel, after: ServiceLevel) -> Direction:
    """Returns where a change of what is owed in each period leads."""
    old, new = before.attainment, after.attainment
    others: dict[str, Rule] = {
        "at_least": _same,
        "steps": _same,
        "per": lambda _was, _now: _of_period(before, after),
        "minimum": _of_minimum,
        "floor": _of_floor,
    }
    return together([_of_shares(old, new), by_field(old, new, others)])


def _same(_before: object, _after: object) -> Direction:
    return Direction.SAME


def _of_shares(old: Attainment, new: Attainment) -> Direction:
    """Compares what is owed on each date: before the first step it is nothing."""
    dates = {step.first for step in (*old.steps, *new.steps)} | {datetime.date.min}
    return together(more(_owed(old, date), _owed(new, date)) for date in dates)


def _owed(attainment: Attainment, date: datetime.date) -> Fraction:
    return attainment.owed(date) or Fraction(0)


_MONTHS: Final = {
    Period.MONTH: 1,
    Period.QUARTER: 3,
    Period.SCHOOL_YEAR: 12,
    Period.CONTRACT_YEAR: 12,
    Period.YEAR: 12,
}


def _of_period(before: ServiceLevel, after: ServiceLevel) -> Direction:
    """A good month hides a bad one in a longer period; what adds up adds up to more in it."""
    was, now = before.attainment.per, after.attainment.per
    if isinstance(before.measure, AccumulationMeasure) or _MONTHS[was] == _MONTHS[now]:
        return Direction.REPLACED
    if _MONTHS[now] > _MONTHS[was]:
        return Direction.LOOSENED
    # Whoever keeps each month keeps their sum, as long as one share is owed in all of them.
    parts = was in {Period.QUARTER, Period.YEAR}
    plain = all(map(_is_plain, (before, after)))
    return Direction.TIGHTENED if parts and plain else Direction.REPLACED


def _is_plain(level: ServiceLevel) -> bool:
    held = level.attainment
    counts = isinstance(level.measure, DurationMeasure | RatioMeasure)
    return counts and not (held.steps or held.rolling or held.minimum or level.credit)


def _of_minimum(before: Minimum | None, after: Minimum | None) -> Direction:
    """A rule for few tickets is a tolerance: the more tickets are few, the more it tolerates."""
    if before is None or after is None:
        found = opposite(added)(before, after)
        return found if found is Direction.LOOSENED else _if_shown(before, found)
    misses = _of_misses(before.otherwise, after.otherwise)
    tickets = less(before.tickets, after.tickets)
    return together(
        [misses, tickets if tickets is Direction.LOOSENED else _if_shown(after, tickets)]
    )


def _of_misses(before: object, after: object) -> Direction:
    if isinstance(before, AllowMisses) and isinstance(after, AllowMisses):
        return less(before.allow_misses, after.allow_misses)
    return Direction.SAME if before == after else Direction.REPLACED


def _if_shown(minimum: Minimum | None, found: Direction) -> Direction:
    # Tickets that are pooled with the next period's may have made either of the two better.
    pooled = minimum is not None and minimum.otherwise == "pool_with_next"
    return Direction.REPLACED if pooled and found is Direction.TIGHTENED else found


def _of_floor(before: Floor | None, after: Floor | None) -> Direction:
    if before is None or after is None:
        return added(before, after)
    return by_field(before, after, {"at_least": more})
