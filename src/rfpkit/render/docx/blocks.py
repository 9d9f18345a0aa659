"""Block elements of the semantic document, as paragraphs and tables of Word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rfpkit.render import semantic
from rfpkit.render.docx import forms, tables
from rfpkit.render.docx.fields import field, run
from rfpkit.render.docx.inline import has_text, runs
from rfpkit.render.docx.numbering import Kind, reference
from rfpkit.render.docx.story import Story
from rfpkit.render.docx.styles import ACCENT, GREY, HANG, OUTLINE, SANS
from rfpkit.render.docx.xml import Node, node, put, spacing

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PARAGRAPHS: Final = {
    "lead": "Lead", "heading": "RunInHeading", "sentence": "Sentence", "seal": "Seal",
    "issuer": "Issuer", "kind": "Kind", "title": "Title", "document-number": "DocumentNumber",
    "date": "Date", "clause": "Clause",
}  # fmt: skip


def blocks(story: Story, parent: HtmlElement, style: str = "Normal") -> Iterator[Node]:
    """What Word needs for the children of an element, in order.

    Args:
        story: the file being written.
        parent: `main`, a section, a note, a cell …
        style: the style of plain paragraphs inside.
    """
    for element in parent:
        story.expect(element)
        yield from _block(story, element, style)


def _block(story: Story, element: HtmlElement, style: str) -> Iterator[Node]:
    match element.tag:
        case "section" | "article":
            if "new-page" in semantic.classes(element):
                story.start_page()
            yield from blocks(story, element)
        case "aside":
            yield from blocks(story, element, "Note")
        case "img":
            yield story.paragraph("Figure", [story.logo(element)], node("w:suppressLineNumbers"))
        case "h1" | "h2" | "h3":
            yield _heading(story, element)
        case "p":
            yield _paragraph(story, element, style)
        case "ul" | "ol":
            yield from _list(story, element, style, 0)
        case "dl":
            yield from _definitions(story, element)
        case _:
            yield from _captioned(story, element)


def _captioned(story: Story, element: HtmlElement) -> Iterator[Node]:
    if element.tag == "table":
        wide = "wide" in semantic.classes(element)
        yield _caption(story, element[0], "Caption", indent=-HANG if wide else None)
        yield tables.table(story, element, _cell)
    elif element.tag == "figure":
        drawing = [story.picture(element.findtext(".//title") or "")]
        yield story.paragraph("Figure", drawing, node("w:suppressLineNumbers"))
        yield from (_caption(story, c, "FigureCaption") for c in element.iter("figcaption"))
    else:
        # The vocabulary was checked before: this is the walk's own mistake.
        raise AssertionError(f"<{element.tag}> has no counterpart in Word")


def _heading(story: Story, element: HtmlElement) -> Node:
    properties: list[Node] = []
    if element not in story.levels:
        properties += [reference(0, 0), node("w:ind", left=0, firstLine=0)]
    if element.getparent().tag == "article":
        properties.append(_edge("top", 11, 6))
    if story.page_starts:
        properties.append(spacing(before=0))
    style = f"Heading{element.tag[1]}"
    return story.paragraph(style, runs(story, element, skip_number=True), *properties)


def _paragraph(story: Story, element: HtmlElement, style: str) -> Node:
    names = semantic.classes(element) & _PARAGRAPHS.keys()
    own = _PARAGRAPHS[min(names)] if names else style
    if own == "Clause":
        return _clause(story, element)
    properties = [_edge("left", 16, 8)] if style == "Note" else []
    if "slim" in semantic.classes(element.getparent()):
        own = "SlimTitle" if own == "Title" else own
        properties += [spacing(before=3)] if own == "Kind" else []
    elif own == "Issuer":
        properties.append(_edge("top", 11, 10))
    return story.paragraph(own, runs(story, element), *properties)


def _clause(story: Story, element: HtmlElement) -> Node:
    # The number takes the look of the paragraph's mark.
    mark = node("w:rPr", node("w:rFonts", ascii=SANS, hAnsi=SANS), node("w:color", val=GREY),
                node("w:sz", val=19))  # fmt: skip
    number = reference(OUTLINE, story.levels[element])
    indent = node("w:ind", left=0, hanging=HANG)
    return story.paragraph("Clause", runs(story, element, skip_number=True), number, indent, mark)


def _edge(side: str, width: int, space: int) -> Node:
    return node("w:pBdr", node(f"w:{side}", val="single", sz=width, space=space, color=ACCENT))


def _list(story: Story, element: HtmlElement, style: str, level: int) -> Iterator[Node]:
    kind: Kind = "letters" if "letters" in semantic.classes(element) else "decimal"
    kind = "bullets" if element.tag == "ul" else kind
    small = style not in {"Normal", "Note"}
    start = int(element.get("start") or 1)
    number = story.numbering.new_list(kind, start, in_table=small)
    own = style if style != "Normal" else "ListBullet" if kind == "bullets" else "ListNumber"
    made: list[Node] = []
    for item in element:
        story.expect(item)
        made += _item(story, item, own, style, reference(number, level), level)
    if made and level == 0 and not small:
        put(made[-1], spacing(after=7.5))
    yield from made


def _item(
    story: Story, item: HtmlElement, own: str, style: str, number: Node, level: int
) -> Iterator[Node]:
    properties: list[Node] = [number]
    if has_text(item):
        yield story.paragraph(own, runs(story, item), *properties)
        properties = []
    for child in item:
        if child.tag == "p":
            yield story.paragraph(own, runs(story, child), *(properties or [_continued(level)]))
            properties = []
        elif child.tag in {"ul", "ol"}:
            yield from _list(story, child, style, level + 1)


def _continued(level: int) -> Node:
    return node("w:ind", left=290 * (level + 1))


def _definitions(story: Story, element: HtmlElement) -> Iterator[Node]:
    names = semantic.classes(element)
    if "sheet" in names:
        yield tables.sheet(story, element, _cell)
    elif "figures" in names:
        yield tables.figures(story, element)
    elif "form" in names:
        yield forms.form(story, element, _cell)
    else:
        for child in element:
            style = "Term" if child.tag == "dt" else "Definition"
            if has_text(child):
                yield story.paragraph(style, runs(story, child))
            yield from blocks_inside(story, child, style)


def blocks_inside(story: Story, element: HtmlElement, style: str) -> Iterator[Node]:
    """The block children of an element that may hold text as well."""
    for child in element:
        if child.tag in {"p", "ul", "ol"}:
            yield from _block(story, child, style)


def _cell(story: Story, element: HtmlElement, style: str) -> list[Node]:
    made: list[Node] = []
    if has_text(element):
        made.append(story.paragraph(style, runs(story, element)))
    made += blocks_inside(story, element, style)
    return made or [story.paragraph(style, [])]


def _caption(story: Story, element: HtmlElement, style: str, indent: int | None = None) -> Node:
    place = [node("w:ind", left=indent)] if indent else []
    label, _, number = semantic.number_of(element).rpartition(" ")
    shown = runs(story, element, skip_number=True)
    if label:
        reset = f" \\r {number}" if story.first_of(label) and number != "1" else ""
        counted = field(f"SEQ {label} \\* ARABIC{reset}", [run(number)])
        head = story.bookmarked([run(f"{label} "), *counted])
        shown = [*head, run("  "), *shown]
    return story.paragraph(style, shown, *place)
