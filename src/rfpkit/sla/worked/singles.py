"""Single deliveries, counts and new requests: in time, too late, and on the edge."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.target import StockShare
from rfpkit.model.worked import Case, Single
from rfpkit.sla.attainment.periods import stretches
from rfpkit.sla.kinds.duties import due_after
from rfpkit.sla.kinds.windows import Windows
from rfpkit.sla.worked.days import Days
from rfpkit.sla.worked.desk import Desk

USERS = (450, 400)
"""Users of two invented sites: with a share of 3%, one needs half a device more than a whole."""


def singles(level: ServiceLevel, solicitation: Solicitation) -> tuple[Single, ...]:
    """Returns examples of deliveries, of stocks, and of what must not come back."""
    match level.measure:
        case DutyMeasure() as measure:
            return tuple(_deliveries(Desk(solicitation, level, measure), measure))
        case RatioMeasure() as measure if measure.good.within is not None:
            return tuple(_comebacks(Desk(solicitation, level, measure), measure))
        case StockMeasure():
            return tuple(_counts(level))
        case _:
            return ()


def _deliveries(desk: Desk[DutyMeasure], measure: DutyMeasure) -> Iterator[Single]:
    contract = desk.contract
    per, term = desk.level.attainment.per, contract.term
    # The first period may be cut by the first day of service.
    period = [*stretches(contract, per, term.first, term.last)][:2][-1]
    due = due_after(period.last, measure, desk.calendar, contract.timezone)
    if due is None:
        return
    last = due.instant - due.is_midnight
    late = last + (61 if due.is_midnight else 1)
    tries: list[tuple[Case, int]] = [
        ("met", last - 2 * SECONDS_PER_DAY), ("edge", last), ("missed", late),
    ]  # fmt: skip
    for case, at in tries:
        met = not due.passed(at)
        yield Single(case=case, at=at, first=period.first, last=period.last, met=met)


def _comebacks(desk: Desk[RatioMeasure], measure: RatioMeasure) -> Iterator[Single]:
    begun, within = Days(desk).later_in_the_week(), measure.good.within
    if begun is None or within is None:
        return
    window = Windows(desk.calendar, np.array([begun]), within)
    if not window.known[0]:
        return
    end = int(window.ends[0])
    tries: list[tuple[Case, int]] = [
        ("missed", begun + (end - begun) // 2), ("edge", end), ("met", end + 1),
    ]  # fmt: skip
    for case, at in tries:
        back = bool(window.holds(np.array([at]))[0])
        if back != (case == "met"):
            yield Single(case=case, begun=begun, at=at, met=not back)


def _counts(level: ServiceLevel) -> Iterator[Single]:
    target = level.target
    if isinstance(target, Decimal) and target >= 1:
        least = int(target.to_integral_value("ROUND_CEILING"))
        yield Single(case="edge", value=least, met=True)
        yield Single(case="missed", value=least - 1, met=False)
    if not isinstance(target, StockShare):
        return
    for users in USERS:
        owed = target.share * users
        least = -(-owed.numerator // owed.denominator)
        if least >= 1:
            case: Case = "edge" if least == owed else "met"
            yield Single(case=case, value=least, base=users, met=least >= owed)
            yield Single(case="missed", value=least - 1, base=users, met=least - 1 >= owed)
