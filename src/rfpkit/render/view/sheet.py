"""A level's metric sheet: goal, target, definition, calculation, exclusions, period, credit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil
from typing import assert_never

from rfpkit.model.attainment import AllowMisses, Attainment, CountedBy
from rfpkit.model.measure import (
    DurationMeasure,
    Measure,
    SatisfactionMeasure,
    SatisfactionMethod,
    StockMeasure,
)
from rfpkit.model.scalars import write_share
from rfpkit.model.sentence import PERIODS
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.target import StockShare
from rfpkit.model.terms import Definition
from rfpkit.model.words import joined, long_date, plain
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import capital

SAMPLE = 200
"""Number of requests in the worked example of a calculation."""


def sheet(level: ServiceLevel, solicitation: Solicitation) -> list[Part]:
    """Returns the rows of the sheet: `term`, then `text` or `items`, and `see` for a reference."""
    rows = [
        _row("Goal", _goal(level, solicitation)),
        _row("Applies to", _population(level)),
        _row("Target", _target(level)),
        *_definition(level, solicitation),
        _row("Calculation", *_calculation(level)),
        _exclusions(level, solicitation),
        _row("Period", *_period(level)),
        _row("Credit", *_credit(level)),
        _row("Report", _report(level)),
        _row("Baseline", _baseline(level)),
        _row("Reason", level.rationale or ""),
    ]
    return [row for row in rows if "items" in row or row["text"]]


def targets(level: ServiceLevel) -> list[str]:
    """Returns what each ticket, rating or place must reach, a line for each priority."""
    match level.target:
        case None:
            return [_rating(level.measure)]
        case dict() as by_priority:
            return [f"{name}: {limit}" for name, limit in by_priority.items()]
        case _:
            return [str(level.target)]


def owed(level: ServiceLevel) -> str:
    """Writes the attainment that is owed: `95%`, `94%, then 97% from July 1, 2027`."""
    if level.attainment.at_least is not None:
        return write_share(level.attainment.at_least)
    first, *later = level.attainment.steps
    steps = [f"{write_share(step.at_least)} from {long_date(step.first)}" for step in later]
    return ", then ".join([write_share(first.at_least), *steps])


def _target(level: ServiceLevel) -> str:
    return f"{'; '.join(targets(level))}; at least {owed(level)}"


def _rating(measure: Measure) -> str:
    if not isinstance(measure, SatisfactionMeasure):
        return "–"
    best = measure.scale
    match measure.method:
        case SatisfactionMethod.TOP_TWO_BOX:
            return f"Rating of {best - 1} or {best}"
        case SatisfactionMethod.TOP_BOX:
            return f"Rating of {best}"
        case SatisfactionMethod.MEAN_OVER_MAX | SatisfactionMethod.MEAN_RESCALED:
            return "Mean rating"
        case _:
            assert_never(measure.method)


def _goal(level: ServiceLevel, solicitation: Solicitation) -> str:
    found = next((goal for goal in solicitation.goals if goal.id == level.goal), None)
    if found is None:
        return ""
    return found.statement + (f" *{found.tied_to}.*" if found.tied_to else "")


def _population(level: ServiceLevel) -> str:
    parts = [
        f"{capital(plain(name))}: {joined([plain(value) for value in values], 'or')}"
        for name, values in level.applies_to.filters().items()
    ]
    every = "Every request"
    if isinstance(level.measure, StockMeasure):
        every = "Every site" if level.measure.by == "site" else "The District as a whole"
    return ". ".join(parts) or every


def _definition(level: ServiceLevel, solicitation: Solicitation) -> Iterable[Part]:
    match level.measure:
        case DurationMeasure() as measure:
            yield _clock(measure, solicitation)
            yield _pauses(measure, solicitation)
        case SatisfactionMeasure() as measure:
            yield _row(
                "Definition",
                f"{_METHODS[measure.method].format(best=measure.scale, next=measure.scale - 1)}, "
                f"on the survey question about {plain(measure.dimension)}, "
                f"scale 1 to {measure.scale}",
            )
        case StockMeasure() as measure:
            places = {"site": "at each site", "district": "in the District as a whole"}
            yield _row(
                "Definition",
                f"{capital(plain(measure.of))} ready to hand out {places[measure.by]}, counted "
                f"each {measure.each}, divided by the number of users there",
            )
        case _:
            assert_never(level.measure)


def _clock(measure: DurationMeasure, solicitation: Solicitation) -> Part:
    names = {calendar.id: calendar.name for calendar in solicitation.calendars}
    row = _row(
        "Definition",
        f"Service time from *{_events(measure.start)}* to *{_events(measure.stop)}* on "
        f"{names.get(measure.calendar, 'Elapsed Time')}",
    )
    return row | {"see": f"support-hours.{measure.calendar}"}


def _events(names: Sequence[str]) -> str:
    return joined([plain(name) for name in names], "or")


def _pauses(measure: DurationMeasure, solicitation: Solicitation) -> Part:
    if not measure.pause:
        return _row("Pauses", "None")
    names = [_named(name, solicitation.pauses) for name in measure.pause]
    return _row("Pauses", capital(joined(names, "or"))) | {"see": "definitions.pauses"}


def _exclusions(level: ServiceLevel, solicitation: Solicitation) -> Part:
    if not level.exclude:
        return _row("Exclusions", "None")
    names = [_named(name, solicitation.exclusions) for name in level.exclude]
    return _row("Exclusions", capital(joined(names, "or"))) | {"see": "definitions.exclusions"}


def _named(name: str, defined: Iterable[Definition]) -> str:
    return next((item.name for item in defined if item.id == name), plain(name))


def _calculation(level: ServiceLevel) -> list[str]:
    kind, unit, good = _COUNTED[type(level.measure)]
    lines = [f"{kind}, as an exact fraction"]
    if isinstance(level.measure, SatisfactionMeasure) and "MEAN" in level.measure.method.name:
        return lines
    for first, share in _shares(level.attainment):
        needed = max(ceil(share * SAMPLE), 1)
        since = f"From {first}, of" if first else "Of"
        missed = write_share(Fraction(needed - 1, SAMPLE))
        lines.append(
            f"{since} {SAMPLE} {unit}, {needed} {good} meet the level; "
            f"{needed - 1} ({missed}) miss it"
        )
    if isinstance(level.target, StockShare):
        users = 450
        lines.append(
            f"A school with {users} users needs {ceil(level.target.share * users)} "
            f"({write_share(level.target.share)} of {users}, and no device is counted in part)"
        )
    return lines


def _shares(attainment: Attainment) -> Iterable[tuple[str, Fraction]]:
    if attainment.at_least is not None:
        yield "", attainment.at_least
    for step in attainment.steps:
        yield long_date(step.first), step.at_least


def _period(level: ServiceLevel) -> Iterable[str]:
    attainment = level.attainment
    period = PERIODS[attainment.per]
    if isinstance(level.measure, StockMeasure):
        yield capital(period)
    elif isinstance(level.measure, SatisfactionMeasure):
        yield f"{capital(period)} in which the request is closed"
    else:
        yield f"{capital(period)} in which the request {_OWNED[attainment.counted_by]}"
    if attainment.minimum is not None:
        yield f"Fewer than {attainment.minimum.tickets} decided requests: {_few(attainment)}"
    if attainment.floor is not None:
        floor = attainment.floor
        yield f"Floor: at least {write_share(floor.at_least)} for each {plain(floor.by)} by itself"


def _few(attainment: Attainment) -> str:
    minimum = attainment.minimum
    if minimum is not None and isinstance(minimum.otherwise, AllowMisses):
        allowed = minimum.otherwise.allow_misses
        return f"the level is met with at most {allowed} missed"
    if minimum is not None and minimum.otherwise == "no_credit":
        return "not judged, and no credit"
    return f"judged with the next {PERIODS[attainment.per]}"


def _credit(level: ServiceLevel) -> list[str]:
    credit = level.credit
    if credit is None:
        return ["None; the result is reported"]
    base = plain(credit.base)
    lines = [f"{write_share(credit.bands[0].below)} and above: no credit"]
    ends = [*(f"{write_share(band.below)} to below" for band in credit.bands[1:]), "Below"]
    for band, stretch in zip(credit.bands, ends, strict=True):
        lines.append(
            f"{stretch} {write_share(band.below)}: {write_share(band.credit)} of the {base}"
        )
    return lines + ([f"At most {credit.cap}"] if credit.cap is not None else [])


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


_METHODS = {
    SatisfactionMethod.TOP_TWO_BOX: "Ratings of {next} or {best} divided by all ratings",
    SatisfactionMethod.TOP_BOX: "Ratings of {best} divided by all ratings",
    SatisfactionMethod.MEAN_OVER_MAX: "Mean rating divided by {best}",
    SatisfactionMethod.MEAN_RESCALED: "Mean rating minus 1, divided by {best} minus 1",
}
_COUNTED = {
    DurationMeasure: ("Met ÷ (met + missed)", "decided requests", "in time"),
    SatisfactionMeasure: ("Satisfied ÷ all ratings", "ratings", "satisfied"),
    StockMeasure: ("Counts that reach the target ÷ all counts", "counts", "at the target"),
}
_OWNED = {
    CountedBy.DUE: "falls due, finished or not",
    CountedBy.STOP: "is finished, or falls due if it is not finished",
    CountedBy.START: "starts its clock",
}
