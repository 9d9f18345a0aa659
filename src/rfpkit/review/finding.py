"""What a careful reader says of a sound document."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """Something to look at; the document can be used as it is."""

    rule: str
    where: str
    """Path in the document, items of lists by their id."""
    message: str
    hint: str
