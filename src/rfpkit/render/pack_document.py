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
_ANOTHER_SIZE: Final = "@page { size: A4 }"
_NO_MARKUP: Final = re.compile(r"<[!?]|<svg\b", re.IGNORECASE)
_SOURCE: Final = re.compile(r"""<img\b[^>]*?\ssrc\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)""", re.IGNORECASE)
_PICTURE: Final = re.compile(r"<img\b", re.IGNORECASE)


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
    if found := _NO_MARKUP.search(text, head.end()):
        what = "a drawing" if "svg" in found.group().lower() else "a comment or a declaration"
        message = f"the pack's document holds {what}"
        yield Diagnostic(Location("document"), message, "write `{# … #}` for a note to yourself")
    sources = [unescape(one.strip("\"'")) for one in _SOURCE.findall(text, head.end())]
    if len(sources) != len(_PICTURE.findall(text, head.end())) or set(sources) - {logo}:
        message = "the pack's document holds a picture that is not the issuer's logo"
        yield Diagnostic(Location("document"), message, "leave the picture out")


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
