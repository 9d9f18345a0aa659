"""The contents of the Word file: a live field that is filled already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rfpkit.render import semantic
from rfpkit.render.contents import Entry
from rfpkit.render.docx.fields import field, field_end, field_start, run, tab
from rfpkit.render.docx.story import Story
from rfpkit.render.docx.xml import Node, node

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def contents(
    story: Story, nav: HtmlElement, lines: Sequence[Entry], pages: Mapping[str, int]
) -> Node:
    """The heading and the field with one line for each entry.

    Args:
        story: the file being written.
        nav: the semantic document's element.
        lines: the entries, at least one.
        pages: the page of each entry's target, for what the field shows at first.
    """
    heading = story.paragraph("ContentsHeading", [run(semantic.text_of(nav[0]))])
    depth = max(line.level for line in lines)
    made = [_line(story, line, pages.get(line.target, 1)) for line in lines]
    # A field may span paragraphs: it opens in the first and closes in the last.
    # By the names of styles: LibreOffice takes each numbered clause for a heading where the
    # field asks for outline levels.
    styles = ",".join(f"Heading {level},{level}" for level in range(1, depth + 1))
    made[0][1:1] = field_start(f'TOC \\h \\z \\t "{styles}"')
    made[-1].append(field_end())
    paragraphs = [heading, *made]
    gallery = node("w:docPartObj", node("w:docPartGallery", val="Table of Contents"),
                   node("w:docPartUnique"))  # fmt: skip
    return node("w:sdt", node("w:sdtPr", gallery), node("w:sdtContent", *paragraphs))


def _line(story: Story, line: Entry, page: int) -> Node:
    bookmark = story.bookmarks.name(line.target)
    number = [run(line.number), tab()] if line.number else []
    shown = field(f"PAGEREF {bookmark} \\h", [run(str(page))])
    link = node("w:hyperlink", *number, run(line.title), tab(), *shown, anchor=bookmark)
    stops = node(
        "w:tabs",
        node("w:tab", val="left", pos=_INDENT),
        node("w:tab", val="right", leader="dot", pos=story.width),
    )
    indent = node("w:ind", left=_INDENT, hanging=_INDENT if line.number else 0)
    return story.paragraph(f"TOC{line.level}", [link], stops, indent)


_INDENT: Final = 620
