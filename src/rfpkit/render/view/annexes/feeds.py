"""The columns of the feeds: tables beside the tickets, for what has no ticket."""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.limit import TimeLimit
from rfpkit.model.sentences.span import PERIODS
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.target import StockShare
from rfpkit.model.words import joined, plain
from rfpkit.render.view.annexes.columns import Column
from rfpkit.render.view.annexes.stamps import month_before, sample_day, stamp
from rfpkit.render.view.reporting import feed_of


def feeds(solicitation: Solicitation) -> dict[str, list[Column]]:
    """Returns the columns of each feed that a level counts, each with the levels that need it."""
    found: dict[str, dict[str, Column]] = {}
    for level in solicitation.service_levels:
        if (feed := feed_of(level)) is not None:
            held = found.setdefault(feed, {})
            for column in _needed(level, solicitation):
                kept = held.setdefault(column.reads, column)
                kept.levels.append(level.title)
                # Two levels on one feed may each have words of their own.
                if column.kind not in kept.kind:
                    kept.kind = f"{kept.kind}, or {column.kind}"
    return {feed: list(held.values()) for feed, held in found.items()}


def _needed(level: ServiceLevel, solicitation: Solicitation) -> Iterator[Column]:
    at, day = stamp(solicitation), sample_day(solicitation)
    match level.measure:
        case StockMeasure() as measure:
            yield Column("at", "Date", f"{day}", f"The {measure.each} of the count")
            yield Column("of", f"“{plain(measure.of)}”", plain(measure.of), "What is counted")
            if measure.by == "site":
                yield Column("site", "Word from the District's list", "north school",
                             "Where it is counted")  # fmt: skip
            yield Column("value", "Whole number", "14", "How many are ready to hand out")
            if isinstance(level.target, StockShare):
                yield Column("base", "Whole number", "420", "How many users the place has")
        case DutyMeasure() as measure:
            yield Column("at", "Date and time", at, "When it was delivered")
            yield Column("of", f"“{plain(measure.item)}”", plain(measure.item), "What it is")
            period = PERIODS[level.attainment.per]
            yield Column(
                "covers", "Date", f"{month_before(day)}", f"A day of the {period} that it is for"
            )
        case StatisticMeasure() as measure:
            yield Column("at", "Date and time", at, "When the row was true")
            yield from _sites(level)
            unit = "seconds" if isinstance(level.target, TimeLimit) else "the value"
            yield Column("value", f"Number, in {unit}", "42", "The value that is judged")
            if measure.weight is not None:
                yield Column("base", "Whole number", "7", "How often the value counts")
        case RatioMeasure() as measure:
            yield Column("at", "Date and time", at, "When it happened")
            yield from _sites(level)
            yield from _good(measure)
        case _:
            return


def _good(measure: RatioMeasure) -> Iterator[Column]:
    if measure.good.fact is not None:
        words = measure.good.one_of or ("yes",)
        text = f"{plain(measure.good.fact)}: good are {joined(words, 'or')}"
        yield Column("fact", "Word", words[0], text)
    elif measure.good.number is not None:
        yield Column(measure.good.number, "Number", "1", "The number that is judged")


def _sites(level: ServiceLevel) -> Iterator[Column]:
    floor = level.attainment.floor
    if level.applies_to.site or (floor is not None and floor.by == "site"):
        yield Column("site", "Word from the District's list", "north school", "Where it happened")
