"""The rules by which every service level is measured, printed once for all of them.

Each states what the arithmetic does where a level says nothing else. Rules that concern no
level of the document are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rfpkit.model.clauses.durations import has_priorities
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, Measure, SatisfactionMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.limit import Unit
from rfpkit.model.pause import PauseRule
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.target import limits
from rfpkit.render.view.outline import Part

Levels = Sequence[ServiceLevel]


class Rule(NamedTuple):
    """One rule, and when a document needs it."""

    name: str
    title: str
    text: str
    concerns: Callable[[Levels], bool]


def rules(levels: Levels) -> dict[str, Part]:
    """Returns the rules that concern the levels, in the order in which a measurement meets them."""
    return {
        rule.name: {"title": rule.title, "text": rule.text}
        for rule in _RULES
        if rule.concerns(levels)
    }


def _always(_: Levels) -> bool:
    return True


def _any_duration(levels: Levels) -> bool:
    return any(isinstance(level.measure, DurationMeasure) for level in levels)


def _any_clock(levels: Levels) -> bool:
    return any(_has_clock(level.measure) for level in levels)


def _any_share(levels: Levels) -> bool:
    kinds = (DurationMeasure, RatioMeasure, AccumulationMeasure, DutyMeasure)
    return any(isinstance(level.measure, kinds) for level in levels)


def _any_business_day(levels: Levels) -> bool:
    found = {limit.unit for level in levels for limit in limits(level.target)}
    for level in levels:
        if isinstance(level.measure, DutyMeasure):
            found.add(level.measure.within.unit)
        elif isinstance(level.measure, RatioMeasure) and level.measure.good.within is not None:
            found.add(level.measure.good.within.unit)
    return Unit.BUSINESS_DAYS in found


def _any_pause(levels: Levels) -> bool:
    return any(True for level in levels for _ in _pauses(level))


def _any_priority(levels: Levels) -> bool:
    return any(has_priorities(level) for level in levels)


def _any_exclusion(levels: Levels) -> bool:
    return any(level.exclude for level in levels)


def _any_few(levels: Levels) -> bool:
    return any(level.attainment.minimum is not None for level in levels)


def _any_floor(levels: Levels) -> bool:
    return any(level.attainment.floor is not None for level in levels)


def _any_satisfaction(levels: Levels) -> bool:
    return any(isinstance(level.measure, SatisfactionMeasure) for level in levels)


def _any_stock(levels: Levels) -> bool:
    return any(isinstance(level.measure, StockMeasure) for level in levels)


def _any_ratio(levels: Levels) -> bool:
    found = (level.measure for level in levels)
    return any(isinstance(one, RatioMeasure) and one.feed is None for one in found)


def _any_statistic(levels: Levels) -> bool:
    return any(isinstance(level.measure, StatisticMeasure) for level in levels)


def _any_outage(levels: Levels) -> bool:
    return any(isinstance(level.measure, AccumulationMeasure) for level in levels)


def _any_feed(levels: Levels) -> bool:
    return any(getattr(level.measure, "feed", None) is not None for level in levels)


def _any_rolling(levels: Levels) -> bool:
    return any(level.attainment.rolling is not None for level in levels)


def _any_credit(levels: Levels) -> bool:
    return any(level.credit is not None for level in levels)


def _has_clock(measure: Measure) -> bool:
    timed = isinstance(measure, StatisticMeasure) and measure.stop is not None
    return timed or isinstance(measure, DurationMeasure | AccumulationMeasure)


def _pauses(level: ServiceLevel) -> Iterable[PauseRule]:
    if isinstance(level.measure, DurationMeasure | StatisticMeasure | AccumulationMeasure):
        yield from level.measure.pause or ()


_RULES = (
    Rule(
        "records",
        "Source",
        "Every level is measured from the raw records that the Contractor delivers, not from a "
        "summary. What the Contractor's own system says about being in time is a claim; it is "
        "printed beside the result, and every difference is listed with its cause.",
        _always,
    ),
    Rule(
        "stamps",
        "Time stamps",
        "Time is counted in whole seconds; a finer stamp is cut to its second. A stamp without a "
        "time zone is local time of the District. A local time that the spring change of clocks "
        "skips is read as the moment of the change; one that the autumn change repeats is read "
        "as its first occurrence. An interval includes its start and not its end.",
        _always,
    ),
    Rule(
        "service-time",
        "Service time",
        "Service time passes only while the level's calendar is open; elapsed time passes at every "
        "hour of every day. Hours, seasons, holidays "
        "and closures count as this document and its addenda list them. A closure decided later "
        "is added to the calendar with its reason, the date of notice and a new version. Every "
        "result names the version, and lists a closure of which notice came after the day itself.",
        _any_clock,
    ),
    Rule(
        "business-days",
        "Hours and days",
        "A business hour is 60 minutes of service time. A business day is a local date on which "
        "the calendar is open, however long; it is never turned into hours. Hours that run over "
        "midnight belong to the day on which they begin. Day 0 is the "
        "business day on which the clock starts, and a request is due at the close of the "
        "last day of its target, unless the level says otherwise.",
        _any_business_day,
    ),
    Rule(
        "clock",
        "Start and stop",
        "The clock starts at the first event that the level names: where it names the report, at "
        "the customer's act and not when the Contractor accepts it. It stops at the first named "
        "event that no reopening undoes.",
        _any_clock,
    ),
    Rule(
        "in-time",
        "In time",
        "A request that takes exactly its target is in time, unless the level says “in less "
        "than”. A target in hours is compared with the service time to the second; a target in "
        "days with the due time. Since no service time passes while the calendar is closed, a "
        "target in hours that ends at a close of business is met until the next opening.",
        _any_duration,
    ),
    Rule(
        "pauses",
        "Pauses",
        "The clock stands still only for a reason that the level names. Pauses that overlap "
        "count once. A pause lasts while the request has the status that names its reason, or, "
        "where the records name its beginning and its end, from the one to the other; a stop ends "
        "every pause. A pause that has no end runs to the date of the measurement. A pause that "
        "begins after the due time moves nothing. A pause for another reason is not honored: the "
        "clock runs, the pause is listed, and the verdict is shown with it and without it. The "
        "measurement takes the reason from the ticket export and, unless the level asks for it "
        "there, does not see the evidence; the District checks it. A pause without the evidence "
        "that its definition asks for is not honored either: its reason is corrected in the "
        "records, and they are measured again.",
        _any_pause,
    ),
    Rule(
        "unknown-status",
        "Unknown status",
        "While a request has a status whose meaning the parties have not agreed, the clock runs, "
        "and the status is listed.",
        _any_clock,
    ),
    Rule(
        "priority-change",
        "Change of priority",
        "If the priority changes between start and stop, the strictest target counts, unless the "
        "level says otherwise. Service time and pauses from before the change carry over.",
        _any_priority,
    ),
    Rule(
        "reopening",
        "Reopening",
        "A request comes back when work on it goes on, under its own ticket number, after its "
        "stop; and, where the records name devices and faults, when a new request is made for the "
        "same device and fault. What this does to the clock, each level says. Any other new ticket "
        "is a new request. A "
        "stop that is recorded once more, without work in between, changes nothing. Both the "
        "first and the final stop are reported; the last never overwrites the first.",
        _any_clock,
    ),
    Rule(
        "unfinished",
        "Unfinished requests",
        "A request that is still open is pending while it is in time. It is missed as soon as it "
        "is out of time, although it is still open.",
        _any_duration,
    ),
    Rule(
        "verdicts",
        "Verdicts",
        "For each level, every request in its scope has exactly one verdict: met, missed, missed "
        "and still open, pending, excluded for a named reason, without a target, or not "
        "scorable for a named reason. Their numbers add up to the requests in scope, and every "
        "result prints the sum.",
        _any_share,
    ),
    Rule(
        "not-scorable",
        "Missing and impossible records",
        "A request is not scorable if its start is missing, if its stop lies before its start, if "
        "a row or a stamp of its record cannot be read, or if its record lacks what decides its "
        "scope or its target, such as the priority. Each is listed with the reason. The result is "
        "then computed twice, with all such requests met and with all missed. If the target lies "
        "between the two, the result is indeterminate and brings no credit.",
        _any_share,
    ),
    Rule(
        "exclusions",
        "Exclusions",
        "A request is left out of the count only for a reason that the level names, approved "
        "where the reason's definition asks for it. The measurement takes the reason from the "
        "ticket export and lists each; the District checks the approval. A reason that was not "
        "approved is corrected in the records, and they are measured again.",
        _any_exclusion,
    ),
    Rule(
        "period",
        "Period",
        "Periods begin and end at local midnight. A request belongs to the period in which it "
        "falls due, unless the level says otherwise, so that a late request cannot be put off "
        "into a better month. Where the share that is owed changes on a date, the first day of a "
        "period decides. A school year begins on July 1.",
        _always,
    ),
    Rule(
        "attainment",
        "Attainment",
        "A request that is met or missed is decided. Attainment is the number met divided by the "
        "number met and missed, those missed and still open included. It is compared as an "
        "exact fraction and never rounded up: 94.96% is less than 95%. A period without any "
        "decided request has no attainment; it is neither 0% nor 100%.",
        _any_share,
    ),
    Rule(
        "few-requests",
        "Few requests",
        "Where a level names a minimum, a period with fewer decided requests is treated as the "
        "level says, so that one late request does not decide a month. A period that is to be "
        "judged together with the next one, when there is none, is not judged.",
        _any_few,
    ),
    Rule(
        "floor",
        "Floors",
        "Where a level names a floor, each group must reach it by itself, so that an average "
        "hides nobody. A group that stays below its floor is named, and the level is not met.",
        _any_floor,
    ),
    Rule(
        "rolling",
        "Periods that roll",
        "Where a level judges a period together with those before it, there is a result for each "
        "period, made from all that counts in them. There is no verdict before so many "
        "periods have passed, except where time adds up for each device or site.",
        _any_rolling,
    ),
    Rule(
        "ratios",
        "Counted requests",
        "A request is counted once, at the event that the level names. Until then it is pending, "
        "and in no period. Where work goes on after the event, and that event ends work, the "
        "request is counted at the next one.",
        _any_ratio,
    ),
    Rule(
        "statistics",
        "Statistics",
        "A statistic is made from the values of its period exactly; it is compared with the value "
        "that is owed as it is, and cut, never rounded up, where it is printed. A value that "
        "cannot be known bounds the statistic; if the verdict hangs on it, the result is "
        "indeterminate and brings no credit. The median of an even number of values is the mean "
        "of the two in the middle. A percentile is a value that occurred: the smallest one that "
        "so many in a hundred do not exceed.",
        _any_statistic,
    ),
    Rule(
        "outages",
        "Time out of service",
        "Time adds up for each device or site over all of its requests, whoever made them. An "
        "outage that has no end runs to the date of the measurement. One whose request has an "
        "incomplete record makes its device not scorable, unless the device is over the limit "
        "already.",
        _any_outage,
    ),
    Rule(
        "feeds",
        "Feeds",
        "What is counted or delivered, and has no ticket, stands in a table beside the ticket "
        "export. A date without a time is its local midnight. A row without a date that can be "
        "read is rejected and listed; a number that cannot be read is listed and taken as not "
        "given.",
        _any_feed,
    ),
    Rule(
        "satisfaction",
        "Satisfaction",
        "Each level says how ratings become a share, because “4 of 5” can mean 80%, 75% or "
        "neither. A closed request without an answer is not counted; how many there are is "
        "printed with the result.",
        _any_satisfaction,
    ),
    Rule(
        "stock",
        "Counts of things",
        "Things that must be at hand are counted in the place and at the times that the level "
        "names. Things on the way to a place are not in it. Where a share of the users is owed, a "
        "place without users needs none, and a count that does not say how many there are is not "
        "scorable.",
        _any_stock,
    ),
    Rule(
        "credit",
        "Performance credits",
        "A credit is computed in this order, and each step is printed: the fee that the contract "
        "states for the period; what the level takes of it; a multiplier for repeated misses; the "
        "cap of the level; and what the caps on all levels together leave, if the contract has "
        "any: of a month, of any twelve months that follow each other, and of the whole term. "
        "These are used up month by month, in the order in which the contract names the levels; a "
        "period of several months belongs to its last month. Then follows what is earned back. "
        "Each credit is rounded once, at the end, to whole cents, a half cent to the even cent, "
        "so that the credits of a month add up to their rounded sum. A performance credit is an "
        "estimate, made before signing, of what the lost service is worth; it is not a penalty.",
        _any_credit,
    ),
    Rule(
        "changes",
        "Changes and corrections",
        "A request is judged by the version of the contract that is in force when its clock "
        "starts, and a rating by the one in force when its request is closed; outside the term of "
        "the contract nothing is judged. A period in which a level changes shows both parts. A "
        "later export makes a new result and never changes an earlier one.",
        _always,
    ),
)
