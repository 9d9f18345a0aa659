"""Something to look at in a file of a pack."""

from __future__ import annotations

from typing import NamedTuple

from rfpkit.packs.library.trees import Path, Tree


class Remark(NamedTuple):
    """Something to look at; the pack can be used as it is."""

    tree: Tree
    """The file."""
    path: Path
    """The place in it."""
    rule: str
    message: str
    hint: str
