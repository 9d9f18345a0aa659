"""Reads a semantic document, and refuses what its vocabulary does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.render import numbering
from rfpkit.render.vocabulary import (
    ATTRIBUTES,
    CHILDREN,
    CLASSES,
    HEADINGS,
    PICTURE,
    SCHEMES,
    TEXT,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement


DOCUMENT: Final = "document"
"""What a diagnostic names in place of a file where it speaks of a document that was made."""


@dataclass(frozen=True)
class Document:
    """A semantic document that was checked."""

    root: HtmlElement
    """The `html` element."""
    drawings: tuple[str, ...]
    """The source of each `svg`, in order: an HTML parser loses the case of its names."""
    levels: dict[HtmlElement, int]
    """For each numbered heading and clause its level in the outline, from 0."""


def read(html: str) -> Document:
    """The document as a tree, checked.

    Raises:
        InputError: something is not part of the vocabulary, a link leads nowhere, or
            the printed numbers do not count.
    """
    from lxml import html as parser  # 40 ms, for documents only

    if control := _CONTROL.search(html):
        message = f"the text holds the control character U+{ord(control.group()):04X}"
        raise InputError([Diagnostic(Location(DOCUMENT), message, "delete it where it was typed")])
    root = parser.document_fromstring(html)
    problems = [*_problems(root), *_link_problems(root)]
    levels, miscounts = numbering.follow(root)
    problems += [problem(element, message) for element, message in miscounts]
    if problems:
        raise InputError(problems)
    return Document(root, tuple(_DRAWING.findall(html)), levels)


def problem(element: HtmlElement, message: str, hint: str = "") -> Diagnostic:
    """A diagnostic that names the nearest element with an id."""
    near = next((e.get("id") for e in (element, *element.iterancestors()) if e.get("id")), "")
    return Diagnostic(Location(DOCUMENT, field=f"#{near}" if near else ""), message, hint)


def classes(element: HtmlElement) -> frozenset[str]:
    """The element's classes."""
    return frozenset((element.get("class") or "").split())


def text_of(element: HtmlElement) -> str:
    """The element's text, with its white space folded."""
    return " ".join("".join(element.itertext()).split())


def number_of(element: HtmlElement) -> str:
    """The number printed at the head of a heading, clause or caption; empty without one."""
    return numbering.printed(element)


_DRAWING: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# No format can hold these; an invisible one is easily pasted.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]*")
_WIDTH: Final = re.compile(r"width:\d{1,3}(\.\d+)?%;?")
_DEEPEST: Final = 40
_MOST_COLUMNS: Final = 60
_SEE: Final = "docs/reference/semantic-html.md lists what a document may hold"


def _problems(root: HtmlElement) -> Iterator[Diagnostic]:
    body = root.find("body")
    if body is None or not root.get("lang") or not text_of(root.find("head")):
        yield Diagnostic(Location(DOCUMENT), "a document needs a language, a title and a body")
        return
    yield from _attribute_problems(root)
    for element in body.iter():
        if not isinstance(element.tag, str) or _within_drawing(element):
            continue
        yield from _element_problems(element)
        yield from _attribute_problems(element)
        yield from _shape_problems(element)
        yield from _picture_problems(element)


def _within_drawing(element: HtmlElement) -> bool:
    return any(ancestor.tag == "svg" for ancestor in element.iterancestors())


def _element_problems(element: HtmlElement) -> Iterator[Diagnostic]:
    parent = element.getparent()
    allowed = CHILDREN.get(parent.tag, frozenset({"body"}))
    if element.tag not in CHILDREN and element.tag != "svg":
        yield problem(element, f"<{element.tag}> is not part of the document's vocabulary", _SEE)
    elif element.tag not in allowed:
        yield problem(element, f"<{element.tag}> may not stand in <{parent.tag}>", _SEE)
    if sum(1 for _ in element.iterancestors()) > _DEEPEST:
        yield problem(element, f"<{element.tag}> stands in more than {_DEEPEST} others", _SEE)
    loose = [element.text, *(child.tail for child in element)]
    if element.tag not in TEXT and element.tag != "svg" and any(t and t.strip() for t in loose):
        words = next(t.strip() for t in loose if t and t.strip())
        yield problem(element, f"text stands loose in <{element.tag}>: {words[:60]!r}", _SEE)


