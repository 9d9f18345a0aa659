"""What the templates of a pack may not put into a document, whatever the vocabulary allows.

The look of a document is rfpkit's: a style of a stranger could hide a clause, fetch a file, or
lay out a page for an hour. So the head is that of the base layout, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Final

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.render import semantic
from rfpkit.render.vocabulary import CHILDREN, INLINE
from rfpkit.resources import shared


def assert_from_the_base(document_html: str, logo: str) -> None:
    """Sees that a document has the head and the styles of the base layout, and no drawings.

    Args:
        document_html: what the templates of a pack made.
        logo: the source of the issuer's logo, the one picture that it may hold; or nothing.

    Raises:
        InputError: it has anything else.
    """
    if problems := list(_problems(document_html, logo)):
        raise InputError(problems)


_HEAD: Final = re.compile(
    r'<!DOCTYPE html>\s*<html lang="[\w-]*" class="[\w -]*">\s*<head>\s*'
    r'<meta charset="utf-8">\s*'
    r'<meta name="viewport" content="width=device-width, initial-scale=1">\s*'
    r"<title>[^<>]*</title>\s*"
    r'<meta name="author" content="[^"<>]*">\s*<meta name="generator" content="rfpkit">\s*'
    r"<style>(?P<styles>[^<]*)</style>\s*</head>\s*<body>"
)
TAGS: Final = frozenset(CHILDREN) - {"body"}
"""What a pack may write between the body's tags; a drawing is not among it."""

MOST_WITHIN: Final = 1_000
"""Tags within one paragraph: the time that it takes to set one grows with their square."""
LONGEST: Final = 50_000
"""Characters of one paragraph with its tags, for the same reason."""
_PLAINLY: Final = "write names in small letters, values in double quotes, and a sign `<` as &lt;"
_SEE: Final = "docs/reference/semantic-html.md lists what a document may hold"
_ANOTHER_SIZE: Final = "@page { size: A4 }"
_TAG: Final = re.compile(r'</?(?P<name>[a-z][a-z0-9]*)(?:\s+[a-z-]+="[^"<]*")*\s*/?>')
_SOURCE: Final = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"')


def _problems(text: str, logo: str) -> Iterator[Diagnostic]:
    head = _HEAD.match(text)
    if head is None:
        message = "the pack's document has a head of its own"
        hint = "begin the layout with {% extends 'base/document.html.j2' %}; it fills blocks only"
        yield Diagnostic(Location("document"), message, hint)
        return
    if left := _foreign(head["styles"]):
        message = f"the pack brings styles of its own: {' '.join(left.split())[:60]!r}"
        hint = "a pack brings words; include the styles of `base/` and no others"
        yield Diagnostic(Location("document"), message, hint)
    body = text[head.end() :].removesuffix("</html>\n").rstrip().removesuffix("</body>")
    if odd := list(_odd_tags(body)):
        semantic.read(text)  # knows where in the document a mistake of an honest author stands
        yield from odd
    sources = {unescape(source) for source in _SOURCE.findall(body)}
    if sources - {logo}:
        message = "the pack's document holds a picture that is not the issuer's logo"
        yield Diagnostic(Location("document"), message, "leave the picture out")


def _odd_tags(body: str) -> Iterator[Diagnostic]:
    # A browser and our reader must see the same: what is written in another way, they may not.
    seen: set[str] = set()
    within = begin = 0
    for place in re.finditer("<", body):
        tag = _TAG.match(body, place.start())
        name = tag["name"] if tag else ""
        if tag is None:
            said = " ".join(body[place.start() : place.start() + 40].split())
            message = f"the pack's document holds a tag that is not written plainly: {said!r}"
            yield Diagnostic(Location("document"), message, _PLAINLY)
            return
        if name not in TAGS and name not in seen:
            message = f"<{name}> is not part of a pack's vocabulary"
            yield Diagnostic(Location("document"), message, _SEE)
        seen.add(name)
        within = within + 1 if name in INLINE else 0
        if within > MOST_WITHIN or place.start() - begin > LONGEST:
            said = " ".join(body[begin : begin + 60].split())
            message = f"a paragraph or cell is too long to be set: {said!r}"
            hint = f"divide it: {LONGEST:,} characters and {MOST_WITHIN:,} tags are the most"
            yield Diagnostic(Location("document"), message, hint)
            return
        begin = begin if name in INLINE else tag.end()


def _foreign(styles: str) -> str:
    """Returns what of the styles is not in a file of the base layout."""
    for known in _base_styles():
        styles = styles.replace(known, "", 1)
    return styles.strip()


@cache
def _base_styles() -> tuple[str, ...]:
    files = sorted((shared("templates") / "base").glob("*.css"))
    known = [path.read_text("utf-8").strip() for path in files]
    return (*sorted(known, key=len, reverse=True), _ANOTHER_SIZE)
