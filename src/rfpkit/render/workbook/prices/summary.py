"""The sheet Summary: what is still missing, in words, and the totals by year and by term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from openpyxl.utils import get_column_letter

from rfpkit.model.pricing import totals
from rfpkit.model.pricing.rules import PricedFee
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.pricing.totals import INVOICES, Offer
from rfpkit.render.view.pricing.words import fee_name, term_name, year_name
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book, Page
from rfpkit.render.workbook.cells import Formula, Look, Value
from rfpkit.render.workbook.form import Column
from rfpkit.render.workbook.prices import arithmetic, places
from rfpkit.render.workbook.prices.checks import Check, checks
from rfpkit.render.workbook.prices.costs import OtherAnswers
from rfpkit.render.workbook.prices.years import Years

SHEET: Final = "Summary"
STATE: Final = "B5"
"""The cell that says whether the price sheet is complete."""

_NOT_COMPLETE: Final = "not complete: see above"
_ZERO: Final = Decimal("0.00")
_BLANK: Final = Offer({})


@dataclass(frozen=True)
class Term:
    """The cells of a total over the initial term, and with every renewal."""

    initial: str
    renewals: str | None


def add(
    book: Book, sheet: PriceSheet, years: Years, others: OtherAnswers | None, paper: str
) -> None:
    """Adds the sheet."""
    money = 2 + len(sheet.lots) + len(sheet.fees)
    columns = [Column("", 50), *[Column("", 22)] * max(money, 4)]
    made = form.page(book, SHEET, columns, paper)
    form.title(made, "Summary", ["Nothing is written here: the totals follow the prices."])
    made.space()
    form.proposer(made)
    _state(made, [*checks(sheet, years, others)])
    term = _by_year(made, sheet, years)
    if sheet.ownership is not None:
        total = _ownership(made, sheet, others, term)
        term = total if sheet.compared.amount == "cost-of-ownership" else term
    _compared(made, sheet, term)
    form.across(made, columns, "A:A")
    form.one_page(made)


def _state(made: Page, found: Sequence[Check]) -> None:
    first = made.row + 4
    last = first + len(found) - 1
    words = "&".join(f"C{row}" for row in range(first, last + 1))
    told = "not complete: " + "".join(check.first_words for check in found)
    formula = f'=IF(SUM(B{first}:B{last})=0,"complete",TRIM("not complete: "&{words}))'
    made.write(["State of this price sheet", Formula(formula, told.strip())], ("label", "verdict"))
    form.redden(made, STATE, f'{STATE}<>"complete"')
    made.space()
    made.head((("Checked", "wrapped"), ("Number", "whole"), ("In words", "plain")))
    for check in found:
        cell = f"B{made.row + 1}"
        values: list[Value] = [check.told, Formula(f"={check.formula}", check.at_first)]
        values.append(Formula(check.words(cell), check.first_words))
        made.write(values, ("wrapped", "whole", "plain"))


def _by_year(made: Page, sheet: PriceSheet, years: Years) -> Term:
    made.space()
    made.write(["Totals by year"], "part")
    heads = [
        "Required prices",
        *(lot.title for lot in sheet.lots),
        "Options, if ordered",
        *(f"{fee_name(fee).capitalize()}, {_each(fee)}" for fee in sheet.fees),
    ]
    made.head([("Year", "wrapped"), *((head, "money") for head in heads)])
    first = made.row + 1
    for year in range(1, sheet.all_years + 1):
        cells = [
            years.required(year),
            *(years.lot(year, lot.id) for lot in sheet.lots),
            years.options(year),
            *(_fee(years, fee, year) for fee in sheet.fees),
        ]
        values: list[Value] = [Formula(f"={cell}", _ZERO) for cell in cells]
        made.write([year_name(sheet, year), *values], _looks("label", "money", len(cells)))
    summed = 2 + len(sheet.lots)
    initial = _sum(made, "The initial term", first, first + sheet.years - 1, summed)
    if not sheet.renewals:
        return Term(initial, None)
    return Term(
        initial, _sum(made, "With every renewal", first, first + sheet.all_years - 1, summed)
    )


def _each(fee: PricedFee) -> str:
    return f"each {fee.each} per {fee.per}" if fee.each else f"each {fee.per}"


def _fee(years: Years, fee: PricedFee, year: int) -> str:
    if fee.each is not None:
        return years.fee_price(year, fee.id)
    return arithmetic.divided(years.fee(year, fee.id), INVOICES[fee.per])


def _sum(made: Page, told: str, first: int, last: int, columns: int) -> str:
    letters = [get_column_letter(place) for place in range(2, 2 + columns)]
    sums: list[Value] = [
        Formula(f"={arithmetic.money(f'SUM({letter}{first}:{letter}{last})')}", _ZERO)
        for letter in letters
    ]
    made.write([told, *sums], _looks("sum_label", "sum_money", columns))
    return f"B{made.row}"


def _ownership(made: Page, sheet: PriceSheet, others: OtherAnswers | None, term: Term) -> Term:
    made.space()
    made.write(["Cost of ownership"], "part")
    terms = [False, True] if sheet.renewals else [False]
    heads = ["With every renewal" if renewals else "The initial term" for renewals in terms]
    made.head([("Cost", "wrapped"), *((head, "money") for head in heads)])
    first = made.row + 1
    looks = _looks("wrapped", "money", len(terms))
    price: list[Value] = [
        Formula(f"={term.renewals if renewals else term.initial}", _ZERO) for renewals in terms
    ]
    made.write(["Price of the term", *price], looks)
    for cost in sheet.ownership.costs if sheet.ownership else ():
        amounts: list[Value] = []
        for renewals in terms:
            years = sheet.all_years if renewals else sheet.years
            value = cost.price * (cost.quantity or 0) * (years if cost.when == "each year" else 1)
            cell = others.amount(cost.id, renewals=renewals) if others else "0"
            amounts.append(Formula(f"={cell}", value))
        made.write([cost.title, *amounts], looks)
    last = made.row
    sums: list[Value] = []
    for letter, renewals in zip("BC", terms, strict=False):
        formula = arithmetic.money(f"SUM({letter}{first}:{letter}{last})")
        value = totals.cost_of_ownership(sheet, _BLANK, renewals=renewals)
        sums.append(Formula(f"={formula}", value))
    made.write(["Cost of ownership", *sums], _looks("sum_label", "sum_money", len(terms)))
    total = Term(f"B{made.row}", f"C{made.row}" if sheet.renewals else None)
    _spread(made, sheet, total.initial)
    return total


def _spread(made: Page, sheet: PriceSheet, total: str) -> None:
    over = sheet.ownership.spread_over if sheet.ownership else None
    if over is None:
        return
    value = totals.cost_of_each(sheet, _BLANK)
    formula = Formula(f"={arithmetic.divided(total, over.count * sheet.years)}", value)
    made.write(
        [f"Cost of a {over.thing} in a year of the initial term", formula], ("plain", "money")
    )


def _compared(made: Page, sheet: PriceSheet, term: Term) -> None:
    made.space()
    made.write(["What is compared"], "part")
    renewals = sheet.compared.over == "with-renewals"
    name = "Cost of ownership" if sheet.compared.amount == "cost-of-ownership" else "Price"
    cell = (term.renewals if renewals else None) or term.initial
    told = f"{name} over {term_name(sheet, renewals=renewals)}"
    first = made.row + 1
    if sheet.lots:
        for position, lot in enumerate(sheet.lots, start=3):
            amount = f"{get_column_letter(position)}{cell.lstrip('B')}"
            offered = f'=IF({places.offers_lot(sheet, lot.id)},{amount},"not offered")'
            _amount(made, f"{lot.title}: {told}", Formula(offered, "not offered"))
    else:
        _amount(made, told, Formula(f"={cell}", totals.compared(sheet, _BLANK)))
    form.redden(made, f"C{first}:C{made.row}", f'$C{first}<>""')


def _amount(made: Page, told: str, amount: Formula) -> None:
    # Whoever copies the amount out of twelve workbooks looks here, and not at the top.
    state = Formula(f'=IF({STATE}="complete","","{_NOT_COMPLETE}")', _NOT_COMPLETE)
    made.write([told, amount, state], ("wrapped", "sum_money", "verdict"))


def _looks(first: Look, others: Look, number: int) -> list[Look]:
    return [first, *(others for _ in range(number))]
