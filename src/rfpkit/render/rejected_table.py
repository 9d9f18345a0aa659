"""Every row and value of an export that was left out, or used in spite of a doubt, as one table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from rfpkit.model.exports.intake import DoubtfulValue, Intake, Rejected
from rfpkit.render.spreadsheet_text import csv_text

COLUMNS: Final = ("what", "file", "sheet", "row", "column", "value", "reason")
REJECTED, DOUBTFUL = "rejected", "doubtful"
_PIECE: Final = 1_000_000


def rejected_csv(intake: Intake, doubtful: Sequence[DoubtfulValue]) -> Iterator[bytes]:
    """Yields the table in pieces: first what was rejected, then what is doubtful.

    Without a column, the row as a whole is meant. A text that a spreadsheet would take for a
    formula gets an apostrophe in front.

    Args:
        intake: what was read, with the rows and values that were left out.
        doubtful: values that were used.
    """
    sheets = sheets_of(intake)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for what, lines in ((REJECTED, rejected_of(intake)), (DOUBTFUL, doubtful)):
        for file, row, column, value, reason in map(_cells, lines):
            place = *map(csv_text, parted(file, sheets)), row, csv_text(column)
            table.writerow([what, *place, csv_text(value), csv_text(reason)])
            if out.tell() > _PIECE:
                yield out.getvalue().encode()
                out.seek(0)
                out.truncate()
    yield out.getvalue().encode()


def rejected_of(intake: Intake) -> tuple[Rejected, ...]:
    """Returns what was left out of the export and of its feeds."""
    return (*intake.rejected, *(row for feed in intake.feeds for row in feed.rejected))


def sheets_of(intake: Intake) -> dict[str, str]:
    """Returns the sheet that was read of each file."""
    sources = (*intake.sources, *(feed.source for feed in intake.feeds))
    return {source.file: source.sheet for source in sources}


def parted(file: str, sheets: dict[str, str]) -> tuple[str, str]:
    """Returns a file without its sheet, `export.xlsx[Log]`, and the sheet."""
    sheet = sheets.get(file, "")
    return file.removesuffix(f"[{sheet}]"), sheet


def _cells(line: Rejected | DoubtfulValue) -> tuple[str, int, str, str, str]:
    return line.file, line.row, line.column, line.value, line.reason
