"""Prose that people wrote in Markdown, as safe HTML within the document's vocabulary.

Headings, tables, images, code blocks and raw HTML have no meaning in a clause: they
stay the characters that were typed, so that nothing is lost and nothing is forged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LINKS: Final = frozenset({"https", "mailto", "tel"})
"""Where a link may lead, besides a place in the document itself."""

_RULES: Final = [
    "list", "hr", "newline", "escape", "entity", "emphasis", "link", "autolink", "backticks",
]  # fmt: skip
_TAGS: Final = frozenset({"p", "ul", "ol", "li", "em", "strong", "code", "br", "a"})


def prose(text: str) -> Markup:
    """Paragraphs and lists; an empty text gives nothing."""
    return _clean(_parser().render(text))


def prose_line(text: str) -> Markup:
    """The inside of one paragraph, cell or term: emphasis, code and links only."""
    return _clean(_parser().renderInline(text.strip()))


def plain_line(text: str) -> str:
    """What a reader of the same line sees, without its looks: for cells that hold text only."""
    return "".join(_words(_parser().parseInline(text.strip())[0].children or []))


def links(text: str) -> list[str]:
    """Returns where the links of a text lead, in their order."""
    blocks = _parser().parse(text)
    tokens = [token for block in blocks for token in block.children or []]
    return [str(one.attrGet("href")) for one in tokens if one.type == "link_open"]


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    addresses: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            addresses.append(str(token.attrGet("href")))
        elif token.type == "link_close":
            # One that shows its address has said it already; a place is in the document alone.
            address = addresses.pop()
            is_told = token.markup == "autolink" or address.startswith("#")
            yield "" if is_told else f" ({address})"
        elif token.type in {"softbreak", "hardbreak"}:
            yield "\n"
        else:
            yield token.content


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # a cold start of 60 ms

    parser = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False})
    parser.enable(_RULES)
    # A dividing line says nothing in a clause; unread, it would become an empty list.
    parser.add_render_rule("hr", lambda *_: "")
    return parser


def _clean(html: str) -> Markup:
    import nh3  # only prose needs it

    # The allow-list stands behind the parser in case the parser is wrong.
    return Markup(  # noqa: S704
        nh3.clean(
            html,
            tags=set(_TAGS),
            attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
            # The vocabulary refuses `http:`, and names the address; without it nobody could.
            url_schemes={*LINKS, "http"},
            link_rel=None,
            clean_content_tags=set(),
        )
    )
