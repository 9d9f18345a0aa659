"""What the levels of a contract choose or count by, and an export holds in a column of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rfpkit.model.contract import Contract
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, Measure, SatisfactionMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.pause import Pause
from rfpkit.model.service_level import ServiceLevel


def wanted_columns(contract: Contract) -> dict[str, tuple[str, ...]]:
    """Returns each place of a mapping that a level needs, `survey.quality`, with those levels."""
    found: dict[str, dict[str, None]] = {}
    for level in contract.service_levels:
        for place in (*_chosen_by(level), *_places(level.measure)):
            found.setdefault(place, {})[level.id] = None
    return {place: tuple(levels) for place, levels in found.items()}


def _chosen_by(level: ServiceLevel) -> Iterator[str]:
    """Yields the columns by which a level chooses its tickets; rows of a feed are not tickets."""
    measure = level.measure
    of_a_feed = isinstance(measure, StockMeasure | DutyMeasure)
    if not of_a_feed and not (isinstance(measure, RatioMeasure) and measure.feed):
        yield from (f"columns.{name}" for name in level.applies_to.filters())


def _places(measure: Measure) -> Iterator[str]:
    match measure:
        case SatisfactionMeasure():
            yield f"survey.{measure.dimension}"
        case StatisticMeasure():
            yield from _named(survey=measure.rating, numbers=measure.number)
            yield from _evidence(measure.pause or ())
        case RatioMeasure(feed=None):
            good = measure.good
            rated = good.rating or good.rated
            yield from _named(survey=rated, numbers=good.number, facts=good.fact)
        case DurationMeasure():
            yield from _evidence(measure.pause)
        case AccumulationMeasure():
            yield from _evidence(measure.pause or ())
        case RatioMeasure() | StockMeasure() | DutyMeasure():
            return  # their rows are those of a feed
        case _:
            assert_never(measure)


def _named(**columns: str | None) -> Iterator[str]:
    yield from (f"{group}.{name}" for group, name in columns.items() if name is not None)


def _evidence(pauses: tuple[Pause, ...]) -> Iterator[str]:
    if any(pause.evidence == "required" for pause in pauses):
        yield "columns.evidence"
