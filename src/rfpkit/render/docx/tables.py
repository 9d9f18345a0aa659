"""Tables of Word: data tables, metric sheets and key figures."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Final, TypeAlias

from rfpkit.render import semantic
from rfpkit.render.docx.inline import runs
from rfpkit.render.docx.story import Story
from rfpkit.render.docx.styles import ACCENT, HANG, INK, RULE
from rfpkit.render.docx.widths import GAP, text_width, widths
from rfpkit.render.docx.xml import Node, node, put, tag

if TYPE_CHECKING:
    from lxml.html import HtmlElement

WriteCell: TypeAlias = "Callable[[Story, HtmlElement, str], list[Node]]"
"""Writes the inside of a cell in a style; given by the walk over blocks."""

TALL: Final = 24
"""A row of more lines may be parted by the end of a page, for it might not fit on any."""
SHORT: Final = 7
"""As many rows of a sheet stay on one page."""
WRITING: Final = 440
"""Least height of a row that is written in by hand, in twips."""
SHEET_TERM: Final = 1820
"""Width of a sheet's first column in twips."""


def table(story: Story, element: HtmlElement, write: WriteCell) -> Node:
    """A data table: its head repeats on each page, its rows stay whole."""
    rows = [element.find("thead/tr"), *element.findall("tbody/tr")]
    form = "form" in semantic.classes(element)
    wide = "wide" in semantic.classes(element)
    columns = widths(element, story.width + (HANG if wide else 0))
    made = [
        _row(
            [
                _cell(width, _written(story, cell, write, head=place == 0), _cell_rule(place, row))
                for width, cell in zip(columns, row, strict=True)
            ],
            repeat=place == 0,
            least=WRITING if form and place else None,
            whole=_lines(columns, row) <= TALL,
        )
        for place, row in enumerate(rows)
    ]
    # The head keeps the first row by its style.
    for kept in [made] if "whole" in semantic.classes(element) else [made[1:3], made[-2:]]:
        keep_together(kept)
    if form:
        _padded(made)
    edges = {"top": (9, INK), "bottom": (9, INK), "insideH": (4, RULE)}
    edges |= {"insideV": (4, RULE)} if form else {}
    title = semantic.text_of(element[0])
    return _table(columns, made, edges, title=title, indent=-HANG if wide else 0, head=True)


def sheet(story: Story, element: HtmlElement, write: WriteCell) -> Node:
    """A metric sheet: terms and values in two columns."""
    columns = [SHEET_TERM, story.width - SHEET_TERM]
    made = [
        _row(
            [
                _cell(columns[0], write(story, group[0], "SheetTerm")),
                _cell(columns[1], write(story, group[1], "SheetText")),
            ],
            whole=_lines(columns, group) <= TALL,
        )
        for group in element
    ]
    keep_together(made)
    edges = {"top": (4, RULE), "bottom": (4, RULE), "insideH": (4, RULE)}
    return _table(columns, made, edges, first_column=True)


def figures(story: Story, element: HtmlElement) -> Node:
    """Key figures side by side: label, value and remark, under a rule."""
    share = story.width // len(element)
    cells = [_cell(share, _figure(story, group)) for group in element]
    return _table([share] * len(cells), [_row(cells)], {"top": (12, ACCENT)})


def keep_together(rows: list[Node]) -> None:
    """Keep a short run of rows on one page; of a long one the first and the last two."""
    short = rows[:-1]
    for row in short if len(rows) <= SHORT else [rows[0], rows[-2]]:
        # One that a page may part cannot promise where it ends.
        whole = row.find(f"{tag('w:trPr')}/{tag('w:cantSplit')}") is not None
        for paragraph in row.iter(tag("w:p")) if whole else ():
            put(paragraph, node("w:keepNext"))


_PADDING: Final = (("top", 68), ("left", 0), ("bottom", 68), ("right", 180))
_SIDES: Final = ("top", "bottom", "insideH", "insideV")


