"""Reporting: the monthly report, the meetings and the columns of the ticket export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from rfpkit.model.clauses.durations import has_priorities
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, SatisfactionMeasure
from rfpkit.model.kinds.ratio import Good, RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.pause import PauseRule
from rfpkit.model.sentences.ratio import CLOSED
from rfpkit.model.sentences.span import PERIODS
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.target import StockShare
from rfpkit.model.words import joined, plain
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import capital, label

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
        "feeds": _feeds(solicitation.service_levels),
    }
    if duty.meetings:
        parts["meetings"] = {"text": duty.meetings}
    return {"parts": parts}


def export_columns(levels: Iterable[ServiceLevel]) -> list[Part]:
    """Returns the columns of the ticket export, each with the levels that need it."""
    on_tickets = [level for level in levels if feed_of(level) is None]
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
    for name in dict.fromkeys(attributes(level)):
        yield _ATTRIBUTES.get(name, (label(name), f"The ticket's {plain(name)}"))
    if has_priorities(level):
        yield "Priority", "The priority at that time; a change makes a row of its own"
    match level.measure:
        case DurationMeasure() as measure:
            yield from _clock(measure.start, measure.stop, measure.pause)
        case RatioMeasure() as measure:
            yield from _ratio(measure)
        case StatisticMeasure() as measure:
            yield from _clock(measure.start or (), measure.stop or (), measure.pause or ())
            yield from _number(measure.number)
            yield from _rating(measure.rating, "its scale")
        case AccumulationMeasure() as measure:
            yield from _clock(measure.start, measure.stop, measure.pause or ())
        case SatisfactionMeasure() as measure:
            yield from _rating(measure.dimension, str(measure.scale))
        case StockMeasure() | DutyMeasure():
            return
        case _:
            assert_never(level.measure)
    if level.exclude:
        yield "Exclusion", "Reason, and who approved it"


def _clock(
    start: Sequence[str], stop: Sequence[str], pauses: Sequence[PauseRule]
) -> Iterable[Column]:
    for event in (*start, *stop):
        yield f"Time: {plain(event)}", f"When the ticket reached *{plain(event)}*"
    if pauses:
        yield "Pauses", "Start, end and reason of each, with its evidence"
    if any(rule.evidence is not None for rule in pauses):
        yield "Evidence", "What proves a pause, on the row that begins it; empty without one"


def _ratio(measure: RatioMeasure) -> Iterable[Column]:
    good = measure.good
    for event in (*(measure.counted or CLOSED), *([good.event] if good.event else [])):
        yield f"Time: {plain(event)}", f"When the ticket reached *{plain(event)}*"
    yield from _number(good.number)
    yield from _rating(good.rating or good.rated, "its scale")
    if good.fact is not None:
        yield (
            capital(plain(good.fact)),
            f"One word for each ticket, such as {joined(good.one_of or (), 'or')}",
        )


def _number(name: str | None) -> Iterable[Column]:
    if name is not None:
        yield capital(plain(name)), "A number for each ticket, as its last row says"


def _rating(dimension: str | None, scale: str) -> Iterable[Column]:
    if dimension is not None:
        what = plain(dimension)
        text = f"The customer's answer about {what}, 1 to {scale}; empty without one"
        yield f"Rating: {what}", text


def attributes(level: ServiceLevel) -> Iterable[str]:
    """Yields what a level asks of each ticket: its site, its device, its class."""
    yield from level.applies_to.filters()
    if level.attainment.floor is not None:
        yield level.attainment.floor.by
    for row in level.target if isinstance(level.target, tuple) else ():
        yield from (name for name in ("device_class", "site") if getattr(row, name))
    match level.measure:
        case DurationMeasure() as measure:
            yield from ["site"] if measure.calendar_by_site else []
            yield from _SAME_FAULT if measure.reopen_by == "device_and_fault" else ()
        case RatioMeasure(good=Good(not_again="device")):
            yield "device"
        case RatioMeasure(good=Good(not_again="device_and_fault")):
            yield from _SAME_FAULT
        case AccumulationMeasure() as measure:
            yield measure.unit
        case _:
            return


def _feeds(levels: Iterable[ServiceLevel]) -> list[Part]:
    """Returns the tables beside the tickets, each with what it holds and who needs it."""
    needed: dict[str, dict[str, None]] = {}
    titles: dict[str, list[str]] = {}
    for level in levels:
        if (feed := feed_of(level)) is not None:
            needed.setdefault(feed, {})[_rows(level)] = None
            titles.setdefault(feed, []).append(level.title)
    return [
        {"name": feed, "text": "; ".join(texts), "levels": joined(titles[feed])}
        for feed, texts in needed.items()
    ]


def feed_of(level: ServiceLevel) -> str | None:
    """Returns the feed that a level counts; None where it counts tickets."""
    match level.measure:
        case RatioMeasure() | StatisticMeasure() | StockMeasure() | DutyMeasure():
            return level.measure.feed
        case _:
            return None


def _rows(level: ServiceLevel) -> str:
    match level.measure:
        case StockMeasure() as measure:
            users = ", number of users" if isinstance(level.target, StockShare) else ""
            return (
                f"Date, {plain(measure.by)}, number of {plain(measure.of)} ready "
                f"to hand out{users}, on each {measure.each}"
            )
        case DutyMeasure() as measure:
            period = PERIODS[level.attainment.per]
            return (
                f"Date and time of each delivery, what it is ({plain(measure.item)}), and a day "
                f"of the {period} that it is for"
            )
        case StatisticMeasure() as measure:
            often = ", how often it counts" if measure.weight is not None else ""
            return f"Date and time, {_place(level)}value{often}"
        case RatioMeasure() as measure:
            what = plain(measure.good.fact or measure.good.number or "value")
            return f"Date and time, {_place(level)}{what}, a row for each that is counted"
        case _:
            return ""


def _place(level: ServiceLevel) -> str:
    floor = level.attainment.floor
    return "site, " if level.applies_to.site or (floor and floor.by == "site") else ""


_SAME_FAULT = ("device", "fault")
_ATTRIBUTES = {
    "service": ("Service", "The kind of service, such as device repair"),
    "device_class": ("Device class", "The class of the device, such as student laptop"),
    "device": ("Device", "The tag or serial number of the device, the same on all its tickets"),
    "fault": ("Fault", "What is wrong with the device, in a word from a list"),
    "site": ("Site", "The school or office, by its number"),
    "audience": ("Audience", "The group of people whom the ticket serves; never a name"),
}
