"""Files that come with the RFP, or go with a proposal."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator

from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Text


def _file_name(text: str) -> str:
    """Refuses what leads somewhere on a machine: the name is printed, and nothing is read."""
    if re.match(r"[/~\\]|[A-Za-z]:", text) or ".." in re.split(r"[/\\]", text):
        hint = "write the name under which proposers get it: device-inventory.xlsx"
        raise mistake(f"`{text}` is a place on a machine, and no name of a file", hint)
    return text


FileName = Annotated[Text, AfterValidator(_file_name)]
"""The name of a file that goes with a document."""


class Attachment(Record):
    """A file beside the document."""

    id: Id
    """Name of the attachment: device-inventory."""
    title: Text
    """What it is."""
    file: FileName | None = None
    """Name of the file, as proposers get it."""
    provided_by: Literal["issuer", "proposer"] = "issuer"
    """Who provides it."""
    note: Text | None = None
    """What to do with it: complete and return, for information."""
