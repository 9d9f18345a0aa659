"""What people wrote into the fields of an RFP, and problems told at those fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rfpkit.errors import Diagnostic, InputError
from rfpkit.load.places import address
from rfpkit.model.solicitation import Solicitation
from rfpkit.render import markdown, semantic
from rfpkit.workflows.rfp import OpenedRfp

FieldPath = tuple[str | int, ...]
"""Keys and positions that lead to a field."""


def field_texts(solicitation: Solicitation) -> Iterator[tuple[FieldPath, str]]:
    """Yields every text of an RFP with the path to its field."""
    yield from _texts(solicitation.model_dump(mode="json", by_alias=True), ())


def told_at_fields(error: InputError, opened: OpenedRfp) -> InputError:
    """Returns what is wrong with the links of a made document, told at the fields that have them.

    What no field is seen to lead to stays told at the place in the document.
    """
    links = [
        (path, link)
        for path, text in field_texts(opened.solicitation)
        for link in markdown.links(text)
    ]
    found: list[Diagnostic] = []
    for one in error.diagnostics:
        of_document = one.at.file == semantic.DOCUMENT
        paths = [path for path, link in links if of_document and f"`{link}`" in one.message]
        found += [_told(one, path, opened) for path in paths] or [one]
    return InputError(found)


def _told(one: Diagnostic, path: FieldPath, opened: OpenedRfp) -> Diagnostic:
    if opened.read is None:
        return one
    where = address(path, opened.read.data)
    return Diagnostic(opened.read.places.value(path), f"{where}: {one.message}", one.hint)


def _texts(data: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from _texts(value, (*path, name))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from _texts(value, (*path, position))
