"""Formulas that compute in whole cents, as `model/pricing/totals` does in exact numbers.

A spreadsheet counts in binary fractions, and rounds 1.005 down. Products of whole numbers
below 2^53 are exact, and so is every comparison between them.
"""

from __future__ import annotations

from typing import Final

HIGHEST: Final = 1_000_000_000
"""The highest price that a cell takes, so that all products stay exact."""


def is_price(cell: str) -> str:
    """Returns the formula that is true for an amount of at most two decimals, never below zero."""
    fine = f"ABS({cell}*100-ROUND({cell}*100,0))<0.0001"
    return f"IF(ISNUMBER({cell}),AND({cell}>=0,{cell}<={HIGHEST},{fine}),FALSE)"


def is_rate(cell: str, most: str) -> str:
    """Returns the formula that is true for a rate from 0% to `most`, in hundredths of a percent."""
    points = f"ROUND({cell}*10000,0)"
    fine = f"ABS({cell}*10000-{points})<0.0001"
    return f"IF(ISNUMBER({cell}),AND({cell}>=0,{points}<={most},{fine}),FALSE)"


def is_count(cell: str) -> str:
    """Returns the formula that is true for a whole number, never below zero."""
    return f"IF(ISNUMBER({cell}),AND({cell}>=0,{cell}<={HIGHEST},{cell}=INT({cell})),FALSE)"


def adjusted(price: str, points: str) -> str:
    """Returns a price × (1 + rate), half a cent up; the rate is in hundredths of a percent."""
    return f"INT(({cents(price)}*(10000+{points})+5000)/10000)/100"


def divided(amount: str, by: int) -> str:
    """Returns an amount ÷ a whole number, half a cent up."""
    return f"INT((2*{cents(amount)}+{by})/{2 * by})/100"


def cents(amount: str) -> str:
    """Returns an amount in whole cents."""
    return f"ROUND({amount}*100,0)"


def money(amount: str) -> str:
    """Returns an amount as the nearest number with two decimals."""
    return f"ROUND({amount},2)"
