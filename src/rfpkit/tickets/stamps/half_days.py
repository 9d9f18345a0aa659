"""The halves of the day as programs spell them: `a.m.`, and a blank that does not break a line."""

from __future__ import annotations

import re

import polars as pl

_DOTTED = r"([AaPp])\.\s?([Mm])\."
_BLANKS = "[\u00a0\u202f]"


def plain_half(text: str) -> str:
    """Returns a stamp with AM or PM without dots behind a plain blank: `9:15 a.m.` as `9:15 am`."""
    return re.sub(_DOTTED, r"\1\2", re.sub(_BLANKS, " ", text))


def plain_halves(texts: pl.Series) -> pl.Series:
    """Returns the same of each text."""
    return texts.str.replace_all(_BLANKS, " ").str.replace_all(_DOTTED, "${1}${2}")
