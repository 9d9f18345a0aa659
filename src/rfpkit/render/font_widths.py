"""How wide a text is in the bundled sans, for a writer that must set columns itself."""

from __future__ import annotations

from functools import cache
from typing import Final

from rfpkit.render.fonts import FACES, SEMIBOLD

EM: Final = 1000
"""Units of the font's square."""


def width(text: str) -> int:
    """The width of a text in semibold letters, in thousandths of their size.

    A character that the font lacks counts as a full square, which is never too little.
    """
    widths = _widths()
    return sum(widths.get(ord(character), EM) for character in text)


@cache
def _widths() -> dict[int, int]:
    from fontTools.ttLib import TTFont

    face = next(
        f for f in FACES if "Sans" in f.family and (f.weight, f.style) == (SEMIBOLD, "normal")
    )
    with TTFont(face.path, lazy=True) as font:
        advances = font["hmtx"]
        return {code: advances[name][0] for code, name in font.getBestCmap().items()}
