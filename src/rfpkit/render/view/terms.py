"""Definitions: words of the document, reasons to pause, reasons to leave a request out."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.measure import DurationMeasure, StockMeasure
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.terms import Definition
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import capital


def definitions(solicitation: Solicitation) -> Part:
    """Returns which words the levels use, and the reasons that they name."""
    parts: dict[str, Part] = {"words": _words(solicitation)}
    for name in ("pauses", "exclusions"):
        if defined := getattr(solicitation, name):
            parts[name] = {"rows": list(_rows(defined))}
    return {"parts": parts}


def _words(solicitation: Solicitation) -> Part:
    measures = [level.measure for level in solicitation.service_levels]
    durations = [one for one in measures if isinstance(one, DurationMeasure)]
    names = {calendar.id: calendar.name for calendar in solicitation.calendars}
    return {
        "events": sorted({event for one in durations for event in (*one.start, *one.stop)}),
        "stock": any(isinstance(one, StockMeasure) for one in measures),
        "school_days": names.get("school-days", ""),
    }


def _rows(defined: Iterable[Definition]) -> Iterable[Part]:
    for item in defined:
        yield {
            "id": item.id,
            "name": capital(item.name),
            "definition": item.definition,
            "approved_by": item.approved_by or "",
            "evidence": item.evidence or "",
        }
