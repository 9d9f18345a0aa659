"""The columns of the ticket export: exactly those that the levels need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import assert_never

from rfpkit.model.clauses.durations import has_priorities
from rfpkit.model.clauses.pauses import named
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, SatisfactionMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.pause import PauseRule
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined, listed, plain
from rfpkit.render.view.annexes.stamps import stamp
from rfpkit.render.view.reporting import attributes, feed_of
from rfpkit.render.view.writing import capital


@dataclass
class Column:
    """A column that a level needs."""

    reads: str
    """What a mapping reads there: `ticket`, `at`, `state`, `site`, `rating quality` …"""
    kind: str
    """How its values are written."""
    example: str
    holds: str
    levels: list[str] = field(default_factory=list)
    """Titles of the levels that need it."""

    @property
    def name(self) -> str:
        """The column's name in the file: `device_class`, `rating_quality`."""
        return _NAMES.get(self.reads, self.reads.replace(" ", "_").replace("-", "_"))


def columns(solicitation: Solicitation) -> list[Column]:
    """Returns the columns in the order of the file, each with the levels that need it."""
    found: dict[str, Column] = {}
    for level in solicitation.service_levels:
        if feed_of(level) is None:
            for column in _needed(level, solicitation):
                kept = found.setdefault(column.reads, column)
                if level.title not in kept.levels:
                    kept.levels.append(level.title)
    _list_exclusions(found, solicitation)
    order = list(_NAMES)
    return sorted(
        found.values(), key=lambda one: order.index(one.reads) if one.reads in order else len(order)
    )


def level_names(titles: list[str], solicitation: Solicitation) -> str:
    """Writes titles of levels: `every level on tickets` where it is all of them."""
    of_tickets = [one for one in solicitation.service_levels if feed_of(one) is None]
    return "Every level on tickets" if len(titles) == len(of_tickets) > 1 else joined(titles)


_NAMES = {
    "ticket": "ticket",
    "at": "changed_at",
    "state": "status",
    "priority": "priority",
    "service": "service",
    "audience": "audience",
    "site": "site",
    "device": "device",
    "device_class": "device_class",
    "fault": "fault",
    "evidence": "evidence",
    "exclusion": "exclusion",
}
_WORDS = {
    "service": ("device repair", "The kind of service"),
    "device_class": ("student laptop", "The class of the device"),
    "device": ("LT-20417", "Asset tag or serial number, the same on all tickets of the device"),
    "fault": ("screen", "What is wrong with the device, in a word from a list"),
    "site": ("north school", "The school or office"),
    "audience": ("students", "The group of people whom the ticket serves; never a name"),
}


def _needed(level: ServiceLevel, solicitation: Solicitation) -> Iterator[Column]:
    yield Column("ticket", "Text", "T-104233", "Number of the ticket, never used again")
    yield Column("at", "Date and time", stamp(solicitation), "When the status of the row began")
    yield Column("state", "Word from the list of states", "Reported", "The status that began")
    for name in dict.fromkeys(attributes(level)):
        yield _attribute(name, level)
    if has_priorities(level) or "priority" in _floors(level):
        known = [one.id for one in solicitation.priorities]
        kind = f"One of {joined(known, 'or')}" if known else "Word"
        yield Column("priority", kind, known[0] if known else "P1",
                     "The priority from then on; a change makes a row of its own")  # fmt: skip
    yield from _of_measure(level)
    if level.exclude:
        text = "Why the ticket is left out of the count; empty otherwise"
        example = named(level.exclude[0], solicitation.exclusions)
        yield Column("exclusion", "Empty, or a reason", example, text)


def _list_exclusions(found: dict[str, Column], solicitation: Solicitation) -> None:
    """Lists the reasons of all levels, not only those of the first that has some."""
    used = dict.fromkeys(
        name
        for level in solicitation.service_levels
        if feed_of(level) is None
        for name in level.exclude
    )
    reasons = [named(name, solicitation.exclusions) for name in used]
    if reasons:
        found["exclusion"].kind = f"Empty, or {listed(reasons)}"


def _floors(level: ServiceLevel) -> list[str]:
    return [level.attainment.floor.by] if level.attainment.floor is not None else []


def _attribute(name: str, level: ServiceLevel) -> Column:
    example, text = _WORDS.get(name, (plain(name), f"The ticket's {plain(name)}"))
    values = level.applies_to.filters().get(name)
    kind = "Text" if name == "device" else "Word from a list"
    return Column(name, kind, plain(values[0]) if values else example, text)


def _of_measure(level: ServiceLevel) -> Iterator[Column]:
    match level.measure:
        case DurationMeasure() as measure:
            yield from _evidence(measure.pause)
        case RatioMeasure(good=good):
            yield from _number(good.number)
            yield from _rating(good.rating or good.rated, "its scale")
            if good.fact is not None:
                words = joined(good.one_of or (), "or")
                text = f"One word for each ticket; good are {words}"
                yield Column(f"fact {good.fact}", "Word", (good.one_of or ("yes",))[0], text)
        case StatisticMeasure() as measure:
            yield from _evidence(measure.pause or ())
            yield from _number(measure.number)
            yield from _rating(measure.rating, "its scale")
        case SatisfactionMeasure() as measure:
            yield from _rating(measure.dimension, str(measure.scale))
        case AccumulationMeasure() as measure:
            yield from _evidence(measure.pause or ())
        case StockMeasure() | DutyMeasure():
            return
        case _:
            assert_never(level.measure)


def _evidence(pauses: Iterable[PauseRule]) -> Iterator[Column]:
    if any(rule.evidence is not None for rule in pauses):
        text = "What proves a pause, on the row that begins it; empty otherwise"
        yield Column("evidence", "Text", "Quote 8841", text)


def _number(name: str | None) -> Iterator[Column]:
    if name is not None:
        text = f"{capital(plain(name))} of the ticket, as its last row says"
        yield Column(f"number {name}", "Number", "1", text)


def _rating(dimension: str | None, scale: str) -> Iterator[Column]:
    if dimension is not None:
        text = f"The customer's answer about {plain(dimension)}; empty without one"
        yield Column(f"rating {dimension}", f"Whole number, 1 to {scale}", "5", text)
