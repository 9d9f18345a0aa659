"""A document that was put together from several files: each place is that of the file it is in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rfpkit.errors import Location
from rfpkit.load.places import Path, Places
from rfpkit.load.yaml import Parsed

Find = Callable[[Path], tuple[int, Path]]
"""Returns for a place of the whole which file it comes from, and the place in that file."""


def layered(parsed: Parsed, data: Mapping[str, Any], files: Sequence[Places], find: Find) -> Parsed:
    """Returns the whole as if it had been read from one file.

    Args:
        parsed: the file on top, which a person wrote.
        data: what the whole says.
        files: the places of every file, the one on top first.
        find: where a place of the whole comes from.
    """
    places = LayeredPlaces(parsed.places.file, find=find, files=tuple(files))
    unsure = frozenset(_moved(parsed.unsure, data, find))
    return parsed._replace(data=dict(data), places=places, unsure=unsure)


@dataclass(frozen=True)
class LayeredPlaces(Places):
    """The places of a document that was put together from several files."""

    find: Find = field(default=lambda path: (0, path))
    files: tuple[Places, ...] = ()

    def value(self, path: Path) -> Location:
        """Returns where a value begins, in the file that it comes from."""
        layer, there = self.find(path)
        return self.files[layer].value(there)

    def entry(self, path: Path) -> Location:
        """Returns where a field's name stands, in the file that it comes from."""
        layer, there = self.find(path)
        return self.files[layer].entry(there)


def _moved(unsure: frozenset[Path], data: Mapping[str, Any], find: Find) -> Iterable[Path]:
    """Yields each place that could not be read, where it stands in the whole."""
    yield from unsure
    if not unsure:
        return
    for key, items in data.items():
        for position in range(len(items) if isinstance(items, list) else 0):
            layer, there = find((key, position))
            for path in unsure:
                if layer == 0 and path[: len(there)] == there:
                    yield (key, position, *path[len(there) :])
