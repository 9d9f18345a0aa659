"""The floor: Polars decodes every column of a log, and does nothing else with it."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from benchmarks.generator import COLUMNS


def checksum(path: Path) -> dict[str, int]:
    """Returns the rows of a log and, for each column, what its values add up to.

    Words count their bytes, stamps their second. A count of rows, or a smallest value, would be
    answered from the footer of a Parquet file, and nothing would have been read.
    """
    if path.suffix == ".csv":
        rows = pl.scan_csv(path, schema=dict.fromkeys(COLUMNS, pl.String()))
    else:
        rows = pl.scan_parquet(path)
    sums = [
        (pl.col(name).str.len_bytes() if kind == pl.String else _second(name))
        .cast(pl.Int64)
        .sum()
        .alias(name)
        for name, kind in rows.collect_schema().items()
    ]
    return rows.select(pl.len().alias("rows"), *sums).collect().row(0, named=True)


def _second(name: str) -> pl.Expr:
    return pl.col(name).dt.epoch("s")
