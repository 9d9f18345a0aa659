"""Apostrophes as a printer sets them: `the customer’s report`. Code and tags stay as they are."""

from __future__ import annotations

import re
from typing import Final


def with_apostrophes(document_html: str) -> str:
    """Returns a document whose words have typographic apostrophes, outside of code and styles."""
    return _KEPT.sub(_set, document_html)


def _set(found: re.Match[str]) -> str:
    words = found["words"]
    return found[0] if words is None else _APOSTROPHE.sub("’", words)


_KEPT: Final = re.compile(
    r"<(?P<name>code|style|title)\b[^>]*>.*?</(?P=name)>|<[^>]*>|(?P<words>[^<]+)", re.DOTALL
)
"""What is code, a style, the title or a tag, one after the other; else words."""
_APOSTROPHE: Final = re.compile(r"(?<=\w)(?:'|&#39;)(?=\w)|(?<=\ws)(?:'|&#39;)(?=\s)")
"""Between letters, or behind the s of a plural that owns something."""
