"""From tallies to the verdict of each measurement period, compared as exact fractions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rfpkit.model.attainment import AllowMisses
from rfpkit.model.audit import GroupResult, PeriodResult, PeriodState, Tally, percent
from rfpkit.model.measure import SatisfactionMeasure
from rfpkit.model.scalars import write_share
from rfpkit.model.words import joined
from rfpkit.sla.levels import Part
from rfpkit.sla.tallies import total


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


def _judge(found: Counted, carried: _Carried) -> tuple[PeriodResult, _Carried]:
    rules = found.part.stage.level.attainment
    tally = total(found.tally, carried.tally)
    groups = _merged(found.groups, carried.groups)
    owed = rules.owed(found.part.stretch.first)
    state, reason = _state(found, tally, owed)
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
        attainment=tally.attainment,
        best=tally.best,
        worst=tally.worst,
        state=state,
        reason=reason,
        groups=judged,
    )
    few = {one.group: one.tally for one in judged if passes or one.state is PeriodState.POOLED}
    if not passes:
        return result, _Carried(Tally(), (), few)
    return result, _Carried(tally, (*carried.periods, found.part.label), few)


def _state(found: Counted, tally: Tally, owed: Fraction | None) -> tuple[PeriodState, str]:
    """Returns the state of a period by itself, floors aside, and why."""
    if owed is None:
        return PeriodState.NO_TARGET, ""
    if not found.complete:
        return PeriodState.IN_PROGRESS, ""
    if not tally.decided + tally.unscorable:
        return PeriodState.NO_DATA, ""
    silence = _too_silent(found)
    if silence:
        return PeriodState.BELOW_MINIMUM, silence
    return _by_minimum(found, tally, owed)


def _by_minimum(found: Counted, tally: Tally, owed: Fraction) -> tuple[PeriodState, str]:
    minimum = found.part.stage.level.attainment.minimum
    if minimum is None or tally.decided >= minimum.tickets:
        return _bounded(tally, _share_rule(owed)), ""
    few = f"{_tickets(tally.decided)} decided, {minimum.tickets} needed"
    match minimum.otherwise:
        case AllowMisses(allow_misses=allowed):
            state = _bounded(tally, _misses_rule(owed, allowed, minimum.tickets))
            return state, f"{few}: {_misses(allowed)} allowed"
        case "pool_with_next" if not found.final:
            return PeriodState.POOLED, few
        case "pool_with_next":
            return PeriodState.BELOW_MINIMUM, f"{few}, and no next period to pool them with"
        case _:
            return PeriodState.BELOW_MINIMUM, few


Rule = Callable[[int, int], bool]
"""Whether so many met and so many missed tickets meet the level."""


def _share_rule(owed: Fraction) -> Rule:
    return lambda met, missed: met * owed.denominator >= owed.numerator * (met + missed)


def _misses_rule(owed: Fraction, allowed: int, enough: int) -> Rule:
    by_share = _share_rule(owed)
    return lambda met, missed: (
        (met + missed < enough and missed <= allowed) or by_share(met, missed)
    )


def _bounded(tally: Tally, meets: Rule) -> PeriodState:
    """Returns met or missed where no unscorable ticket can turn it, else indeterminate."""
    missed = tally.missed + tally.missed_open
    best = meets(tally.met + tally.unscorable, missed)
    worst = meets(tally.met, missed + tally.unscorable)
    if best != worst:
        return PeriodState.INDETERMINATE
    return PeriodState.MET if best else PeriodState.MISSED


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
    if not tally.decided + tally.unscorable:
        return PeriodState.NO_DATA
    return _by_minimum(found, tally, owed)[0]


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
