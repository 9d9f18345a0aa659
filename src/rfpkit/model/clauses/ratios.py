"""What makes a counted request, or a row of a feed, a good one, and when that is known."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.endings import ends_work
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.references import Promises
from rfpkit.model.sentences.events import write_participles
from rfpkit.model.sentences.population import calendar_name
from rfpkit.model.sentences.ratio import CLOSED
from rfpkit.model.words import plain


def ratio_clauses(measure: RatioMeasure, document: Promises) -> Iterable[str]:
    """Yields the rules of a ratio's test."""
    what = "request" if measure.feed is None else "row"
    good = measure.good
    match good.test:
        case "event":
            yield (
                f"“{plain(good.event or '')}” counts as often as it is recorded up to the moment "
                "at which the request is counted; records of one instant count once."
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
        yield from _undone(measure)


def _comebacks(measure: RatioMeasure, document: Promises) -> Iterable[str]:
    good = measure.good
    if good.not_again == "ticket":
        yield (
            f"The window begins when a request is first {_counted(measure)}; the request is a miss "
            "if work on it goes on within the window."
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


def _undone(measure: RatioMeasure) -> Iterable[str]:
    undone = [name for name in measure.counted or CLOSED if ends_work(name)]
    if undone:
        yield f"Work that goes on after a request is {write_participles(undone)} undoes this."


def _window(measure: RatioMeasure, within: TimeLimit, document: Promises) -> str:
    match within.unit:
        case Unit.CALENDAR_DAYS:
            return "The window ends at the same clock time, that many calendar days later."
        case Unit.BUSINESS_DAYS:
            return "The window ends at the close of its last business day."
        case _:
            name = calendar_name(measure.calendar, document)
            return f"The window runs on the {name} calendar."


def _counted(measure: RatioMeasure) -> str:
    return write_participles(measure.counted or CLOSED)
