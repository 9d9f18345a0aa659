"""The rows of a metric sheet that define what is measured, for each kind of level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from rfpkit.model.calendars.calendar import ALWAYS
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, SatisfactionMeasure, SatisfactionMethod
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.limit import Limit
from rfpkit.model.pause import PauseRule
from rfpkit.model.sentences.events import title
from rfpkit.model.sentences.population import ELAPSED, calendar_name
from rfpkit.model.sentences.ratio import CLOSED
from rfpkit.model.sentences.span import PERIODS
from rfpkit.model.sentences.statistic import statistic_name
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.terms import Definition
from rfpkit.model.words import joined, plain, proper
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import capital


def definition(level: ServiceLevel, solicitation: Solicitation) -> Iterable[Part]:
    """Yields the rows Definition and, where a clock runs, Pauses."""
    match level.measure:
        case DurationMeasure() as measure:
            yield _clock(measure, solicitation)
            yield _pauses(measure.pause, solicitation, measure.pause_total)
        case RatioMeasure() as measure:
            yield _defined(_ratio(measure, solicitation))
        case StatisticMeasure() as measure:
            yield _defined(
                f"{capital(statistic_name(measure))} of {_values(measure, solicitation)}",
                measure.calendar,
            )
            if measure.stop is not None:
                yield _pauses(measure.pause or (), solicitation)
        case StockMeasure() as measure:
            yield _defined(_stock(level, measure), measure.calendar)
        case AccumulationMeasure() as measure:
            yield _defined(_outages(measure, solicitation), measure.calendar)
            yield _pauses(measure.pause or (), solicitation)
        case DutyMeasure() as measure:
            period = PERIODS[level.attainment.per]
            text = f"The {plain(measure.item)} for each {period}, as noted in {measure.feed}"
            yield _defined(text, measure.calendar)
        case SatisfactionMeasure() as measure:
            method = _METHODS[measure.method].format(best=measure.scale, next=measure.scale - 1)
            yield _defined(
                f"{method}, on the survey question about {plain(measure.dimension)}, "
                f"scale 1 to {measure.scale}"
            )
        case _:
            assert_never(level.measure)


def named(name: str, defined: Iterable[Definition]) -> str:
    """Returns the title of a definition; the id as words where none is defined."""
    return next((item.name for item in defined if item.id == name), plain(name))


def _defined(text: str, calendar: str | None = None) -> Part:
    row: Part = {"term": "Definition", "text": text}
    return row | {"see": f"support-hours.{calendar}"} if calendar not in {None, ALWAYS} else row


def _clock(measure: DurationMeasure, solicitation: Solicitation) -> Part:
    text = (
        f"Service time from *{_events(measure.start, solicitation)}* to "
        f"*{_events(measure.stop, solicitation)}* {_on(measure.calendar, solicitation)}"
    )
    for site, calendar in (measure.calendar_by_site or {}).items():
        text += f"; at {proper(site)} on {calendar_name(calendar, solicitation)}"
    return _defined(text, measure.calendar)


def _ratio(measure: RatioMeasure, solicitation: Solicitation) -> str:
    if measure.feed is not None:
        return f"Rows of {measure.feed} of which the target is true, among all rows"
    counted = _events(measure.counted or CLOSED, solicitation)
    return f"Requests of which the target is true, among all that are *{counted}*"


def _values(measure: StatisticMeasure, solicitation: Solicitation) -> str:
    if measure.stop is not None:
        start = measure.start or ("reported",)
        ended = _events(measure.stop, solicitation)
        return f"service time from *{_events(start, solicitation)}* to *{ended}*"
    if measure.feed is not None:
        weighted = ", each counted as often as its base says" if measure.weight else ""
        return f"the values in {measure.feed}{weighted}"
    return f"*{plain(measure.number or measure.rating or '')}* of each closed request"


def _stock(level: ServiceLevel, measure: StockMeasure) -> str:
    places = {"site": "at each site", "district": "in the District as a whole"}
    users = ", divided by the number of users there" if "%" in str(level.target) else ""
    return (
        f"{capital(plain(measure.of))} ready to hand out {places[measure.by]}, counted "
        f"each {measure.each}{users}"
    )


def _outages(measure: AccumulationMeasure, solicitation: Solicitation) -> str:
    free = f", without the first {measure.free} of each" if measure.free is not None else ""
    return (
        f"All outages of a {measure.unit} together{free}, each from "
        f"*{_events(measure.start, solicitation)}* to "
        f"*{_events(measure.stop, solicitation)}* {_on(measure.calendar, solicitation)}"
    )


def _events(names: Sequence[str], solicitation: Solicitation) -> str:
    return joined([title(name, solicitation) for name in names], "or")


def _on(calendar: str, solicitation: Solicitation) -> str:
    name = calendar_name(calendar, solicitation)
    return "in elapsed time" if name == ELAPSED else f"on {name}"


def _pauses(
    pauses: Sequence[PauseRule], solicitation: Solicitation, total: Limit | None = None
) -> Part:
    if not pauses:
        return {"term": "Pauses", "text": "None"}
    names = [named(rule.reason, solicitation.pauses) + _caps(rule) for rule in pauses]
    together = f"; all together at most {total}" if total is not None else ""
    return {
        "term": "Pauses",
        "text": capital(joined(names, "or")) + together,
        "see": "definitions.pauses",
    }


def _caps(rule: PauseRule) -> str:
    caps = [
        *([f"at most {rule.each} each"] if rule.each is not None else []),
        *([f"at most {rule.total} in all"] if rule.total is not None else []),
        *(["with evidence"] if rule.evidence is not None else []),
    ]
    return f" ({', '.join(caps)})" if caps else ""


_METHODS = {
    SatisfactionMethod.TOP_TWO_BOX: "Ratings of {next} or {best} divided by all ratings",
    SatisfactionMethod.TOP_BOX: "Ratings of {best} divided by all ratings",
    SatisfactionMethod.MEAN_OVER_MAX: "Mean rating divided by {best}",
    SatisfactionMethod.MEAN_RESCALED: "Mean rating less 1, divided by {next}",
}
