"""Reporting: the monthly report, the meetings and the columns of the ticket export."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.measure import DurationMeasure, SatisfactionMeasure, StockMeasure
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined, plain
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import label

Column = tuple[str, str]
"""What a column is called and what it holds."""


def reporting(solicitation: Solicitation) -> Part:
    """Returns the duty to report and the export that the levels need."""
    duty = solicitation.reporting
    parts: dict[str, Part] = {}
    if solicitation.service_levels:
        parts["report"] = {"due": duty.report_due}
    parts["export"] = {
        "due": duty.export_due,
        "rows": export_columns(solicitation.service_levels),
        "extra": list(duty.export_columns),
        "counts": _counts(solicitation.service_levels),
    }
    if duty.meetings:
        parts["meetings"] = {"text": duty.meetings}
    return {"parts": parts}


def export_columns(levels: Iterable[ServiceLevel]) -> list[Part]:
    """Returns the columns of the ticket export, each with the levels that need it."""
    on_tickets = [level for level in levels if not isinstance(level.measure, StockMeasure)]
    needed: dict[Column, list[str]] = {}
    for level in on_tickets:
        for column in dict.fromkeys(_columns(level)):
            needed.setdefault(column, []).append(level.title)
    return [
        {"name": name, "text": text, "levels": _titles(titles, len(on_tickets))}
        for (name, text), titles in needed.items()
    ]


def _titles(titles: list[str], all_levels: int) -> str:
    return "Every level" if len(titles) == all_levels > 1 else joined(titles)


def _columns(level: ServiceLevel) -> Iterable[Column]:
    yield "Ticket", "Number of the ticket, never used again"
    yield "Status", "Every status that the ticket had, one row for each"
    yield "Time of the status", "Date and time to the second at which the status began"
    for name in _attributes(level):
        yield _ATTRIBUTES.get(name, (label(name), f"The ticket's {plain(name)}"))
    if isinstance(level.target, dict):
        yield "Priority", "The priority at that time; a change makes a row of its own"
    match level.measure:
        case DurationMeasure() as measure:
            for event in (*measure.start, *measure.stop):
                yield f"Time: {plain(event)}", f"When the ticket reached *{plain(event)}*"
            if measure.pause:
                yield "Pauses", "Start, end and reason of each, with its evidence"
        case SatisfactionMeasure() as measure:
            what = plain(measure.dimension)
            yield (
                f"Rating: {what}",
                f"The customer's answer about {what}, 1 to {measure.scale}; empty without one",
            )
        case StockMeasure():
            return
    if level.exclude:
        yield "Exclusion", "Reason, and who approved it"


def _attributes(level: ServiceLevel) -> Iterable[str]:
    yield from level.applies_to.filters()
    floor = level.attainment.floor
    if floor is not None and floor.by not in level.applies_to.filters():
        yield floor.by


def _counts(levels: Iterable[ServiceLevel]) -> list[Part]:
    return [
        {
            "name": level.measure.feed,
            "text": f"Date, {plain(level.measure.by)}, number of {plain(level.measure.of)} ready "
            f"to hand out, number of users, on each {level.measure.each}",
            "levels": level.title,
        }
        for level in levels
        if isinstance(level.measure, StockMeasure)
    ]


_ATTRIBUTES = {
    "service": ("Service", "The kind of service, such as device repair"),
    "device_class": ("Device class", "The class of the device, such as student laptop"),
    "site": ("Site", "The school or office, by its number"),
    "audience": ("Audience", "The group of people whom the ticket serves; never a name"),
}
