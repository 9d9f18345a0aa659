"""Requirements and prices: what is optional has a price of its own."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.months import months_between
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding

MONTHS_OF_A_YEAR = 12


def options_without_a_price(rfp: Solicitation) -> Iterable[Finding]:
    """Finds optional requirements that no price line pays for."""
    if rfp.pricing is None:
        return
    priced = rfp.pricing.priced_requirements()
    for item in rfp.requirements:
        if item.kind == "optional" and item.id not in priced:
            message = f"`{item.id}` is an option, and no line of the price sheet prices it"
            hint = f"add a line under `pricing` with `requirements: [{item.id}]`"
            yield Finding("option-without-price", f"requirements[{item.id}]", message, hint)


def years_unlike_the_term(rfp: Solicitation) -> Iterable[Finding]:
    """Finds years that the price sheet prices and the term does not have, or the other way."""
    if rfp.pricing is None or rfp.term is None:
        return
    days, priced = rfp.term.days, rfp.pricing.years
    lasts = None if days is None else round(months_between(*days) / MONTHS_OF_A_YEAR)
    if lasts is not None and lasts != priced:
        message = f"the first term lasts {_years(lasts)}, and the price sheet has {_years(priced)}"
        yield Finding("other-years", "pricing.years", message, "write the same in both")
    named, priced = rfp.term.renewals, rfp.pricing.renewals
    if priced and not named:
        message = f"prices are asked for {_renewals(priced)}, and the term names none"
        hint = "say under `term.renewals` which there are and who chooses, or leave them out here"
        yield Finding("other-years", "pricing.renewals", message, hint)
    if named and not priced:
        message = f"the term has renewals ({named}), and no price is asked for them"
        hint = "write how many under `pricing.renewals`, each of one year"
        yield Finding("other-years", "term.renewals", message, hint)


def _years(count: int) -> str:
    return "1 year" if count == 1 else f"{count} years"


def _renewals(count: int) -> str:
    return "1 renewal" if count == 1 else f"{count} renewals"


def prices_that_nobody_rates(rfp: Solicitation) -> Iterable[Finding]:
    """Finds price sheets whose prices count for nothing in the evaluation."""
    criteria = rfp.evaluation.criteria if rfp.evaluation is not None else ()
    if rfp.pricing is not None and criteria and all(one.kind != "cost" for one in criteria):
        message = "proposers give prices, and no criterion is computed from them"
        hint = (
            "add a criterion of `kind: cost`, or say under `left_open` why the price does not count"
        )
        yield Finding("price-not-rated", "evaluation.criteria", message, hint)
