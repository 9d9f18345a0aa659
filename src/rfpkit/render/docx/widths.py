"""How wide the columns of a table are in Word, which cannot be left to find out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rfpkit.render import semantic

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CHARACTER: Final = 96
"""About the width of a character of table text, in twips."""
GAP: Final = 200
"""Room between two columns, in twips."""
LONGEST: Final = 60
"""Beyond so many characters a longer text makes no claim to a wider column."""


def widths(table: HtmlElement, total: int) -> list[int]:
    """The widths of a table's columns in twips, adding up to `total`.

    A column's own width in per cent counts first; the others get room for their longest
    word, and share what is left by the length of their texts.
    """
    rows = table.xpath("thead/tr | tbody/tr")
    texts = [[semantic.text_of(cell) for cell in column] for column in zip(*rows, strict=True)]
    given = _given(table, len(texts), total)
    needs = [0 if given[n] else _need(column) for n, column in enumerate(texts)]
    wants = [0 if given[n] else max(_want(c) - needs[n], 1) for n, c in enumerate(texts)]
    rest = max(total - sum(given) - sum(needs), 0)
    shares = [rest * want // max(sum(wants), 1) for want in wants]
    found = [a + b + c for a, b, c in zip(given, needs, shares, strict=True)]
    return _exactly(found, total)


def _given(table: HtmlElement, count: int, total: int) -> list[int]:
    columns = table.findall("colgroup/col")
    styles = [column.get("style") or "" for column in columns] or [""] * count
    return [int(float(s.partition(":")[2].rstrip("%; ")) / 100 * total) if s else 0 for s in styles]


def _need(texts: list[str]) -> int:
    words = [len(word) for text in texts for word in text.split()]
    return max(words, default=1) * CHARACTER + GAP


def _want(texts: list[str]) -> int:
    return min(max(map(len, texts), default=1), LONGEST) * CHARACTER + GAP


def _exactly(found: list[int], total: int) -> list[int]:
    scaled = [width * total // sum(found) for width in found]
    scaled[-1] += total - sum(scaled)
    return scaled
