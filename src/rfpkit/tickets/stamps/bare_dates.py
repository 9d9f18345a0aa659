"""Stamps of a table in which some are dates without a time: their local midnight is meant."""

from __future__ import annotations

import polars as pl

from rfpkit.model.exports.date_order import ISO, DateOrder, Part


def with_midnight(texts: pl.Series, order: DateOrder) -> pl.Series:
    """Returns the texts with the time of midnight put to each that has no time, in the order."""
    if not order.has_time or (not order.pieces and order != ISO):
        return texts
    before, after = _midnight(order)
    bare = texts.str.strip_chars()
    spelt = pl.lit(before) + pl.col(texts.name) + pl.lit(after)
    frame = bare.to_frame()
    return frame.select(
        pl.when(pl.col(texts.name).str.contains(":", literal=True))
        .then(pl.col(texts.name))
        .otherwise(spelt)
    ).to_series()


def _midnight(order: DateOrder) -> tuple[str, str]:
    """Returns what stands before and after the date in a stamp of midnight."""
    if not order.pieces:
        return "", " 00:00"
    dated = [position for position, piece in enumerate(order.pieces) if piece in _DATE]
    hour = "12" if Part.HALF in order.pieces else "00"
    spelt = [_TIME.get(piece, hour if piece is Part.HOUR else piece) for piece in order.pieces]
    return "".join(spelt[: dated[0]]), "".join(spelt[dated[-1] + 1 :])


_DATE = (Part.YEAR, Part.MONTH, Part.MONTH_NAME, Part.DAY)
_TIME: dict[Part | str, str] = {Part.MINUTE: "00", Part.SECOND: "00", Part.HALF: "AM"}
