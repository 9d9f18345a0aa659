"""The page of the Word file: paper, margins, running head."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from rfpkit.render.docx.fields import field, run, tab
from rfpkit.render.docx.story import BOTTOM, LEFT, RIGHT, TOP, Story
from rfpkit.render.docx.styles import HANG
from rfpkit.render.docx.watermark import watermark
from rfpkit.render.docx.xml import Node, node, part

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


def section(story: Story, words: str, *, slim: bool, draft: bool) -> Node:
    """The properties of the document's one section.

    Args:
        story: the file being written.
        words: what stands at the left of the running head.
        slim: the first page has no cover, so it shows its page number.
        draft: Word numbers the lines of each page; it numbers none in tables. The word DRAFT
            stands behind the text.
    """
    first = _header(story, "first", "" if slim else None, draft=draft)
    others = _header(story, "default", words, draft=draft)
    width, height = story.paper
    lines = [node("w:lnNumType", countBy=1, distance=1240, restart="newPage")] if draft else []
    return node(
        "w:sectPr",
        node("w:headerReference", type="default", r__id=others),
        node("w:headerReference", type="first", r__id=first),
        node("w:pgSz", w=width, h=height),
        node("w:pgMar", top=TOP, right=RIGHT, bottom=BOTTOM, left=LEFT, header=880, footer=720,
             gutter=0),
        *lines,
        node("w:titlePg"),
    )  # fmt: skip


def _header(story: Story, name: str, words: str | None, *, draft: bool) -> str:
    line = node("w:p", node("w:pPr", node("w:pStyle", val="Header")))
    if draft:
        line.append(watermark(2049 if name == "first" else 2050))
    if words is not None:
        stops = node("w:tabs", node("w:tab", val="right", pos=story.width))
        line[0].extend([stops, node("w:ind", left=-HANG)])
        line.extend([run(words), tab(), run("Page "), *field("PAGE", [run("1")])])
        line.extend([run(" of "), *field("NUMPAGES", [run("1")])])
    uri = PackURI(f"/word/header-{name}.xml")
    written = Part(uri, _TYPE, part(node("w:hdr", line)), story.part.package)
    identity: str = story.part.relate_to(written, RELATIONSHIP_TYPE.HEADER)
    return identity