def _attribute_problems(element: HtmlElement) -> Iterator[Diagnostic]:
    tag = element.tag
    if tag == "svg":
        return
    for name in classes(element) - CLASSES.get(tag, frozenset()):
        yield problem(element, f"<{tag}> has no class `{name}`", _SEE)
    for name in set(element.attrib) - ATTRIBUTES.get(tag, frozenset()) - {"id", "class"}:
        yield problem(element, f"<{tag}> may not carry `{name}`", _SEE)
    if element.get("id") and not _ID.fullmatch(element.get("id")):
        yield problem(element, f"`{element.get('id')}` cannot be an id", "letters, digits, - _ .")
    if tag == "col" and not _WIDTH.fullmatch(element.get("style", "width:1%").replace(" ", "")):
        yield problem(element, "a column's style is its width in per cent, such as width:15%")


def _shape_problems(element: HtmlElement) -> Iterator[Diagnostic]:
    if element.tag in {"section", "article"}:
        depth = 1 + sum(e.tag in {"section", "article"} for e in element.iterancestors())
        first = element[0].tag if len(element) else ""
        if first != f"h{depth}":
            yield problem(element, f"a <{element.tag}> at depth {depth} starts with <h{depth}>")
        if any(child.tag in HEADINGS for child in element[1:]):
            yield problem(element, f"a <{element.tag}> has one heading: start another one")
        if not element.get("id"):
            yield problem(element, f"a <{element.tag}> needs an id: {text_of(element)[:40]!r}")
    if element.tag == "table":
        yield from _table_problems(element)
    if element.tag == "figure" and not (element.findtext(".//svg/title") or "").strip():
        yield problem(element, "a <figure> holds an <svg> that begins with a <title>")
    if element.tag == "dl" and "terms" not in classes(element):
        for child in element:
            if [part.tag for part in child] != ["dt", "dd"]:
                yield problem(element, "each row of the list is a <div> of one <dt> and one <dd>")


def _picture_problems(element: HtmlElement) -> Iterator[Diagnostic]:
    if element.tag == "img":
        source, words = element.get("src") or "", element.get("alt") or ""
        if not source.startswith(PICTURE) or not words.strip():
            yield problem(element, f"an <img> is a picture of {PICTURE}… and says what it shows")


def _table_problems(table: HtmlElement) -> Iterator[Diagnostic]:
    heads = table.findall("thead/tr")
    if table.find("caption") is None or len(heads) != 1 or table.find("tbody") is None:
        yield problem(table, "a <table> has a <caption>, one row in <thead>, and a <tbody>")
        return
    if len(heads[0]) > _MOST_COLUMNS:
        yield problem(table, f"a table has {_MOST_COLUMNS} columns at most, not {len(heads[0]):,}")
        return
    if any(cell.tag != "th" or cell.get("scope") != "col" for cell in heads[0]):
        yield problem(table, 'each cell of a table\'s head is <th scope="col">')
    for row in table.findall("tbody/tr"):
        if len(row) != len(heads[0]):
            found, wanted = len(row), len(heads[0])
            yield problem(
                row, f"a row has {found} cells under {wanted} heads: {text_of(row)[:40]!r}"
            )
        if any(cell.tag == "th" and cell.get("scope") != "row" for cell in row):
            yield problem(row, 'a <th> in a table\'s body is <th scope="row">')


def _link_problems(root: HtmlElement) -> Iterator[Diagnostic]:
    targets: dict[str, HtmlElement] = {}
    for element in root.find("body").iter():
        if (name := element.get("id")) and name in targets and not _within_drawing(element):
            yield problem(element, f"the id `{name}` stands twice in the document")
        if name:
            targets[name] = element
    for link in root.find("body").iter("a"):
        href = link.get("href") or ""
        if not href.startswith(SCHEMES):
            yield problem(
                link, f"a link may not lead to `{href}`", "write https: before an address"
            )
        elif href.startswith("#") and href[1:] not in targets:
            yield problem(
                link,
                f"a link leads to `{href}`, which is not in the document",
                "name a place of this document by its id, such as #service-levels",
            )
        elif "ref" in classes(link):
            yield from _reference_problems(link, targets[href[1:]])


def _reference_problems(link: HtmlElement, target: HtmlElement) -> Iterator[Diagnostic]:
    printed = number_of(numbering.numbered(target))
    if text_of(link) != printed:
        said = text_of(link)
        yield problem(link, f"a reference says {said!r}, but `{link.get('href')}` is {printed!r}")
