"""A level's metric sheet: goal, target, definition, calculation, exclusions, period, credit."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.attainment import AllowMisses, Attainment, CountedBy
from rfpkit.model.clauses.attainment import fewer
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, Measure, SatisfactionMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.scalars import write_share
from rfpkit.model.sentences.events import recorded
from rfpkit.model.sentences.ratio import CLOSED
from rfpkit.model.sentences.span import PERIODS, span
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined, listed, plain, proper
from rfpkit.render.view import credit
from rfpkit.render.view.aims import target
from rfpkit.render.view.calculation import calculation
from rfpkit.render.view.definitions_of_levels import definition, named
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import capital


def sheet(level: ServiceLevel, solicitation: Solicitation) -> list[Part]:
    """Returns the rows of the sheet: `term`, then `text` or `items`, and `see` for a reference."""
    rows = [
        _row("Goal", _goal(level, solicitation)),
        _row("Applies to", _population(level)),
        _row("Target", *target(level)),
        *definition(level, solicitation),
        _row("Calculation", *calculation(level)),
        _exclusions(level, solicitation),
        _row("Period", *_period(level, solicitation)),
        _row("Credit", *credit.lines(level)),
        _row("Report", _report(level)),
        _row("Baseline", _baseline(level)),
        _row("Reason", level.rationale or ""),
    ]
    return [row for row in rows if "items" in row or row["text"]]


def _goal(level: ServiceLevel, solicitation: Solicitation) -> str:
    found = next((goal for goal in solicitation.goals if goal.id == level.goal), None)
    if found is None:
        return ""
    return found.statement + (f" *{found.tied_to}.*" if found.tied_to else "")


def _population(level: ServiceLevel) -> str:
    parts = [
        f"{capital(plain(name))}: {joined([_worded(name, value) for value in values], 'or')}"
        for name, values in level.applies_to.filters().items()
    ]
    return ". ".join(parts) or _everything(level.measure)


def _worded(name: str, value: str) -> str:
    return proper(value) if name == "site" else plain(value)


def _everything(measure: Measure) -> str:
    match measure:
        case StockMeasure(by=place):
            return "Every site" if place == "site" else "The District as a whole"
        case AccumulationMeasure(unit=unit):
            return f"Every {unit} that a request names"
        case DutyMeasure():
            return "Every delivery"
        case RatioMeasure(feed=str()) | StatisticMeasure(feed=str()):
            return "Every row of the feed"
        case _:
            return "Every request"


def _exclusions(level: ServiceLevel, solicitation: Solicitation) -> Part:
    if not level.exclude:
        return _row("Exclusions", "None")
    names = [named(name, solicitation.exclusions) for name in level.exclude]
    return _row("Exclusions", capital(listed(names))) | {"see": "definitions.exclusions"}


def _period(level: ServiceLevel, solicitation: Solicitation) -> Iterable[str]:
    attainment = level.attainment
    period = PERIODS[attainment.per]
    yield f"{capital(period)}{_belonging(level, solicitation)}"
    together = span(attainment)
    if together.rolls:
        yield f"Judged together with the {together.before}"
    if attainment.minimum is not None:
        yield f"{capital(fewer(level, attainment.minimum))}: {_few(attainment)}"
    if attainment.floor is not None:
        floor = attainment.floor
        yield f"Floor: at least {write_share(floor.at_least)} for each {plain(floor.by)} by itself"


def _belonging(level: ServiceLevel, solicitation: Solicitation) -> str:
    match level.measure:
        case DurationMeasure():
            return f" in which the request {_OWNED[level.attainment.counted_by]}"
        case StatisticMeasure(stop=tuple()):
            return f" in which the request {_OWNED[level.attainment.counted_by]}"
        case RatioMeasure(feed=None, counted=counted):
            event = recorded(counted or CLOSED, solicitation)
            return f" in which {event} is recorded for the request"
        case SatisfactionMeasure() | StatisticMeasure(feed=None):
            return " in which the request is closed"
        case _:
            return ""


def _few(attainment: Attainment) -> str:
    minimum = attainment.minimum
    if minimum is not None and isinstance(minimum.otherwise, AllowMisses):
        allowed = minimum.otherwise.allow_misses
        return f"the level is met with at most {allowed} missed"
    if minimum is not None and minimum.otherwise == "no_credit":
        return "not judged, and no credit"
    return f"judged with the next {PERIODS[attainment.per]}"


def _report(level: ServiceLevel) -> str:
    return f"Each {level.report.per}, within {level.report.within} calendar days of its end"


def _baseline(level: ServiceLevel) -> str:
    if level.baseline is None:
        return ""
    source = f". {level.baseline.source}" if level.baseline.source else ""
    return f"{level.baseline.value}, {level.baseline.period}{source}"


def _row(term: str, *lines: str) -> Part:
    return (
        {"term": term, "text": lines[0]} if len(lines) == 1 else {"term": term, "items": [*lines]}
    )


_OWNED = {
    CountedBy.DUE: "falls due, finished or not",
    CountedBy.STOP: "is finished, or falls due if it is not finished",
    CountedBy.START: "starts its clock",
}
