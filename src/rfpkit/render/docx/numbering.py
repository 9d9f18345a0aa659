"""Word's own numbering: the outline of headings and clauses, and the lists."""

from __future__ import annotations

from typing import Final, Literal

from rfpkit.render.docx.styles import HANG, OUTLINE
from rfpkit.render.docx.xml import Node, node, part

Kind = Literal["bullets", "decimal", "letters"]

_DEPTH: Final = 4
_ABSTRACT: Final[dict[tuple[Kind, bool], int]] = {
    ("bullets", False): 2,
    ("decimal", False): 3,
    ("letters", False): 4,
    ("bullets", True): 5,
    ("decimal", True): 6,
    ("letters", True): 7,
}
_SHAPE: Final[dict[Kind, tuple[str, str]]] = {
    "bullets": ("bullet", "–"),
    "decimal": ("decimal", "%n."),
    "letters": ("lowerLetter", "(%n)"),
}


_SIGN: Final = 0x52465000


class Numbering:
    """The lists of one document, in the order they were asked for."""

    def __init__(self, first: int) -> None:
        """An outline that begins with `first`, so that one section alone keeps its number."""
        self._first = first
        self._lists: list[tuple[int, int]] = []

    def new_list(self, kind: Kind, start: int, *, in_table: bool) -> int:
        """The number of a list that counts on its own from `start`."""
        self._lists.append((_ABSTRACT[kind, in_table], start))
        return OUTLINE + len(self._lists)

    def part(self) -> bytes:
        """The part `word/numbering.xml`."""
        shapes = [_outline(self._first)]
        shapes += [_list(kind, number, 170 if small else 290)
                   for (kind, small), number in _ABSTRACT.items()]  # fmt: skip
        return part(node("w:numbering", *shapes, _number(OUTLINE, 1), *self._instances()))

    def _instances(self) -> list[Node]:
        return [
            _number(OUTLINE + place, abstract, start)
            for place, (abstract, start) in enumerate(self._lists, start=1)
        ]


def reference(list_number: int, level: int) -> Node:
    """What makes a paragraph an item of a list; `level` counts from 0."""
    return node("w:numPr", node("w:ilvl", val=level), node("w:numId", val=list_number))


def _outline(first: int) -> Node:
    levels = [
        node(
            "w:lvl",
            node("w:start", val=1 if level else first),
            node("w:numFmt", val="decimal"),
            *([node("w:pStyle", val=f"Heading{level + 1}")] if level < _DEPTH - 1 else []),
            node("w:suff", val="tab"),
            node("w:lvlText", val=".".join(f"%{n + 1}" for n in range(level + 1))),
            node("w:lvlJc", val="left"),
            node("w:pPr", node("w:ind", left=0, hanging=HANG)),
            ilvl=level,
        )
        for level in range(_DEPTH)
    ]
    return _abstract(1, levels)


def _list(kind: Kind, number: int, step: int) -> Node:
    shape, text = _SHAPE[kind]
    levels = [
        node(
            "w:lvl",
            node("w:start", val=1),
            node("w:numFmt", val=shape),
            node("w:suff", val="tab"),
            node("w:lvlText", val=text.replace("n", str(level + 1))),
            node("w:lvlJc", val="left"),
            node("w:pPr", node("w:ind", left=step * (level + 1), hanging=step)),
            ilvl=level,
        )
        for level in range(_DEPTH)
    ]
    return _abstract(number, levels)


def _abstract(number: int, levels: list[Node]) -> Node:
    return node(
        "w:abstractNum",
        # Its own sign: Word keeps lists apart by it when texts are copied between files.
        node("w:nsid", val=f"{_SIGN + number:08X}"),
        node("w:multiLevelType", val="multilevel"),
        *levels,
        abstractNumId=number,
    )


def _number(number: int, abstract: int, start: int = 0) -> Node:
    starts = [
        node("w:lvlOverride", node("w:startOverride", val=start or 1), ilvl=level)
        for level in range(_DEPTH)
        if start
    ]
    return node("w:num", node("w:abstractNumId", val=abstract), *starts, numId=number)
