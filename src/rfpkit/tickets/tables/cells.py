"""Cells of an export that have a type: the text that a person would read in them."""

from __future__ import annotations

import polars as pl


def spelled(cells: pl.Series) -> pl.Series:
    """Returns a column as text (String), an instant as `2027-03-08 07:30:00Z`.

    One that is local has no `Z`.
    """
    if cells.dtype == pl.String:
        return cells
    if isinstance(cells.dtype, pl.Datetime):
        zone = "Z" if cells.dtype.time_zone else ""
        return cells.dt.replace_time_zone(None).dt.strftime(f"%Y-%m-%d %H:%M:%S%.f{zone}")
    return cells.cast(pl.String)
