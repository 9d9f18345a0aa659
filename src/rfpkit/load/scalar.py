"""A text as a value of YAML that is read back as the same text."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[A-Za-z0-9_](?:(?:[A-Za-z0-9_ ./()+&%-]|:(?=\S))*[A-Za-z0-9_.)%])?")
_WORDS = {"true", "false", "null"}


def written(text: str) -> str:
    """Returns a text as it can stand behind a colon, in quotes where it needs them."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Returns a text in quotes."""
    return "'" + text.replace("'", "''") + "'"


def can_be_written(text: str) -> bool:
    """Returns whether a text has one line and no hidden sign."""
    return text.isprintable() and text == text.strip() != ""
