"""Values that were used and are doubtful, each with its place in the export."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from rfpkit.tickets.ledger.privacy import without_names
from rfpkit.tickets.stamps.offsets import Mask
from rfpkit.tickets.tables.cells import spelled
from rfpkit.tickets.tables.export import FILE, ROW
from rfpkit.tickets.tables.head import shown

Places = npt.NDArray[np.signedinteger]
"""Positions of rows."""

COLUMN, VALUE, REASON = "column", "value", "reason"
_NONE = pl.DataFrame(
    schema={
        FILE: pl.UInt8(),
        ROW: pl.UInt32(),
        COLUMN: pl.String(),
        VALUE: pl.String(),
        REASON: pl.String(),
    }
)


def listed(
    cells: pl.DataFrame,
    rows: Mask | Places,
    column: str,
    reason: str,
    show: Callable[[str], str] = without_names,
) -> pl.DataFrame:
    """Returns the values of a column in some rows; without a column, the rows as a whole.

    `show` says how a value is shown: one that could be a name is not, if left out.
    """
    places = pl.Series(rows).arg_true() if rows.dtype == bool else pl.Series(rows)
    held = cells.select(FILE, ROW, *([column] if column else ()))[places]
    values = pl.Series([""]).new_from_index(0, held.height)
    if column:
        texts = spelled(held[column]).fill_null("")
        # What is cut first could be taken for less than free text.
        values = pl.Series([shown(show(text)) for text in texts], dtype=pl.String)
    return held.select(
        FILE,
        ROW,
        pl.lit(column).alias(COLUMN),
        values.alias(VALUE),
        pl.lit(reason).alias(REASON),
    )


def in_order(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Returns several lists as one, as in `EventLog.doubtful`: by file, row and column."""
    every = pl.concat([_NONE, *parts]).sort(FILE, ROW, COLUMN, REASON)
    return every.rename({FILE: "source", ROW: "row"})
