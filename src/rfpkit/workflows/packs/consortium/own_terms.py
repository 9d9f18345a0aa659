"""What a member says for itself and no proof covers: its hours, its scope, its fees."""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.packs.drift import OwnTerm
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined
from rfpkit.render.view.hours import season_names, usual_hours


def own_terms(rfp: Solicitation) -> Iterator[OwnTerm]:
    """Yields each of them in a line, for people to lay side by side."""
    for calendar in rfp.calendars:
        yield OwnTerm(f"Calendar {calendar.id}", _hours(calendar))
    if rfp.scope:
        yield OwnTerm("Scope", _scope(rfp))
    fees = [(fee.id, _lines(rfp, fee.id)) for fee in (rfp.pricing.fees if rfp.pricing else ())]
    for name, lines in fees:
        yield OwnTerm(f"Fee {name}", f"for {joined(lines)}" if lines else "for no line")


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


def _lines(rfp: Solicitation, fee: str) -> list[str]:
    lines = rfp.pricing.lines if rfp.pricing else ()
    return [line.id for line in lines if getattr(line, "fee", None) == fee]
