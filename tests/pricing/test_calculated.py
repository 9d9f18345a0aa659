"""What LibreOffice calculates is what Python calculates exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from rfpkit.model.pricing import totals
from rfpkit.model.pricing.totals import Key, Offer
from tests.office import needs_office, saved_again
from tests.pricing import sheets, workbook

pytestmark = needs_office

EXAMPLE = sheets.example_prices()


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    file = workbook.filled(workbook.made(EXAMPLE, sheets.example()), EXAMPLE, sheets.offer())
    return saved_again(file, tmp_path_factory.mktemp("office"))


def exact(sheet, offer):
    """The rows of the summary that hold totals, as Python calculates them."""
    years = {
        f"Year {year}" if year <= sheet.years else f"Renewal {year - sheet.years}": [
            totals.year_total(sheet, offer, year),
            totals.year_total(sheet, offer, year, required=False),
            *(totals.fee_in(sheet, fee, offer, year) for fee in sheet.fees),
        ]
        for year in range(1, sheet.all_years + 1)
    }
    return years | {
        "The initial term": totals.term_total(sheet, offer),
        "With every renewal": totals.term_total(sheet, offer, renewals=True),
    }


def calculated(found, names):
    """The same rows of the workbook; of the last two, the first number is the total."""
    terms = ("The initial term", "With every renewal")
    return {name: found[name][0] if name in terms else found[name] for name in names}


def test_every_total_of_the_example_is_exact_to_the_cent(saved):
    found, offer = workbook.summary(saved), sheets.offer()
    assert found["State of this price sheet"] == ["complete"]
    wanted = exact(EXAMPLE, offer)
    assert calculated(found, wanted) == wanted
    assert found["Cost of ownership"] == [
        totals.cost_of_ownership(EXAMPLE, offer),
        totals.cost_of_ownership(EXAMPLE, offer, renewals=True),
    ]
    assert found["Cost of a device in a year of the initial term"] == [
        totals.cost_of_each(EXAMPLE, offer)
    ]
    assert found["Cost of ownership over the initial term of 4 years"] == [
        totals.compared(EXAMPLE, offer)
    ]


def test_locks_and_hidden_digests_survive(saved):
    again = workbook.opened(saved)
    assert all(sheet.protection.sheet for sheet in again)
    assert again["Origin"].sheet_state == "hidden"
    sheet = again["Prices"]
    assert [sheet[place].protection.locked for place in ("C4", "G4", "H4")] == [True, False, True]
    assert sheet["L4"].value == EXAMPLE.lines[0].digest
    facts = {row[0].value: row[1].value for row in again["Origin"].iter_rows()}
    assert facts["rfp-digest"] == sheets.example().digest


def test_half_cents_are_rounded_up_wherever_a_binary_fraction_would_fall_short(tmp_path):
    # Five cents more in each line, adjusted by rates that leave half cents again and again.
    lines = [
        sheets.REPAIR | {"id": f"repair-{n}", "title": f"Repair {n}", "estimate": None}
        | {"first_year": "3" if n % 5 == 0 else None, "last_year": "7" if n % 11 == 0 else None}
        | {"quantity": str(n % 7 + 1), "unit": "repair per month" if n % 3 else "repair"}
        for n in range(400)
    ]  # fmt: skip
    sheet = sheets.small(lines=lines, fees=[], parts=None, years=6, renewals=2)
    prices: dict[Key, Decimal] = {(f"repair-{n}",): Decimal(5 + 10 * n) / 100 for n in range(400)}
    offer = Offer(prices, Fraction(150, 10_000))
    file = workbook.filled(workbook.made(sheet), sheet, offer)
    found, wanted = workbook.summary(saved_again(file, tmp_path)), exact(sheet, offer)
    assert calculated(found, wanted) == wanted


def test_what_is_no_price_is_told_and_counts_as_nothing(tmp_path):
    sheet = sheets.small(not_to_exceed="$1,000.00")
    prices = {
        ("service",): "12 dollars",
        ("repair",): 20.505,
        ("setup",): -1,
        ("evenings",): "=1/0",
        ("screen", "a"): 30.1,
        ("screen", "b"): "=NA()",
    }
    file = workbook.written(workbook.made(sheet), sheet, prices, {"yearly-adjustment": 0.031})
    saved = saved_again(file, tmp_path)
    assert workbook.state(saved) == (
        "not complete: 4 prices are no amounts with two decimals. 2 prices of parts are missing. "
        "1 other answer is missing."
    )
    assert workbook.summary(saved)["Year 2"][:2] == [Decimal("150.5"), 0]


def test_a_zero_is_a_price_and_a_blank_is_not(tmp_path):
    sheet = sheets.small(parts=None, adjustment=None)
    file = workbook.written(workbook.made(sheet), sheet, {("service",): 0, ("repair",): 0}, {})
    assert workbook.state(saved_again(file, tmp_path)) == (
        "not complete: 1 required price is missing."
    )


def test_an_offer_above_the_limit_is_not_complete(tmp_path):
    sheet = sheets.small(parts=None, adjustment=None, not_to_exceed="$1,000.00")
    prices = {("service",): 10, ("repair",): 20, ("setup",): 0.01}
    file = workbook.written(workbook.made(sheet), sheet, prices, {})
    assert workbook.state(saved_again(file, tmp_path)) == (
        "not complete: The initial term is above 1,000.00 dollars, the amount not to be exceeded."
    )


def test_a_lot_without_a_price_is_not_offered_and_one_with_a_price_must_be_whole(tmp_path):
    lots = [{"id": "north", "title": "North"}, {"id": "south", "title": "South"}]
    lines = [
        sheets.REPAIR | {"id": f"{lot}-{n}", "title": f"Repair {n}", "lot": lot}
        for lot in ("north", "south")
        for n in (1, 2)
    ]
    sheet = sheets.small(lots=lots, lines=lines, fees=[], parts=None, adjustment=None)
    blank = workbook.made(sheet)
    assert workbook.state(blank) == "not complete: No lot is priced."
    half = workbook.written(blank, sheet, {("north-1",): 10}, {})
    (tmp_path / "half").mkdir()
    assert workbook.state(saved_again(half, tmp_path / "half")) == (
        "not complete: 1 required price is missing."
    )
    whole = workbook.written(blank, sheet, {("north-1",): 10, ("north-2",): 5}, {})
    (tmp_path / "whole").mkdir()
    found = workbook.summary(saved_again(whole, tmp_path / "whole"))
    assert found["State of this price sheet"] == ["complete"]
    assert found["Year 1"] == [105, 105, 0, 0]
    told = "Price over the initial term of 2 years"
    assert found[f"North: {told}"] == [210]
    assert found[f"South: {told}"] == ["not offered"]


def test_a_price_of_a_part_offers_its_lot(tmp_path):
    lots = [{"id": "north", "title": "North"}, {"id": "south", "title": "South"}]
    lines = [sheets.REPAIR | {"id": n, "title": n, "lot": n} for n in ("north", "south")]
    parts = sheets.PARTS | {"lot": "south"}
    sheet = sheets.small(lots=lots, lines=lines, fees=[], parts=parts, adjustment=None)
    blank = workbook.made(sheet)
    assert workbook.state(blank) == "not complete: No lot is priced."
    file = workbook.written(blank, sheet, {("hinge", "b"): 5}, {})
    assert workbook.state(saved_again(file, tmp_path)) == (
        "not complete: 1 required price is missing. 2 prices of parts are missing."
    )
