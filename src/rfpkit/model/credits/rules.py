"""Which credit fits which level."""

from __future__ import annotations

from rfpkit.model.attainment import Attainment
from rfpkit.model.credits.credit import (
    BandCredit,
    ChargeCredit,
    DayCredit,
    PointCredit,
    Shape,
    TicketCredit,
    UnitCredit,
    needs_tickets,
)
from rfpkit.model.kinds.measure import Measure
from rfpkit.model.record import mistake
from rfpkit.model.scalars import write_share


def check_credit(credit: Shape | None, measure: Measure, attainment: Attainment) -> None:
    """Refuses a credit that cannot follow from what the level measures."""
    if credit is None:
        return
    if isinstance(credit, BandCredit | PointCredit) and not attainment.has_share:
        message = "a statistic has no attainment that a credit could follow"
        raise mistake(message, "write `per_missed_period: 2%` for each period that is missed")
    if isinstance(credit, BandCredit):
        _bands_meet_the_target(credit, attainment)
    if isinstance(credit, DayCredit) and measure.kind != "duration":
        message = "only a duration has tickets that are days late"
        raise mistake(message, "write `per_missed_period: $500`, or another shape of credit")
    if needs_tickets(credit) and measure.kind == "statistic":
        message = "a statistic has nothing that could be missed one by one"
        raise mistake(message, "write `per_missed_period: $500` for each period that is missed")
    if isinstance(credit, TicketCredit | ChargeCredit) and measure.kind in _NO_TICKETS:
        message = f"the level counts no tickets: it is of kind {measure.kind}"
        raise mistake(message, "write `per_missed_unit: $25`, or `per_missed_period: $500`")
    if isinstance(credit, UnitCredit) and measure.kind in _TICKETS:
        message = "the level counts tickets"
        raise mistake(message, "write `per_missed_ticket: $25`")


def _bands_meet_the_target(credit: BandCredit, attainment: Attainment) -> None:
    top, owed = credit.bands[0].below, max(attainment.shares())
    hint = f"begin the bands with `below: {write_share(owed)}`"
    if top < owed:
        message = f"attainment from {write_share(top)} to {write_share(owed)} misses the level"
        raise mistake(f"{message} but is in no band", hint)
    if top > owed:
        message = f"the band below {write_share(top)} credits attainment that meets the level"
        raise mistake(message, hint)


_TICKETS = ("duration", "satisfaction")
_NO_TICKETS = ("stock", "accumulation", "duty")
