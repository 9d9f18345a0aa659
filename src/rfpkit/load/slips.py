"""Slips of the pen that YAML takes in silence, and that would change what a file says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from yaml.events import NodeEvent, ScalarEvent

from rfpkit.load import syntax
from rfpkit.load.places import Mark, shorten
from rfpkit.load.writing import GLUED, LACKS_SPACE, end, is_plain, start

Slip = tuple[Mark, str, str]
"""Where, what is wrong, how to mend it."""

COMMA = "a comma inside { } ends the value"


def swallowed_lines(event: NodeEvent, lines: Sequence[str]) -> Iterable[Slip]:
    """Yields each line such as `  id:students`, which YAML takes into the value above it."""
    if not isinstance(event, ScalarEvent) or not is_plain(event):
        return
    for number in range(start(event)[0] + 1, end(event)[0] + 1):
        line = _line(lines, number)
        glued = GLUED.match(line.strip().removeprefix("- "))
        if glued:
            mark = (number, len(line) - len(line.lstrip()) + 1)
            message = f"{LACKS_SPACE}, so the line became a part of the value above"
            yield mark, message, syntax.spaced(glued)


def lost_comments(event: NodeEvent, lines: Sequence[str]) -> Iterable[Slip]:
    """Yields text such as the number of `RFP #2026-014`, which YAML drops as a comment."""
    if not isinstance(event, ScalarEvent) or not is_plain(event) or not event.value:
        return
    line, column = end(event)
    lost = _LOST.match(_line(lines, line), column - 1)
    if lost:
        message = f"the text from `{shorten(lost[1])}` on would be lost as a comment"
        quoted = syntax.quoted(f"{event.value} {lost[1]}")
        hint = f"put the value in quotes: {quoted}; or a space after the # of a comment"
        yield (line, lost.start(1) + 1), message, hint


def split_value(name: str, value: str) -> tuple[str, str]:
    """Returns the message and the hint for `{amount: $1,250.00}`, which YAML takes for two fields.

    `value` is the whole of it.
    """
    return COMMA, f"put the value in quotes: {name}: {syntax.quoted(value)}"


def no_value(name: str) -> tuple[str, str]:
    """Returns the message and the hint for `{P1, P2}`, where fields have no values."""
    short = shorten(name)
    return f"`{short}` has no value", f"write `{short}: …`, or [ ] in place of {{ }} for a list"


def between(first: Mark, last: Mark, lines: Sequence[str]) -> str:
    """Returns the text from one place up to another, on one line."""
    (top, left), (bottom, right) = first, last
    if top == bottom:
        return " ".join(_line(lines, top)[left - 1 : right - 1].split())
    inner = [_line(lines, number) for number in range(top + 1, bottom)]
    text = [_line(lines, top)[left - 1 :], *inner, _line(lines, bottom)[: right - 1]]
    return " ".join(" ".join(text).split())


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1] if number <= len(lines) else ""


_LOST = re.compile(r"\s+(#\w.*)")
