"""What each request, value or place must reach, and how many must: in the least words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import assert_never

from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, SatisfactionMeasure, SatisfactionMethod
from rfpkit.model.kinds.ratio import Good, RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.numbers import write_number
from rfpkit.model.scalars import write_share
from rfpkit.model.sentences.limits import whom
from rfpkit.model.sentences.span import PERIODS
from rfpkit.model.sentences.statistic import statistic_name, write_target
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.target import TargetValue
from rfpkit.model.words import joined, long_date, plain
from rfpkit.render.view.writing import capital


def targets(level: ServiceLevel) -> list[str]:  # noqa: PLR0911 (a case for each kind)
    """Returns what must be reached, a line for each limit of its own."""
    match level.measure:
        case DurationMeasure() as measure:
            less = "less than " if measure.comparator == "less_than" else ""
            return list(_limits(level.target, less))
        case RatioMeasure() as measure:
            return [capital(_good(measure.good))]
        case StatisticMeasure() as measure:
            side = "at least" if measure.better == "higher" else "at most"
            return [f"{capital(statistic_name(measure))}: {side} {write_target(level.target)}"]
        case StockMeasure() as measure:
            place = "at each site" if measure.by == "site" else "in the District"
            if isinstance(level.target, Decimal):
                return [f"{write_number(level.target)} {place}"]
            return [str(level.target)]
        case AccumulationMeasure() as measure:
            return [f"At most {level.target} for each {measure.unit}"]
        case DutyMeasure() as measure:
            return [f"{measure.within} after the {PERIODS[level.attainment.per]}"]
        case SatisfactionMeasure() as measure:
            return [_rating(measure)]
        case _:
            assert_never(level.measure)


def owed(level: ServiceLevel) -> str:
    """Writes the attainment that is owed: `95%`, `94%, then 97% from July 1, 2027`."""
    attainment = level.attainment
    if attainment.at_least is not None:
        return write_share(attainment.at_least)
    if not attainment.steps:
        return "The value itself"
    first, *later = attainment.steps
    steps = [f"{write_share(step.at_least)} from {long_date(step.first)}" for step in later]
    return ", then ".join([write_share(first.at_least), *steps])


def target(level: ServiceLevel) -> list[str]:
    """Returns the lines of the row Target."""
    lines = targets(level)
    if not level.attainment.has_share:
        return lines
    if isinstance(level.target, tuple) and len(lines) > 1:
        return [*lines, capital(_least(level))]
    return [f"{'; '.join(lines)}; {_least(level)}"]


def _least(level: ServiceLevel) -> str:
    """Writes `at least 95%`; nothing is more than `100%`."""
    return owed(level) if level.attainment.at_least == 1 else f"at least {owed(level)}"


def _limits(target: TargetValue | None, less: str) -> Iterable[str]:
    if isinstance(target, dict):
        yield from (f"{name}: {less}{limit}" for name, limit in target.items())
    elif isinstance(target, tuple):
        for row in target:
            name = whom(row, alone=len(target) == 1)
            within = f"{less}{row.within}"
            yield f"{capital(name)}: {within}" if name else capital(within)
    else:
        yield capital(f"{less}{target}")


def _good(good: Good) -> str:
    lowest, highest = good.at_least, good.at_most
    bound = f"at least {write_number(lowest)}" if lowest is not None else ""
    bound = f"at most {write_number(highest)}" if highest is not None else bound
    match good.test:
        case "event":
            event = plain(good.event or "")
            times = bound.replace(" 1", " once") if bound.endswith(" 1") else f"{bound} times"
            return f"never {event}" if highest == 0 else f"{event} {times}"
        case "number":
            return f"{plain(good.number or '')}: {bound}"
        case "rating":
            return f"rating of {plain(good.rating or '')}: {bound}"
        case "rated":
            return f"a rating of {plain(good.rated or '')}"
        case "fact":
            words = joined([f"“{word}”" for word in good.one_of or ()], "or")
            return f"{plain(good.fact or '')}: {words}"
        case _:
            return f"{_AGAIN[good.not_again or 'ticket']} within {good.within}"


def _rating(measure: SatisfactionMeasure) -> str:
    best = measure.scale
    match measure.method:
        case SatisfactionMethod.TOP_TWO_BOX:
            return f"Rating of {best - 1} or {best}"
        case SatisfactionMethod.TOP_BOX:
            return f"Rating of {best}"
        case SatisfactionMethod.MEAN_OVER_MAX:
            return f"Mean rating divided by {best}"
        case SatisfactionMethod.MEAN_RESCALED:
            return f"Mean rating less 1, divided by {best - 1}"
        case _:
            assert_never(measure.method)


_AGAIN = {
    "ticket": "not reopened",
    "device": "no new request for the device",
    "device_and_fault": "no new request for the device and fault",
}
