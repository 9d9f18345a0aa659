"""What a value or a field's name may not be written as, judged one at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yaml.events import AliasEvent, CollectionStartEvent, Event, NodeEvent, ScalarEvent

from rfpkit.load import text as plain_text
from rfpkit.load.places import Mark, shorten

if TYPE_CHECKING:
    from yaml._yaml import Mark as CMark
    from yaml.error import Mark as PythonMark

Refusal = tuple[str, str]
"""What is wrong, and how to mend it."""

GLUED = re.compile(r"(?P<name>[A-Za-z_][\w-]*):(?!//)(?P<value>\S.*)")
"""A field that lacks the space behind its colon: `id:students`; no web address."""
LACKS_SPACE = "a space is missing after the colon"


def start(event: Event) -> Mark:
    """Returns where a value begins."""
    return position(event.start_mark)


def end(event: Event) -> Mark:
    """Returns where the text behind a value begins."""
    return position(event.end_mark)


def position(mark: CMark | PythonMark | None) -> Mark:
    """Returns a parser's mark, which counts from 0, as line and column from 1."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def is_plain(event: ScalarEvent) -> bool:
    """Whether a value stands without quotes, on lines of the field itself."""
    return not event.style


def scalar(event: ScalarEvent) -> str | bool | None:
    """Returns a value as YAML 1.2 reads it, numbers and dates left as text."""
    if not is_plain(event):
        return str(event.value)
    return _CORE_SCHEMA.get(event.value, str(event.value))


def refused_name(event: NodeEvent) -> Refusal | None:
    """Returns why a field cannot be called so."""
    if isinstance(event, CollectionStartEvent):
        return "a field's name must be plain text", "write `name: value`"
    if (marked := refused_value(event)) is not None or not isinstance(event, ScalarEvent):
        return marked
    if not is_plain(event):
        return None
    return _refused_plain_name(event.value)


def refused_value(event: NodeEvent) -> Refusal | None:
    """Returns why a value cannot be taken as it is written."""
    anchor = shorten(event.anchor or "")
    if isinstance(event, AliasEvent):
        message = f"`*{anchor}` copies from another place, which is not allowed"
        return message, "write the value out, or put it in quotes if it begins with *"
    if tag := getattr(event, "tag", None):
        name = shorten(tag.replace("tag:yaml.org,2002:", "!!"))
        return f"the tag `{name}` is not allowed", "write the value alone, or put it in quotes"
    if anchor:
        message = f"`&{anchor}` marks a place to copy from, which is not allowed"
        return message, f"delete `&{anchor}`, or put the value in quotes"
    if isinstance(event, ScalarEvent) and plain_text.is_hidden(event.value):
        message = "a backslash between double quotes makes a hidden character here"
        return message, "use single quotes, or write the backslash twice"
    return None


def _refused_plain_name(name: str) -> Refusal | None:
    if name == "<<":
        return "`<<` copies another group in here, which is not allowed", "write the fields out"
    if not name:
        return "a field has no name", "write the field's name before the colon"
    blank = _BLANK.search(name)
    if blank is None:
        return None
    sign = plain_text.character_name(blank.group())
    return f"the field's name holds a {sign}", "type the name again, with ordinary spaces"


_CORE_SCHEMA: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_BLANK = re.compile("[\xa0\xad\u1680\u2000-\u200f\u202f\u205f-\u2064\u3000]")
