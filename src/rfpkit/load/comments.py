"""Comments of a file that rfpkit drafts, broken into lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from rfpkit.load.scalar import written

WIDTH = 98
"""Most signs of a line."""


def comment(text: str, indent: str = "") -> Iterator[str]:
    """Yields the lines of a comment."""
    mark = f"{indent}# "
    # A stranger's text must not end the comment it stands in.
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    yield from textwrap.wrap(
        shown,
        WIDTH,
        initial_indent=mark,
        subsequent_indent=mark,
        break_long_words=False,
        break_on_hyphens=False,
    )


def with_comment(line: str, told: str) -> Iterator[str]:
    """Yields a line with a comment behind it, or above it where it would be too long."""
    if not told:
        yield line
    elif len(line) + len(told) + 5 <= WIDTH + 2 and told.isprintable():
        yield f"{line}   # {told}"
    else:
        indent = line[: len(line) - len(line.lstrip())]
        yield from comment(f"{told[:1].upper()}{told[1:]}.", indent)
        yield line


def listed(name: str, values: Iterable[str]) -> Iterator[str]:
    """Yields a field that holds a list of texts."""
    start = f"{name}: ["
    lines = textwrap.wrap(
        ", ".join(map(written, values)),
        WIDTH - len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield start + f"\n{' ' * len(start)}".join(lines) + "]"
