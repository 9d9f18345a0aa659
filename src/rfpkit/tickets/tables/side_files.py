"""The files of an export and those beside it, read each by its own columns into one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.exports.joined import part_cells
from rfpkit.model.exports.mapping import Columns, ExportMapping
from rfpkit.tickets.tables.export import FILE, ROW, Export
from rfpkit.tickets.tables.files import MOST_FILES
from rfpkit.tickets.tables.read import read_export

PART = "\0part"
"""Column with the name of the part that a row comes from; null in the main files."""
SILENT = "\0silent"
"""Column that marks rows that tell of a ticket, and of no moment of it."""

INCOMPLETE = "\0incomplete"
"""Column that marks rows that tell a state to which no change of their ticket leads."""

ADDED = "\0added"
"""Column that marks rows that stand in no file: they repeat one for the begin of its ticket."""


def read_files(
    paths: Sequence[Path], parts: Mapping[str, Path], mapping: ExportMapping
) -> list[tuple[str | None, Export]]:
    """Reads the main files, then each part behind its name.

    Raises:
        InputError: with everything that is wrong with each of the files.
    """
    problems = _unmatched(paths, parts, mapping)
    found: list[tuple[str | None, Export]] = []
    known = {name: path for name, path in parts.items() if name in (mapping.parts or {})}
    for name, files in [(None, list(paths)), *((name, [path]) for name, path in known.items())]:
        try:
            found.append((name, read_export(files, _own(mapping, name))))
        except InputError as error:
            problems += error.diagnostics
    if problems:
        raise InputError(problems)
    return found


def one_table(read: Sequence[tuple[str | None, Export]], mapping: ExportMapping) -> Export:
    """Puts the files one below the other, each with the columns of the joined mapping.

    Raises:
        InputError: a column is text in one file and instants in another.
    """
    frames: list[pl.DataFrame] = []
    sources = tuple(source for _, export in read for source in export.sources)
    before = 0
    for name, export in read:
        frame = _renamed(export.cells, name, mapping)
        frames.append(frame.with_columns(pl.col(FILE) + pl.lit(before, pl.UInt8)))
        before += len(export.sources)
    _agree([(name, frame) for (name, _), frame in zip(read, frames, strict=True)], read)
    return replace(
        read[0][1],
        cells=pl.concat(frames, how="diagonal"),
        sources=sources,
        broken=tuple(row for _, export in read for row in export.broken),
    )


def _own(mapping: ExportMapping, name: str | None) -> ExportMapping:
    """Returns how the files of one part are read, as if there were no others."""
    if name is None:
        return mapping.model_copy(update={"parts": None})
    part = (mapping.parts or {})[name]
    own = {key: getattr(part, key) for key in ("stamps", "survey", "numbers", "facts", "claims")}
    own |= {"exclusions": part.exclusions, "only": part.only, "rows": part.rows}
    nothing: dict[str, Any] = {"fields": None, "parts": None, "no_target": {}}
    columns = Columns.model_construct(**dict(part.columns))
    return mapping.model_copy(update={**own, **nothing, "columns": columns})


def _renamed(cells: pl.DataFrame, name: str | None, mapping: ExportMapping) -> pl.DataFrame:
    """Returns the cells of a file under the names of the joined mapping."""
    words = [column for column, kind in cells.schema.items() if isinstance(kind, pl.Enum)]
    cells = cells.with_columns(pl.col(words).cast(pl.String)) if words else cells
    part = pl.lit(name, pl.String).alias(PART)
    if name is None:
        nothing = pl.lit(value=False)
        return cells.with_columns(part, nothing.alias(SILENT), nothing.alias(INCOMPLETE))
    told = (mapping.parts or {})[name]
    names = part_cells(mapping, name)
    columns = {names[place]: pl.col(column).alias(names[place]) for place, column in told.reads()}
    stamps = [pl.col(names[f"stamps.{event}"]).is_not_null() for event in told.stamps]
    begun = pl.any_horizontal(stamps) if stamps else pl.lit(value=False)
    marks = (~begun).alias(SILENT), pl.lit(value=False).alias(INCOMPLETE)
    return cells.select(FILE, ROW, *columns.values()).with_columns(part, *marks)


def _agree(
    frames: Sequence[tuple[str | None, pl.DataFrame]], read: Sequence[tuple[str | None, Export]]
) -> None:
    kinds: dict[str, tuple[pl.DataType, str]] = {}
    problems: list[Diagnostic] = []
    for (_, frame), (_, export) in zip(frames, read, strict=True):
        file = export.sources[0].file
        for column, kind in frame.schema.items():
            known, other = kinds.setdefault(column, (kind, file))
            if kind != known:
                message = f"the column holds text in one file and instants in the other, `{other}`"
                hint = "export all files in the same way"
                problems.append(Diagnostic(Location(file, field=column), message, hint))
    if problems:
        raise InputError(problems)


def _unmatched(
    paths: Sequence[Path], parts: Mapping[str, Path], mapping: ExportMapping
) -> list[Diagnostic]:
    """Returns a problem for each part without a file, and each file without a part."""
    known = mapping.parts or {}
    at = Location("--part")
    problems: list[Diagnostic] = []
    for name in known:
        if name not in parts:
            message = f"the mapping has a part `{name}`, and no file is given for it"
            hint = f"write --part {name}=FILE, or `parts: {{{name}: null}}` in the mapping"
            problems.append(Diagnostic(at, message, hint))
    for name in parts:
        if name not in known:
            hint = f"the parts are: {', '.join(known)}" if known else "add it under `parts`"
            problems.append(Diagnostic(at, f"the mapping has no part `{name}`", hint))
    if len(paths) + len(parts) > MOST_FILES:
        message = f"there are more than {MOST_FILES} files"
        problems.append(Diagnostic(at, message, "join some of them first"))
    return problems
