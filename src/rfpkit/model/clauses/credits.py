"""What a miss costs, as sentences of the level's clause."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

from rfpkit.model.credits import credit as shape
from rfpkit.model.credits.terms import EarnBack, Remedy
from rfpkit.model.credits.values import Payment
from rfpkit.model.scalars import write_money, write_share
from rfpkit.model.sentence import PERIODS
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.words import article, joined, ordinal_word, plain


def credit_clauses(level: ServiceLevel) -> Iterable[str]:
    """Yields the sentences that say what a miss of the level costs."""
    credit = level.credit
    if credit is None:
        yield "The result is reported; no performance credit is attached."
        return
    yield from _shape(credit, level)
    if shape.charged_per_ticket(credit):
        yield (
            f"It is owed only for a {_period(level)} in which the level is missed.{_once(credit)}"
        )
    yield from _cap(credit)
    yield from _repeats(credit, level)
    if credit.earn_back is not None:
        yield _earn_back(credit.earn_back, level)
    yield from _in_kind(credit, level)
    yield from _chronic(credit, level)
    if level.attainment.floor is not None:
        yield _floor(credit, level)


def times_words(times: Fraction) -> str:
    """Writes a multiplier: `doubled`, `multiplied by 1.5`."""
    number = write_share(times / 100).removesuffix("%")
    return {"2": "doubled", "3": "tripled"}.get(number, f"multiplied by {number}")


def _shape(credit: shape.Shape, level: ServiceLevel) -> Iterable[str]:
    match credit:
        case shape.BandCredit():
            yield _bands(credit)
        case shape.PointCredit():
            yield (
                f"The performance credit is {write_share(credit.per_point)} of the "
                f"{plain(credit.base)} for each full percentage point by which attainment is "
                f"below what is owed{_most(credit)}."
            )
        case shape.PoolCredit():
            yield (
                f"The performance credit for each missed {_period(level)} is "
                f"{write_share(credit.allocation)}, the level's allocation, of the pool; the pool "
                f"is {write_share(credit.pool)} of the contract's at-risk amount for the "
                f"{_period(level)}."
            )
        case shape.PeriodCredit():
            rate = _rate(credit.per_missed_period, credit)
            yield (
                f"The performance credit is {rate} for each missed {_period(level)}; for a part of "
                "one, at the ends of the term or where an amendment splits it, the same part of "
                "that."
            )
        case shape.TicketCredit():
            yield f"The performance credit for each missed request is {_per_ticket(credit)}."
        case shape.UnitCredit():
            rate = _rate(credit.per_missed_unit, credit)
            yield f"The performance credit for each missed {counted_thing(level)} is {rate}."
        case shape.DayCredit():
            yield from _per_day(credit, level)
        case shape.ChargeCredit():
            yield (
                f"The performance credit for each missed request is "
                f"{write_share(credit.of_annual_charge)} of the charge for a year of its device: "
                f"{_charges(credit)}."
            )
        case shape.OtherRemedy():
            yield "No money is attached to a miss."
        case _:
            assert_never(credit)


def _bands(credit: shape.BandCredit) -> str:
    bands = [f"{write_share(b.credit)} below {write_share(b.below)}" for b in credit.bands]
    lowest = " Only the lowest band that is reached counts." if len(bands) > 1 else ""
    return (
        f"The performance credit is a share of the {plain(credit.base)}: "
        f"{joined(bands, 'and')}{_most(credit)}.{lowest}"
    )


def _per_ticket(credit: shape.TicketCredit) -> str:
    rates = credit.per_missed_ticket
    if not isinstance(rates, dict):
        return _rate(rates, credit)
    return joined([f"{_rate(rate, credit)} for {name}" for name, rate in rates.items()], "and")


def _per_day(credit: shape.DayCredit, level: ServiceLevel) -> Iterable[str]:
    days = credit.per_day_late.days
    calendar = " of the level's calendar" if days == "business" else ""
    amount = write_money(credit.per_day_late.amount)
    yield (
        f"The performance credit is {amount} for each {days} day{calendar} by which a missed "
        "request is late, from the day after the day on which it was due to the day of its stop "
        "or, while it is still open, to the day up to which it is measured. All of these days "
        f"belong to the {_period(level)} in which the request counts."
    )
    if credit.free_days:
        several = f"{credit.free_days} days of each request cost"
        first = "day of each request costs" if credit.free_days == 1 else several
        yield f"The first {first} nothing."
    if credit.most_days is not None:
        several = f"{credit.most_days} days of one request are"
        most = "1 day of one request is" if credit.most_days == 1 else several
        yield f"No more than {most} credited."


def _once(credit: Remedy) -> str:
    if isinstance(credit, shape.UnitCredit):
        return ""
    return (
        " A request that is credited under a service level named earlier is not credited again, "
        "unless the contract says so."
    )


def counted_thing(level: ServiceLevel) -> str:
    """Returns what is missed where a level is missed: `count`, `delivery`, `device`, `request`."""
    unit = getattr(level.measure, "unit", "request")
    if level.measure.kind == "ratio" and getattr(level.measure, "feed", None) is not None:
        return "row of the feed"
    return _UNITS.get(level.measure.kind, unit)


def _charges(credit: shape.ChargeCredit) -> str:
    if not isinstance(credit.charge, dict):
        return f"the {plain(credit.charge)}"
    return joined(
        [f"the {plain(fee)} for {article(plain(name))}" for name, fee in credit.charge.items()]
    )


def _rate(rate: Payment, credit: Remedy) -> str:
    return str(rate) if rate.amount is not None else f"{rate} of the {plain(credit.base or '')}"


def _cap(credit: Remedy) -> Iterable[str]:
    if credit.cap is not None and not isinstance(credit, shape.BandCredit | shape.PointCredit):
        of = f" of the {plain(credit.base or '')}" if credit.cap.share is not None else ""
        most = str(credit.cap).removesuffix(f" per {credit.cap.per}")
        yield f"The credits of the level are at most {most}{of} per {credit.cap.per}."


def _most(credit: Remedy) -> str:
    return f", at most {credit.cap}" if credit.cap is not None else ""


def _repeats(credit: Remedy, level: ServiceLevel) -> Iterable[str]:
    period = _period(level)
    for step in credit.repeat or ():
        yield (
            f"For the {ordinal_word(step.misses.count)} {period} in a row that is missed, and each "
            f"further one, the credit is {times_words(step.times)}."
        )


def _earn_back(terms: EarnBack, level: ServiceLevel) -> str:
    share = "" if terms.share is None else f"{write_share(terms.share)} of "
    period = _period(level)
    following = f"the {terms.periods} judged {period}s that follow"
    if terms.periods == 1:
        following = f"the next judged {period}"
    least = f" with at least {write_share(terms.at_least)}" if terms.at_least is not None else ""
    met = f"the level is met{least} in {'each of ' if terms.periods > 1 else ''}{following}"
    told = f"{share}the credit is earned back if {met}, unless it was paid before."
    return told[0].upper() + told[1:]


def _in_kind(credit: Remedy, level: ServiceLevel) -> Iterable[str]:
    if credit.in_kind is not None:
        missed = f"missed {counted_thing(level)} of a {_period(level)} in which the level is missed"
        yield f"For each {missed}, the Contractor owes {_SERVICES[credit.in_kind]}."


def _chronic(credit: Remedy, level: ServiceLevel) -> Iterable[str]:
    period = _period(level)
    for rule in credit.chronic or ():
        misses = rule.misses
        row = f"{misses.count} {period}s in a row"
        if misses.among is not None:
            row = f"{misses.count} of any {misses.among} {period}s that follow each other"
        yield f"If the level is missed in {row}, the failure is chronic: {_RIGHTS[rule.then]}."
    if credit.repeat or credit.chronic:
        yield (
            f"A {period} that is not judged is not a miss, and does not end a row of missed "
            f"{period}s."
        )


def _floor(credit: Remedy, level: ServiceLevel) -> str:
    if isinstance(credit, shape.BandCredit):
        return (
            "The credit follows from the attainment of all requests together; a floor that is "
            "missed while no band is reached brings none."
        )
    if isinstance(credit, shape.PointCredit):
        return (
            "The credit follows from the attainment of all requests together; a floor that is "
            "missed alone brings none."
        )
    return f"A {_period(level)} in which only a floor is missed is a missed one, too."


def _period(level: ServiceLevel) -> str:
    return PERIODS[level.attainment.per]


_UNITS = {"stock": "count", "duty": "delivery"}
_SERVICES = {
    "loaner": "a loaner, without charge, until the device is back",
    "replacement": "a replacement of the same kind, without charge",
    "redo": "the work once more, without charge",
}
_RIGHTS = {
    "corrective action plan": "the Contractor delivers a corrective action plan",
    "termination right": "the District may terminate the contract for cause",
}
