"""The table of contents, from the headings: the same in every format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from rfpkit.render import semantic

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True)
class Entry:
    """One line of the contents."""

    level: int
    """1 to 3."""
    number: str
    """The printed number; empty for a heading without one."""
    title: str
    """The heading's text behind its number."""
    target: str
    """The id of the section or service level."""


def entries(document: semantic.Document) -> list[Entry]:
    """The headings, as deep as the document's `nav` asks; none where it has no `nav`."""
    navs = document.root.xpath("//nav[@class='contents']")
    depth = int(navs[0].get("data-depth") or 2) if navs else 0
    found = document.root.xpath("//main//h1 | //main//h2 | //main//h3")
    return [entry for entry in map(_entry, found) if entry.level <= depth]


def fill(html: str, lines: list[Entry]) -> str:
    """The document's text with its contents filled in; nothing else changes."""
    return _END.sub(lambda found: _list(lines) + found.group(), html, count=1)


_END: Final = re.compile(r"</nav>")


def _entry(heading: HtmlElement) -> Entry:
    number = semantic.number_of(heading)
    title = semantic.text_of(heading).removeprefix(number).strip()
    return Entry(int(heading.tag[1]), number, title, heading.getparent().get("id") or "")


def _list(lines: list[Entry]) -> str:
    return f"<ol>{''.join(_items(lines))}</ol>" if lines else ""


def _items(lines: list[Entry]) -> Iterator[str]:
    top = min(line.level for line in lines)
    starts = [n for n, line in enumerate(lines) if line.level == top]
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield f"<li>{_link(lines[start])}{_list(lines[start + 1 : stop])}</li>"


def _link(line: Entry) -> str:
    # The number stands outside: a link around boxes becomes several links in the PDF.
    number = f'<span class="number">{escape(line.number)}</span> ' if line.number else ""
    return f'{number}<a href="#{escape(line.target)}">{escape(line.title)}</a>'
