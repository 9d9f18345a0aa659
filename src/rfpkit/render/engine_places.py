"""Data that knows its place: a template that fails can say what it was filling in."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from types import TracebackType
from typing import Any

from jinja2 import StrictUndefined, UndefinedError

Path = tuple[str | int, ...]
"""Keys and positions (from 0) that lead to a part of the data."""


@dataclass(frozen=True)
class Held:
    """The part of the data that a template was filling in when it failed."""

    path: Path
    """Where it stands."""
    ids: tuple[str, ...] = ()
    """Ids of what it stands in, the outermost first, its own last."""
    field: str = ""
    """The field that was asked for; empty where no single one is known."""


class Group(dict[str, Any]):
    """A group of fields with its place."""

    def __init__(self, fields: Mapping[str, Any], path: Path, ids: tuple[str, ...]) -> None:
        super().__init__(fields)
        self.held = Held(path, ids)


class NotThereError(UndefinedError):
    """A template asked a group for a field that it does not have."""

    def __init__(self, message: str, group: Group, field: str) -> None:
        super().__init__(message)
        self.held = Held(group.held.path, group.held.ids, field)


class Missing(StrictUndefined):
    """What stands for a field that is not there, until somebody uses it."""

    @property
    def _undefined_message(self) -> str:
        held, name = self._undefined_obj, self._undefined_name
        if not isinstance(held, Group) or not isinstance(name, str):
            return super()._undefined_message
        where = f"`{written(held.held)}`" if held.held.path else "the data"
        near = get_close_matches(name, held, n=1)
        known = f"did you mean `{near[0]}`?" if near else f"it has {', '.join(held) or 'none'}"
        return f"{where} has no field `{name}`; {known}"


def with_places(data: Any, path: Path = (), ids: tuple[str, ...] = ()) -> Any:
    """Returns plain data in which each group of fields knows its place."""
    if isinstance(data, Mapping):
        own = (*ids, data["id"]) if isinstance(data.get("id"), str) else ids
        fields = {name: with_places(one, (*path, name), own) for name, one in data.items()}
        return Group(fields, path, own)
    if isinstance(data, list):
        return [with_places(one, (*path, number), ids) for number, one in enumerate(data)]
    return data


def missing(group: Any, name: Any) -> Missing:
    """Returns what stands for a field that a group does not have."""
    if isinstance(group, Group) and isinstance(name, str):
        told: Any = partial(NotThereError, group=group, field=name)
        return Missing(obj=group, name=name, exc=told)
    return Missing(obj=group, name=name)


def written(held: Held) -> str:
    """Writes a place of the data: `sections[service-levels].parts`, or by number: `rows[3]`."""
    text = ""
    for step in held.path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def held_at(error: BaseException, templates: Mapping[str, Any]) -> Held | None:
    """Returns what was being filled in when an error was raised; None where nobody can say.

    It is the group whose field is missing; else what the variables of the template hold where it
    stopped, the innermost part: the item of a loop rather than the list.

    Args:
        error: what was raised.
        templates: the templates, by the names of their files.
    """
    if isinstance(error, NotThereError):
        return error.held
    for frame in reversed(list(frames(error.__traceback__))):
        if frame.f_code.co_filename in templates:
            held = [one.held for one in _groups(frame.f_locals.values())]
            deep = [one for one in held if len(one.path) > 1]
            if deep:
                return max(deep, key=lambda one: len(one.path))
    return None


def frames(trace: TracebackType | None) -> Iterator[Any]:
    """Yields the frames of a traceback, the outermost first."""
    for frame, _ in traceback.walk_tb(trace):
        yield frame


def _groups(values: Any) -> Iterator[Group]:
    for one in values:
        if isinstance(one, Group):
            yield one
