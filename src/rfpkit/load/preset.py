"""A mapping over the preset that it names: what a person wrote wins, the rest is the preset's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load import text as plain_text
from rfpkit.load import yaml
from rfpkit.load.diagnose import diagnose
from rfpkit.load.places import Mark, Places, inside_all
from rfpkit.load.places import Path as Place
from rfpkit.load.wording import closest
from rfpkit.load.yaml import Parsed
from rfpkit.model.exports.preset import Preset

NAME = "preset"
"""The field of a mapping that names its preset."""


class Opened(NamedTuple):
    """A preset as its file says it."""

    head: Preset
    mapping: Parsed
    """What it says of an export; a mapping in which much may be missing."""


def open_preset(path: Path) -> Opened:
    """Reads a preset.

    Raises:
        InputError: with everything that is wrong with its head.
    """
    shown = f"presets/{path.name}"
    parsed = yaml.parse(plain_text.read(path, shown), shown)
    head = {key: value for key, value in parsed.data.items() if key in Preset.model_fields}
    body = {key: value for key, value in parsed.data.items() if key not in Preset.model_fields}
    try:
        found = Preset.model_validate(head)
    except ValidationError as error:
        refused = diagnose(error, Preset, parsed)
        raise InputError([*parsed.diagnostics, *refused]) from error
    if parsed.diagnostics:
        raise InputError(parsed.diagnostics)
    return Opened(found, parsed._replace(data=body))


def over_preset(parsed: Parsed, files: Mapping[str, Path]) -> Parsed:
    """Returns a mapping over the preset that it names; one that names none as it is.

    Groups of fields are joined, everything else is replaced, and an empty value takes the
    preset's entry away. Each place is that of the file which wrote the value.

    Raises:
        InputError: there is no such preset.
    """
    name = parsed.data.get(NAME)
    if not isinstance(name, str):
        return parsed
    under = open_preset(_file(name, parsed, files)).mapping
    return parsed._replace(
        data=_joined(under.data, parsed.data),
        places=_Layered(
            parsed.places.file, parsed.places.names, parsed.places.values, under.places
        ),
    )


def unconfirmed(path: Path, files: Mapping[str, Path]) -> tuple[str, tuple[str, ...]]:
    """Returns the preset of a mapping, and what in it is known from memory only.

    What the mapping writes itself is confirmed by whoever wrote it. Both are empty for a mapping
    without a preset.
    """
    parsed = yaml.parse(plain_text.read(path, str(path)), str(path))
    name = parsed.data.get(NAME)
    if not isinstance(name, str) or name not in files:
        return "", ()
    opened = open_preset(files[name])
    left = [place for place in from_memory(opened) if not _is_written(parsed.data, place)]
    return name, tuple(".".join(map(str, place)) for place in left)


def from_memory(opened: Opened) -> Iterator[tuple[str | int, ...]]:
    """Yields the place of each entry that is known from memory only."""
    data = opened.mapping.data
    if opened.head.verified == "memory":
        yield from _leaves({key: value for key, value in data.items() if key != "drop"})
        return
    for group, names in opened.head.memory.items():
        for name in names:
            yield from _leaves(inside_all(data, (group, name)), (group, name))


def _file(name: str, parsed: Parsed, files: Mapping[str, Path]) -> Path:
    if name not in files:
        near = closest(name, list(files), 0.5)
        listed = ", ".join(files) or "none"
        hint = f"did you mean `{near}`?" if near else f"there are: {listed}"
        at = parsed.places.value((NAME,))
        message = f"preset: there is no preset `{name}`"
        raise InputError([*parsed.diagnostics, Diagnostic(at, message, hint)])
    return files[name]


def _joined(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    found = dict(under)
    for key, value in over.items():
        below = under.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            found[key] = _joined(below, value)
        elif value is None and key in under:
            del found[key]
        else:
            found[key] = value
    return found


def _is_written(data: Any, place: Place) -> bool:
    for part in place:
        if not isinstance(data, dict):
            return True
        if part not in data:
            return False
        data = data[part]
    return True


def _leaves(data: Any, place: Place = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(data, dict) and data:
        for key, value in data.items():
            yield from _leaves(value, (*place, key))
    elif place:
        yield place


@dataclass(frozen=True)
class _Layered(Places):
    """The places of two files, one over the other."""

    under: Places = field(default_factory=lambda: Places(""))

    def value(self, path: Place) -> Location:
        """Returns where a value begins, in the file that wrote it."""
        return _at(self.file, self.values, path) or self._below(path, self.under.values)

    def entry(self, path: Place) -> Location:
        """Returns where a field's name stands, in the file that wrote it."""
        mine = _at(self.file, self.names, path) or _at(self.file, self.values, path)
        return mine or self._below(path, {**self.under.values, **self.under.names})

    def _below(self, path: Place, marks: Mapping[Place, Mark]) -> Location:
        return _at(self.under.file, marks, path) or self._around(path)


def _at(file: str, marks: Mapping[Place, Mark], path: Place) -> Location | None:
    mark = marks.get(path) if path else None
    return Location(file, *mark) if mark else None
