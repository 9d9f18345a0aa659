"""The inside of a line: text, emphasis, links and references, as runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from docx.opc.constants import RELATIONSHIP_TYPE

from rfpkit.render import semantic
from rfpkit.render.docx.fields import field
from rfpkit.render.docx.xml import Node, node

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from rfpkit.render.docx.story import Story


@dataclass(frozen=True)
class Piece:
    """Some text in one format."""

    text: str = ""
    style: str = ""
    """Character style; empty for that of the paragraph."""
    marks: frozenset[str] = frozenset()
    """`b`, `i`, `strike`, `u`, `subscript`, `superscript`, `break`."""
    link: str = ""
    """Where the text leads: `#id`, or an address."""
    live: bool = False
    """The text is the number of what it leads to, and is kept current by Word."""


def runs(story: Story, element: HtmlElement, *, skip_number: bool = False) -> list[Node]:
    """The runs of an element's own text, without block elements it may hold.

    Args:
        story: the Word file being written.
        element: a paragraph, a heading, a cell …
        skip_number: leave out the printed number, which Word writes itself.
    """
    pieces = _folded(_pieces(element, Piece(), skip_number=skip_number))
    made: list[Node] = []
    for (link, live), group in groupby(pieces, key=lambda piece: (piece.link, piece.live)):
        made += _linked(story, link, [_run(piece) for piece in group], live=live)
    return made


def has_text(element: HtmlElement) -> bool:
    """Whether an element holds text of its own, outside of block elements."""
    return any(piece.text.strip() for piece in _pieces(element, Piece(), skip_number=False))


_BLOCKS: Final = frozenset({"p", "ul", "ol"})
_MARKS: Final = {
    "strong": "b", "em": "i", "del": "strike", "ins": "u", "sub": "subscript", "sup": "superscript",
}  # fmt: skip
_STYLES: Final = {
    "req-id": "RequirementId", "digest": "Digest", "remark": "Remark",
    "met": "Met", "missed": "Missed", "open": "Open",
}  # fmt: skip
_NO_BREAK: Final = "\u00a0"
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")


def _pieces(element: HtmlElement, form: Piece, *, skip_number: bool) -> Iterator[Piece]:
    yield replace(form, text=element.text or "")
    for child in element:
        if child.tag in _BLOCKS:
            pass
        elif child.tag == "br":
            yield replace(form, marks=form.marks | {"break"})
        elif not (skip_number and "number" in semantic.classes(child)):
            yield from _pieces(child, _form(child, form), skip_number=False)
        yield replace(form, text=child.tail or "")


def _form(element: HtmlElement, outer: Piece) -> Piece:
    if element.tag == "a":
        live = "ref" in semantic.classes(element)
        return replace(outer, link=element.get("href") or "", live=live)
    if element.tag == "code":
        return replace(outer, style="Code")
    named = [_STYLES[name] for name in sorted(semantic.classes(element)) if name in _STYLES]
    marks = outer.marks | ({_MARKS[element.tag]} if element.tag in _MARKS else set())
    return replace(outer, marks=marks, style=named[0] if named else outer.style)


def _folded(pieces: Iterable[Piece]) -> list[Piece]:
    # White space folds over the borders of elements, as in a browser.
    folded: list[Piece] = []
    ended = True
    for piece in pieces:
        text = _SPACE.sub(" ", piece.text)
        text = text.removeprefix(" ") if ended else text
        if text or "break" in piece.marks:
            folded.append(replace(piece, text=text))
            ended = text.endswith(" ") or "break" in piece.marks
    if folded:
        folded[-1] = replace(folded[-1], text=folded[-1].text.removesuffix(" "))
    return [piece for piece in folded if piece.text or "break" in piece.marks]


def _run(piece: Piece) -> Node:
    if "break" in piece.marks:
        return node("w:r", node("w:br"))
    outside = piece.link and not piece.link.startswith("#")
    style = piece.style or ("Hyperlink" if outside else "")
    # The order of the children is the schema's.
    head = [node("w:rStyle", val=style)] if style else []
    head += [node(f"w:{mark}") for mark in ("b", "i", "strike") if mark in piece.marks]
    if "u" in piece.marks or outside:
        head.append(node("w:u", val="single"))
    head += [
        node("w:vertAlign", val=mark)
        for mark in ("subscript", "superscript")
        if mark in piece.marks
    ]
    properties = [node("w:rPr", *head)] if head else []
    kept = style in {"RequirementId", "Digest"}
    text = piece.text.strip().replace(" ", _NO_BREAK) if kept else piece.text
    return node("w:r", *properties, node("w:t", text=text))


def _linked(story: Story, link: str, shown: list[Node], *, live: bool) -> list[Node]:
    if not link:
        return shown
    if not link.startswith("#"):
        identity = story.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return [node("w:hyperlink", *shown, r__id=identity)]
    bookmark = story.bookmarks.name(link[1:])
    if live:
        counted = link[1:] in story.captioned
        return field(f"REF {bookmark} \\h" if counted else f"REF {bookmark} \\r \\h", shown)
    return [node("w:hyperlink", *shown, anchor=bookmark)]
