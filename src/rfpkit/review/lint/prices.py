"""Requirements and prices: what is optional has a price of its own."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding


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
