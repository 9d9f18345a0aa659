"""Definitions: words of the document, reasons to pause, reasons to leave a request out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rfpkit.model.answers.target_numbers import published_numbers
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.target import StockShare
from rfpkit.model.terms import Definition
from rfpkit.model.words import plain
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import capital

SCHOOL_DAYS: Final = "school-days"
"""The calendar whose open dates are school days."""


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
    own = {one.id for one in solicitation.ticket_events or () if one.definition}
    names = {calendar.id: calendar.name for calendar in solicitation.calendars}
    return {
        "events": sorted(
            {name for level in solicitation.service_levels for name in level.events} - own
        ),
        "own": [
            {"title": capital(one.title or plain(one.id)), "definition": one.definition}
            for one in solicitation.ticket_events or ()
            if one.definition
        ],
        "stock": any(_has_users(level) for level in solicitation.service_levels),
        "school_days": names.get(SCHOOL_DAYS, ""),
        "other_school_days": any(map(_on_another_calendar, solicitation.service_levels)),
    }


def _on_another_calendar(level: ServiceLevel) -> bool:
    """Whether a level counts school days on a calendar of another name: its clock is that one."""
    calendar = getattr(level.measure, "calendar", None)
    units = {number.unit for number in published_numbers(level)}
    return calendar not in {None, SCHOOL_DAYS} and "school days" in units


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
