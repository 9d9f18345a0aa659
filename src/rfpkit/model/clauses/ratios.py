"""What makes a counted request, or a row of a feed, a good one, and when that is known."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.endings import ends_work
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.references import Promises
from rfpkit.model.sentences.events import recorded, title
from rfpkit.model.sentences.population import calendar_name, write_clock
from rfpkit.model.sentences.ratio import CLOSED


def ratio_clauses(measure: RatioMeasure, document: Promises) -> Iterable[str]:
    """Yields the rules of a ratio's test."""
    what = "request" if measure.feed is None else "row"
    good = measure.good
    match good.test:
        case "event":
            yield (
                f"“{title(good.event or '', document)}” counts as often as it is recorded up to "
                "the moment at which the request is counted; records of one instant count once."
            )
        case "number" | "fact":
            last = "What its last record says counts; a" if what == "request" else "A"
            case = ", and capital letters make no difference" if good.test == "fact" else ""
            yield f"{last} {what} of which nothing is recorded is not scorable{case}."
        case "rating":
            yield "A request without a rating is left out of the count."
        case "rated":
            yield "A request without a rating is a miss."
        case _:
            yield from _comebacks(measure, document)
    if measure.feed is None and good.not_again != "ticket":
        yield from _undone(measure, document)


def _comebacks(measure: RatioMeasure, document: Promises) -> Iterable[str]:
    good = measure.good
    if good.not_again == "ticket":
        yield (
            f"The window begins when {_counted(measure, document)} is first recorded for a "
            "request; the request is a miss if work on it goes on within the window."
        )
    else:
        same = "device and fault" if good.not_again == "device_and_fault" else "device"
        yield (
            f"A request is a miss if a new request for the same {same}, of which this level "
            "speaks and which is not left out, is made after it was counted and within the "
            f"window; a request without a {same.replace(' and ', ' or a ')} is not scorable."
        )
    if good.within is not None:
        yield f"{_window(measure, good.within, document)} Until it ends, the request is pending."


def _undone(measure: RatioMeasure, document: Promises) -> Iterable[str]:
    undone = [name for name in measure.counted or CLOSED if ends_work(name)]
    if undone:
        event = recorded(undone, document)
        yield f"If work on a request goes on after {event} was recorded, the record does not count."


def _window(measure: RatioMeasure, within: TimeLimit, document: Promises) -> str:
    match within.unit:
        case Unit.CALENDAR_DAYS:
            return "The window ends at the same clock time, that many calendar days later."
        case Unit.BUSINESS_DAYS:
            return "The window ends at the close of its last business day."
        case _:
            name = calendar_name(measure.calendar, document)
            return f"The window runs {write_clock(name)}."


def _counted(measure: RatioMeasure, document: Promises) -> str:
    return recorded(measure.counted or CLOSED, document)
