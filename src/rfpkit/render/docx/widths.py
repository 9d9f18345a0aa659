"""How wide the columns of a table are in Word, which cannot be left to find out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rfpkit.render import font_widths, semantic

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SIZE: Final = 9
"""Size of table text, in points."""
SMALL: Final = 0.85
"""What ids and digests take of it."""
SPARE: Final = 1.1
"""What a word gets beyond its own width: another font may have to stand in for ours."""
GAP: Final = 200
"""Room between two columns, in twips."""
RULED: Final = 100
"""Further room beside the upright rules of a form."""
ITEM: Final = 170
"""How far the items of a list stand in."""
WORD: Final = 2600
"""A longer word may break: no table is set for it."""
MOST: Final = 5600
"""Beyond so many twips a longer text makes no claim to a wider column."""


def widths(table: HtmlElement, total: int) -> list[int]:
    """The widths of a table's columns in twips, adding up to `total`.

    A column's own width in per cent counts first; the others share what is left by the length
    of their texts. No column is narrower than its longest word, as far as all find room.
    """
    rows = table.xpath("thead/tr | tbody/tr")
    columns = list(zip(*rows, strict=True))
    wishes = _wishes(columns, _given(table, len(columns), total), total)
    return _exactly(_fitted(wishes, _needs(columns, total)), total)


def text_width(text: str) -> int:
    """The width of a text on one line of a table, in twips."""
    return round(font_widths.width(text) / font_widths.EM * SIZE * 20 * SPARE)


_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_WHOLE: Final = frozenset({"req-id", "digest", "status"})


def _given(table: HtmlElement, count: int, total: int) -> list[int]:
    columns = table.findall("colgroup/col")
    styles = [column.get("style") or "" for column in columns] or [""] * count
    return [int(float(s.partition(":")[2].rstrip("%; ")) / 100 * total) if s else 0 for s in styles]


def _wishes(columns: list[tuple[HtmlElement, ...]], given: list[int], total: int) -> list[int]:
    rest = max(total - sum(given), 0)
    wants = [0 if own else _want(cells) for own, cells in zip(given, columns, strict=True)]
    return [
        own or rest * want // max(sum(wants), 1) for own, want in zip(given, wants, strict=True)
    ]


def _want(cells: tuple[HtmlElement, ...]) -> int:
    return max(min(text_width(semantic.text_of(cell)), MOST) for cell in cells) + GAP


def _needs(columns: list[tuple[HtmlElement, ...]], total: int) -> list[int]:
    """Room for the longest word of each column; where not all find it, the longest ones break."""
    needs = [max(map(_need, cells)) for cells in columns]
    return _capped(needs, total)


def _beside(cell: HtmlElement) -> int:
    """What stands beside the words of a cell."""
    ruled = "form" in semantic.classes(next(cell.iterancestors("table")))
    return GAP + (RULED if ruled else 0) + (ITEM if cell.find(".//li") is not None else 0)


def _need(cell: HtmlElement) -> int:
    # A space that does not break is a part of its word.
    text = _SPACE.sub(" ", "".join(cell.itertext())).strip(" ")
    small = [s for s in cell.iter("span") if semantic.classes(s) & _WHOLE]
    if "code" in semantic.classes(cell):
        small, text = [cell], ""
    ordinary = max(map(text_width, text.split(" ")))
    kept = max((text_width(semantic.text_of(one)) for one in small), default=0)
    return max(min(ordinary, WORD), round(kept * SMALL)) + _beside(cell)


def _capped(needs: list[int], total: int) -> list[int]:
    """The needs, the greatest of them cut to one measure until all together find room."""
    left, cap = total, total
    for place, need in enumerate(sorted(needs)):
        cap = left // (len(needs) - place)
        if need > cap:
            break
        left -= need
    else:
        return needs
    return [min(need, cap) for need in needs]


def _fitted(wishes: list[int], needs: list[int]) -> list[int]:
    """The wishes, where those with room to spare give to those that have too little."""
    lacking = sum(max(need - wish, 0) for wish, need in zip(wishes, needs, strict=True))
    spare = [max(wish - need, 0) for wish, need in zip(wishes, needs, strict=True)]
    return [
        max(wish, need) - own * lacking // max(sum(spare), 1)
        for wish, need, own in zip(wishes, needs, spare, strict=True)
    ]


def _exactly(found: list[int], total: int) -> list[int]:
    scaled = [width * total // max(sum(found), 1) for width in found]
    scaled[-1] += total - sum(scaled)
    return scaled
