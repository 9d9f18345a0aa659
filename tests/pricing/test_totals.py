"""Prices add up to the cent, by the formulas that the document prints."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.load.document import load
from rfpkit.model.contract import Contract
from rfpkit.model.pricing import totals
from rfpkit.model.pricing.totals import Offer
from tests.pricing import sheets

PRICES = {
    ("service",): Decimal("10.05"),
    ("repair",): Decimal("20.50"),
    ("setup",): Decimal("100.00"),
    ("evenings",): Decimal("50.00"),
    ("screen", "a"): Decimal("30.10"),
    ("screen", "b"): Decimal("40.00"),
    ("hinge", "b"): Decimal("5.25"),
}
OFFER = Offer(PRICES, Fraction(1, 100))


def year(number, **changes):
    return totals.year_total(sheets.small(**changes), OFFER, number)


def test_a_month_is_paid_twelve_times_and_a_single_payment_in_the_first_year_alone():
    standing, repairs, parts = Decimal("361.80"), Decimal("143.50"), Decimal("235.75")
    assert year(1) == standing + repairs + parts + 100
    assert year(2, adjustment=None) == standing + repairs + parts


def test_a_price_is_adjusted_by_the_unit_and_half_a_cent_is_rounded_up():
    # 10.05, 20.50, 30.10, 40.00 and 5.25 with one percent more: 5.3025 falls, 20.705 rises.
    assert year(2) == (
        Decimal("10.15") * 36
        + Decimal("20.71") * 7
        + Decimal("30.40") * 5
        + Decimal("40.40") * 2
        + Decimal("5.30")
    )


def test_each_year_is_adjusted_from_the_rounded_price_of_the_year_before():
    # 20.50 by one percent at once over two years would be 20.91; by the year it is 20.92.
    assert totals.price_in(sheets.small(), [*sheets.small().items()][1], OFFER, 3) == Decimal(
        "20.92"
    )


def test_a_firm_price_is_never_adjusted():
    lines = [
        sheets.SETUP | {"unit": "school once", "quantity": "2"},
        sheets.REPAIR | {"firm": True},
    ]
    sheet = sheets.small(lines=lines, fees=[], parts=None)
    amounts = [totals.year_total(sheet, OFFER, number) for number in (1, 2, 3)]
    assert amounts == [Decimal("343.50"), Decimal("143.50"), Decimal("143.50")]


def test_a_line_is_paid_in_its_years_alone():
    lines = [
        sheets.REPAIR | {"first_year": "2", "firm": True},
        sheets.SETUP | {"first_year": "3"},
        sheets.SERVICE | {"last_year": "1", "fee": None},
    ]
    sheet = sheets.small(lines=lines, fees=[], parts=None)
    amounts = [totals.year_total(sheet, OFFER, number) for number in (1, 2, 3)]
    assert amounts == [Decimal("361.80"), Decimal("143.50"), Decimal("243.50")]


def test_options_are_no_part_of_the_total():
    sheet = sheets.small()
    assert totals.year_total(sheet, OFFER, 1, required=False) == Decimal("500.00")
    without = Offer({k: v for k, v in PRICES.items() if k != ("evenings",)}, OFFER.rate)
    assert totals.term_total(sheet, OFFER) == totals.term_total(sheet, without)


def test_the_cost_of_ownership_adds_what_the_district_bears_each_year_or_once():
    costs = [
        {
            "id": "spares",
            "title": "Spares",
            "price": "300",
            "when": "once",
            "question": "How many?",
        },
        {"id": "hours", "title": "Hours", "price": "46", "when": "each year", "quantity": "10"},
    ]
    sheet = sheets.small(ownership={"costs": costs})
    offer = Offer(PRICES, OFFER.rate, {"spares": 4})
    assert totals.own_costs(sheet, offer) == 1_200 + 920
    assert totals.own_costs(sheet, offer, renewals=True) == 1_200 + 1_380
    price = totals.term_total(sheet, offer)
    assert totals.cost_of_ownership(sheet, offer) == price + 2_120


@pytest.mark.parametrize("amount", ["price", "cost-of-ownership"])
@pytest.mark.parametrize("over", ["initial-term", "with-renewals"])
def test_what_is_compared_is_what_the_rfp_says(amount, over):
    cost = {"id": "h", "title": "Hours", "price": "46", "when": "once", "quantity": "1"}
    sheet = sheets.small(compared={"amount": amount, "over": over}, ownership={"costs": [cost]})
    price = totals.term_total(sheet, OFFER, renewals=over == "with-renewals")
    assert totals.compared(sheet, OFFER) == price + (46 if amount != "price" else 0)


def test_a_fee_is_a_twelfth_of_its_lines_alone():
    sheet = sheets.small()
    assert totals.fee_in(sheet, sheet.fees[0], OFFER, 1) == Decimal("30.15")
    assert totals.fee_in(sheet, sheet.fees[0], OFFER, 2) == Decimal("30.45")


def test_half_a_cent_of_a_fee_is_rounded_up():
    service = sheets.SERVICE | {"unit": "device per year", "quantity": "1"}
    sheet = sheets.small(lines=[service], parts=None)
    offer = Offer({("service",): Decimal("0.06")})
    assert totals.fee_in(sheet, sheet.fees[0], offer, 1) == Decimal("0.01")


def test_a_fee_for_each_device_is_the_price_of_one():
    fee = {"id": "device-fee", "per": "month", "each": "device"}
    sheet = sheets.small(fees=[fee], lines=[sheets.SERVICE | {"fee": "device-fee"}])
    assert totals.fee_in(sheet, sheet.fees[0], OFFER, 1) == Decimal("10.05")


def test_the_invented_answer_to_the_example_has_the_fee_of_the_examples_contract():
    sheet = sheets.example_prices()
    contract = load(sheets.ROOT / "examples" / "city-district" / "contract.yaml", Contract)
    assert totals.fee_in(sheet, sheet.fees[0], sheets.offer(), 1) == contract.fees[0].amount
    assert totals.term_total(sheet, sheets.offer()) <= (sheet.not_to_exceed or 0)


cents = st.decimals(min_value=0, max_value=10_000, places=2)


@given(st.lists(cents, min_size=7, max_size=7), st.integers(0, 300))
def test_a_higher_rate_never_makes_a_term_cheaper(amounts, rate):
    sheet = sheets.small()
    prices = dict(zip(PRICES, amounts, strict=True))
    plain = totals.term_total(sheet, Offer(prices), renewals=True)
    dearer = totals.term_total(sheet, Offer(prices, Fraction(rate, 10_000)), renewals=True)
    assert plain <= dearer
    assert dearer == dearer.quantize(totals.CENT)


def test_the_requirements_that_are_priced_are_known():
    parts = sheets.PARTS | {
        "parts": [
            sheets.PARTS["parts"][0] | {"requirements": ["PRT-001"]},
            sheets.PARTS["parts"][1],
        ]
    }
    lines = [sheets.SERVICE | {"requirements": ["RPR-001", "RPR-002"]}, sheets.REPAIR]
    sheet = sheets.small(lines=lines, parts=parts)
    assert sheet.priced_requirements() == {"RPR-001", "RPR-002", "PRT-001"}
