"""The inside of a line: text, emphasis and links, as Markdown on one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rfpkit.render import semantic

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS: Final = frozenset({"p", "ul", "ol", "dl"})
"""Elements within a cell or an item that stand on lines of their own."""


def line(element: HtmlElement, *, skip_number: bool = False) -> str:
    """The element's own text on one line, without the blocks it may hold; empty without any."""
    text = _SPACE.sub(" ", _inside(element, skip_number=skip_number)).strip(" ")
    text = text.replace(f" {_BREAK}", _BREAK).replace(f"{_BREAK} ", _BREAK)
    return _START.sub(_guarded, text.strip(_BREAK).replace(_BREAK, "<br>"))


def escaped(text: str) -> str:
    """The text as Markdown that shows just these characters, within a line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#|\w)|(?<=!)(?=\[)")
_START: Final = re.compile(r"^(?:[#+=:-]|\d+(?=[.)](?: |$)))")
_BREAK: Final = "\v"
_MARKS: Final = {"em": "*", "strong": "**", "del": "~~"}
_TAGS: Final = frozenset({"ins", "sub", "sup"})


def _guarded(found: re.Match[str]) -> str:
    # What would begin a heading, a list or a line below a heading is shown as it is.
    text = found.group()
    return f"\\{text}" if not text.isdigit() else text + "\\"


def _inside(element: HtmlElement, *, skip_number: bool = False) -> str:
    pieces = [escaped(element.text or "")]
    for child in element:
        if child.tag not in BLOCKS and not (skip_number and "number" in semantic.classes(child)):
            pieces.append(_child(child))
        pieces.append(escaped(child.tail or ""))
    return "".join(pieces)


def _child(element: HtmlElement) -> str:
    if element.tag == "br":
        return _BREAK
    if element.tag == "code":
        return _code("".join(element.itertext()))
    inside = _inside(element)
    words = inside.strip()
    if not words:
        return inside
    if element.tag == "a":
        made = f"[{words}]({element.get('href')})"
    elif element.tag in _TAGS:
        made = f"<{element.tag}>{words}</{element.tag}>"
    else:
        mark = _MARKS.get(element.tag, "")
        made = f"{mark}{words}{mark}"
    return inside.replace(words, made, 1)


def _code(text: str) -> str:
    words = _SPACE.sub(" ", text).strip()
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    fence = "`" * (longest + 1)
    space = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{space}{words}{space}{fence}".replace("|", "\\|")
