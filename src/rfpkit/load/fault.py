"""A pydantic error, brought back to its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails

from rfpkit.load.places import Path

Loc = tuple[str | int, ...]
"""A pydantic location: names and positions, and among them tags that no file has."""


@dataclass(frozen=True)
class Fault:
    """One thing that a model refused."""

    kind: str
    """Pydantic's name for it: `missing`, `literal_error`."""
    path: Path
    """The place in the file; for a missing field, where it belongs."""
    loc: Loc
    """The place as pydantic names it; ends at the group for a field that is missing or unknown."""
    value: Any
    """What was refused."""
    context: dict[str, Any]
    message: str
    is_name: bool = False
    """Whether a field's name was refused, not its value."""

    @property
    def is_missing(self) -> bool:
        """Whether a field is not there."""
        return self.kind in {"missing", "union_tag_not_found"}

    @property
    def is_extra(self) -> bool:
        """Whether a field is there that nobody knows."""
        return self.kind == "extra_forbidden"


def locate(detail: ErrorDetails, data: Any) -> Fault:
    """Returns a pydantic error with its place in the data that was read."""
    kind, loc, value = detail["type"], detail["loc"], detail["input"]
    context = detail.get("ctx", {})
    name: Path = ()
    is_name = loc[-1:] == ("[key]",)
    if is_name:
        loc = loc[:-1]
        path = next(_paths(loc, data), ())
        return Fault(kind, path, loc, value, context, detail["msg"], is_name=True)
    if kind in {"missing", "extra_forbidden"}:
        loc, name = loc[:-1], loc[-1:]
    elif kind in {"union_tag_invalid", "union_tag_not_found"}:
        name = (str(context["discriminator"]).strip("'"),)
    held = None if kind == "extra_forbidden" else value
    return Fault(kind, _path(loc, data, held) + name, loc, value, context, detail["msg"])


def heard(faults: Sequence[Fault]) -> list[Fault]:
    """Returns one fault for each mistake: a union complains once for each of its members."""
    paths = {fault.path for fault in faults}
    around = {path[:length] for path in paths for length in range(len(path))}
    kept: dict[Path, Fault] = {}
    for fault in faults:
        is_echo = fault.path in around and not fault.is_missing and not fault.is_extra
        if is_echo and fault.kind != "rfpkit":
            continue
        if fault.path not in kept or _weight(fault) > _weight(kept[fault.path]):
            kept[fault.path] = fault
    return list(kept.values())


def _weight(fault: Fault) -> int:
    """Ranks faults of one place: the model's own sentence, a choice, a type, a wrong shape."""
    if fault.kind == "rfpkit":
        return 3
    if fault.kind in {"literal_error", "enum", "extra_forbidden", "missing"}:
        return 2
    return 0 if fault.kind in SHAPES else 1


SHAPES = {
    "model_type": "fields",
    "model_attributes_type": "fields",
    "dict_type": "fields",
    "tuple_type": "list",
    "list_type": "list",
}
"""Errors that say that a list, or a group of fields, is wanted."""


def _path(loc: Loc, data: Any, value: Any) -> Path:
    """Returns the place in the data; a tag that reads like a field's name is told by the value."""
    longest: Path | None = None
    for path, found in _walk(loc, data):
        if value is not None and found is value:
            return path
        longest = path if longest is None else longest
    return longest or ()


def _paths(loc: Loc, data: Any) -> Iterator[Path]:
    return (path for path, _ in _walk(loc, data))


def _walk(loc: Loc, data: Any) -> Iterable[tuple[Path, Any]]:
    """Yields each way to read a location, parts of the file before tags."""
    if not loc:
        yield (), data
        return
    part, rest = loc[0], loc[1:]
    if _holds(data, part):
        for path, found in _walk(rest, data[part]):
            yield (part, *path), found
    yield from _walk(rest, data)


def _holds(data: Any, part: str | int) -> bool:
    if isinstance(data, dict):
        return part in data
    return isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data)
