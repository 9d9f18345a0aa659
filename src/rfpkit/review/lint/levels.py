"""Levels that leave a ticket without a target, give it two, or both pause it and leave it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.target import TargetRow
from rfpkit.review.finding import Finding


def priorities_without_a_target(rfp: Solicitation) -> Iterable[Finding]:
    """Finds priorities that a level gives no target, while it gives the others one."""
    for level in rfp.service_levels:
        named = _priorities(level)
        lacking = [one.id for one in rfp.priorities if one.id not in named] if named else []
        if lacking:
            message = f"a request of {', '.join(lacking)} has no target, and cannot be judged"
            hint = f"add a target for {', '.join(lacking)}"
            yield Finding("no-target", f"service_levels[{level.id}].target", message, hint)


def rows_that_never_fit(rfp: Solicitation) -> Iterable[Finding]:
    """Finds lines of a table of targets that speak of tickets which the level leaves aside."""
    for level in rfp.service_levels:
        for number, row in enumerate(_rows(level), start=1):
            for key in ("device_class", "site"):
                wide, named = getattr(level.applies_to, key), getattr(row, key)
                if wide is not None and named is not None and not {*wide} & {*named}:
                    message = f"the level applies to {', '.join(wide)}, never to {', '.join(named)}"
                    where = f"service_levels[{level.id}].target[{number}]"
                    hint = f"correct the line, or widen `applies_to.{key}`"
                    yield Finding("row-never-fits", where, message, hint)


def two_promises(rfp: Solicitation) -> Iterable[Finding]:
    """Finds two levels that measure the same time of the same tickets by other targets.

    That 95 % are back in three days and all of them in ten is one promise in two steps.
    """
    clocks = [one for one in rfp.service_levels if isinstance(one.measure, DurationMeasure)]
    for first, second in combinations(clocks, 2):
        share = first.attainment.at_least == second.attainment.at_least
        if share and _population(first) == _population(second) and first.target != second.target:
            where = f"service_levels[{second.id}].target"
            message = f"`{first.id}` measures the same time of the same tickets by other targets"
            hint = "join the two levels, or say in `applies_to` how their tickets differ"
            yield Finding("two-promises", where, message, hint)


def paused_and_left_out(rfp: Solicitation) -> Iterable[Finding]:
    """Finds reasons that both stop the clock and leave the ticket out."""
    for level in rfp.service_levels:
        measure = level.measure
        if isinstance(measure, DurationMeasure):
            for name in sorted({*measure.pause_reasons} & {*level.exclude}):
                where = f"service_levels[{level.id}].exclude"
                message = f"`{name}` stops the clock, and it leaves the ticket out as well"
                hint = "keep it in `pause`, or in `exclude`"
                yield Finding("paused-and-left-out", where, message, hint)


def _population(level: ServiceLevel) -> tuple[object, ...]:
    measure = level.measure
    ends = (getattr(measure, "start", ()), getattr(measure, "stop", ()))
    return (*ends, *sorted(level.applies_to.filters().items()))


def _priorities(level: ServiceLevel) -> set[str]:
    """Returns the priorities for which a level has a target; none where it has one for all."""
    if isinstance(level.target, dict):
        return set(level.target)
    rows = list(_rows(level))
    if any(row.priority is None for row in rows):
        return set()
    return {name for row in rows for name in row.priority or ()}


def _rows(level: ServiceLevel) -> Iterator[TargetRow]:
    yield from level.target if isinstance(level.target, tuple) else ()
