"""Numbers and anchors of a document, settled once for every format.

A section is a dict with an `id`, a `title`, its own data and `parts`: sub-sections and
clauses, which share one count, each a dict again.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.manifest import PackSection

Part = dict[str, Any]


def numbered(sections: Iterable[tuple[PackSection, Part]]) -> list[Part]:
    """Returns the sections with their numbers, and with the number and id of every part."""
    placed: list[Part] = []
    taken: set[str] = set()
    number = 0
    for section, content in sections:
        number += section.numbered
        place = str(number) if section.numbered else ""
        own = {"id": section.id, "title": section.title, "number": place}
        placed.append({**content, **own, "parts": _parts(content, own, taken)})
    return placed


def chosen(sections: list[Part], wanted: str | None) -> list[Part]:
    """Returns all sections, or the one of that id with the number it has among all.

    Raises:
        InputError: no section has the id.
    """
    if wanted is None:
        return sections
    found = [section for section in sections if section["id"] == wanted]
    if not found:
        raise InputError([_unknown(wanted, [section["id"] for section in sections])])
    return found


def anchors(sections: list[Part], shown: list[Part]) -> dict[str, dict[str, str | bool]]:
    """Returns for each id its number, and whether it stands in what is shown."""
    here = {part["id"] for part in _walk(shown)}
    return {
        part["id"]: {"number": part["number"], "here": part["id"] in here}
        for part in _walk(sections)
    }


def free_name(name: str, taken: Container[str]) -> str:
    """Returns the name, with `-2` behind it as often as it takes to be no other's."""
    while name in taken:
        name += "-2"
    return name


def _parts(content: Mapping[str, Any], parent: Part, taken: set[str]) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    for position, (name, part) in enumerate(content.get("parts", {}).items(), start=1):
        own = free_name(f"{parent['id']}.{name}", taken)
        taken.add(own)
        number = f"{parent['number']}.{position}" if parent["number"] else ""
        parts[name] = {**part, "id": own, "number": number}
    # People's ids hold dots, too: those of the level above come first, others give way.
    for name, part in parts.items():
        parts[name] = {**part, "parts": _parts(part, part, taken)}
    return parts


def _walk(parts: Iterable[Part]) -> Iterable[Part]:
    for part in parts:
        yield part
        yield from _walk(part["parts"].values())


def _unknown(wanted: str, names: list[str]) -> Diagnostic:
    close = get_close_matches(wanted, names, n=1)
    known = f"the sections are: {', '.join(names)}"
    hint = f"did you mean `{close[0]}`? {known}" if close else known
    return Diagnostic(Location("--section"), f"there is no section `{wanted}`", hint)
