"""Files that come with the RFP, or go with a proposal."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.record import Record
from rfpkit.model.scalars import Id, Text


class Attachment(Record):
    """A file beside the document."""

    id: Id
    """Name of the attachment: device-inventory."""
    title: Text
    """What it is."""
    file: Text | None = None
    """Name of the file."""
    provided_by: Literal["issuer", "proposer"] = "issuer"
    """Who provides it."""
    note: Text | None = None
    """What to do with it: complete and return, for information."""
