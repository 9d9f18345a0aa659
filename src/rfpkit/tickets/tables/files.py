"""One file of an export, whatever its format: what it is called and the rows that it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.exports.intake import Source
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.readers.given import Given, Member
from rfpkit.tickets.readers.opening import ExportFile, open_table, without_rows
from rfpkit.tickets.readers.stored import Stored
from rfpkit.tickets.readers.wanted import wanted_by
from rfpkit.tickets.tables.export import FILE, ROW
from rfpkit.tickets.tables.parquet import is_parquet, parquet_rows

MOST_FILES = 255
"""Most files of one export: an event keeps the number of its file in one byte."""


_START = 1 << 16
"""Bytes by which the length of a row is estimated."""


def open_file(given: Given, mapping: ExportMapping) -> ExportFile:
    """Opens a file and finds the columns that the mapping names.

    Raises:
        InputError: no such file, none that can be read, or columns that are missing.
    """
    return open_table(given, wanted_by(mapping))


def likely_rows(given: Given) -> int:
    """Returns about how many rows a file has; 0 for one that cannot be opened."""
    if isinstance(given, Path) and given.is_file() and is_parquet(given):
        return parquet_rows(given)
    try:
        stored = Stored(given)
        start = stored.beginning(_START)
    except InputError:
        return 0
    size = stored.size
    if stored.is_compressed or stored.start.startswith(b"PK"):
        # Tables of tickets grow about tenfold when they are unpacked, and have long rows.
        return size // 10
    return size * max(start.count(b"\n"), 1) // max(len(start), 1)


def columns_of(mapping: ExportMapping) -> list[str]:
    """Returns the columns of `Export.cells`, in their order."""
    return [FILE, ROW, *dict.fromkeys(column for _, column in mapping.reads())]


class Sources:
    """The files that were read so far, and what is wrong with them as a whole."""

    def __init__(self, paths: Sequence[Given]) -> None:
        """Begins with no file read."""
        self.problems: list[Diagnostic] = []
        self._paths = paths
        self._read: list[tuple[Given, Source]] = []
        self._bare: list[Diagnostic] = []
        self._kinds: dict[str, tuple[pl.DataType, str]] = {}
        if len(paths) > MOST_FILES:
            at = Location(str(paths[MOST_FILES]))
            message = f"there are more than {MOST_FILES} files"
            self.problems.append(Diagnostic(at, message, "join some of them first"))

    @property
    def position(self) -> int:
        """The place of the next file among the sources."""
        return min(len(self._read), MOST_FILES)

    @property
    def all(self) -> tuple[Source, ...]:
        """The files, in the order given."""
        return tuple(source for _, source in self._read)

    def add(self, path: Given, file: ExportFile, rows: int) -> None:
        """Notes that a file was read."""
        self._bare.append(_no_rows(path, file))
        self._read.append(
            (path, Source(file=file.name, sha256=file.sha256, rows=rows, sheet=file.sheet))
        )

    def agree(self, file: ExportFile, cells: pl.DataFrame) -> None:
        """Checks that a column is text in all files or instants in all.

        Raises:
            InputError: it is not.
        """
        found = []
        for name, kind in cells.schema.items():
            known, other = self._kinds.setdefault(name, (kind, file.file))
            if kind != known:
                message = f"the column holds {_kind(kind)} here and {_kind(known)} in `{other}`"
                hint = "export all files in the same way"
                found.append(Diagnostic(Location(file.file, field=name), message, hint))
        if found:
            raise InputError(found)

    def check(self) -> None:
        """Checks the files as a whole, once all are read.

        Raises:
            InputError: with everything that is wrong with any of them.
        """
        if len(self._read) == len(self._paths):
            self.problems += self._repeated()
        if not self.problems and not any(source.rows for source in self.all):
            self.problems += self._bare
        if self.problems:
            raise InputError([*self.problems, *self._zips()])

    def _zips(self) -> Iterator[Diagnostic]:
        """Tells of each zip with something wrong that one of its tables can be read alone."""
        members = [path for path in self._paths if isinstance(path, Member)]
        wrong = {problem.at.file for problem in self.problems}
        for archive in dict.fromkeys(member.archive for member in members):
            mine = [str(member) for member in members if member.archive == archive]
            if len(mine) > 1 and wrong.intersection(mine):
                message = f"{len(mine)} tables of this zip are read as one export"
                hint = f"to read one of them, write its name behind that of the zip: {mine[0]}"
                yield Diagnostic(Location(str(archive)), message, hint)

    def _repeated(self) -> list[Diagnostic]:
        first: dict[str, Given] = {}
        found = []
        for path, source in self._read:
            other = first.setdefault(source.sha256, path)
            if other is not path:
                message = f"the file has the same content as `{other}`"
                found.append(Diagnostic(Location(str(path)), message, "give each file once"))
        return found


def _no_rows(path: Given, file: ExportFile) -> Diagnostic:
    hint = "export the tickets again, with their rows"
    return Diagnostic(Location(str(path)), f"the file has {without_rows(file)}", hint)


def _kind(kind: pl.DataType) -> str:
    if isinstance(kind, pl.Datetime):
        return "instants with a zone" if kind.time_zone else "times without a zone"
    return "text"
