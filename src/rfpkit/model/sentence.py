"""The controlled sentence of a service level: written from its terms, and read back.

The clause, the workbook and the audit print this one sentence, so that the words and
the arithmetic cannot part. `read(write(promise)) == promise` is a law of the tests.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from rfpkit.model.attainment import Attainment, Period
from rfpkit.model.limit import parse_limit
from rfpkit.model.measure import (
    DurationMeasure,
    SatisfactionMeasure,
    SatisfactionMethod,
    StockMeasure,
)
from rfpkit.model.references import Promises
from rfpkit.model.scalars import parse_share, write_share
from rfpkit.model.service_level import AppliesTo, ServiceLevel
from rfpkit.model.target import StockShare
from rfpkit.model.words import joined, long_date, plain, plural, read_long_date, split

Owed = tuple[tuple[datetime.date | None, Fraction], ...]
"""Shares with the date from which each is owed; None where it always is."""


@dataclass(frozen=True)
class DurationPromise:
    """What the sentence of a duration says."""

    owed: Owed
    population: str
    period: Period
    limits: tuple[tuple[str, str], ...]
    """Priority (empty for all) and limit, as written."""
    within: str
    """`within` or `in less than`."""
    start: tuple[str, ...]
    stop: tuple[str, ...]
    calendar: str


@dataclass(frozen=True)
class SatisfactionPromise:
    """What the sentence of a satisfaction level says."""

    owed: Owed
    population: str
    period: Period
    dimension: str
    scale: int
    method: SatisfactionMethod


@dataclass(frozen=True)
class StockPromise:
    """What the sentence of a stock says."""

    owed: Owed
    period: Period
    of: str
    share: Fraction
    each: str
    by: str
    feed: str


Promise = DurationPromise | SatisfactionPromise | StockPromise


def sentence(level: ServiceLevel, document: Promises) -> str:
    """Returns the level's controlled sentence, as every document prints it."""
    return write(promise(level, document))


def promise(level: ServiceLevel, document: Promises) -> Promise:
    """Returns what the level's sentence says."""
    owed, period = _owed(level.attainment), level.attainment.per
    population = _population(level.applies_to)
    match level.measure:
        case DurationMeasure() as measure:
            within = "within" if measure.comparator == "at_most" else "in less than"
            calendar = _calendar_name(measure.calendar, document)
            start, stop = measure.start, measure.stop
            limits = _limits(level)
            return DurationPromise(owed, population, period, limits, within, start, stop, calendar)
        case SatisfactionMeasure() as measure:
            return SatisfactionPromise(
                owed, population, period, plain(measure.dimension), measure.scale, measure.method
            )
        case StockMeasure() as measure:
            share = level.target.share if isinstance(level.target, StockShare) else Fraction(0)
            return StockPromise(
                owed, period, plain(measure.of), share, measure.each, measure.by, measure.feed
            )
        case _:
            assert_never(level.measure)


def write(told: Promise) -> str:
    """Writes the sentence of a promise."""
    period = PERIODS[told.period]
    match told:
        case DurationPromise():
            return (
                f"The Contractor shall {_verbs(told.stop)} {_write_owed(told.owed)} of "
                f"{told.population}, in each {period}, {told.within} {_write_limits(told.limits)} "
                f"of {joined([_noun(name) for name in told.start], 'or')}, "
                f"on the {told.calendar} calendar."
            )
        case SatisfactionPromise():
            return (
                f"The Contractor shall reach {told.dimension} satisfaction of "
                f"{_write_owed(told.owed)} on {told.population}, in each {period}, as "
                f"{_METHODS[told.method].format(scale=told.scale, below=told.scale - 1)}."
            )
        case StockPromise():
            return (
                f"The Contractor shall keep {told.of} in stock for at least "
                f"{write_share(told.share)} of the users of {_PLACES[told.by]}, on "
                f"{_write_owed(told.owed)} of the {plural(told.each)} in each {period}, "
                f"as counted in the {told.feed} feed."
            )
        case _:
            assert_never(told)


def read(text: str) -> Promise:
    """Reads a sentence that `write` wrote.

    Raises:
        ValueError: the text is not a controlled sentence.
    """
    for form, make in ((_DURATION, _duration), (_SATISFACTION, _satisfaction), (_STOCK, _stock)):
        found = form.fullmatch(text)
        if found is not None:
            return make(found.groupdict())
    message = "not a controlled sentence of a service level"
    raise ValueError(message)


PERIODS = {
    Period.MONTH: "calendar month",
    Period.QUARTER: "calendar quarter",
    Period.SCHOOL_YEAR: "school year",
    Period.CONTRACT_YEAR: "contract year",
    Period.YEAR: "calendar year",
}

