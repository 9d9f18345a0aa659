"""The sheet Summary: what is answered and how, counted as the answers come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rfpkit.model.answers.response_codes import ResponseCode
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book, Page
from rfpkit.render.workbook.cells import Formula, Value
from rfpkit.render.workbook.form import Column
from rfpkit.render.workbook.responses import exceptions
from rfpkit.render.workbook.responses.asked import Asked
from rfpkit.render.workbook.rows import Rows

SHEET: Final = "Summary"
_CLASSES: Final = ("mandatory", "desirable", "optional", "information")
_COLUMNS: Final = (
    Column("Answer", 46, "wrapped"),
    *(Column(name.capitalize(), 13, "whole") for name in _CLASSES),
    Column("All", 13, "whole"),
)
_LOOKS: Final = [column.look for column in _COLUMNS]
_MISSING: Final = (
    ("no answer", "No answer yet"),
    ("not a code", "Not a code of the list"),
    ("cannot be read", "Cannot be read: a formula in the answer"),
    ("comment missing", "Comment missing"),
    ("exception missing", "Row in Exceptions missing"),
)
_MISSING_OF_LEVELS: Final = (
    *_MISSING,
    ("better target missing", "Better target missing"),
    ("code for better missing", "Better target without its code"),
)


@dataclass(frozen=True)
class Answered:
    """Where the answers stand; None for a sheet that there is not."""

    requirements: Rows | None
    levels: Rows | None
    better: Rows | None


def add(book: Book, asked: Asked, answered: Answered) -> None:
    """Adds the sheet."""
    made = form.page(book, SHEET, _COLUMNS, asked.solicitation.page)
    form.title(made, "Summary", ["The counts follow the answers; nothing is written here."])
    made.space()
    waiting = len(asked.solicitation.requirements) + len(asked.solicitation.service_levels)
    told = "1 row is still open" if waiting == 1 else f"{waiting:,} rows are still open"
    state = Formula(_verdict(answered), told)
    form.proposer(made)
    made.write(["State of this workbook", state], ("label", "verdict"))
    if answered.requirements is not None:
        _of_requirements(made, asked, answered.requirements)
    if answered.levels is not None:
        _of_levels(made, asked, answered.levels, answered.better)
    made.space()
    made.write(["Exceptions"], "part")
    listed = f"SUMPRODUCT(--(LEN({exceptions.place(asked).column('B')})>0))"
    row: list[Value] = ["Rows in the sheet Exceptions", *[None] * 4, Formula(f"={listed}", 0)]
    made.write(row, _LOOKS)
    form.one_page(made)


def _verdict(answered: Answered) -> str:
    states = [
        rows.column(column)
        for rows, column in ((answered.requirements, "I"), (answered.levels, "J"))
        if rows is not None
    ]
    terms = [f'SUMPRODUCT(--({cells}<>"answered"))' for cells in states]
    if answered.better is not None:
        terms.append(f'SUMPRODUCT(--(LEFT({answered.better.column("I")},3)="not"))')
    total = f"({'+'.join(terms)})"
    several = f'TEXT({total},"#,##0")&" rows are still open"'
    return f'=IF({total}=0,"complete",IF({total}=1,"1 row is still open",{several}))'


def _of_requirements(made: Page, asked: Asked, rows: Rows) -> None:
    made.space()
    made.write(["Requirements"], "part")
    made.head((column.head, column.look) for column in _COLUMNS)
    kinds = [item.kind for item in asked.solicitation.requirements]
    numbers = [kinds.count(name) for name in _CLASSES]
    for code in asked.codes.requirements:
        counts = [
            Formula(f'=SUMPRODUCT(({rows.column("C")}="{name}")*{_answers(rows, "K", code)})', 0)
            for name in _CLASSES
        ]
        made.write(_line(made, _named(code), counts, 0), _LOOKS)
    for state, told in (("answered", "Answered and complete"), *_MISSING):
        counts = [
            Formula(
                f'=COUNTIFS({rows.column("C")},"{name}",{rows.column("I")},"{state}")',
                number if state == "no answer" else 0,
            )
            for name, number in zip(_CLASSES, numbers, strict=True)
        ]
        value = len(kinds) if state == "no answer" else 0
        made.write(_line(made, told, counts, value), _LOOKS)


def _answers(rows: Rows, column: str, code: ResponseCode) -> str:
    return f'({rows.column(column)}="{code.id}")'


def _line(made: Page, told: str, counts: Sequence[Formula], value: int) -> list[Value]:
    row = made.row + 1
    return [told, *counts, Formula(f"=SUM(B{row}:E{row})", value)]


def _of_levels(made: Page, asked: Asked, rows: Rows, better: Rows | None) -> None:
    made.space()
    made.write(["Service levels"], "part")
    columns = [_COLUMNS[0], *[Column("", 13, "whole")] * len(_CLASSES), _COLUMNS[-1]]
    made.head((column.head, column.look) for column in columns)
    count = len(asked.solicitation.service_levels)
    for code in asked.codes.service_levels:
        made.write(_single(_named(code), f"SUMPRODUCT(--{_answers(rows, 'L', code)})", 0), _LOOKS)
    for state, told in (("answered", "Answered and complete"), *_MISSING_OF_LEVELS):
        value = count if state == "no answer" else 0
        made.write(_single(told, f'COUNTIF({rows.column("J")},"{state}")', value), _LOOKS)
    if better is not None:
        offers = f'COUNTIF({better.column("I")},"better")'
        made.write(_single("Better numbers offered", offers, 0), _LOOKS)


def _single(told: str, formula: str, value: int) -> list[Value]:
    return [told, *[None] * 4, Formula(f"={formula}", value)]


def _named(code: ResponseCode) -> str:
    return f"{code.id}: {code.title}"
