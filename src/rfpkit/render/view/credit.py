"""The credit of a level in short lines, for its metric sheet and the table of all levels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from rfpkit.model.clauses.credits import counted_thing, times_words
from rfpkit.model.credits import credit as shape
from rfpkit.model.credits.terms import Remedy
from rfpkit.model.credits.values import Payment
from rfpkit.model.scalars import write_money, write_share
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.words import plain
from rfpkit.render.view.writing import capital


def lines(level: ServiceLevel) -> list[str]:
    """Returns the lines of the row Credit."""
    credit = level.credit
    if credit is None:
        return ["None; the result is reported"]
    return [*_shape(credit, counted_thing(level)), *_terms(credit)]


def most(level: ServiceLevel) -> str:
    """Returns the credit in the fewest words: `Up to 10%`, `$25.00 per request`."""
    match level.credit:
        case None:
            return "Report only"
        case shape.UnitCredit() as credit:
            return f"{credit.per_missed_unit} per missed {counted_thing(level)}"
        case shape.TicketCredit() | shape.DayCredit() | shape.ChargeCredit() as credit:
            return _most_of_tickets(credit)
        case (
            shape.BandCredit() | shape.PointCredit() | shape.PoolCredit() | shape.PeriodCredit()
        ) as credit:
            return _most_of_a_period(credit)
        case shape.OtherRemedy() as credit:
            return capital(credit.in_kind) if credit.in_kind else "Rights only"
        case _:
            assert_never(level.credit)


def _most_of_a_period(credit: shape.OfPeriods) -> str:
    match credit:
        case shape.BandCredit():
            share = credit.bands[-1].credit * credit.times(_ALWAYS)
            if credit.cap is not None and credit.cap.share is not None:
                share = min(share, credit.cap.share)
            return f"Up to {write_share(share)}"
        case shape.PointCredit():
            return f"{write_share(credit.per_point)} per point"
        case shape.PoolCredit():
            return f"{write_share(credit.pool * credit.allocation)} of what is at risk"
        case shape.PeriodCredit():
            return f"{credit.per_missed_period} per miss"
        case _:
            assert_never(credit)


def _most_of_tickets(
    credit: shape.TicketCredit | shape.DayCredit | shape.ChargeCredit,
) -> str:
    match credit:
        case shape.TicketCredit(per_missed_ticket=dict() as rates):
            return f"Up to {max(rates.values(), key=lambda rate: rate.rank)} per request"
        case shape.TicketCredit():
            return f"{credit.per_missed_ticket} per request"
        case shape.DayCredit():
            return f"{write_money(credit.per_day_late.amount)} a day"
        case shape.ChargeCredit():
            return f"{write_share(credit.of_annual_charge)} of a charge"
        case _:
            assert_never(credit)


def _shape(credit: shape.Shape, thing: str) -> Iterable[str]:
    base = plain(credit.base or "")
    match credit:
        case shape.BandCredit():
            yield from _bands(credit, base)
        case shape.PointCredit():
            yield f"{write_share(credit.per_point)} of the {base} for each full point below"
        case shape.PoolCredit():
            pool = f"which is {write_share(credit.pool)} of the at-risk amount"
            yield f"{write_share(credit.allocation)} of the pool for each missed period, {pool}"
        case shape.PeriodCredit():
            yield f"{_rate(credit.per_missed_period, base)} for each missed period"
        case shape.TicketCredit() | shape.UnitCredit() | shape.DayCredit() | shape.ChargeCredit():
            yield from _of_tickets(credit, base, thing)
        case shape.OtherRemedy():
            yield "No money"
        case _:
            assert_never(credit)


def _bands(credit: shape.BandCredit, base: str) -> Iterable[str]:
    yield f"{write_share(credit.bands[0].below)} and above: no credit"
    ends = [*(f"{write_share(band.below)} to below" for band in credit.bands[1:]), "Below"]
    for band, stretch in zip(credit.bands, ends, strict=True):
        yield f"{stretch} {write_share(band.below)}: {write_share(band.credit)} of the {base}"


def _of_tickets(credit: shape.OfTickets, base: str, thing: str) -> Iterable[str]:
    match credit:
        case shape.TicketCredit(per_missed_ticket=dict() as rates):
            yield from (f"{name}: {_rate(rate, base)} each" for name, rate in rates.items())
        case shape.TicketCredit(per_missed_ticket=Payment() as rate):
            yield f"{_rate(rate, base)} for each missed request"
        case shape.UnitCredit():
            yield f"{_rate(credit.per_missed_unit, base)} for each missed {thing}"
        case shape.DayCredit():
            yield f"{credit.per_day_late} that a missed request is late"
            yield from [f"Free days: {credit.free_days}"] if credit.free_days else []
            yield from [f"Most days: {credit.most_days}"] if credit.most_days is not None else []
        case shape.ChargeCredit(charge=dict() as charges):
            share = write_share(credit.of_annual_charge)
            for name, fee in charges.items():
                yield f"{capital(plain(name))}: {share} of the annual {plain(fee)} each"
        case shape.ChargeCredit():
            share, fee = write_share(credit.of_annual_charge), plain(str(credit.charge))
            yield f"{share} of the annual {fee} for each missed request"


def _terms(credit: Remedy) -> Iterable[str]:
    if credit.cap is not None:
        yield f"At most {credit.cap}"
    for repeat in credit.repeat or ():
        yield f"From {repeat.misses} on: {times_words(repeat.times)}"
    if credit.earn_back is not None:
        terms = credit.earn_back
        share = write_share(terms.share) if terms.share is not None else "all of it"
        least = f" at {write_share(terms.at_least)}" if terms.at_least is not None else ""
        periods = "1 period" if terms.periods == 1 else f"{terms.periods} periods"
        yield f"Earned back by {periods} met{least}: {share}"
    if credit.in_kind is not None:
        yield f"In kind, for each miss: {credit.in_kind}"
    for rule in credit.chronic or ():
        yield f"{capital(rule.then)}: {rule.misses.told}"


def _rate(rate: Payment, base: str) -> str:
    return str(rate) if rate.amount is not None else f"{rate} of the {base}"


_ALWAYS = 10_000
"""Misses in a row after which every multiplier counts."""
