"""The semantic document as a Word file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from docx import Document

from rfpkit.render import contents as outline
from rfpkit.render import no_breaks, semantic
from rfpkit.render.docx import package
from rfpkit.render.docx.blocks import blocks
from rfpkit.render.docx.contents import contents
from rfpkit.render.docx.embedded import fonts_part
from rfpkit.render.docx.page import section
from rfpkit.render.docx.story import Story
from rfpkit.render.docx.styles import styles_part
from rfpkit.render.docx.xml import Node, node, put, spacing, tag

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart
    from lxml.html import HtmlElement


def render(document_html: str, pages: Mapping[str, int]) -> bytes:
    """The document as a Word file.

    Args:
        document_html: the semantic document.
        pages: for each id the page it is expected on, shown in the contents until Word
            counts itself; ids that are missing show page 1.

    Raises:
        InputError: the document is outside its vocabulary.
    """
    document = semantic.read(no_breaks.bound(document_html))
    file = Document()
    _drop_leftovers(file.part)
    story = Story(document, file.part)
    body = file.element.body
    body[:] = list(_content(story, document, pages))
    # Fonts become parts of the file, so they are there before it is saved.
    italic = next(body.iter(tag("w:i")), None) is not None
    parts = _parts(story, document.root) | {
        "word/fontTable.xml": fonts_part(file.part, italic=italic)
    }
    out = io.BytesIO()
    file.save(out)
    return package.rewrite(out.getvalue(), parts)


_LEFTOVERS: Final = (
    "/customXml",
    "/webSettings",
    "/stylesWithEffects",
    "/thumbnail",
    "/extended-properties",
)


def _drop_leftovers(part: DocumentPart) -> None:
    # The library starts from a file that somebody once made in Word.
    for rels in (part.rels, part.package.rels):
        for identity in [i for i, rel in rels.items() if rel.reltype.endswith(_LEFTOVERS)]:
            del rels[identity]


def _content(story: Story, document: semantic.Document, pages: Mapping[str, int]) -> Iterator[Node]:
    body = document.root.find("body")
    cover, main = body.find("header"), body.find("main")
    slim = "slim" in semantic.classes(cover)
    made = [*blocks(story, cover)]
    _set_apart(made, 14 if slim else 42)
    lines = outline.entries(document)
    if lines:
        story.start_page(unless=slim)
        made.append(contents(story, body.find("nav"), lines, pages))
    story.start_page(unless=slim)
    made += blocks(story, main)
    _keep_introductions(made)
    yield from _with_room(story, made)
    draft = "draft" in semantic.classes(document.root)
    yield section(story, _running_head(document.root), slim=slim, draft=draft)


def _set_apart(cover: list[Node], points: int) -> None:
    for before, after in pairwise(cover):
        if _style(before) not in {"", "Note"} and _style(after) in {"", "Note"}:
            put(before, spacing(after=points))


def _keep_introductions(made: list[Node]) -> None:
    """What introduces a table or a list stays on its page, with the heading above."""
    for above, block, following in zip([None, *made], made, made[1:], strict=False):
        last = _style(block) in _INTRODUCING and _style(following) in _INTRODUCED
        headed = _style(above).startswith("Heading") and _style(following) == "RunInHeading"
        if last or (headed and _style(block) == "Normal"):
            put(block, node("w:keepNext"))


_INTRODUCING: Final = frozenset({"Normal", "Lead", "Clause"})
_INTRODUCED: Final = frozenset({"Caption", "ListBullet", "ListNumber"})


def _with_room(story: Story, made: list[Node]) -> Iterator[Node]:
    """Blocks with a paragraph behind each table that lacks one; Word would join the tables."""
    table = tag("w:tbl")
    for block, following in zip(made, [*made[1:], None], strict=True):
        yield block
        if block.tag == table:
            yield from _after_table(story, following)


def _after_table(story: Story, following: Node | None) -> Iterator[Node]:
    narrow = node("w:spacing", before=0, after=0, line=140, lineRule="exact")
    if following is None or following.tag != tag("w:p") or not _has_room(following):
        # A draft numbers the lines that hold words.
        yield story.paragraph("TableText", [], node("w:suppressLineNumbers"), narrow)


def _has_room(paragraph: Node) -> bool:
    return _style(paragraph).startswith(("Heading", "Caption", "Seal", "Contents"))


def _style(block: Node | None) -> str:
    """The id of a paragraph's style; empty where there is no paragraph."""
    if block is None or block.tag != tag("w:p"):
        return ""
    style = block.find(f"{tag('w:pPr')}/{tag('w:pStyle')}")
    return "Normal" if style is None else str(style.values()[0])


def _running_head(root: HtmlElement) -> str:
    words = [
        semantic.text_of(found)
        for name in ("document-number", "title")
        for found in root.xpath(f"//header/p[contains(@class, '{name}')]")
    ]
    draft = ["Draft"] if "draft" in semantic.classes(root) else []
    return "  ·  ".join([*draft, *words])


def _parts(story: Story, root: HtmlElement) -> dict[str, bytes]:
    language = root.get("lang") or ""
    author = root.xpath("string(//meta[@name='author']/@content)")
    title = semantic.text_of(root.find("head/title"))
    return {
        "word/styles.xml": styles_part(language),
        "word/numbering.xml": story.numbering.part(),
        "word/settings.xml": package.settings_part(language),
        "docProps/core.xml": package.core_part(title, author, language),
    }
