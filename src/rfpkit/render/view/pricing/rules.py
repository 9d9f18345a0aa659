"""The rules for prices, each a clause; the price sheet prints the same ones."""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.model.pricing.rules import Adjustment, PricedFee
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.pricing.totals import INVOICES
from rfpkit.model.scalars import write_money, write_share
from rfpkit.model.words import joined
from rfpkit.render.view.pricing.words import fee_name, term_name, years_in_words

Rule = tuple[str, str, str]
"""A rule's name in the document, its title and its text."""


def rules(sheet: PriceSheet) -> Iterator[Rule]:
    """Yields the rules that hold for this price sheet."""
    yield "firm", "Firm prices", _firm(sheet)
    if sheet.adjustment is not None:
        yield "adjustment", "Later years", _adjustment(sheet, sheet.adjustment)
    yield "writing", "How a price is written", _WRITING
    yield "blank", "What a blank means", _blank(sheet)
    if _estimated(sheet):
        yield "estimates", "Estimated numbers", _ESTIMATES
    yield "prevails", "What prevails", _PREVAILS
    if sheet.lots:
        yield "lots", "Lots", _LOTS
    if any(line.offer == "optional" for line in sheet.lines):
        yield "options", "Options", _OPTIONS
    if sheet.not_to_exceed is not None:
        text = (
            f"The required prices of {term_name(sheet, renewals=False)} may not come to more than "
            f"{write_money(sheet.not_to_exceed)}. The District cannot award a contract above this "
            "amount."
        )
        yield "limit", "Not to exceed", text
    for fee in sheet.fees:
        yield fee.id, fee_name(fee).capitalize(), _fee(sheet, fee)
    yield "compared", "What is compared", _compared(sheet)


def formulas(sheet: PriceSheet) -> Iterator[Rule]:
    """Yields how each total is computed, as the price sheet does it."""
    yield "year", "Amount of a year", _year(sheet)
    yield "term", "Price of the term", _term(sheet)
    if sheet.ownership is None:
        return
    yield "ownership", "Cost of ownership", _ownership(sheet)
    if (spread := sheet.ownership.spread_over) is not None:
        text = (
            f"Cost of ownership ÷ {spread.count:,} ÷ {sheet.years}, which are the number of "
            f"{spread.thing}s and the years of the initial term. It is rounded to the cent, half a "
            "cent up, and is for information."
        )
        yield "each", f"Cost of a {spread.thing} in a year", text


def _firm(sheet: PriceSheet) -> str:
    text = (
        f"Prices hold for {sheet.firm_for} calendar days after proposals are due. Once a contract "
        "is signed, "
    )
    if sheet.adjustment is None:
        return f"{text}they stay the same in every year, renewals included."
    last = sheet.adjustment.first_year - 1
    until = "in its first year" if last == 1 else f"in its first {last} years"
    return f"{text}they stay the same {until}."


def _adjustment(sheet: PriceSheet, adjustment: Adjustment) -> str:
    text = (
        f"From year {adjustment.first_year} on, renewals included, a price is the price of the "
        "year before × (1 + the yearly adjustment), rounded to the cent, half a cent up. The "
        "proposer offers one yearly adjustment for all prices, from 0% to "
        f"{write_share(adjustment.at_most)}."
    )
    if any(line.firm for line in sheet.lines):
        text += " A line that is marked as firm is never adjusted."
    if adjustment.basis:
        basis = adjustment.basis.rstrip(".")
        text += (
            " The offered rate is a limit: a rise is asked for in writing 60 calendar days before "
            f"the year begins, and is at most what this shows: {basis[:1].lower()}{basis[1:]}."
        )
    return text


def _blank(sheet: PriceSheet) -> str:
    text = (
        "A blank is not a zero. A required price that is left blank makes the price sheet "
        "incomplete, and the District may set the proposal aside. Write 0.00 for what is included "
        "at no charge."
    )
    if any(line.offer == "optional" for line in sheet.lines):
        text += " An option that is left blank is not offered."
    return text


def _estimated(sheet: PriceSheet) -> bool:
    return sheet.parts is not None or any(line.estimate is not None for line in sheet.lines)


def _fee(sheet: PriceSheet, fee: PricedFee) -> str:
    lines = [f"“{line.title}”" for line in sheet.lines if line.fee == fee.id]
    tail = (
        f"Performance credits and an amount at risk that name the {fee_name(fee)} are shares of it."
    )
    if fee.each is not None:
        return f"The price of one {fee.each} in the line {joined(lines)}. {tail}"
    share = {"month": "One twelfth", "quarter": "One quarter", "year": "The whole"}[fee.per]
    rounded = ", rounded to the cent, half a cent up" if INVOICES[fee.per] > 1 else ""
    of = "of the year's amount of the line" + ("s" if len(lines) > 1 else "")
    return f"{share} {of} {joined(lines)}{rounded}. {tail}"


def _compared(sheet: PriceSheet) -> str:
    name = "cost of ownership" if sheet.compared.amount == "cost-of-ownership" else "price"
    over = term_name(sheet, renewals=sheet.compared.over == "with-renewals")
    text = f"Proposals are compared by the {name} over {over}, as it is computed here."
    if sheet.lots:
        text = f"Proposals for a lot are compared by the {name} of that lot alone, over {over}."
    if any(line.offer == "optional" for line in sheet.lines):
        text += " Options are no part of it."
    return text


def _year(sheet: PriceSheet) -> str:
    times = ""
    if any(line.unit.per == "month" for line in sheet.lines):
        times = " × 12 where the price is per month"
    text = f"For each line: the price of that year × the number{times}"
    if any(line.unit.per != "once" and (line.first_year or line.last_year) for line in sheet.lines):
        text += ", in the years in which the line is paid"
    if any(line.unit.per == "once" for line in sheet.lines):
        text += "; a single payment counts in year 1 alone, or in the year that its line names"
    if sheet.parts is not None:
        text += ". For each part and model: the price of that year × the estimated pieces"
    return f"{text}."


def _term(sheet: PriceSheet) -> str:
    text = f"The sum of the amounts of all required prices over {term_name(sheet, renewals=False)}"
    if sheet.renewals:
        text += f"; and, shown beside it, over {years_in_words(sheet.all_years)} with every renewal"
    return f"{text}."


def _ownership(sheet: PriceSheet) -> str:
    costs = sheet.ownership.costs if sheet.ownership else ()
    parts = ["Price of the term"]
    for cost in costs:
        number = f"{cost.quantity:,}" if cost.quantity is not None else "the number you state"
        years = " × the years of the term" if cost.when == "each year" else ""
        parts.append(f"{write_money(cost.price)} × {number}{years}")
    return f"{' + '.join(parts)}."


_WRITING = (
    "Each price is an amount of US dollars for one unit, with at most two decimals. It covers all "
    "that the Contractor needs to do what the line says; nothing is charged beside it."
)
_ESTIMATES = (
    "A number marked “est.” is an estimate and no guarantee. The District orders what it needs, "
    "which may be more, less or nothing, at the same price, and pays for what it ordered."
)
_PREVAILS = (
    "The price sheet prevails over any price elsewhere in the proposal, on its cover or in its "
    "text. The price of one unit prevails over every amount that is computed from it."
)
_LOTS = (
    "A proposer may price one lot or several. A lot without any price is not offered; a lot with "
    "one price must have all of its required prices."
)
_OPTIONS = (
    "The District may order an option at its price at any time during the contract, or never."
)
