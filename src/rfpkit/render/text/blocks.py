"""Block elements of the semantic document, as blocks of Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rfpkit.render import semantic
from rfpkit.render.text.inline import escaped, line
from rfpkit.render.text.tables import rows

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Writer:
    """Walks the document; each block it yields stands between empty lines."""

    def __init__(self, linked: frozenset[str]) -> None:
        self.linked = linked
        """The ids that a link leads to; only those are written."""

    def blocks(self, parent: HtmlElement) -> Iterator[str]:
        """The children of an element, in order."""
        for element in parent:
            yield from self._block(element)

    def _block(self, element: HtmlElement) -> Iterator[str]:
        match element.tag:
            case "section" | "article":
                yield from self.blocks(element)
            case "h1" | "h2" | "h3":
                # One heading of the first rank: the title.
                level = "#" * (int(element.tag[1]) + 1)
                yield f"{level} {self._anchor(element.getparent())}{line(element)}"
            case "p":
                yield from self._paragraph(element)
            case "ul" | "ol":
                yield "\n".join(self._list(element))
            case "dl":
                yield from self._definitions(element)
            case "aside":
                inside = "\n\n".join(self.blocks(element))
                yield "\n".join(f"> {text}".rstrip() for text in inside.split("\n"))
            case "table":
                yield f"{self._anchor(element)}**{line(element.find('caption'))}**"
                yield "\n".join(rows(element))
            case "img":
                yield f"*Logo: {escaped(element.get('alt') or '')}*"
            case "figure":
                yield from self._figure(element)
            case _:
                # The vocabulary was checked before: this is the walk's own mistake.
                raise AssertionError(f"<{element.tag}> has no counterpart in Markdown")

    def _anchor(self, element: HtmlElement) -> str:
        name = element.get("id") or ""
        return f'<a id="{name}"></a>' if name in self.linked and name else ""

    def _paragraph(self, element: HtmlElement) -> Iterator[str]:
        text, names = line(element), semantic.classes(element)
        if not text:
            return
        if "title" in names:
            yield f"# {text}"
        elif "clause" in names:
            number = semantic.number_of(element)
            rest = line(element, skip_number=True)
            yield f"{self._anchor(element)}**{number}** {rest}"
        elif names & {"heading", "issuer"}:
            yield f"**{text}**"
        elif "sentence" in names:
            yield f"> {text}"
        else:
            yield self._anchor(element) + text

    def _list(self, element: HtmlElement) -> Iterator[str]:
        start = int(element.get("start") or 1)
        letters = "letters" in semantic.classes(element)
        for position, item in enumerate(element):
            mark = "-" if element.tag == "ul" or letters else f"{start + position}."
            letter = f"{chr(ord('a') + position)}) " if letters else ""
            yield from self._item(mark, letter + line(item), item)

    def _item(self, mark: str, text: str, item: HtmlElement) -> Iterator[str]:
        """A list's item: its text, then its blocks under the text."""
        margin = " " * (len(mark) + 1)
        blocks = list(self.blocks_inside(item))
        if not text and blocks:
            text = blocks.pop(0)
        first, *more = text.split("\n")
        yield f"{mark} {first}".rstrip()
        yield from (f"{margin}{one}" for one in more)
        for block in blocks:
            if not block.startswith(("- ", "1. ")):
                yield ""
            yield from (f"{margin}{one}".rstrip() for one in block.split("\n"))

    def blocks_inside(self, element: HtmlElement) -> Iterator[str]:
        """The blocks of an element that may hold text as well."""
        for child in element:
            if child.tag in {"p", "ul", "ol"}:
                yield from self._block(child)

    def _definitions(self, element: HtmlElement) -> Iterator[str]:
        names = semantic.classes(element)
        if "terms" in names:
            for term, meaning in zip(element[::2], element[1::2], strict=True):
                yield f"**{line(term)}**"
                yield from [one for one in [line(meaning)] if one]
                yield from self.blocks_inside(meaning)
            return
        lines: list[str] = []
        for group in element:
            value = line(group[1]) or ("\\_" * 24 if "form" in names else "")
            if "form" in names and list(self.blocks_inside(group[1])):
                value = ""
            # A further line to write on, under the same question, has no name of its own.
            name = f"**{line(group[0])}:** " if line(group[0]) else ""
            lines += self._item("-", f"{name}{value}".rstrip(), group[1])
        yield "\n".join(lines)

    def _figure(self, element: HtmlElement) -> Iterator[str]:
        title = element.find(".//title")
        if title is not None:
            yield f"*Figure: {line(title)}*"
        yield from (line(caption) for caption in element.iter("figcaption"))
