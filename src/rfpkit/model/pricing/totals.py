"""What filled-in prices come to: the arithmetic of the price sheet, exactly.

The workbook's formulas say the same; the tests hold them against this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from rfpkit.model.pricing.rules import OwnCost, PricedFee
from rfpkit.model.pricing.sheet import PricedItem, PriceSheet

CENT = Decimal("0.01")
Key = tuple[str, ...]


@dataclass(frozen=True)
class Offer:
    """What a proposer filled in."""

    prices: Mapping[Key, Decimal]
    """Prices by the key of their item; one that is missing was left blank."""
    rate: Fraction = Fraction(0)
    """The yearly adjustment that is offered."""
    quantities: Mapping[str, int] | None = None
    """How many of a District's own cost the offer needs, where the proposer says so."""


def price_in(sheet: PriceSheet, item: PricedItem, offer: Offer, year: int) -> Decimal:
    """Returns a price in a year of the contract; half a cent is rounded up, year by year."""
    price = offer.prices.get(item.key, Decimal(0))
    for later in range(2, year + 1):
        if sheet.adjusted_in(later) and not item.firm:
            price = _cents(Fraction(price) * (1 + offer.rate))
    return price


def year_total(
    sheet: PriceSheet, offer: Offer, year: int, *, required: bool = True, lot: str | None = None
) -> Decimal:
    """Returns a year's amount of the required prices, or of the options; of one lot or all."""
    return sum(
        (
            price_in(sheet, item, offer, year) * item.count(year)
            for item in sheet.items()
            if item.required == required and lot in {None, item.lot}
        ),
        Decimal("0.00"),
    )


def term_total(sheet: PriceSheet, offer: Offer, *, renewals: bool = False) -> Decimal:
    """Returns the amount of the initial term, or with every renewal."""
    last = sheet.all_years if renewals else sheet.years
    years = range(1, last + 1)
    return sum((year_total(sheet, offer, year) for year in years), Decimal("0.00"))


def own_costs(sheet: PriceSheet, offer: Offer, *, renewals: bool = False) -> Decimal:
    """Returns what the District bears itself under the offer."""
    years = sheet.all_years if renewals else sheet.years
    costs = sheet.ownership.costs if sheet.ownership else ()
    return sum((_own(cost, offer, years) for cost in costs), Decimal("0.00"))


def cost_of_ownership(sheet: PriceSheet, offer: Offer, *, renewals: bool = False) -> Decimal:
    """Returns the amount of the term and what the District bears itself."""
    price = term_total(sheet, offer, renewals=renewals)
    return price + own_costs(sheet, offer, renewals=renewals)


def cost_of_each(sheet: PriceSheet, offer: Offer) -> Decimal:
    """Returns the cost of ownership of one thing in a year of the initial term, half a cent up.

    The sheet must say over how many things the cost is spread.
    """
    spread = sheet.ownership.spread_over if sheet.ownership else None
    number = spread.count if spread is not None else 1
    return _cents(Fraction(cost_of_ownership(sheet, offer)) / number / sheet.years)


def compared(sheet: PriceSheet, offer: Offer) -> Decimal:
    """Returns the amount with which the offer enters the evaluation."""
    renewals = sheet.compared.over == "with-renewals"
    if sheet.compared.amount == "price":
        return term_total(sheet, offer, renewals=renewals)
    return cost_of_ownership(sheet, offer, renewals=renewals)


def fee_in(sheet: PriceSheet, fee: PricedFee, offer: Offer, year: int) -> Decimal:
    """Returns what is invoiced under a fee each time in a year; half a cent is rounded up."""
    own = {(line.id,) for line in sheet.lines if line.fee == fee.id}
    amount = sum(
        (
            price_in(sheet, item, offer, year) * (1 if fee.each else item.count(year))
            for item in sheet.items()
            if item.key in own
        ),
        Decimal(0),
    )
    return _cents(Fraction(amount) / (1 if fee.each else INVOICES[fee.per]))


INVOICES = {"month": 12, "quarter": 4, "year": 1}
"""Invoices of a year."""


def _own(cost: OwnCost, offer: Offer, years: int) -> Decimal:
    asked = (offer.quantities or {}).get(cost.id, 0)
    number = asked if cost.quantity is None else cost.quantity
    return cost.price * number * (years if cost.when == "each year" else 1)


def _cents(amount: Fraction) -> Decimal:
    # Fractions are exact; the quotient of two Decimals may have more digits than fit.
    whole = (amount * 100 * 2 + 1) // 2
    return (Decimal(whole) / 100).quantize(CENT, ROUND_HALF_UP)
