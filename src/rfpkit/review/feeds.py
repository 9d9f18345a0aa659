"""Do the feeds of a mapping hold what a contract's levels count?"""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.feed import Feed
from rfpkit.model.kinds.measure import Measure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.record import Problem
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.target import StockShare


def unfit_feeds(level: ServiceLevel, mapping: ExportMapping) -> Iterator[Problem]:
    """Yields each column that a feed of the mapping lacks for a level.

    A feed that the mapping lacks altogether is no mistake: the level is not measured, and says so.
    """
    name = getattr(level.measure, "feed", None)
    feed = (mapping.feeds or {}).get(name or "")
    if name is None or feed is None:
        return
    for column in _columns(level, level.measure):
        if getattr(feed.columns, column) is None:
            message = f"`{level.id}` counts by the `{column}` of the feed `{name}`, and it has none"
            hint = f"name the column under feeds.{name}.columns: {{{column}: …}}"
            yield Problem(("feeds", name, "columns"), message, hint)
    yield from _unknown_words(level.measure, name, feed)


def _columns(level: ServiceLevel, measure: Measure) -> Iterator[str]:
    match measure:
        case StockMeasure():
            yield "value"
            if isinstance(level.target, StockShare):
                yield "base"
            if measure.by == "site":
                yield "site"
        case RatioMeasure():
            if measure.good.fact is not None:
                yield "fact"
            elif measure.good.number in {"value", "base"}:
                yield measure.good.number
        case StatisticMeasure():
            yield "value"
            if measure.weight is not None:
                yield "base"
        case _:
            return


def _unknown_words(measure: Measure, name: str, feed: Feed) -> Iterator[Problem]:
    """Yields a problem where no word of the feed ever means what the level counts."""
    wanted = getattr(measure, "of", None) or getattr(measure, "item", None)
    meant = set((feed.values or {}).get("of", {}).values())
    if wanted is not None and meant and wanted not in meant:
        message = f"no word of the feed `{name}` means `{wanted}`"
        hint = f"known meanings: {', '.join(sorted(meant))}"
        yield Problem(("feeds", name, "values", "of"), message, hint)
