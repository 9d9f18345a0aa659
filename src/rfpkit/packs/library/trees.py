"""Files as they were read: plain data, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

from rfpkit.errors import Location

Path: TypeAlias = tuple[str | int, ...]
"""Field names and list positions (from 0) that lead from the top of a file to a place."""


HIGHEST: Final = 1_000
"""The rank of the RFP: higher than any pack's."""


class Places(Protocol):
    """Where the fields and values of a file stand."""

    def value(self, path: Path) -> Location:
        """Returns where a value begins."""

    def entry(self, path: Path) -> Location:
        """Returns where a field's name stands, or where a list item begins."""


@dataclass(frozen=True)
class Tree:
    """One file."""

    data: Mapping[str, Any]
    """What it says: text, true, false, none, lists and groups of fields."""
    places: Places
    """Where each of them stands."""
    pack: str = ""
    """The pack that it belongs to; empty for the RFP and for what lies beside it."""
    rank: int = HIGHEST
    """How high it lies: packs from 0, the RFP over all."""


def groups(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yields each group of fields in a list, with its position; nothing where there is no list."""
    for position, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield position, item


def name_of(item: Any) -> str:
    """Returns the id of an item; empty where it has none that could be one."""
    name = item.get("id") if isinstance(item, dict) else None
    return name if isinstance(name, str) else ""


class Source(NamedTuple):
    """Where a part of a joined document comes from."""

    layer: int
    """Position of the file among the layers; the RFP is 0."""
    path: Path
    """The place in that file."""


class Joined:
    """A document that is put together from several files, each part with its source."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Begins with what the RFP says itself."""
        # What the RFP says stays as it was read: lists to which something is added are others.
        self.data: dict[str, Any] = {
            key: list(value) if isinstance(value, list) else value for key, value in data.items()
        }
        self.sources: dict[Path, Source] = {}
        self.heads: dict[Path, Source] = {}
        """Groups in which the RFP changed something: what is wrong between their fields is told
        where it did."""

    def put(self, path: Path, value: Any, source: Source) -> None:
        """Puts a part at a place; what stood there is forgotten with its sources."""
        holder = self.at(path[:-1])
        if isinstance(holder, dict) and path[-1] in holder:
            self._forget(path)
        holder[path[-1]] = value
        self.sources[path] = source

    def add(self, key: str, value: Any, source: Source) -> Path:
        """Puts an item at the end of a list, which begins here if need be; returns its place."""
        held = self.data.setdefault(key, [])
        path: Path = (key, len(held))
        held.append(value)
        self.sources[path] = source
        return path

    def holds_a_list(self, key: str) -> bool:
        """Whether items can be added: what the RFP wrote in place of a list is left to be told."""
        return isinstance(self.data.get(key, []), list)

    def set_aside(self, key: str) -> list[Any]:
        """Takes a list of the RFP out, so that others come before it; `put_back` returns it."""
        own: list[Any] = self.data.pop(key, [])
        return own

    def put_back(self, key: str, own: Sequence[Any]) -> None:
        """Puts what the RFP writes itself at the end of a list."""
        for position, item in enumerate(own):
            self.add(key, item, Source(0, (key, position)))

    def take_away(self, path: Path) -> None:
        """Takes a field away."""
        self._forget(path)
        del self.at(path[:-1])[path[-1]]

    def at(self, path: Path) -> Any:
        """Returns what stands at a place."""
        found: Any = self.data
        for step in path:
            found = found[step]
        return found

    def _forget(self, path: Path) -> None:
        for known in [one for one in self.sources if one[: len(path)] == path]:
            del self.sources[known]

    def source(self, path: Path) -> Source:
        """Returns where the part at a place comes from."""
        return self.heads.get(path) or self.brought(path)

    def layer(self, path: Path) -> int:
        """Returns which file brought the part at a place; 0 is the RFP."""
        return self.brought(path).layer

    def brought(self, path: Path) -> Source:
        """Returns which file brought the part at a place, whatever was changed around it."""
        for length in range(len(path), 0, -1):
            found = self.sources.get(path[:length])
            if found is not None:
                return Source(found.layer, (*found.path, *path[length:]))
        return Source(0, path)
