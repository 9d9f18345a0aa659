"""The ledger of what was read: every row is used, or rejected with a reason."""

from __future__ import annotations

from typing import NamedTuple

from rfpkit.model.record import Record


class Source(Record):
    """A file as it was read."""

    file: str
    """Name as the person gave it, without folders."""
    sha256: str
    """Digest of its bytes."""
    rows: int
    """Rows below the head."""
    sheet: str = ""
    """Sheet of a workbook that was read."""


class Count(Record):
    """So many of something."""

    reason: str
    """What it is, in a reader's words."""
    count: int
    """How many."""


class Rejected(Record):
    """A row, or a value of it, that could not be used."""

    file: str
    """The file."""
    row: int
    """Row in the file; the head is row 1, in a Parquet file the first record."""
    column: str
    """Name of the column; empty where the row as a whole is meant."""
    value: str
    """What stands there."""
    reason: str
    """Why it could not be used."""


FRACTION_CUT = "a fraction of a second, which was cut"
"""The doubt that may hold for every stamp of an export."""
MOST_FRACTIONS = 1_000
"""Most of these that are listed one by one of a column; the finding counts all of them."""


class DoubtfulValue(NamedTuple):
    """A value that was used, and what is doubtful in it."""

    file: str
    row: int
    """Row in the file; the head is row 1, in a Parquet file the first record."""
    column: str
    """Name of the column; empty where the row as a whole is meant."""
    value: str
    """What stands there."""
    reason: str
    """What is doubtful, and what was taken."""


class Finding(Record):
    """Something doubtful that a person should look at; it never changes a verdict by itself."""

    id: str
    """Kind of finding: ambiguous-local-time."""
    message: str
    """What was found, as a sentence with its count."""
    count: int
    """How many times."""
    examples: tuple[str, ...] = ()
    """A few tickets or places."""


class FeedIntake(Record):
    """What was read from a table beside the tickets. Rows = rows used + rows rejected."""

    feed: str
    """Name of the feed in the mapping."""
    source: Source
    """The file."""
    rows_used: int
    """Rows that became counts."""
    rejected: tuple[Rejected, ...] = ()
    """Each row, and each value, that could not be used."""


class Intake(Record):
    """What was read from the export. Rows read = rows used + rows rejected."""

    sources: tuple[Source, ...]
    """The files, in the order given."""
    rows_read: int
    """Rows below the heads of all files."""
    rows_used: int
    """Rows that became events, that repeat another row, or that the mapping ignores."""
    rows_rejected: tuple[Count, ...] = ()
    """Rows that could not be used, by reason."""
    events: int
    """Events made from the rows used; a row of a snapshot makes one for each of its stamps."""
    rejected: tuple[Rejected, ...] = ()
    """Each rejected row and each value that could not be read."""
    findings: tuple[Finding, ...] = ()
    """What is doubtful in the export."""
    feeds: tuple[FeedIntake, ...] = ()
    """Tables beside the tickets."""

    @property
    def balanced(self) -> bool:
        """Whether rows read = rows used + rows rejected."""
        return self.rows_read == self.rows_used + sum(line.count for line in self.rows_rejected)
