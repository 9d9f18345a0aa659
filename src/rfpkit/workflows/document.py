"""Open any file that a person writes; an RFP with what it takes from its pack."""

from __future__ import annotations

from pathlib import Path

from rfpkit.load.document import any_of, parse_file
from rfpkit.model.record import Record
from rfpkit.tickets.preset_files import preset_files
from rfpkit.workflows.rfp import OpenedRfp, open_parsed


def open_document(path: Path) -> tuple[Record, OpenedRfp | None]:
    """Returns the document in a file; of an RFP also what it takes from its pack.

    Raises:
        InputError: with one diagnostic for each problem, in file order.
    """
    parsed = parse_file(path)
    if parsed.data.get("kind") == "rfp":
        opened = open_parsed(parsed, path)
        return opened.solicitation, opened
    return any_of(parsed, preset_files()), None
