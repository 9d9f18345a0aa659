"""What is in and out of scope: each item answered for, nothing promised that is excluded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding


def items_without_a_party(rfp: Solicitation) -> Iterable[Finding]:
    """Finds items in full coverage that nobody answers for, where others have somebody."""
    answered = {row.item for row in rfp.responsibilities}
    for item in rfp.scope if answered else ():
        if item.coverage == "full" and item.id not in answered:
            message = f"`{item.id}` is covered, and nobody answers for it"
            hint = f"add {{item: {item.id}, does: contractor, accountable: contractor}}"
            yield Finding("nobody-answers", f"scope[{item.id}]", message, hint)


def excluded_and_promised(rfp: Solicitation) -> Iterable[Finding]:
    """Finds items that are out of scope, and of which something is promised all the same."""
    excluded = {item.id for item in rfp.scope if item.coverage == "excluded"}
    for name, where in _promised(rfp):
        if name in excluded or f"{name}s" in excluded:
            message = f"`{name}` is out of scope, and something is promised of it here"
            hint = "cover the item under `scope`, or take it out here"
            yield Finding("excluded-and-promised", where, message, hint)


def _promised(rfp: Solicitation) -> Iterator[tuple[str, str]]:
    for level in rfp.service_levels:
        where = f"service_levels[{level.id}]"
        if isinstance(level.measure, StockMeasure):
            yield level.measure.of, f"{where}.measure.of"
        for name in level.applies_to.device_class or ():
            yield name, f"{where}.applies_to.device_class"
    for position, pool in enumerate(rfp.repair_process.spare_pools if rfp.repair_process else ()):
        yield pool.item, f"repair_process.spare_pools[{position + 1}].item"
    for plan in rfp.operations.maintenance if rfp.operations else ():
        yield from ((name, f"operations.maintenance[{plan.id}].items") for name in plan.items)
