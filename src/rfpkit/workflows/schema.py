"""The JSON Schemas: list, print, write."""

from __future__ import annotations

from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.documents import DOCUMENTS
from rfpkit.model.schema import schema_file, schema_text
from rfpkit.workflows.write import write_files


def names() -> list[str]:
    """Returns the kinds of document that have a schema."""
    return sorted(DOCUMENTS)


def print_schema(name: str) -> str:
    """Returns the schema of a kind of document.

    Raises:
        InputError: there is no such kind.
    """
    if name not in DOCUMENTS:
        hint = f"write one of: {', '.join(names())}"
        raise InputError([Diagnostic(Location(name), "there is no such schema", hint)])
    return schema_text(name)


def write_schemas(folder: Path) -> list[Path]:
    """Writes every schema to a folder and returns the files."""
    return write_files(folder, {schema_file(name): schema_text(name).encode() for name in names()})
