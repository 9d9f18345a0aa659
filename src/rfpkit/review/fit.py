"""Does a mapping say all that a contract's clocks need to know?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from rfpkit.model.contract import Contract
from rfpkit.model.effect import Action
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.measure import DurationMeasure, SatisfactionMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.record import Problem
from rfpkit.model.service_level import ServiceLevel, unknown
from rfpkit.model.words import joined
from rfpkit.review.feeds import unfit_feeds

REPORTED = "reported"
"""The customer's own act: an export's first row of a ticket stands for it."""


def fit(contract: Contract, mapping: ExportMapping) -> Iterable[Problem]:
    """Yields each thing of the mapping that leaves a level of the contract without its facts.

    A clock that could never start or stop would show every ticket as unscorable, or late.
    Paths lead into the mapping.
    """
    events = _events(mapping) | {REPORTED}
    for level in _levels(contract):
        for need in _needs(level):
            yield from _never(level, need, events)
        yield from _without_a_column(level, mapping)
        yield from unfit_feeds(level, mapping)
        if isinstance(level.measure, SatisfactionMeasure):
            dimension = level.measure.dimension
            if mapping.survey and dimension not in mapping.survey:
                yield unknown(("survey",), "rating", dimension, mapping.survey)
    yield from _unknown_priorities(contract, mapping)


class _Need(NamedTuple):
    """Events of which a level needs at least one."""

    told: str
    """What it can never do without."""
    names: tuple[str, ...]


def _needs(level: ServiceLevel) -> Iterable[_Need]:
    for kind, needs in _NEEDS:
        if isinstance(level.measure, kind):
            yield from needs(level.measure)


def _of_clock(measure: Any) -> Iterable[_Need]:
    yield _Need("the clock of `{}` can never start", measure.start)
    yield _Need("the clock of `{}` can never stop", measure.stop)


def _of_outage(measure: Any) -> Iterable[_Need]:
    yield _Need("no outage of `{}` can ever begin", measure.start)
    yield _Need("no outage of `{}` can ever end", measure.stop)


def _of_statistic(measure: Any) -> Iterable[_Need]:
    if measure.stop is not None:
        yield _Need("the clock of `{}` can never start", measure.start or (REPORTED,))
        yield _Need("the clock of `{}` can never stop", measure.stop)


def _of_ratio(measure: Any) -> Iterable[_Need]:
    if measure.counted is not None:
        yield _Need("`{}` can never count a ticket", measure.counted)
    if measure.good.event is not None:
        yield _Need("`{}` can never tell good from bad", (measure.good.event,))


_NEEDS: tuple[tuple[type[Any], Callable[[Any], Iterable[_Need]]], ...] = (
    (DurationMeasure, _of_clock),
    (AccumulationMeasure, _of_outage),
    (StatisticMeasure, _of_statistic),
    (RatioMeasure, _of_ratio),
)
"""Kinds of level that speak of events, and what each needs of them."""


def _levels(contract: Contract) -> Iterable[ServiceLevel]:
    seen: set[str] = set()
    for terms in contract.versions():
        for level in terms.service_levels:
            if level.digest not in seen:
                seen.add(level.digest)
                yield level


def _events(mapping: ExportMapping) -> set[str]:
    states = {e.name for e in mapping.states.values() if e.action is Action.EVENT}
    return states | set(mapping.stamps)


def _never(level: ServiceLevel, need: _Need, events: set[str]) -> Iterable[Problem]:
    if not events.intersection(need.names):
        wanted = " or ".join(f"`{name}`" for name in need.names)
        message = f"{need.told.format(level.id)}: nothing gives the event {wanted}"
        hint = "give a state `event NAME`, or name its column under `stamps`; "
        yield Problem(("states",), message, hint + f"known events: {', '.join(sorted(events))}")


def _without_a_column(level: ServiceLevel, mapping: ExportMapping) -> Iterable[Problem]:
    """Yields the columns by which the clocks of a level differ, and which the mapping lacks."""
    for told, names in _columns(level):
        lacking = [f"`{name}`" for name in names if getattr(mapping.columns, name) is None]
        if lacking:
            message = f"{told.format(level.id)}, and no column of {joined(lacking)} is named"
            hint = f"name it under `columns`: {{{lacking[0].strip('`')}: THE COLUMN'S NAME}}"
            yield Problem(("columns",), message, hint)


def _columns(level: ServiceLevel) -> Iterable[tuple[str, tuple[str, ...]]]:
    rules = getattr(level.measure, "pause", None) or ()
    reasons = [f"`{rule.reason}`" for rule in rules if rule.evidence is not None]
    if reasons:
        yield f"`{{}}` honors {joined(reasons)} only with evidence", ("evidence",)
    if isinstance(level.target, tuple):
        rows = level.target
        keys = ("priority", "device_class", "site")
        used = tuple(key for key in keys if any(getattr(row, key) is not None for row in rows))
        yield "the target of `{}` depends on it", used
    if isinstance(level.measure, DurationMeasure):
        if level.measure.calendar_by_site:
            yield "the calendar of `{}` depends on the site", ("site",)
        if level.measure.reopen_by == "device_and_fault":
            told = "`{}` takes a new ticket for the same device and fault for the same repair"
            yield told, ("device", "fault")


def _unknown_priorities(contract: Contract, mapping: ExportMapping) -> Iterable[Problem]:
    known = [priority.id for priority in contract.priorities]
    for word, name in mapping.values.get("priority", {}).items():
        if known and name not in known:
            yield unknown(("values", "priority", word), "priority", name, known)
