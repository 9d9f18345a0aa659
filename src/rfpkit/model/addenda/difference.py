"""A difference between two versions of a document, by the ids of its objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias


class Item(NamedTuple):
    """The object of a list that bears an id."""

    id: str


Step: TypeAlias = str | Item
Path: TypeAlias = tuple[Step, ...]
"""Keys, and ids of objects in lists, from the top of a document."""


class Label(NamedTuple):
    """Which field of which noun a step of a path is."""

    noun: str
    """Name of the class."""
    field: str


@dataclass(frozen=True)
class Change:
    """One difference."""

    path: Path
    """Keys and ids that lead to what differs."""
    kind: Literal["added", "deleted", "changed", "reordered"]
    old: Any
    """The earlier value as JSON; of what is reordered, the ids in their earlier order."""
    new: Any
    """The later value as JSON; of what is reordered, the ids in their later order."""
    labels: tuple[Label, ...] = ()
    """The fields on the path, from the top."""
    after: str | None = None
    """Of an object that is added to a list: the id of the one before it; empty at the top."""
    is_name: bool = False
    """Whether the last key is a name that people chose, such as `P1` in a target."""


def written(path: Path) -> str:
    """Returns a path as people write it: `service_levels[repair-turnaround].target.P1`."""
    text = ""
    for step in path:
        if isinstance(step, Item):
            text += f"[{step.id}]"
        else:
            text += f".{step}" if text else step
    return text
