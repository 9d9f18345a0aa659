"""Lines to write on, as a table of Word: a label above each line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

from rfpkit.render import semantic
from rfpkit.render.docx.story import Story
from rfpkit.render.docx.styles import INK
from rfpkit.render.docx.tables import keep_together
from rfpkit.render.docx.xml import Node, node

if TYPE_CHECKING:
    from lxml.html import HtmlElement

WriteCell: TypeAlias = "Callable[[Story, HtmlElement, str], list[Node]]"

GAP: Final = 360
"""Room between two fields on one line, in twips."""
HEIGHT: Final = 660
"""Least height of a field, in twips."""


def form(story: Story, element: HtmlElement, write: WriteCell) -> Node:
    """The fields of a form; two halves that follow each other share a line."""
    half = (story.width - GAP) // 2
    columns = [half, story.width - 2 * half, half]
    rows = [_row(story, line, columns, write) for line in _lines(element)]
    if "whole" in semantic.classes(element):
        keep_together(rows)
    properties = node(
        "w:tblPr",
        node("w:tblW", w=story.width, type="dxa"),
        node("w:tblInd", w=0, type="dxa"),
        node("w:tblLayout", type="fixed"),
        node("w:tblCellMar", node("w:left", w=0, type="dxa"), node("w:right", w=0, type="dxa")),
        node("w:tblLook", val="0000"),
    )
    grid = node("w:tblGrid", *(node("w:gridCol", w=width) for width in columns))
    return node("w:tbl", properties, grid, *rows)


def _lines(element: HtmlElement) -> Iterator[list[HtmlElement]]:
    waiting: list[HtmlElement] = []
    for field in element:
        half = "half" in semantic.classes(field)
        if waiting and (not half or len(waiting) == 2):
            yield waiting
            waiting = []
        waiting.append(field)
        if not half:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _row(story: Story, fields: list[HtmlElement], columns: list[int], write: WriteCell) -> Node:
    if "half" in semantic.classes(fields[0]):
        left, gap, right = columns
        cells = [_field(story, fields[0], left, 1, write), _empty(story, gap)]
        if len(fields) == 2:
            cells.append(_field(story, fields[1], right, 1, write))
        else:
            cells.append(_empty(story, right))
    else:
        cells = [_field(story, fields[0], sum(columns), 3, write)]
    height = node("w:trHeight", val=HEIGHT, hRule="atLeast")
    return node("w:tr", node("w:trPr", node("w:cantSplit"), height), *cells)


def _field(story: Story, field: HtmlElement, width: int, span: int, write: WriteCell) -> Node:
    line = node("w:tcBorders", node("w:bottom", val="single", sz=6, space=0, color=INK))
    properties = [node("w:tcW", w=width, type="dxa")]
    properties += [node("w:gridSpan", val=span)] if span > 1 else []
    label, value = field
    content = [*write(story, label, "FieldLabel"), *write(story, value, "FieldText")]
    return node("w:tc", node("w:tcPr", *properties, line), *content)


def _empty(story: Story, width: int) -> Node:
    properties = node("w:tcPr", node("w:tcW", w=width, type="dxa"))
    return node("w:tc", properties, story.paragraph("FieldText", []))
