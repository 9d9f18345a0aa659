"""Files of an export to one table of text, of which only what the mapping names is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.intake import Source
from rfpkit.model.mapping import ExportMapping
from rfpkit.tickets.export import Export
from rfpkit.tickets.head import read_head
from rfpkit.tickets.source import read_source
from rfpkit.tickets.table import Rows, read_rows

MOST_FILES = 255
"""Most files of one export: an event keeps the number of its file in one byte."""


def read_export(paths: Sequence[Path], mapping: ExportMapping) -> Export:
    """Reads CSV files, compressed with gzip or not, one below the other.

    Columns that the mapping does not name are never read.

    Raises:
        InputError: with everything that is wrong with each of the files.
    """
    problems = _too_many(paths)
    read: list[tuple[Source, Rows]] = []
    for path in paths:
        try:
            read.append(_read_file(path, mapping, min(len(read), MOST_FILES)))
        except InputError as error:
            problems += error.diagnostics
    problems += _repeated(paths, [source for source, _ in read])
    if not problems and not any(source.rows for source, _ in read):
        message = "the file has a head and no rows below it"
        hint = "export the tickets again, with their rows"
        problems = [Diagnostic(Location(str(path)), message, hint) for path in paths]
    if problems:
        raise InputError(problems)
    return Export(
        cells=pl.concat([rows.cells for _, rows in read]),
        sources=tuple(source for source, _ in read),
        broken=tuple(row for _, rows in read for row in rows.broken),
    )


def _read_file(path: Path, mapping: ExportMapping, position: int) -> tuple[Source, Rows]:
    text = read_source(path, mapping.encoding)
    needed: dict[str, str] = {}
    for place, column in mapping.reads():
        needed.setdefault(column, place)
    head = read_head(text, mapping.delimiter, needed)
    rows = read_rows(text, head, position, mapping.columns.ticket)
    columns = list(needed)
    cells = rows.cells.select(pl.exclude(columns), *columns)
    count = cells.height + len(rows.broken)
    return Source(file=text.name, sha256=text.sha256, rows=count), Rows(cells, rows.broken)


def _too_many(paths: Sequence[Path]) -> list[Diagnostic]:
    if len(paths) <= MOST_FILES:
        return []
    message = f"there are more than {MOST_FILES} files"
    return [Diagnostic(Location(str(paths[MOST_FILES])), message, "join some of them first")]


def _repeated(paths: Sequence[Path], sources: Sequence[Source]) -> list[Diagnostic]:
    if len(paths) != len(sources):
        return []
    first: dict[str, Path] = {}
    found = []
    for path, source in zip(paths, sources, strict=True):
        other = first.setdefault(source.sha256, path)
        if other is not path:
            message = f"the file has the same content as `{other}`"
            found.append(Diagnostic(Location(str(path)), message, "give each file once"))
    return found
