"""Does a mapping say all that a contract's clocks need to know?"""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.contract import Contract
from rfpkit.model.effect import Action
from rfpkit.model.mapping import ExportMapping
from rfpkit.model.measure import DurationMeasure, SatisfactionMeasure
from rfpkit.model.record import Problem
from rfpkit.model.service_level import ServiceLevel, unknown

REPORTED = "reported"
"""The customer's own act: an export's first row of a ticket stands for it."""


def fit(contract: Contract, mapping: ExportMapping) -> Iterable[Problem]:
    """Yields each thing of the mapping that leaves a level of the contract without its facts.

    A clock that could never start or stop would show every ticket as unscorable, or late.
    Paths lead into the mapping.
    """
    events = _events(mapping) | {REPORTED}
    for level in _levels(contract):
        match level.measure:
            case DurationMeasure() as measure:
                yield from _never(level, "start", measure.start, events)
                yield from _never(level, "stop", measure.stop, events)
            case SatisfactionMeasure() as measure:
                if mapping.survey and measure.dimension not in mapping.survey:
                    yield unknown(("survey",), "rating", measure.dimension, mapping.survey)
            case _:
                continue
    yield from _unknown_priorities(contract, mapping)


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


def _never(
    level: ServiceLevel, what: str, names: Iterable[str], events: set[str]
) -> Iterable[Problem]:
    if not events.intersection(names):
        wanted = " or ".join(f"`{name}`" for name in names)
        message = f"the clock of `{level.id}` can never {what}: nothing gives the event {wanted}"
        hint = "give a state `event NAME`, or name its column under `stamps`; "
        yield Problem(("states",), message, hint + f"known events: {', '.join(sorted(events))}")


def _unknown_priorities(contract: Contract, mapping: ExportMapping) -> Iterable[Problem]:
    known = [priority.id for priority in contract.priorities]
    for word, name in mapping.values.get("priority", {}).items():
        if known and name not in known:
            yield unknown(("values", "priority", word), "priority", name, known)
