"""What a member says for itself and no proof covers: its hours, its scope, its fees."""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.packs.drift import OwnTerm
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined
from rfpkit.packs.library.drift import Side
from rfpkit.render.view.hours import season_names, usual_hours


def own_terms(rfp: Solicitation, side: Side) -> Iterator[OwnTerm]:
    """Yields each of them in a line, for people to lay side by side.

    What the joint pack fills in is no word of the member's own.
    """
    for calendar in rfp.calendars:
        yield OwnTerm(f"Calendar {calendar.id}", _hours(calendar))
    if rfp.scope and _is_own(side, "scope"):
        yield OwnTerm("Scope", _scope(rfp))
    if rfp.pricing is not None and _is_own(side, "pricing"):
        for fee in rfp.pricing.fees:
            lines = [line.id for line in rfp.pricing.lines if line.fee == fee.id]
            yield OwnTerm(f"Fee {fee.id}", f"for {joined(lines)}" if lines else "for no line")


def _is_own(side: Side, key: str) -> bool:
    """Whether anything of a field at the top comes from elsewhere than the joint pack."""
    resolved = side.resolved
    value = resolved.joined.data.get(key)
    steps = list(value) if isinstance(value, dict) else range(len(value or ()))
    layers = {resolved.joined.layer((key, step)) for step in steps}
    return any(resolved.layers[layer].pack not in side.joint for layer in layers)


def _hours(calendar: ServiceCalendar) -> str:
    closed = len(calendar.closed_dates()) + len(calendar.closures)
    told = ["; ".join(usual_hours(calendar)) or "never open"]
    if calendar.seasons:
        told.append(f"other hours in {joined(season_names(calendar))}")
    told.append(f"{closed} closed {'day' if closed == 1 else 'days'}")
    return f"{'; '.join(told)}, {calendar.covers}"


def _scope(rfp: Solicitation) -> str:
    kinds = dict.fromkeys(item.coverage for item in rfp.scope)
    return "; ".join(
        f"{kind}: {', '.join(item.id for item in rfp.scope if item.coverage == kind)}"
        for kind in kinds
    )
