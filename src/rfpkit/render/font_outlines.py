"""Digits as drawings, for where a text would be read aloud."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from rfpkit.render.fonts import FACES

EM: Final = 1000
"""Units of the font's square."""


@cache
def drawn(sign: str) -> str:
    """Returns the outline of a character in the operators of a PDF, without its fill."""
    from fontTools.pens.qu2cuPen import Qu2CuPen
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.ttLib import TTFont

    with TTFont(_sans(), lazy=True) as font:
        glyphs = font.getGlyphSet()
        pen = DecomposingRecordingPen(glyphs)
        # A PDF draws curves of the third degree only, the font has those of the second.
        glyphs[font.getBestCmap()[ord(sign)]].draw(Qu2CuPen(pen, 0.5, all_cubic=True))
    return "".join(_operator(name, points) for name, points in pen.value)


@cache
def width() -> float:
    """Returns how wide a digit is; all are of one width."""
    from fontTools.ttLib import TTFont

    with TTFont(_sans(), lazy=True) as font:
        return float(font["hmtx"][font.getBestCmap()[ord("0")]][0])


def _sans() -> Any:
    return next(f.path for f in FACES if "Sans" in f.family and f.style == "normal")


def _operator(name: str, points: tuple[Any, ...]) -> str:
    numbers = " ".join(f"{value:.1f}" for point in points for value in point)
    match name:
        case "moveTo":
            return f"{numbers} m\n"
        case "lineTo":
            return f"{numbers} l\n"
        case "curveTo":
            return f"{numbers} c\n"
        case _:
            return "h\n"