def _lines(columns: list[int], row: HtmlElement) -> int:
    """About how many lines the longest cell of a row takes."""
    room = [max(width - GAP, GAP) for width in columns]
    texts = [text_width(semantic.text_of(cell)) for cell in row]
    return max(-(-text // width) for text, width in zip(texts, room, strict=True))


def _figure(story: Story, group: HtmlElement) -> list[Node]:
    label, value = group
    remarks = [part for part in value if "remark" in semantic.classes(part)]
    # The remark has a line of its own here: lifted out, its style would be lost.
    for remark in remarks:
        remark.drop_tree()
    made = [
        story.paragraph("FigureLabel", runs(story, label)),
        story.paragraph("FigureValue", runs(story, value)),
    ]
    return made + [story.paragraph("FigureRemark", runs(story, remark)) for remark in remarks]


def _written(story: Story, cell: HtmlElement, write: WriteCell, *, head: bool) -> list[Node]:
    paragraphs = write(story, cell, "TableHead" if head else "TableText")
    names = semantic.classes(cell)
    for paragraph in paragraphs:
        if "number" in names:
            put(paragraph, node("w:jc", val="right"))
        if "code" in names and not head:
            _mark(paragraph, node("w:rStyle", val="RequirementId"))
        elif cell.tag == "th" and not head:
            _mark(paragraph, node("w:b"))
    return paragraphs


def _mark(paragraph: Node, mark: Node) -> None:
    for run in paragraph.iter(tag("w:r")):
        properties = run.find(tag("w:rPr"))
        if properties is None:
            properties = node("w:rPr")
            run.insert(0, properties)
        # Text with a style of its own, such as a remark, keeps it.
        if properties.find(tag("w:rStyle")) is None:
            properties.insert(0, copy(mark))


def _table(
    columns: list[int],
    rows: list[Node],
    edges: dict[str, tuple[int, str]],
    *,
    title: str = "",
    indent: int = 0,
    head: bool = False,
    first_column: bool = False,
) -> Node:
    borders = [
        node(f"w:{side}", val="single", sz=edges[side][0], space=0, color=edges[side][1])
        for side in _SIDES
        if side in edges
    ]
    properties = [
        node("w:tblW", w=sum(columns), type="dxa"),
        node("w:tblInd", w=indent, type="dxa"),
        node("w:tblBorders", *borders),
        node("w:tblLayout", type="fixed"),
        node("w:tblCellMar", *(node(f"w:{s}", w=w, type="dxa") for s, w in _PADDING)),
        node("w:tblLook", val="0000", firstRow=int(head), firstColumn=int(head or first_column)),
    ]
    properties += [node("w:tblCaption", val=title)] if title else []
    grid = node("w:tblGrid", *(node("w:gridCol", w=width) for width in columns))
    return node("w:tbl", node("w:tblPr", *properties), grid, *rows)


def _row(
    cells: list[Node], *, repeat: bool = False, least: int | None = None, whole: bool = True
) -> Node:
    # The last column ends flush with the text above it.
    cells[-1][0].append(node("w:tcMar", node("w:right", w=0, type="dxa")))
    properties = [node("w:cantSplit")] if whole else []
    properties += [node("w:trHeight", val=least, hRule="atLeast")] if least else []
    properties += [node("w:tblHeader")] if repeat else []
    head = [node("w:trPr", *properties)] if properties else []
    return node("w:tr", *head, *cells)


def _padded(rows: list[Node]) -> None:
    """Keep text off the upright rules of a form."""
    for row in rows:
        for cell in row.findall(tag("w:tc"))[1:]:
            margins = cell[0].find(tag("w:tcMar"))
            if margins is None:
                margins = node("w:tcMar")
                cell[0].append(margins)
            margins.insert(0, node("w:left", w=100, type="dxa"))


def _cell_rule(place: int, row: HtmlElement) -> list[Node]:
    if place == 0:
        return [node("w:bottom", val="single", sz=6, space=0, color=INK)]
    if "total" in semantic.classes(row):
        return [node("w:top", val="single", sz=6, space=0, color=INK)]
    return []


def _cell(width: int, content: list[Node], rules: list[Node] | None = None) -> Node:
    properties = [node("w:tcW", w=width, type="dxa")]
    properties += [node("w:tcBorders", *rules)] if rules else []
    return node("w:tc", node("w:tcPr", *properties), *content)
