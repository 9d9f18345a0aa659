"""What is counted beside the requests: stock, deliveries and ratings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import SatisfactionMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.limit import Unit
from rfpkit.model.scalars import write_share
from rfpkit.model.sentences.span import PERIODS
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.words import ordinal_word, plain, plural


def satisfaction_clauses(measure: SatisfactionMeasure) -> Iterable[str]:
    """Yields whom the survey asks, and how many must answer."""
    yield (
        "A customer is asked when the request is closed; a closed request without an "
        "answer is not counted."
    )
    if measure.response_floor is not None:
        floor = write_share(measure.response_floor)
        yield f"The result counts if at least {floor} of the closed requests have a rating."


def stock_clauses(level: ServiceLevel, measure: StockMeasure) -> Iterable[str]:
    """Yields when things are counted, and what a day without a count is."""
    place = " at each site" if measure.by == "site" else ""
    yield f"The Contractor counts{place} once each {measure.each} and delivers every count."
    if measure.calendar is None:
        yield _delivered(measure)
        return
    without = {"missed": "is a miss", "unscorable": "is not scorable"}[measure.missing or "missed"]
    yield (
        f"{_who(level, measure)} for each day on which the calendar is open; a day without one, or "
        f"with one that cannot be read, {without}. A count of a closed day is left out; of "
        f"several counts of {_one_day(measure)} the last one counts."
    )


def duty_clauses(level: ServiceLevel, measure: DutyMeasure) -> Iterable[str]:
    """Yields when a delivery is due, and what it is a delivery of."""
    period = PERIODS[level.attainment.per]
    yield _due(measure, period)
    yield (
        f"A delivery is for the {period} that it names, or for the one before its own date if it "
        "names none; the first one counts. What is not delivered is missed as soon as it is due."
    )


def _delivered(measure: StockMeasure) -> str:
    """Returns what a day is where no calendar says on which days a count is needed."""
    each = f"each count that is delivered stands for one {measure.each} at its site, all together"
    if measure.by == "district":
        each = "the counts of all sites on one day are added up"
    return (
        f"The {plural(measure.each)} of the sentence above are those with a count: {each}. A day "
        "without a count is neither met nor missed, and a count without its number is not "
        f"scorable; of several counts of {_one_day(measure)} the last one counts."
    )


def _one_day(measure: StockMeasure) -> str:
    return "one day" if measure.by == "site" else "one site and day"


def _who(level: ServiceLevel, measure: StockMeasure) -> str:
    site = "site" if level.applies_to.site else "site that has ever reported a count"
    if measure.by == "site":
        return f"Each {site} needs {'a count' if level.applies_to.site else 'one'}"
    return f"The District needs a count, made up of one from each {site},"


def _due(measure: DutyMeasure, period: str) -> str:
    number = measure.within.amount
    what = plain(measure.item)
    be = "are" if what == plural(what) else "is"
    match measure.within.unit:
        case Unit.CALENDAR_DAYS:
            days = f"{ordinal_word(number)} calendar day"
            return (
                f"The {what} {be} due at the end of the {days} after the last day of the {period}."
            )
        case Unit.BUSINESS_DAYS:
            days = f"{ordinal_word(number)} business day"
            return (
                f"The {what} {be} due at the close of the {days} after the last day of the "
                f"{period}."
            )
        case Unit.SECONDS:
            return f"The {what} {be} due when that much service time has passed after the {period}."
        case _:
            assert_never(measure.within.unit)
