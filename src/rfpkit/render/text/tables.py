"""Tables as GitHub reads them: one line for each row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rfpkit.render import semantic
from rfpkit.render.text.inline import line

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def rows(table: HtmlElement) -> Iterator[str]:
    """The lines of a table: its head, the alignment, its rows."""
    head = table.find("thead/tr")
    yield _row(line(cell) for cell in head)
    yield _row(_alignment(cell) for cell in head)
    for row in table.findall("tbody/tr"):
        yield _row(_cell(cell) for cell in row)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _alignment(cell: HtmlElement) -> str:
    return "---:" if "number" in semantic.classes(cell) else "---"


def _cell(cell: HtmlElement) -> str:
    text = "<br>".join(_lines(cell, ""))
    return f"**{text}**" if cell.tag == "th" and text and "<br>" not in text else text


def _lines(element: HtmlElement, mark: str) -> Iterator[str]:
    """The lines of a cell: its text, its paragraphs, its lists' items behind a sign."""
    if own := line(element):
        yield mark + own
        mark = ""
    for child in element:
        if child.tag == "p":
            yield mark + line(child)
        elif child.tag in {"ul", "ol"}:
            start = int(child.get("start") or 1)
            for position, item in enumerate(child, start):
                yield from _lines(item, "• " if child.tag == "ul" else f"{position}\\. ")
