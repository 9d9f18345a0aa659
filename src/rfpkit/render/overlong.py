"""Words that are longer than a column, and rows that are longer than a page, told to the styles."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

WORD: Final = 30
"""As many characters a column is set for; a longer word may break anywhere."""
ROW: Final = 1500
"""A row of more characters may be parted by the end of a page."""


def marked(document_html: str) -> str:
    """The document with such words and rows marked; its text stays what it is."""
    head, body, rest = document_html.partition("<body")
    pieces = _DRAWING.split(rest)
    return (
        head
        + body
        + "".join(
            piece if piece.startswith("<svg") else _TEXT.sub(_words, _ROW.sub(_row, piece))
            for piece in pieces
        )
    )


_DRAWING: Final = re.compile(r"(<svg\b.*?</svg>)", re.DOTALL)
_ROW: Final = re.compile(r'<tr( id="[^"]*")?>(.*?)</tr>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_TEXT: Final = re.compile(r">([^<]+)<")
_WORD: Final = re.compile(r"[^\s\u00a0]+")
# It has a column that is made for it.
_DIGEST: Final = re.compile("[0-9a-f]{64}")


def _row(found: re.Match[str]) -> str:
    name, cells = found.groups("")
    tall = len(_TAG.sub("", cells)) > ROW
    return f'<tr{name} class="tall">{cells}</tr>' if tall else found.group()


def _words(found: re.Match[str]) -> str:
    return f">{_WORD.sub(_word, found.group(1))}<"


def _word(found: re.Match[str]) -> str:
    word = found.group()
    if len(unescape(word)) <= WORD or _DIGEST.fullmatch(word):
        return word
    return f'<span class="long">{word}</span>'
