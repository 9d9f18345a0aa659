"""Definitions: words of the document, reasons to pause, reasons to leave a request out."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.measure import DurationMeasure, Measure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.target import StockShare
from rfpkit.model.terms import Definition
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import capital


def definitions(solicitation: Solicitation) -> Part:
    """Returns which words the levels use, and the reasons that they name."""
    parts: dict[str, Part] = {"words": _words(solicitation)}
    for name in ("pauses", "exclusions"):
        if defined := getattr(solicitation, name):
            parts[name] = {"rows": list(_rows(defined))}
    if solicitation.left_open:
        rows = [
            {"title": one.title, "of": one.of or "", "settled": one.settled}
            for one in solicitation.left_open
        ]
        parts["left-open"] = {"rows": rows}
    return {"parts": parts}


def _words(solicitation: Solicitation) -> Part:
    measures = [level.measure for level in solicitation.service_levels]
    names = {calendar.id: calendar.name for calendar in solicitation.calendars}
    return {
        "events": sorted({event for one in measures for event in _events(one)}),
        "stock": any(_has_users(level) for level in solicitation.service_levels),
        "school_days": names.get("school-days", ""),
    }


def _events(measure: Measure) -> Iterable[str]:
    match measure:
        case DurationMeasure() | AccumulationMeasure():
            yield from (*measure.start, *measure.stop)
        case StatisticMeasure():
            yield from (*(measure.start or ()), *(measure.stop or ()))
        case RatioMeasure():
            yield from measure.counted or ()
        case _:
            return


def _has_users(level: ServiceLevel) -> bool:
    return isinstance(level.target, StockShare)


def _rows(defined: Iterable[Definition]) -> Iterable[Part]:
    for item in defined:
        yield {
            "id": item.id,
            "name": capital(item.name),
            "definition": item.definition,
            "approved_by": item.approved_by or "",
            "evidence": item.evidence or "",
        }
