"""The semantic document as one Markdown file, for readers of plain text and of changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rfpkit.render import contents, semantic
from rfpkit.render.text.blocks import Writer
from rfpkit.render.text.inline import escaped

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def render(document_html: str) -> bytes:
    """The document as Markdown: the same numbers, headings, tables and lists.

    Raises:
        InputError: the document is outside its vocabulary.
    """
    document = semantic.read(document_html)
    body = document.root.find("body")
    writer = Writer(_linked(document.root))
    blocks = [
        *_draft(document.root),
        *writer.blocks(body.find("header")),
        *_contents(contents.entries(document), body.find("nav")),
        *writer.blocks(body.find("main")),
    ]
    return ("\n\n".join(blocks) + "\n").encode()


def _linked(root: HtmlElement) -> frozenset[str]:
    listed = {entry.get("id") or "" for entry in root.iter("section", "article")}
    return frozenset({(link.get("href") or "")[1:] for link in root.iter("a")} | listed)


def _draft(root: HtmlElement) -> Iterator[str]:
    if "draft" in semantic.classes(root):
        yield "> **DRAFT.** This document is not issued."


def _contents(lines: list[contents.Entry], nav: HtmlElement | None) -> Iterator[str]:
    if nav is None or not lines:
        return
    yield f"**{escaped(semantic.text_of(nav))}**"
    top = min(line.level for line in lines)
    yield "\n".join(f"{'  ' * (line.level - top)}- {_entry(line)}" for line in lines)


def _entry(line: contents.Entry) -> str:
    link = f"[{escaped(line.title)}](#{line.target})"
    return f"{line.number} {link}" if line.number else link
