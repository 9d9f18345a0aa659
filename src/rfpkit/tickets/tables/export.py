"""An export as it was read: cells, each with the file and the row it stands in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from rfpkit.model.exports.intake import Rejected, Source

# Names that no column of an export can have: a file with a NUL in it is refused.
FILE = "\0file"
"""Column of `Export.cells` with the position of the row's file in `sources` (UInt8)."""
ROW = "\0row"
"""Column of `Export.cells` with the row's number in its file (UInt32).

The head of a text is row 1; a Parquet file has no head, and its first record is row 1.
"""


@dataclass(frozen=True)
class BrokenRow:
    """A row with more or fewer values than its head has columns."""

    rejected: Rejected
    ticket: str | None
    """What stands where the ticket's number should be, if anything does."""


@dataclass(frozen=True)
class Export:
    """The columns of one or more files that a mapping names, and nothing else of them."""

    cells: pl.DataFrame
    """`FILE`, `ROW`, and each column; an empty cell is null.

    A column is text (String, or an Enum of the words that it may hold), or instants (Datetime in
    UTC, or without a zone where they are local) from a file that has types.
    """
    sources: tuple[Source, ...]
    """The files, in the order given."""
    broken: tuple[BrokenRow, ...] = ()
    """Rows that `cells` leaves out."""
    silent: npt.NDArray[np.bool_] | None = None
    """Rows that tell of a ticket and of no moment of it: they need no stamp and no state."""
    incomplete: npt.NDArray[np.bool_] | None = None
    """Rows that tell a state of today to which no change of their ticket leads."""
