"""Word's own count of headings, clauses, tables and figures, beside the printed numbers.

The numbers are computed before and printed as text. The Word file numbers natively,
so both must agree: this module counts as Word does and names each difference.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Miscount = tuple["HtmlElement", str]

DEEPEST: Final = 3
"""The level of a clause under an `h3`, counting from 0."""


def follow(root: HtmlElement) -> tuple[dict[HtmlElement, int], list[Miscount]]:
    """The outline level of each numbered heading and clause, and where the numbers are wrong.

    The first number may be any, so that a section can stand alone.
    """
    levels: dict[HtmlElement, int] = {}
    wrong: list[Miscount] = []
    count: list[int] = []
    for element in _outline(root):
        number = printed(element)
        if not number and element.tag != "p":
            continue
        level = _level(element)
        parts = [int(part) for part in number.split(".")] if _NUMBER.fullmatch(number) else []
        due = _next(count, level) if levels else [*parts[:1], *[1] * level]
        if reason := _reason(number, parts, due, orphan=bool(levels) and level > len(count)):
            wrong.append((element, reason))
        # Counting goes on from what is printed, so that one slip is told once.
        count = parts if len(parts) == level + 1 else due
        levels[element] = level
    return levels, wrong + _captions(root)


def printed(element: HtmlElement) -> str:
    """The text of the `span.number` that an element begins with; empty without one."""
    first = element[0] if len(element) else None
    if first is None or (element.text or "").strip() or first.get("class") != "number":
        return ""
    return " ".join("".join(first.itertext()).split())


def numbered(target: HtmlElement) -> HtmlElement:
    """The element that carries the number of a link's target: its heading or caption."""
    if target.tag in {"section", "article"}:
        return target[0]
    caption = target.find("caption" if target.tag == "table" else "figcaption")
    return target if caption is None else caption


_NUMBER: Final = re.compile(r"\d{1,4}(\.\d{1,4}){0,3}")
_OUTLINE: Final = (
    "//main//*[self::h1 or self::h2 or self::h3"
    " or self::p[contains(concat(' ', @class, ' '), ' clause ')]]"
)


def _outline(root: HtmlElement) -> list[HtmlElement]:
    return list(root.xpath(_OUTLINE))


def _level(element: HtmlElement) -> int:
    depth = sum(e.tag in {"section", "article"} for e in element.iterancestors())
    return depth - 1 if element.tag != "p" else depth


def _reason(number: str, parts: list[int], due: list[int], *, orphan: bool) -> str:
    if orphan:
        return f"{number!r} stands under a heading without a number"
    if parts == due:
        return ""
    expected = ".".join(map(str, due)) or "a number such as 3"
    return f"the number printed is {number or 'none'!r}, due is {expected}"


def _next(count: list[int], level: int) -> list[int]:
    # A level that has not been counted yet shows 1, as Word does when one is skipped.
    higher = (count + [1] * level)[:level]
    own = count[level] if level < len(count) else 0
    return [*higher, own + 1]


def _captions(root: HtmlElement) -> list[Miscount]:
    wrong: list[Miscount] = []
    for tag in ("caption", "figcaption"):
        labels: dict[str, int] = {}
        for element in root.iter(tag):
            label, _, number = printed(element).rpartition(" ")
            if not label:
                continue
            labels[label] = labels.get(label, 0) + 1 if label in labels else _first(number)
            if number != str(labels[label]):
                wrong.append((element, f"the caption says {number!r}, due is {labels[label]}"))
    return wrong


def _first(number: str) -> int:
    return int(number) if number.isdecimal() else 1
