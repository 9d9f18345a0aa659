"""Spaces at which a line of a page may not break: within a time, a date, a reference."""

from __future__ import annotations

import re
from typing import Final


def bound(document_html: str) -> str:
    """The document with such spaces made ones that do not break; nothing else changes.

    For pages with fixed lines. On a screen, lines break where there is room.
    """
    return _SPACE.sub(lambda found: found.group().replace(" ", "\u00a0"), document_html)


_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)
_SPACE: Final = re.compile(
    r"\d (?=[ap]\.m\.)"
    rf"|\b(?:{_MONTHS}) (?=\d\d?\b)"
    r"|\b(?:[Ss]ection|Form|Addendum|addendum) (?=\d|[A-Z]\b|<a class=\"ref\")"
)
