"""How prices, years and numbers are told, in the document and in the price sheet alike."""

from __future__ import annotations

from rfpkit.model.pricing.line import PriceLine
from rfpkit.model.pricing.rules import PricedFee
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.words import plain
from rfpkit.render.view.writing import count

ESTIMATE = "est."
"""Stands beside a number that nobody promises to order."""


def year_name(sheet: PriceSheet, year: int) -> str:
    """Writes a year of the contract, the first being 1: `Year 4`, `Renewal 1`."""
    return f"Year {year}" if year <= sheet.years else f"Renewal {year - sheet.years}"


def years_in_words(number: int) -> str:
    """Writes `1 year` or `4 years`."""
    return "1 year" if number == 1 else f"{number} years"


def number_in_words(line: PriceLine) -> str:
    """Writes how many a year's amount counts: `13,800`, `1,450 est.`."""
    return f"{count(line.number)} {ESTIMATE}" if line.estimate is not None else count(line.number)


def paid_when(sheet: PriceSheet, line: PriceLine) -> str:
    """Writes in which years a line is paid, where it is not in all: `Paid from year 2 on`."""
    first, last = line.first_year or 1, line.last_year or sheet.all_years
    if line.unit.per == "once":
        return f"Paid in {year_name(sheet, first).lower()}" if first > 1 else ""
    if first == 1 and last == sheet.all_years:
        return ""
    start = year_name(sheet, first).lower()
    if last == sheet.all_years:
        return f"Paid from {start} on"
    end = year_name(sheet, last).lower()
    return f"Paid in {start} only" if first == last else f"Paid from {start} to {end}"


def fee_name(fee: PricedFee) -> str:
    """Writes a fee's id as words: `monthly fee`."""
    return plain(fee.id)


def term_name(sheet: PriceSheet, *, renewals: bool) -> str:
    """Writes the years that a total covers: `the initial term of 4 years`."""
    initial = f"the initial term of {years_in_words(sheet.years)}"
    if not renewals:
        return initial
    return f"{initial} and {_renewals(sheet.renewals)}"


def _renewals(number: int) -> str:
    return "the renewal of one year" if number == 1 else f"the {number} renewals of one year each"
