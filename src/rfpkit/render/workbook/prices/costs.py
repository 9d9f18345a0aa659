"""The sheet Other answers: the yearly adjustment, and what the District bears itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rfpkit.model.pricing.rules import Adjustment, OwnCost
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.scalars import write_share
from rfpkit.render.markdown import plain_line
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book, Page
from rfpkit.render.workbook.cells import Blank, Formula, Look, Value
from rfpkit.render.workbook.form import Column
from rfpkit.render.workbook.prices import arithmetic

SHEET: Final = "Other answers"
_COLUMNS: Final = (
    Column("Id", 24, "text"),
    Column("Question", 58),
    Column("Price of one", 14, "money"),
    Column("When", 12, "plain"),
    Column("Answer", 14, "answer_whole"),
    Column("Initial term", 21, "money"),
    Column("With renewals", 21, "money"),
    Column("State", 16, "verdict"),
    Column("Used", 10, "whole", hidden=True),
)
_FIRST: Final = 4


@dataclass(frozen=True)
class OtherAnswers:
    """Where the answers and their amounts stand."""

    points: str | None
    """The cell of the rate, in hundredths of a percent; None where prices stay the same."""
    costs: dict[str, int]
    """The row of each of the District's own costs."""
    last: int
    asked: int
    """How many answers are asked for."""

    @property
    def states(self) -> str:
        """The cells that say whether each answer is there."""
        return f"'{SHEET}'!$H${_FIRST}:$H${self.last}"

    def amount(self, cost: str, *, renewals: bool) -> str:
        """Returns the cell of a cost's amount."""
        return f"'{SHEET}'!${'G' if renewals else 'F'}${self.costs[cost]}"


def add(book: Book, sheet: PriceSheet, paper: str) -> OtherAnswers | None:
    """Adds the sheet, and returns where its answers stand; None where nothing is asked."""
    costs = sheet.ownership.costs if sheet.ownership else ()
    if sheet.adjustment is None and not costs:
        return None
    made = form.page(book, SHEET, _COLUMNS, paper)
    form.title(made, "Other answers", ["Each yellow cell needs an answer; write 0 for none."])
    form.head(made, _COLUMNS)
    points = None
    if sheet.adjustment is not None:
        points = _rate(made, sheet.adjustment)
    rows = {cost.id: _cost(made, sheet, cost) for cost in costs}
    form.redden(
        made, f"H{_FIRST}:H{made.row}", f'OR($H{_FIRST}="missing",LEFT($H{_FIRST},3)="not")'
    )
    asked = sum(cost.quantity is None for cost in costs) + (points is not None)
    return OtherAnswers(points, rows, made.row, asked)


def _rate(made: Page, adjustment: Adjustment) -> str:
    row = made.row + 1
    most = write_share(adjustment.at_most)
    valid = arithmetic.is_rate(f"E{row}", str(int(adjustment.at_most * 10_000)))
    question = (
        f"Yearly adjustment of all prices from year {adjustment.first_year} on, from 0% to {most}"
    )
    looks: list[Look] = [column.look for column in _COLUMNS]
    looks[4] = "answer_share"
    values: list[Value] = ["yearly-adjustment", question, None, "each year", Blank(), None, None]
    values += [
        Formula(_state(f"E{row}", valid, f"not from 0% to {most}"), "missing"),
        Formula(f"=IF({valid},ROUND(E{row}*10000,0),0)", 0),
    ]
    made.write(values, looks)
    form.only_if(made, f"E{row}", valid, f"Write a rate from 0% to {most}, with its sign.")
    return f"'{SHEET}'!$I${row}"


def _cost(made: Page, sheet: PriceSheet, cost: OwnCost) -> int:
    row = made.row + 1
    asked = cost.quantity is None
    looks: list[Look] = [column.look for column in _COLUMNS]
    looks[4] = "answer_whole" if asked else "whole"
    valid = arithmetic.is_count(f"E{row}")
    number = cost.quantity or 0
    once = cost.when == "once"
    amounts = [
        Formula(f"={arithmetic.money(f'C{row}*I{row}*{times}')}", cost.price * number * times)
        for times in ((1, 1) if once else (sheet.years, sheet.all_years))
    ]
    state = _state(f"E{row}", valid, "not a whole number")
    made.write(
        [
            cost.id,
            plain_line(f"{cost.title}: {cost.question}" if cost.question else cost.title),
            cost.price,
            cost.when,
            Blank() if asked else cost.quantity,
            *amounts,
            Formula(state, "missing") if asked else "given",
            Formula(f"=IF({valid},E{row},0)", Decimal(number)),
        ],
        looks,
    )
    if asked:
        form.only_if(made, f"E{row}", valid, "Write a whole number, 0 for none.")
    return row


def _state(cell: str, valid: str, wrong: str) -> str:
    return f'=IFERROR(IF(LEN({cell})=0,"missing",IF({valid},"answered","{wrong}")),"{wrong}")'
