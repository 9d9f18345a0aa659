"""A text of a field as it is printed: without the marks of Markdown."""

from __future__ import annotations

import re
from typing import Final


def without_marks(text: str) -> str:
    """Returns the words of a text: emphasis, code and links without their marks.

    A link says its address behind its words; one to a place of the document does not.
    """
    for pattern, words in _MARKS:
        text = pattern.sub(words, text)
    return text


_MARKS: Final = (
    (re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(<?#[^()\s]*\)"), r"\1"),
    (re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(<?([^()\s>]+)>?\)"), r"\1 (\2)"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    # A star with a blank behind it is a star: 2 * 3.
    (re.compile(r"(\*{1,3})(?=[^\s*])([^*]*?[^\s*])\1"), r"\2"),
)
