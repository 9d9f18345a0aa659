"""The section on prices says what is priced, by which rules, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from rfpkit.render.view.pricing.section import pricing
from tests.pricing import sheets


def section(**changes) -> Any:
    return pricing(sheets.solicitation(pricing=sheets.small(**changes)))


def rules(**changes):
    parts = section(**changes)["parts"]
    return {name: rule["text"] for name, rule in parts["rules"]["parts"].items()}


def formulas(**changes):
    parts = section(**changes)["parts"]
    return {name: rule["text"] for name, rule in parts["formulas"]["parts"].items()}


def test_an_rfp_without_prices_has_no_such_section():
    assert pricing(sheets.solicitation(pricing=None)) is None


def test_only_rules_for_what_there_is_are_printed():
    assert [*rules()] == [
        *("firm", "adjustment", "writing", "blank", "estimates", "prevails", "options"),
        *("monthly-fee", "compared"),
    ]
    bare = rules(lines=[sheets.SERVICE | {"fee": None}], fees=[], parts=None, adjustment=None)
    assert [*bare] == ["firm", "writing", "blank", "prevails", "compared"]
    assert bare["firm"].endswith("they stay the same in every year, renewals included.")


def test_a_blank_an_estimate_and_what_prevails_are_told():
    told = rules()
    assert told["blank"].startswith("A blank is not a zero.")
    assert "no guarantee" in told["estimates"]
    assert "prevails over any price elsewhere" in told["prevails"]


def test_the_fee_names_the_lines_that_it_is_made_of():
    assert rules()["monthly-fee"].startswith(
        "One twelfth of the year's amount of the line “Service of a laptop”, rounded to the cent"
    )


def test_the_formula_of_the_cost_of_ownership_is_printed_with_its_numbers():
    costs = [
        {"id": "s", "title": "Spares", "price": "312", "when": "once", "question": "How many?"},
        {"id": "h", "title": "Hours", "price": "46", "when": "each year", "quantity": "520"},
    ]
    told = formulas(ownership={"costs": costs, "spread_over": {"thing": "device", "count": "20"}})
    assert told["ownership"] == (
        "Price of the term + $312.00 × the number you state + $46.00 × 520 × the years of the term."
    )
    assert told["each"].startswith("Cost of ownership ÷ 20 ÷ 2,")


@pytest.mark.parametrize(
    ("compared", "told"),
    [
        ({}, "the price over the initial term of 2 years,"),
        (
            {"over": "with-renewals"},
            "the price over the initial term of 2 years and the renewal of one year,",
        ),
    ],
)
def test_what_is_compared_is_told(compared, told):
    assert told in rules(compared=compared)["compared"]


def test_lots_are_compared_each_by_itself():
    lots = [{"id": "north", "title": "North"}]
    told = rules(lots=lots, lines=[sheets.REPAIR | {"lot": "north"}], fees=[], parts=None)
    assert told["compared"] == (
        "Proposals for a lot are compared by the price of that lot alone, over the initial term "
        "of 2 years."
    )
    assert "A lot without any price is not offered" in told["lots"]


def test_estimates_are_marked_and_settled_numbers_are_not():
    tables = section()["parts"]["lines"]["tables"]
    numbers = {row["id"]: row["number"] for table in tables for row in table["rows"]}
    assert numbers == {"service": "3", "repair": "7 est.", "setup": "1", "evenings": "10"}


def test_a_model_without_the_part_has_a_dash():
    matrix = section()["parts"]["parts"]
    assert [row["numbers"] for row in matrix["rows"]] == [["5", "2"], ["–", "1"]]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (sheets.REPAIR, ""),
        (sheets.REPAIR | {"first_year": "2"}, "Paid from year 2 on."),
        (sheets.REPAIR | {"last_year": "1"}, "Paid in year 1 only."),
        (sheets.REPAIR | {"first_year": "2", "last_year": "2"}, "Paid in year 2 only."),
        (sheets.REPAIR | {"last_year": "2"}, "Paid from year 1 to year 2."),
        (sheets.SETUP | {"first_year": "3"}, "Paid in renewal 1."),
    ],
)
def test_a_line_says_in_which_years_it_is_paid(line, told):
    found = section(lines=[line], fees=[], parts=None)["parts"]["lines"]["tables"][0]["rows"][0]
    assert found["remark"].replace("Basis of the number: last year.", "").strip() == told


def test_a_year_counts_only_the_lines_that_are_paid_in_it():
    bounded = sheets.SERVICE | {"first_year": "2"}
    assert "in the years in which the line is paid" in formulas(lines=[bounded])["year"]
    assert "in the years in which" not in formulas(lines=[sheets.SERVICE])["year"]
