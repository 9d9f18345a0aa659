"""What every workbook that proposers fill in has: open cells only, checks, and its origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

from rfpkit.model.digest import short
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.workbook.book import Book, Page
from rfpkit.render.workbook.cells import Blank, Formula, Look

ORIGIN: Final = "Origin"
"""The hidden sheet that says what the workbook was made from."""

_ROWS_OF_A_PAGE: Final = 60
_WIDTH_OF_A_PAGE: Final = 260
"""Characters that a printed page shows beside each other and that can still be read."""
_PROPOSER: Final = "$B$3"
"""The cell of the sheet Instructions in which proposers name themselves."""
_NOBODY: Final = "not named yet, in the sheet Instructions"
_PAPERS: Final = {"letter": 1, "a4": 9}


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its head, its width in characters, and how its cells look."""

    head: str
    width: int
    look: Look = "wrapped"
    hidden: bool = False


Block = tuple[str, Iterable[tuple[str, str]]]
"""A heading of the instructions, with its terms and what each means."""

_INSTRUCTIONS: Final = (Column("", 28, "label"), Column("", 112))


def page(book: Book, name: str, columns: Sequence[Column], paper: str) -> Page:
    """Adds a sheet of which only the answers' cells can be changed."""
    made = book.page(name, [column.width for column in columns])
    letters = (dimension for dimension in made.sheet.column_dimensions.values())
    for column, dimension in zip(columns, letters, strict=True):
        dimension.hidden = column.hidden
    made.sheet.page_setup.paperSize = _PAPERS[paper]
    protection = made.sheet.protection
    protection.sheet = True
    # A proposer may widen a column or a row to read what stands in it, and use the filters.
    protection.formatColumns = protection.formatRows = protection.autoFilter = False
    return made


def across(made: Page, columns: Sequence[Column], first: str) -> None:
    """Prints a wide sheet over several pages beside each other, its `first` columns on each.

    A sheet of any width fits on one page, but nobody could read it.
    """
    width = sum(column.width for column in columns if not column.hidden)
    made.sheet.page_setup.fitToWidth = -(-width // _WIDTH_OF_A_PAGE)
    made.sheet.print_title_cols = first


def one_page(made: Page) -> None:
    """Prints a finished sheet on a single page, where it can still be read there."""
    if made.row <= _ROWS_OF_A_PAGE:
        made.sheet.page_setup.fitToHeight = 1


def head(made: Page, columns: Sequence[Column]) -> int:
    """Writes the heads, keeps them in sight and on every printed page; returns their row."""
    row = made.head((column.head, column.look) for column in columns)
    made.freeze("C")
    return row


def drop_down(made: Page, cells: str, source: str, what: str) -> None:
    """Lets the cells hold nothing but the words of a range: `Codes!$A$5:$A$8`."""
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    rule.errorTitle = "Not an answer"
    rule.error = f"Choose {what} from the list, or leave the cell blank."
    _add(made, rule, cells)


def only_if(made: Page, cells: str, formula: str, told: str) -> None:
    """Lets the cells hold what a formula, written for the first of them, finds true."""
    rule = DataValidation(type="custom", formula1=formula, allow_blank=True, showErrorMessage=True)
    rule.errorTitle = "Not accepted"
    rule.error = told
    _add(made, rule, cells)


def mark(made: Page, cells: str, formula: str) -> None:
    """Marks the cells for which a formula, written for the first of them, is true."""
    rule = FormulaRule(  # type: ignore[no-untyped-call]
        formula=[formula], fill=_MARKED, font=_RED
    )
    made.sheet.conditional_formatting.add(cells, rule)


def redden(made: Page, cells: str, formula: str) -> None:
    """Writes in red and bold what a formula, written for the first of the cells, finds true."""
    rule = FormulaRule(formula=[formula], font=_RED)  # type: ignore[no-untyped-call]
    made.sheet.conditional_formatting.add(cells, rule)


def title(made: Page, text: str, notes: Iterable[str]) -> None:
    """Writes the sheet's title and a line for each note."""
    made.write([text], "title")
    for note in notes:
        made.write([note], "note")


def instructions(
    book: Book, solicitation: Solicitation, what: str, blocks: Iterable[Block], product: str
) -> None:
    """Adds the sheet Instructions: what the workbook is, then the blocks of terms and texts."""
    made = page(book, "Instructions", _INSTRUCTIONS, solicitation.page)
    made.write([f"{what}: {solicitation.title}"], "title")
    made.write([f"{solicitation.id} – {solicitation.issuer.name}"], "note")
    made.write(["Proposer", Blank()], ("label", "answer"))
    only_if(made, _PROPOSER, f"LEN({_PROPOSER})<=120", "Write the name of your firm.")
    if solicitation.note:
        made.write(["Note", solicitation.note], ("label", "wrapped"))
    for heading, lines in blocks:
        made.space()
        made.write([heading], "part")
        for term, text in lines:
            made.write([term, text], ("label", "wrapped"))
    made.space()
    digest = f"RFP {solicitation.id}, digest {short(solicitation.digest)}; made by {product}"
    made.write([None, digest], ("label", "small"))


def proposer(made: Page) -> None:
    """Writes who proposes, by the sheet Instructions: many workbooks lie side by side."""
    name = f"TRIM(Instructions!{_PROPOSER})"
    told = Formula(f'=IFERROR(IF({name}="","{_NOBODY}",{name}),"{_NOBODY}")', _NOBODY)
    made.write(["Proposer", told], ("label", "verdict"))
    redden(made, f"B{made.row}", f'B{made.row}="{_NOBODY}"')


def origin(book: Book, solicitation: Solicitation, facts: Mapping[str, str]) -> None:
    """Adds the hidden sheet: what the workbook is, and which text it asks about."""
    made = page(book, ORIGIN, (Column("Fact", 28), Column("Value", 80)), solicitation.page)
    told = {**facts, "rfp": solicitation.id, "rfp-digest": solicitation.digest}
    for name, value in told.items():
        made.write([name, value], ("label", "text"))
    made.sheet.sheet_state = "hidden"
    # Sheets keep their names and their order, by which a program reads the answers.
    book.workbook.security = WorkbookProtection(lockStructure=True)


_RED: Final = Font(bold=True, color="FF8C1C13")
_MARKED: Final = PatternFill(bgColor="FFF9D7D3", fill_type="solid")


def _add(made: Page, rule: DataValidation, cells: str) -> None:
    rule.add(cells)
    made.sheet.add_data_validation(rule)
