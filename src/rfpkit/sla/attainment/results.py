"""From tallies to the verdict of each measurement period, compared as exact fractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rfpkit.model.attainment import AllowMisses, CountedBy
from rfpkit.model.audit import GroupResult, PeriodResult, PeriodState, Tally, percent
from rfpkit.model.kinds.measure import SatisfactionMeasure
from rfpkit.model.scalars import write_share
from rfpkit.model.words import joined, plural
from rfpkit.sla.attainment.reached import Reached, bounded, by_share, misses_rule, reach, share_rule
from rfpkit.sla.attainment.tallies import total
from rfpkit.sla.levels import Part


@dataclass(frozen=True)
class Counted:
    """What was counted in one part of a level."""

    part: Part
    tally: Tally
    groups: Mapping[str, Tally]
    """Tallies by group, where the level sets a floor."""
    silent: int
    """Closed tickets without a rating."""
    complete: bool
    """Whether the part is over at the instant of the audit."""
    final: bool
    """Whether no other part of the level follows it, begun or not."""
    versions: tuple[str, ...]
    """Versions of the contract that its tickets were judged by."""
    values: tuple[tuple[int, int], ...] = ()
    """Each value with how often it counts, the smallest first, where a statistic is owed."""
    rolled: tuple[str, ...] = ()
    """Earlier parts that are judged together with this one."""
    lacking: int = 0
    """How many periods a rolling window still lacks."""


def period_results(counted: Iterable[Counted]) -> tuple[PeriodResult, ...]:
    """Returns the result of each part, in order; few tickets are pooled into the next one."""
    results: list[PeriodResult] = []
    carried = _Carried(Tally(), (), {})
    for found in counted:
        result, carried = _judge(found, carried)
        results.append(result)
    return tuple(results)


@dataclass(frozen=True)
class _Carried:
    """Tallies that earlier periods with too few tickets have passed on."""

    tally: Tally
    periods: tuple[str, ...]
    groups: Mapping[str, Tally]
    values: tuple[tuple[int, int], ...] = ()


def _judge(found: Counted, carried: _Carried) -> tuple[PeriodResult, _Carried]:
    rules = found.part.stage.level.attainment
    tally = total(found.tally, carried.tally)
    values = (*carried.values, *found.values)
    groups = _merged(found.groups, carried.groups)
    owed = rules.owed(found.part.stretch.first)
    reached = reach(found.part.stage.level, tally, values, owed)
    state, reason = _state(found, tally, reached)
    judged = _groups(found, groups)
    state, reason = _with_floor(found, state, reason, judged)
    passes = state is PeriodState.POOLED
    result = PeriodResult(
        period=found.part.label,
        first=found.part.stretch.first,
        last=found.part.stretch.last,
        versions=found.versions,
        owed=owed,
        tally=tally,
        pooled_from=carried.periods,
        rolled_from=found.rolled,
        attainment=reached.shares.attainment,
        best=reached.shares.best,
        worst=reached.shares.worst,
        statistic=reached.statistic,
        state=state,
        reason=reason,
        groups=judged,
    )
    few = {one.group: one.tally for one in judged if passes or one.state is PeriodState.POOLED}
    if not passes:
        return result, _Carried(Tally(), (), few)
    return result, _Carried(tally, (*carried.periods, found.part.label), few, values)


def _state(found: Counted, tally: Tally, reached: Reached) -> tuple[PeriodState, str]:
    """Returns the state of a period by itself, floors aside, and why."""
    if not reached.is_owed:
        return PeriodState.NO_TARGET, ""
    if not found.complete:
        return PeriodState.IN_PROGRESS, ""
    if found.lacking:
        return PeriodState.NOT_YET_JUDGED, _young(found)
    if not tally.decided + tally.unscorable:
        return PeriodState.NO_DATA, ""
    silence = _too_silent(found)
    if silence:
        return PeriodState.BELOW_MINIMUM, silence
    waits = _waits(found, tally, reached)
    return (PeriodState.IN_PROGRESS, waits) if waits else _by_minimum(found, tally, reached)


def _waits(found: Counted, tally: Tally, reached: Reached) -> str:
    """Returns what is still open, where tickets count by their start and could turn the period."""
    rules = found.part.stage.level.attainment
    if rules.counted_by is not CountedBy.START or not tally.pending or not rules.has_share:
        return ""
    open_ones = {"met": tally.met + tally.pending}, {"missed": tally.missed + tally.pending}
    ends = {bounded(tally.model_copy(update=one), share_rule(reached.owed)) for one in open_ones}
    if ends == {reached.state}:
        return ""
    return f"{_tickets(tally.pending)} not decided yet could turn it"


def _young(found: Counted) -> str:
    rules = found.part.stage.level.attainment
    rolling = rules.rolling or 1
    passed = rolling - found.lacking
    have = "has" if passed == 1 else "have"
    return f"the window of {rolling} {plural(rules.per)} is not full: {passed} {have} passed"


def _by_minimum(found: Counted, tally: Tally, reached: Reached) -> tuple[PeriodState, str]:
    minimum = found.part.stage.level.attainment.minimum
    if minimum is None or tally.decided >= minimum.tickets:
        return reached.state, ""
    few = f"{_tickets(tally.decided)} decided, {minimum.tickets} needed"
    match minimum.otherwise:
        case AllowMisses(allow_misses=allowed):
            rule = misses_rule(reached.owed, allowed, minimum.tickets)
            state = bounded(tally, rule)
            return state, f"{few}: {_misses(allowed)} allowed"
        case "pool_with_next" if not found.final:
            return PeriodState.POOLED, few
        case "pool_with_next":
            return PeriodState.BELOW_MINIMUM, f"{few}, and no next period to pool them with"
        case _:
            return PeriodState.BELOW_MINIMUM, few


def _too_silent(found: Counted) -> str:
    """Returns why too few closed tickets have a rating, or nothing."""
    measure = found.part.stage.level.measure
    floor = measure.response_floor if isinstance(measure, SatisfactionMeasure) else None
    rated, closed = found.tally.decided, found.tally.decided + found.silent
    if floor is None or not closed or rated * floor.denominator >= floor.numerator * closed:
        return ""
    share = percent(Fraction(rated, closed))
    told = f"{rated:,} of {closed:,} closed tickets have a rating: {share}"
    return f"{told} is below the floor of {write_share(floor)}"


def _groups(found: Counted, groups: Mapping[str, Tally]) -> tuple[GroupResult, ...]:
    floor = found.part.stage.level.attainment.floor
    if floor is None:
        return ()
    return tuple(
        GroupResult(
            group=name,
            tally=tally,
            attainment=tally.attainment,
            state=_group_state(found, tally, floor.at_least),
        )
        for name, tally in sorted(groups.items())
    )


def _group_state(found: Counted, tally: Tally, owed: Fraction) -> PeriodState:
    if not found.complete:
        return PeriodState.IN_PROGRESS
    if found.lacking:
        return PeriodState.NOT_YET_JUDGED
    if not tally.decided + tally.unscorable:
        return PeriodState.NO_DATA
    return _by_minimum(found, tally, by_share(tally, owed))[0]


def _with_floor(
    found: Counted, state: PeriodState, reason: str, groups: tuple[GroupResult, ...]
) -> tuple[PeriodState, str]:
    """Returns the state with its floors: one group below its floor misses the level."""
    floor = found.part.stage.level.attainment.floor
    if floor is None or state is not PeriodState.MET:
        return state, reason
    for word in (PeriodState.MISSED, PeriodState.INDETERMINATE):
        below = [one for one in groups if one.state is word]
        if below:
            names = joined([f"{one.group} ({percent(one.attainment)})" for one in below])
            verb = "is not kept" if word is PeriodState.MISSED else "cannot be decided"
            told = f"the floor of {write_share(floor.at_least)} by {floor.by} {verb}: {names}"
            return word, told.replace("_", " ")
    return state, reason


def _merged(own: Mapping[str, Tally], carried: Mapping[str, Tally]) -> dict[str, Tally]:
    names = {**own, **carried}
    return {name: total(own.get(name, Tally()), carried.get(name, Tally())) for name in names}


def _tickets(count: int) -> str:
    return f"{count} ticket" + ("" if count == 1 else "s")


def _misses(count: int) -> str:
    return f"{count} miss" + ("" if count == 1 else "es")