# Events that English has a word of its own for; others are named as the contract names them.
_VERBS = {
    "returned": "return",
    "resolved": "resolve",
    "repaired": "repair",
    "closed": "close",
    "acknowledged": "acknowledge",
    "responded": "respond to",
    "delivered": "deliver",
    "replaced": "replace",
    "shipped": "ship",
    "answered": "answer",
    "assigned": "assign",
    "diagnosed": "diagnose",
}
_NOUNS = {
    "received": "receipt",
    "reported": "the customer's report",
    "approved": "approval",
    "picked-up": "pick-up",
    "acknowledged": "acknowledgement",
    "diagnosed": "diagnosis",
    "repaired": "repair",
    "resolved": "resolution",
    "returned": "return",
    "closed": "closure",
}
_PLACES = {"site": "each site", "district": "the District"}
_METHODS = {
    SatisfactionMethod.TOP_TWO_BOX: "the share of ratings of {below} or {scale} among all ratings",
    SatisfactionMethod.TOP_BOX: "the share of ratings of {scale} among all ratings",
    SatisfactionMethod.MEAN_OVER_MAX: "the mean rating divided by {scale}",
    SatisfactionMethod.MEAN_RESCALED: "the mean rating rescaled from 1 to {scale} onto 0% to 100%",
}
_OWED = r"(?P<owed>at least [\d.]+%(?: \(from [^)]+\))?(?:(?:, | and )[\d.]+% \(from [^)]+\))*)"
_PERIOD = rf"(?P<period>{'|'.join(PERIODS.values())})"
_DURATION = re.compile(
    rf"The Contractor shall (?P<stop>.+?) {_OWED} of (?P<population>.+), in each {_PERIOD}, "
    r"(?P<within>within|in less than) (?P<limits>.+) of (?P<start>.+), "
    r"on the (?P<calendar>.+) calendar\."
)
_SATISFACTION = re.compile(
    rf"The Contractor shall reach (?P<dimension>.+) satisfaction of {_OWED} on "
    rf"(?P<population>.+), in each {_PERIOD}, as (?P<method>.+)\."
)
_STOCK = re.compile(
    r"The Contractor shall keep (?P<of>.+) in stock for at least (?P<share>[\d.]+%) of the users "
    rf"of (?P<by>.+), on {_OWED} of the (?P<each>.+) in each {_PERIOD}, "
    r"as counted in the (?P<feed>.+) feed\."
)


def _owed(attainment: Attainment) -> Owed:
    if attainment.at_least is not None:
        return ((None, attainment.at_least),)
    return tuple((step.first, step.at_least) for step in attainment.steps)


def _population(scope: AppliesTo) -> str:
    services = [plain(name) for name in scope.service or ()]
    text = f"{joined(services)} requests" if services else "requests"
    if scope.device_class:
        text += " for " + joined([plural(plain(name)) for name in scope.device_class])
    if scope.audience:
        text += " from " + joined([plain(name) for name in scope.audience])
    if scope.site:
        text += " at " + joined([plain(name) for name in scope.site])
    return text


def _calendar_name(name: str, document: Promises) -> str:
    for calendar in document.calendars:
        if calendar.id == name:
            return calendar.name
    return "Elapsed Time"


def _limits(level: ServiceLevel) -> tuple[tuple[str, str], ...]:
    if isinstance(level.target, dict):
        return tuple((name, str(limit)) for name, limit in level.target.items())
    return (("", str(level.target)),)


def _verbs(stop: tuple[str, ...]) -> str:
    return joined([_VERBS.get(name, f"bring to `{name}`") for name in stop], "or")


def _noun(start: str) -> str:
    return _NOUNS.get(start, f"`{start}`")


def _write_owed(owed: Owed) -> str:
    parts = [
        write_share(share) + (f" (from {long_date(first)})" if first else "")
        for first, share in owed
    ]
    return f"at least {joined(parts)}"


def _write_limits(limits: tuple[tuple[str, str], ...]) -> str:
    return joined([limit + (f" ({name})" if name else "") for name, limit in limits], "or")


def _read_owed(text: str) -> Owed:
    found = re.findall(r"([\d.]+%)(?: \(from ([^)]+)\))?", text)
    return tuple(
        (read_long_date(first) if first else None, parse_share(share)) for share, first in found
    )


def _read_limits(text: str) -> tuple[tuple[str, str], ...]:
    limits = []
    for part in split(text, "or"):
        found = re.fullmatch(r"(.+?)(?: \((.+)\))?", part)
        limits.append((found[2] or "", str(parse_limit(found[1]))) if found else ("", part))
    return tuple(limits)


def _read_names(text: str, words: Mapping[str, str]) -> tuple[str, ...]:
    names = {word: name for name, word in words.items()}
    return tuple(
        names[part] if part in names else part.removeprefix("bring to ").strip("`")
        for part in split(text, "or")
    )


def _key(words: Mapping[str, str], text: str) -> str:
    return next(name for name, word in words.items() if word == text)


def _period(text: str) -> Period:
    return next(period for period, word in PERIODS.items() if word == text)


def _duration(parts: dict[str, str]) -> DurationPromise:
    return DurationPromise(
        owed=_read_owed(parts["owed"]),
        population=parts["population"],
        period=_period(parts["period"]),
        limits=_read_limits(parts["limits"]),
        within=parts["within"],
        start=_read_names(parts["start"], _NOUNS),
        stop=_read_names(parts["stop"], _VERBS),
        calendar=parts["calendar"],
    )


def _satisfaction(parts: dict[str, str]) -> SatisfactionPromise:
    for method, words in _METHODS.items():
        form = re.escape(words).replace(r"\{scale\}", r"(?P<scale>\d+)")
        form = form.replace(r"\{below\}", r"\d+")
        found = re.fullmatch(form, parts["method"])
        if found is not None:
            return SatisfactionPromise(
                owed=_read_owed(parts["owed"]),
                population=parts["population"],
                period=_period(parts["period"]),
                dimension=parts["dimension"],
                scale=int(found["scale"]),
                method=method,
            )
    message = "no known way to turn ratings into a share"
    raise ValueError(message)


def _stock(parts: dict[str, str]) -> StockPromise:
    return StockPromise(
        owed=_read_owed(parts["owed"]),
        period=_period(parts["period"]),
        of=parts["of"],
        share=parse_share(parts["share"]),
        each=parts["each"].removesuffix("s"),
        by=_key(_PLACES, parts["by"]),
        feed=parts["feed"],
    )
