"""What a level needs of an export and its feeds before anything can be counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from rfpkit.model.effect import Action
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.sla.clocks.timeline import REPORTED

Counted = RatioMeasure | StatisticMeasure | StockMeasure | AccumulationMeasure | DutyMeasure


def needs(measure: Counted, log: EventLog) -> Iterator[str]:
    """Yields each thing that is missing, in words."""
    feed = getattr(measure, "feed", None)
    if feed is not None:
        yield from _feed(measure, feed, log)
        return
    match measure:
        case RatioMeasure():
            yield from _of_ratio(measure, log)
        case StatisticMeasure():
            if measure.stop is not None:
                yield from _events(log, measure.start or (REPORTED,))
                yield from _events(log, measure.stop)
            yield from _column(log, "number", measure.number)
            yield from _rating(log, measure.rating)
        case AccumulationMeasure():
            yield from _events(log, measure.start)
            yield from _events(log, measure.stop)
            yield from _attributes(log, [measure.unit])
        case StockMeasure() | DutyMeasure():
            return
        case _:
            assert_never(measure)


def _of_ratio(measure: RatioMeasure, log: EventLog) -> Iterator[str]:
    good = measure.good
    if measure.counted is not None:
        yield from _events(log, measure.counted)
    if good.event is not None:
        yield from _events(log, [good.event])
    yield from _column(log, "number", good.number)
    yield from _column(log, "fact", good.fact)
    yield from _rating(log, good.rating or good.rated)
    if good.not_again == "device":
        yield from _attributes(log, ["device"])
    elif good.not_again == "device_and_fault":
        yield from _attributes(log, ["device", "fault"])


def _feed(measure: Counted, feed: str, log: EventLog) -> Iterator[str]:
    if feed not in log.feeds:
        yield f"needs the feed `{feed}`, which was not given"
    elif isinstance(measure, RatioMeasure) and measure.good.number not in {None, "value", "base"}:
        yield f"a row of a feed has no number `{measure.good.number}`, only `value` and `base`"


def _events(log: EventLog, names: Iterable[str]) -> Iterator[str]:
    """Yields what is missing where no state is any of the events; each report is implied."""
    known = {one.effect.name for one in log.states if one.effect.action is Action.EVENT}
    if known.isdisjoint(names) and REPORTED not in names:
        yield f"nothing in the mapping gives the event {' or '.join(f'`{one}`' for one in names)}"


def _column(log: EventLog, what: str, name: str | None) -> Iterator[str]:
    if name is not None and f"{what}_{name}" not in log.tickets.columns:
        yield f"the mapping names no column for the {what} `{name}`"


def _rating(log: EventLog, dimension: str | None) -> Iterator[str]:
    if dimension is not None and dimension not in log.ratings:
        yield f"the mapping names no column for ratings of `{dimension}`"


def _attributes(log: EventLog, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name not in log.attributes:
            yield f"the mapping fills no `{name}`, by which the level counts"
