"""Open any file that a person writes; an RFP with what it takes from its pack."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from rfpkit.load.document import any_of, parse_file
from rfpkit.load.yaml import Parsed
from rfpkit.model.record import Record
from rfpkit.tickets.preset_files import preset_files
from rfpkit.workflows.rfp import OpenedRfp, open_parsed


class Opened(NamedTuple):
    """A document that was opened."""

    document: Record
    read: Parsed
    """What its file says, and where."""
    rfp: OpenedRfp | None
    """Of an RFP, what it takes from its pack."""


def open_document(path: Path) -> Opened:
    """Returns the document in a file.

    Raises:
        InputError: with one diagnostic for each problem, in file order.
    """
    parsed = parse_file(path)
    if parsed.data.get("kind") == "rfp":
        opened = open_parsed(parsed, path)
        return Opened(opened.solicitation, opened.read or parsed, opened)
    return Opened(any_of(parsed, preset_files()), parsed, None)
