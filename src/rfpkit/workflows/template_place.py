"""Templates that fail, told with the place in the RFP that they were filling in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.places import Path, address, inside_all
from rfpkit.packs.stack import Stack
from rfpkit.render.engine import BrokenTemplateError
from rfpkit.render.engine_places import Held, written
from rfpkit.render.semantic import DOCUMENT
from rfpkit.workflows.rfp import OpenedRfp


def told_with_the_field(error: BrokenTemplateError, opened: OpenedRfp) -> InputError:
    """Returns what is wrong with a template, with the place in the RFP that it was filling in."""
    (one,) = error.diagnostics
    if error.held is None or opened.read is None:
        return InputError([one])
    found = _places(error.held, opened.read.data)
    told = f"it was filling in {_named(found, opened) or f'`{written(error.held)}`'}"
    hint = one.hint or "mend the template, or tell the pack's publisher"
    return InputError([Diagnostic(one.at, f"{one.message}; {told}", hint)])


def told_by_sections(error: InputError, opened: OpenedRfp, pack: Stack) -> InputError:
    """Returns what is wrong with a made document, told at the templates of its sections.

    What stands in no section stays told of the document.
    """
    return InputError(_of_section(one, opened, pack) for one in error.diagnostics)


def _of_section(one: Diagnostic, opened: OpenedRfp, pack: Stack) -> Diagnostic:
    ids = one.at.field.removeprefix("#").split(".")
    name = f"sections/{ids[0]}.html.j2"
    file = next((folder / name for folder in pack.folders if (folder / name).is_file()), None)
    if one.at.file != DOCUMENT or not ids[0] or file is None or opened.read is None:
        return one
    found = _places(Held((), tuple(ids)), opened.read.data)
    told = _named(found, opened) or f"the section `{ids[0]}`"
    message = f"it makes no sound document of {told}: {one.message}"
    return Diagnostic(Location(str(file)), message, one.hint)


def _named(found: list[Path], opened: OpenedRfp) -> str:
    if opened.read is None:
        return ""
    data, places = opened.read.data, opened.read.places
    return " or ".join(f"{address(path, data)} ({_at(path, data, places)})" for path in found)


def _at(path: Path, data: Any, places: Any) -> str:
    is_text = isinstance(inside_all(data, path), str | bool)
    return str(places.value(path) if is_text else places.entry(path))


def _places(held: Held, data: Any) -> list[Path]:
    """Returns where in the RFP a part of a document comes from; several where that is open.

    A document's data has the ids of what it tells. A section tells a field of the RFP, most often
    one of the same name, and a part of the section what lies in that field.
    """
    if held.path and held.path[0] in data:
        return [_field((held.path[0],), held.field, data)]
    section = held.ids[0] if held.ids else ""
    key = SOURCES.get(section, section.replace("-", "_"))
    own = held.ids[-1].rpartition(".")[2] if len(held.ids) > 1 else ""
    if named := list(_with_id(own, data)):
        found = [path for path in named if path[0] == key] or named
        return [_field(path, held.field, data) for path in found[:_MOST]]
    if inside_all(data, (key, own)) is not None:
        return [(key, own)]
    if own in data or key in data:
        return [_field((own if own in data else key,), held.field, data)]
    return []


def _field(path: Path, field: str, data: Any) -> Path:
    return (*path, field) if field and inside_all(data, (*path, field)) is not None else path


def _with_id(name: str, data: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(data, dict):
        if name and data.get("id") == name and path:
            yield path
        for key, value in data.items():
            yield from _with_id(name, value, (*path, key))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from _with_id(name, value, (*path, position))


_MOST = 3
SOURCES: Final = {
    "calendar-of-events": "schedule",
    "definitions": "pauses",
    "digests": "service_levels",
    "introduction": "purpose",
    "support-hours": "calendars",
    "worked-examples": "service_levels",
}
"""Sections that tell a field of the RFP of another name."""
