"""Builds elements of a Word file."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from docx.oxml.ns import nsmap, qn
from lxml import etree

Node: TypeAlias = etree._Element

TWIPS: Final = 20
"""Twentieths of a point, Word's unit of length."""

_NAMESPACES: Final = {prefix: nsmap[prefix] for prefix in ("w", "r")}


def node(tag: str, *children: Node, text: str = "", **attributes: Any) -> Node:
    """An element such as `w:tab` with its `w:` attributes, children and text.

    An attribute of another namespace is written with two underscores: `r__id`. One that
    is none is left out.
    """
    element = etree.Element(qn(tag), nsmap=_NAMESPACES)
    for name, value in attributes.items():
        if value is None:
            continue
        prefix, _, local = name.rpartition("__")
        element.set(qn(f"{prefix or 'w'}:{local}"), str(value))
    if text:
        element.text = text
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    element.extend(children)
    return element


def tag(name: str) -> str:
    """The full name of an element such as `w:p`, to compare with."""
    return str(qn(name))


def spacing(
    before: float | None = None, after: float | None = None, line: float | None = None
) -> Node:
    """Space around a paragraph and the least height of its lines, in points."""
    return node(
        "w:spacing",
        before=_twips(before),
        after=_twips(after),
        line=_twips(line),
        lineRule=None if line is None else "atLeast",
    )


def properties_of(paragraph: Node) -> Node:
    """The element with a paragraph's properties, made where it is missing."""
    found = paragraph.find(tag("w:pPr"))
    if found is None:
        found = node("w:pPr")
        paragraph.insert(0, found)
    return found


def put(paragraph: Node, *properties: Node) -> None:
    """Give a paragraph further properties, each in the place of an older one of its kind."""
    head = properties_of(paragraph)
    for new in properties:
        for old in head.findall(new.tag):
            head.remove(old)
        head.append(new)
    head[:] = sorted(head, key=lambda item: _ORDER.index(item.tag.rpartition("}")[2]))


# Word refuses a file in which the properties of a paragraph stand in another order.
_ORDER: Final = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "bidi", "spacing", "ind", "contextualSpacing",
    "jc", "outlineLvl", "rPr",
)  # fmt: skip


def part(root: Node) -> bytes:
    """A whole part of the file."""
    written: Any = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return bytes(written)


def _twips(points: float | None) -> int | None:
    return None if points is None else round(points * TWIPS)
