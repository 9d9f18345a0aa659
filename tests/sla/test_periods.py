"""Measurement periods are local, half-open, and cut to what is in force."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

import pytest

from rfpkit.model.attainment import Period
from rfpkit.sla.attainment.periods import Stretch, stretches
from tests.sla.logs import contract_of

DAY = datetime.date.fromisoformat


def periods(per: Period, first: str, last: str, **changes: Any) -> list[tuple[str, str, str]]:
    contract = contract_of(**changes)
    found = stretches(contract, per, DAY(first), DAY(last))
    return [(one.label, str(one.first), str(one.last)) for one in found]


def test_months_are_cut_to_the_first_and_the_last_day():
    assert periods(Period.MONTH, "2026-12-15", "2027-02-10") == [
        ("2026-12", "2026-12-15", "2026-12-31"),
        ("2027-01", "2027-01-01", "2027-01-31"),
        ("2027-02", "2027-02-01", "2027-02-10"),
    ]


def test_quarters_are_those_of_the_calendar_year():
    assert periods(Period.QUARTER, "2026-09-15", "2027-04-30") == [
        ("2026-Q3", "2026-09-15", "2026-09-30"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2027-Q1", "2027-01-01", "2027-03-31"),
        ("2027-Q2", "2027-04-01", "2027-04-30"),
    ]


def test_a_school_year_begins_on_the_day_that_the_contract_names():
    assert periods(Period.SCHOOL_YEAR, "2026-07-01", "2027-12-31", school_year_starts="08-15") == [
        ("2025-26", "2026-07-01", "2026-08-14"),
        ("2026-27", "2026-08-15", "2027-08-14"),
        ("2027-28", "2027-08-15", "2027-12-31"),
    ]


def test_a_school_year_over_the_turn_of_a_century_keeps_two_signs():
    assert periods(Period.SCHOOL_YEAR, "2099-07-01", "2099-07-02")[0][0] == "2099-00"


def test_contract_years_are_counted_from_the_first_day_of_the_term():
    assert periods(
        Period.CONTRACT_YEAR, "2026-09-15", "2028-06-30", term="2026-09-15 to 2028-06-30"
    ) == [
        ("year 1", "2026-09-15", "2027-09-14"),
        ("year 2", "2027-09-15", "2028-06-30"),
    ]


def test_a_contract_that_began_on_a_leap_day_has_its_years_begin_in_march():
    term = "2028-02-29 to 2030-12-31"
    assert periods(Period.CONTRACT_YEAR, "2028-02-29", "2029-03-02", term=term) == [
        ("year 1", "2028-02-29", "2029-02-28"),
        ("year 2", "2029-03-01", "2029-03-02"),
    ]


def test_calendar_years():
    assert periods(Period.YEAR, "2026-07-01", "2027-01-01") == [
        ("2026", "2026-07-01", "2026-12-31"),
        ("2027", "2027-01-01", "2027-01-01"),
    ]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-09-01", "2026-09-30", 1),
        ("2026-10-01", "2026-12-31", 3),
        ("2026-07-01", "2027-06-30", 12),
        ("2026-10-01", "2026-10-14", Fraction(14, 31)),
        ("2026-10-15", "2026-11-30", 1 + Fraction(17, 31)),
    ],
)
def test_a_broken_month_counts_by_its_days(first, last, months):
    assert Stretch(DAY(first), DAY(last), "").months == months
