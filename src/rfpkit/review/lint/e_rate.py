"""Rules of the E-rate program, where its discounts will be requested.

Source: the program's rules of competitive bidding (Form 470 and the RFP open for 28 days at
least; price of the eligible items the heaviest factor).
"""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.solicitation import Solicitation
from rfpkit.review.e_rate_program import CLOSE, DAYS_OPEN, is_erate
from rfpkit.review.finding import Finding


def too_few_days(rfp: Solicitation) -> Iterable[Finding]:
    """Finds a due date sooner than 28 days after the issue."""
    by_id = {event.id: event for event in rfp.schedule}
    issued, due = by_id.get("issued"), by_id.get(CLOSE)
    if not is_erate(rfp) or issued is None or due is None:
        return
    days = (due.date - issued.date).days
    if days < DAYS_OPEN:
        message = f"proposals are due {days} days after the issue; E-rate asks for {DAYS_OPEN}"
        hint = "move the date, and choose on day 29 at the earliest"
        yield Finding("e-rate-days", f"schedule[{CLOSE}].date", message, hint)


def price_not_the_heaviest(rfp: Solicitation) -> Iterable[Finding]:
    """Finds an evaluation in which another criterion weighs as much as the price."""
    if not is_erate(rfp) or rfp.evaluation is None or not rfp.evaluation.criteria:
        return
    cost = max((one.weight for one in rfp.evaluation.criteria if one.kind == "cost"), default=0)
    for one in rfp.evaluation.criteria:
        if one.kind != "cost" and one.weight >= cost:
            where = f"evaluation.criteria[{one.id}].weight"
            message = f"`{one.id}` weighs {one.weight}, and the price weighs {cost}"
            hint = "E-rate asks that the price of eligible items weighs more than any other factor"
            yield Finding("e-rate-price", where, message, hint)
