"""Where each field and value of a file stands, and how a place is named to its reader."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from rfpkit.errors import Location

Path: TypeAlias = tuple[str | int, ...]
"""Field names and list positions (from 0) that lead from the top of a file to a place."""

Mark: TypeAlias = tuple[int, int]
"""Line and column, both from 1."""


@dataclass(frozen=True)
class Places:
    """The position of every field name and every value in one file."""

    file: str
    """The file's name as the person gave it."""
    names: dict[Path, Mark] = field(default_factory=dict)
    """Where the name of each field stands; list items have none."""
    values: dict[Path, Mark] = field(default_factory=dict)
    """Where each value begins."""

    def value(self, path: Path) -> Location:
        """Returns where a value begins; the nearest place around it if the file lacks it."""
        mark = self.values.get(path)
        return Location(self.file, *mark) if mark else self._around(path)

    def entry(self, path: Path) -> Location:
        """Returns where a field's name stands, or where a list item begins."""
        mark = self.names.get(path) or self.values.get(path)
        return Location(self.file, *mark) if mark else self._around(path)

    def _around(self, path: Path) -> Location:
        return self.entry(path[:-1]) if path else Location(self.file, 1, 1)


def address(path: Path, data: Any) -> str:
    """Returns a path in the reader's words: `service_levels[repair-turnaround].target.P1`.

    A list item is named by its `id`; one without an id by its number, counted from 1.
    """
    text, here = "", data
    for part in path:
        here = inside(here, part)
        if isinstance(part, int):
            text += f"[{_item_name(here, part)}]"
        elif re.fullmatch(r"[\w-]+", part):
            text += f".{part}" if text else part
        else:
            text += f"[{shorten(part)}]"
    return text


def path_of(where: str, data: Any) -> Path:
    """Returns the path that an address names, as far as the data has it.

    It is the inverse of `address`; what follows a colon is no part of it.
    """
    path: list[str | int] = []
    here = data
    for named, item in _STEP.findall(where.partition(":")[0]):
        part: str | int | None = named or _position(here, item)
        here = None if part is None else inside(here, part)
        if part is None or here is None:
            break
        path.append(part)
    return tuple(path)


_STEP = re.compile(r"([\w-]+)|\[([^\]]*)\]")


def _position(items: Any, name: str) -> str | int | None:
    if isinstance(items, dict):
        return name
    found = enumerate(items if isinstance(items, list) else ())
    return next((number for number, item in found if _item_name(item, number) == name), None)


def inside(data: Any, part: str | int) -> Any:
    """Returns what stands under a field name or list position; None if nothing does."""
    if isinstance(data, dict):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data):
        return data[part]
    return None


def inside_all(data: Any, path: Path) -> Any:
    """Returns what stands at the end of a path; None if nothing does."""
    for part in path:
        data = inside(data, part)
    return data


def shorten(text: str, limit: int = 60) -> str:
    """Returns the text on one line, with an ellipsis where it is cut."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _item_name(item: Any, position: int) -> str:
    name = item.get("id") if isinstance(item, dict) else None
    return shorten(name) if isinstance(name, str) and name.strip() else str(position + 1)
