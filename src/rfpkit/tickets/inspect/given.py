"""The files that a person gave, opened without a mapping: every column can be asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.exports.inspection import KnownExport
from rfpkit.tickets.inspect.spellings import NULLS
from rfpkit.tickets.ledger.privacy import told_head
from rfpkit.tickets.readers.given import Given, Member, given_files
from rfpkit.tickets.readers.look import ANYTHING, Look, likely_encoding, look_into
from rfpkit.tickets.readers.opening import ExportFile, Kind, kind_of, open_table
from rfpkit.tickets.readers.stored import Stored
from rfpkit.tickets.readers.wanted import Wanted
from rfpkit.tickets.stamps.two_columns import joined_texts
from rfpkit.tickets.tables.export import FILE, ROW
from rfpkit.tickets.tables.files import MOST_FILES
from rfpkit.tickets.tables.head import count_of, shown
from rfpkit.tickets.tables.parquet import ParquetFile

MOST_COLUMNS = 2_000
"""Most columns of a file that is inspected."""
_TITLES = 2
"""A row of no more values may be a title."""
_LOWEST = 10
"""The lowest row in which a head is looked for."""
MOST_KEPT = 3_000_000
"""Most rows whose columns are kept in memory; of larger exports the files are read again."""


@dataclass(frozen=True)
class GivenFile:
    """One file, with all of its columns."""

    given: Given
    look: Look
    digests: list[str] = field(default_factory=list)
    """The digest of its bytes, once they were read."""
    torn: list[int] = field(default_factory=list)
    """How many rows have more or fewer values than columns, once any were met; else empty."""

    @property
    def path(self) -> str:
        """The file as the person gave it."""
        return self.look.file

    @property
    def name(self) -> str:
        """The file without its folders."""
        return Path(self.look.file).name

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that can be asked for, in the order of the head."""
        return self.look.names

    def pieces(self, position: int, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        """Yields the rows piece by piece: `FILE`, `ROW` and the columns; torn rows are left out."""
        wanted = [FILE, ROW, *columns]
        count, opened = 0, self._open(columns)
        for piece in opened.pieces(position):
            if piece is None:
                opened = self._open(columns)
                rows = opened.read(position)
                self.torn[:] = [len(rows.broken)]
                yield rows.cells.select(wanted).slice(count)
                break
            count += piece.height
            yield piece.select(wanted)
        self.digests[:] = [opened.sha256]

    @property
    def sha256(self) -> str:
        """The digest of the file's bytes in hexadecimal, once all pieces were taken."""
        return self.digests[0]

    def _open(self, columns: Sequence[str]) -> ExportFile:
        asked = self.look.asking(tuple(columns) or self.names[:1])
        # Any column of a workbook may hold dates: which ones do is what is looked for.
        instants, nulls = frozenset(asked.places), ("", *NULLS)
        # A list in a column is looked at like any other value; the audit says what it may be.
        return open_table(
            self.given, replace(asked, instants=instants, nulls=nulls, any_kind=instants)
        )


def open_files(paths: Sequence[Path], known: Sequence[KnownExport]) -> list[GivenFile]:
    """Opens every file and reads its head; patterns are filled in, and a zip for its tables.

    JSON is read in the rows of the known export that its names tell.

    Raises:
        InputError: with everything that is wrong with each of the files.
    """
    files: list[GivenFile] = []
    problems: list[Diagnostic] = []
    found = given_files(paths)
    for given in found:
        try:
            files.append(_open(given, known))
        except InputError as error:
            problems += error.diagnostics
    if len(found) > MOST_FILES:
        message = f"there are more than {MOST_FILES} files"
        problems.append(Diagnostic(Location(str(found[MOST_FILES])), message, "join some first"))
    if problems:
        raise InputError(problems)
    return files


def _open(given: Given, known: Sequence[KnownExport]) -> GivenFile:
    wanted = ANYTHING
    stored = Stored(given)
    if kind_of(stored, wanted) is Kind.TEXT and likely_encoding(given) == "windows-1252":
        wanted = replace(wanted, encoding="windows-1252")
    look = _below_titles(given, wanted, look_into(given, wanted))
    if look.form == "JSON":
        look = _in_known_rows(given, look, known)
    if isinstance(given, Path) and look.form == "Parquet":
        look = replace(look, names=_readable(given, look.names))
    if len(look.names) > MOST_COLUMNS:
        message = f"the head has {len(look.names):,} columns, more than {MOST_COLUMNS:,}"
        hint = "no list of tickets has so many; export the table again"
        raise InputError([Diagnostic(Location(look.file, 1), message, hint)])
    if not look.names:
        message = "the first row names no column"
        hint = "begin the table with its head"
        raise InputError([Diagnostic(Location(look.file, 1), message, hint)])
    if not told_head(look.names):
        message = "the first row holds what looks like a person's data or values, not a head"
        hint = "export the table again with the names of its columns in the first row"
        raise InputError([Diagnostic(Location(look.file, look.wanted.head or 1), message, hint)])
    return GivenFile(given, look)


def _below_titles(given: Given, wanted: Wanted, look: Look) -> Look:
    """Looks for the head further down where the first row is a title that stands alone."""
    if _named(look) > _TITLES or look.form in {"JSON", "Parquet"}:
        return look
    best = look
    for head in range(2, _LOWEST + 1):
        try:
            found = look_into(given, replace(wanted, head=head))
        except InputError:
            break
        best = max(best, found, key=_named)
    return best if _named(best) > _TITLES else look


def _named(look: Look) -> int:
    """Returns how many columns have a name: a spreadsheet fills up the row of a title."""
    return sum(not re.fullmatch(r"(#\d+)?", name) for name in look.names)


def _in_known_rows(given: Given, look: Look, known: Sequence[KnownExport]) -> Look:
    if any(not one.rows and set(one.signature) <= set(look.names) for one in known):
        return look
    for rows, signature in _rows_of(known):
        found = _look(given, replace(look.wanted, rows=rows))
        if found is not None and set(signature) <= set(found.names):
            return found
    return look


def _rows_of(known: Sequence[KnownExport]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields the rows of each known export and of its parts, with the columns that tell them."""
    yield from ((one.rows, one.signature) for one in known if one.rows)
    for one in known:
        yield from ((rows, one.parts[name]) for name, rows in one.part_rows.items())


def holds_part(file: GivenFile, preset: KnownExport, part: str) -> bool:
    """Returns whether a file that is the export itself holds a part of it too, in other rows."""
    rows = preset.part_rows.get(part)
    if rows is None or file.look.form != "JSON":
        return False
    found = _look(file.given, replace(file.look.wanted, rows=rows))
    return found is not None and set(preset.parts[part]) <= set(found.names)


def _look(given: Given, wanted: Wanted) -> Look | None:
    try:
        return look_into(given, wanted)
    except InputError:
        return None


def _readable(path: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Returns the columns of a Parquet file whose cells are values."""
    kept = []
    for name in names:
        try:
            ParquetFile(path, {name: ""})
        except InputError:
            continue
        kept.append(name)
    return tuple(kept)


class GivenFiles:
    """Files that are read as one export."""

    def __init__(self, files: Sequence[GivenFile]) -> None:
        """Takes files with one head.

        Raises:
            InputError: a file has another head than the first one.
        """
        self.files = files
        self.pairs: dict[str, tuple[str, str]] = {}
        self._kept: dict[str, pl.Series] = {}
        if problems := self._other_heads():
            raise InputError(problems)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, in the order of the first file's head."""
        return self.files[0].names

    @property
    def file_names(self) -> list[str]:
        """The files' names, in the order given."""
        return [file.name for file in self.files]

    def chunks(self, *columns: str) -> Iterator[pl.DataFrame]:
        """Yields `FILE`, `ROW` and the columns of all files, piece by piece, each time anew."""
        if self._kept and all(name in self._kept for name in columns):
            yield pl.DataFrame([self._kept[name] for name in (FILE, ROW, *columns)])
            return
        asked = [one for name in columns for one in self.pairs.get(name, (name,))]
        for position, file in enumerate(self.files):
            for piece in file.pieces(position, list(dict.fromkeys(asked))):
                made = [
                    joined_texts(piece[date], piece[time], NULLS).alias(name)
                    for name, (date, time) in self.pairs.items()
                    if name in columns
                ]
                cells = piece.with_columns(made)
                yield cells.select(FILE, ROW, *columns)

    def keep(self, columns: Sequence[str], rows: int) -> None:
        """Keeps some columns in memory, unless there are too many rows."""
        if rows <= MOST_KEPT:
            whole = pl.concat(list(self.chunks(*columns)), how="vertical_relaxed")
            self._kept = {name: whole[name] for name in whole.columns}

    def _other_heads(self) -> list[Diagnostic]:
        first = self.files[0]
        found = []
        for file in self.files:
            odd = sorted(set(file.names) ^ set(first.names))
            if odd:
                message = f"{count_of(len(odd), 'column')} stand only here or only in"
                message += f" `{first.name}`: {', '.join(shown(name, 30) for name in odd[:5])}"
                hint = "files that are read as one have the same head; inspect the others alone"
                if isinstance(file.given, Member):
                    hint = "tables that are read as one have the same head; inspect one alone:"
                    hint += f" rfpkit tickets inspect {file.path}"
                found.append(Diagnostic(Location(file.path, 1), message, hint))
        return found
