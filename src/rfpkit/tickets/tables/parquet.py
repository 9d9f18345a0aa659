"""A Parquet file as the rows of an export: only the columns that the mapping names are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.tickets.tables.digest import Digest
from rfpkit.tickets.tables.export import FILE, ROW
from rfpkit.tickets.tables.head import check_columns, shown
from rfpkit.tickets.tables.pieces import emptied
from rfpkit.tickets.tables.source import nearby_file, refused
from rfpkit.tickets.tables.table import Rows

PIECE = 1 << 18
"""Rows that are in memory at once."""
LARGEST = 20_000_000_000
"""Most bytes of one file."""
MOST_ROWS = 500_000_000
"""Most rows of one file."""

_MAGIC, _ENCRYPTED = b"PAR1", b"PARE"
_BROKEN = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)


def is_parquet(path: Path) -> bool:
    """Returns whether a file is Parquet, or says so by its name."""
    if path.suffix.lower() in {".parquet", ".pq"}:
        return True
    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(4) in {_MAGIC, _ENCRYPTED}
    except OSError:
        return False


def parquet_rows(path: Path) -> int:
    """Returns how many records a file says that it has; 0 for one that is damaged."""
    try:
        return int(_scan(path).select(pl.len()).collect().item())
    except _BROKEN:
        return 0


class ParquetFile:
    """One file that has types. Its first record is row 1: no head stands above it."""

    def __init__(self, path: Path, needed: Mapping[str, str]) -> None:
        """Looks at the file's columns; `needed` gives each the place of the mapping naming it.

        Raises:
            InputError: no Parquet file, or columns that are missing or cannot be read.
        """
        self.file = str(path)
        self.name = path.name
        _check_file(path, self.file)
        self._path = path
        self._columns = self._find(needed)
        self._digest = Digest.of_file(path)

    @property
    def sheet(self) -> str:
        """Nothing: only workbooks have sheets."""
        return ""

    @property
    def sha256(self) -> str:
        """The digest of the file in hexadecimal."""
        return self._digest.text()

    def pieces(self, position: int) -> Iterator[pl.DataFrame]:
        """Yields the records piece by piece, as in `Export.cells`.

        Raises:
            InputError: the file is damaged.
        """
        for start in range(0, max(self._height, 1), PIECE):
            count = min(PIECE, self._height - start)
            try:
                cells = _scan(self._path).select(self._columns).slice(start, count).collect()
            except _BROKEN:
                raise _damaged(self.file) from None
            if cells.height != count:
                raise _damaged(self.file)
            file = pl.lit(position, pl.UInt8).alias(FILE)
            row = pl.int_range(start + 1, start + count + 1, dtype=pl.UInt32).alias(ROW)
            yield _without_empty(cells.select(file, row, pl.all()))

    def read(self, position: int) -> Rows:
        """Reads all records; none is torn apart in a file that has types.

        Raises:
            InputError: the file is damaged.
        """
        return Rows(pl.concat(self.pieces(position)), ())

    def _find(self, needed: Mapping[str, str]) -> list[pl.Expr]:
        try:
            schema = _scan(self._path).collect_schema()
            self._height = int(_scan(self._path).select(pl.len()).collect().item())
        except _BROKEN:
            raise _damaged(self.file) from None
        names = {name.strip(): name for name in schema}
        spellings = tuple(name.strip() for name in schema)
        problems = check_columns(Location(self.file), spellings, needed)
        kinds = {name: schema[names[name]] for name in needed if name in names}
        problems += [
            Diagnostic(
                Location(self.file, field=name),
                f"the column holds {_NOT_READ[kind.base_type()]}, and a cell is one value",
                "export it as text, or take it out of the mapping",
            )
            for name, kind in kinds.items()
            if kind.base_type() in _NOT_READ
        ]
        if self._height > MOST_ROWS:
            hint = "split the export by year; several files are read as one"
            message = f"the file has more than {MOST_ROWS:,} rows"
            problems.append(Diagnostic(Location(self.file), message, hint))
        if problems:
            raise InputError(problems)
        return [_typed(names[name], kind).alias(name) for name, kind in kinds.items()]


def _scan(path: Path) -> pl.LazyFrame:
    return pl.scan_parquet(path, glob=False, hive_partitioning=False)


def _typed(name: str, kind: pl.DataType) -> pl.Expr:
    """Instants stay instants, a date is its local midnight, everything else is text."""
    column = pl.col(name)
    if isinstance(kind, pl.Datetime):
        return column.cast(pl.Datetime("us", "UTC" if kind.time_zone else None))
    if kind == pl.Date:
        return column.cast(pl.Datetime("us"))
    return column if kind == pl.String else column.cast(pl.String)


def _without_empty(cells: pl.DataFrame) -> pl.DataFrame:
    texts = [name for name, kind in cells.schema.items() if kind == pl.String]
    shortest = cells.select(pl.col(texts).str.len_bytes().min()).row(0) if texts else ()
    return emptied(cells) if 0 in shortest else cells


def _check_file(path: Path, file: str) -> None:
    if path.is_dir():
        raise refused(file, "this is a folder", "name the export's files, one by one")
    if not path.exists():
        raise refused(file, "there is no such file", nearby_file(path))
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
            size = stream.seek(0, 2)
            stream.seek(max(size - 4, 0))
            end = stream.read(4)
    except OSError as error:
        reason = (error.strerror or "no reason is given").lower()
        hint = "check that you may read the file"
        raise refused(file, f"the file cannot be opened: {reason}", hint) from None
    if not size:
        raise refused(file, "the file is empty", "export the tickets again")
    if _ENCRYPTED in (start, end):
        hint = "export the tickets again without a key"
        raise refused(file, "the Parquet file is encrypted", hint)
    if start != _MAGIC:
        hint = "give the file the name of what it is: `.csv` for text"
        raise refused(file, f"the file is called {shown(path.suffix)} and is no Parquet file", hint)
    if end != _MAGIC:
        hint = "the file was cut on its way; get it again"
        raise refused(file, "the Parquet file ends too early", hint)
    if size > LARGEST:
        message = f"the file has more than {LARGEST // 1_000_000_000} GB"
        raise refused(file, message, "split the export by month; several files are read as one")


def _damaged(file: str) -> InputError:
    hint = "the file was damaged on its way; get it again, or export the tickets as CSV"
    return refused(file, "the Parquet file cannot be read", hint)


_NOT_READ = {
    pl.List: "lists",
    pl.Array: "lists",
    pl.Struct: "records within records",
    pl.Binary: "bytes",
    pl.Time: "times without a day",
    pl.Duration: "durations",
    pl.Object: "objects",
}
"""What a column may hold that no cell of a table does."""
