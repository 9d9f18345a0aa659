"""The state of a Word file while it is written: paragraphs, numbers, bookmarks."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Final

from rfpkit.render import chart, numbering, semantic
from rfpkit.render.docx.fields import Bookmarks
from rfpkit.render.docx.numbering import Numbering
from rfpkit.render.docx.xml import Node, node, put
from rfpkit.render.vocabulary import PICTURE

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart
    from lxml.html import HtmlElement

PAPER: Final = {"letter": (12240, 15840), "a4": (11906, 16838)}
LEFT, RIGHT, TOP, BOTTOM = 2520, 1656, 1512, 1440
"""Margins in twips, as on the PDF's pages."""
LOGO = 1080
"""Height of a logo in twips."""


class Story:
    """What the blocks of one document share while they are written."""

    def __init__(self, document: semantic.Document, part: DocumentPart) -> None:
        root = document.root
        self.part = part
        self.levels = document.levels
        self.paper = PAPER["a4" if "a4" in semantic.classes(root) else "letter"]
        self.width = self.paper[0] - LEFT - RIGHT
        self.numbering = Numbering(_first(document))
        self.bookmarks = Bookmarks(_targets(root))
        self.captioned = frozenset(
            element.getparent().get("id") or ""
            for element in root.iter("caption", "figcaption")
            if numbering.printed(element)
        )
        self._drawings = iter(document.drawings)
        self._pending: list[str] = []
        self._labels: set[str] = set()
        self._break = False

    def expect(self, element: HtmlElement) -> None:
        """Let the next paragraph carry the bookmark of an element."""
        if element.get("id") in self.bookmarks:
            self._pending.append(element.get("id") or "")

    def start_page(self, *, unless: bool = False) -> None:
        """Let the next paragraph start a page."""
        self._break = not unless

    def bookmarked(self, runs: list[Node]) -> list[Node]:
        """The runs with the bookmarks that wait laid around them."""
        for target in self._pending:
            runs = self.bookmarks.around(target, runs)
        self._pending.clear()
        return runs

    def first_of(self, label: str) -> bool:
        """Whether this is the first caption with its label, such as `Table`."""
        new = label not in self._labels
        self._labels.add(label)
        return new

    @property
    def page_starts(self) -> bool:
        """Whether the next paragraph starts a page."""
        return self._break

    def paragraph(self, style: str, runs: list[Node], *properties: Node) -> Node:
        """A paragraph with its style, further properties and the bookmarks that wait."""
        runs = self.bookmarked(runs)
        parts = [node("w:pStyle", val=style)] if style != "Normal" else []
        parts += [node("w:pageBreakBefore")] if self._break else []
        self._break = False
        made = node("w:p", *runs)
        if parts or properties:
            put(made, *parts, *properties)
        return made

    def logo(self, element: HtmlElement) -> Node:
        """A run with a picture that the document carries, as wide and high as on paper."""
        data = base64.b64decode((element.get("src") or "").removeprefix(PICTURE))
        inline = self.part.new_pic_inline(io.BytesIO(data), height=LOGO * 635)
        most = 3 * 1440 * 635
        if inline.extent.cx > most:
            inline = self.part.new_pic_inline(io.BytesIO(data), width=most)
        inline.docPr.set("descr", element.get("alt") or "")
        inline.docPr.set("name", "Logo")
        return node("w:r", node("w:drawing", inline))

    def picture(self, description: str) -> Node:
        """A run with the next drawing of the document."""
        image = io.BytesIO(chart.rasterise(next(self._drawings)))
        inline = self.part.new_pic_inline(image, width=self.width * 635)
        inline.docPr.set("descr", description)
        inline.docPr.set("name", f"Figure {inline.docPr.get('id')}")
        return node("w:r", node("w:drawing", inline))


def _first(document: semantic.Document) -> int:
    for element in document.levels:
        return int(numbering.printed(element).partition(".")[0])
    return 1


def _targets(root: HtmlElement) -> list[str]:
    linked = {(link.get("href") or "")[1:] for link in root.iter("a")}
    found = [element.get("id") or "" for element in root.xpath("//main//*[@id]")]
    outline = {e.getparent().get("id") for e in root.iter("h1", "h2", "h3")}
    return [name for name in found if name in linked or name in outline]
