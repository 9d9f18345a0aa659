"""What a semantic document may hold: the table behind `docs/reference/semantic-html.md`."""

from __future__ import annotations

from typing import Final

BLOCKS: Final = frozenset({"p", "ul", "ol", "dl", "table", "figure", "aside", "article"})
HEADINGS: Final = frozenset({"h1", "h2", "h3"})
INLINE: Final = frozenset({"em", "strong", "code", "br", "sub", "sup", "del", "ins", "span", "a"})
LISTS: Final = frozenset({"p", "ul", "ol"})

CHILDREN: Final[dict[str, frozenset[str]]] = {
    "body": frozenset({"a", "header", "nav", "main"}),
    "header": (BLOCKS | {"img"}) - {"article"},
    "nav": frozenset({"p", "ol"}),
    "main": frozenset({"section"}) | BLOCKS | HEADINGS,
    "section": frozenset({"section"}) | BLOCKS | HEADINGS,
    "article": HEADINGS | BLOCKS - {"article"},
    "aside": LISTS | {"dl"},
    "figure": frozenset({"svg", "figcaption"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "dl": frozenset({"div", "dt", "dd"}),
    "div": frozenset({"dt", "dd"}),
    "table": frozenset({"caption", "colgroup", "thead", "tbody"}),
    "colgroup": frozenset({"col"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "col": frozenset(),
    "img": frozenset(),
    "br": frozenset(),
    "li": LISTS | INLINE,
    "dd": LISTS | INLINE,
    "td": LISTS | INLINE,
    "th": INLINE,
    "dt": INLINE,
    "p": INLINE,
    "caption": INLINE,
    "figcaption": INLINE,
    "h1": INLINE,
    "h2": INLINE,
    "h3": INLINE,
    "a": INLINE - {"a"},
    **dict.fromkeys(sorted(INLINE - {"a", "br"}), INLINE),
}
"""The elements that each element may hold; one that is no key is not part of the vocabulary."""

TEXT: Final = frozenset(tag for tag, children in CHILDREN.items() if "em" in children)
"""The elements that may hold text of their own."""

CLASSES: Final[dict[str, frozenset[str]]] = {
    "html": frozenset({"letter", "a4", "draft"}),
    "header": frozenset({"cover", "slim"}),
    "nav": frozenset({"contents"}),
    "section": frozenset({"new-page"}),
    "article": frozenset({"level"}),
    "aside": frozenset({"note"}),
    "dl": frozenset({"sheet", "terms", "figures", "form", "whole"}),
    "div": frozenset({"half"}),
    "ol": frozenset({"letters"}),
    "p": frozenset(
        {"clause", "lead", "heading", "sentence", "seal"}
        | {"issuer", "kind", "title", "document-number", "date"}
    ),
    "span": frozenset({"number", "req-id", "digest", "remark", "status", "met", "missed", "open"}),
    "a": frozenset({"ref", "skip"}),
    "table": frozenset({"wide", "form", "whole"}),
    "tr": frozenset({"total"}),
    "td": frozenset({"text", "number", "code"}),
    "th": frozenset({"text", "number", "code"}),
}

ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "html": frozenset({"lang"}),
    "nav": frozenset({"aria-label", "data-depth"}),
    "ol": frozenset({"start"}),
    "col": frozenset({"style"}),
    "th": frozenset({"scope"}),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt"}),
}
"""Attributes besides `id` and `class`, which any element may carry."""

SCHEMES: Final = ("#", "https:", "mailto:", "tel:")
"""How a link may begin."""

PICTURE: Final = "data:image/png;base64,"
"""How the source of a picture begins."""
