"""An export handed out as event logs of whole tickets, so that memory does not grow with it."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from rfpkit.errors import InputError
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.intake import Intake
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.event_log import Part, read_event_log, read_part
from rfpkit.tickets.ledger.books import Books
from rfpkit.tickets.partitions.shelves import IN_MEMORY, Shelves
from rfpkit.tickets.readers.given import Given, given_files
from rfpkit.tickets.stamps.detect import decide_orders
from rfpkit.tickets.stamps.stamps import fitting
from rfpkit.tickets.stamps.two_columns import with_joined
from rfpkit.tickets.tables.cells import spelled
from rfpkit.tickets.tables.export import Export
from rfpkit.tickets.tables.files import Sources, columns_of, likely_rows, open_file

SMALL = 600_000
"""An export of no more rows, roughly, is read as a whole."""
MOST_ROWS = 300_000
"""Most rows of a part of an export on the disk, roughly: some fifty megabytes while its clocks
run, and two parts are in memory at a time."""
MORE_ROWS = 600_000
"""The same of an export that lies in memory: fewer parts cost less."""
MOST_PARTS = 500
"""Most parts of one export: each is a folder while it is read."""


def event_logs(
    paths: Sequence[Path],
    mapping: ExportMapping,
    *,
    most_rows: int | None = None,
    small: int = SMALL,
    whole: bool = False,
) -> LogParts:
    """Returns the event logs of an export: whole tickets, each in one of them.

    An export of not more than about `small` rows is one part, and so is one in which rows are
    torn apart, or that is wanted `whole`; the parts of others have about `most_rows`. Nothing is
    read before the first part is asked for.
    """
    return LogParts(paths, mapping, most_rows, None if whole else small)


class LogParts:
    """The parts of an export, to be read once and in a `with` block.

    Between two parts lies nothing but files in a temporary folder, which is gone at the end of
    the block, however it ends.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        mapping: ExportMapping,
        most_rows: int | None,
        small: int | None,
    ) -> None:
        """Takes the files and how they are read; without `small` they are one part."""
        self._paths = paths
        self._mapping = mapping
        self._most_rows = most_rows
        self._small = small
        self._folder: TemporaryDirectory[str] | None = None
        self._parts = self._read()
        self._intake: Intake | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[EventLog]:
        """Yields the parts; the ledger of each is that of its own rows.

        A part is let go before the next one is made, if nobody else keeps it.

        Raises:
            InputError: everything that is wrong with the export. It may come behind parts that
                were sound in themselves: what was made of them must not be used then.
        """
        return self._parts

    @property
    def intake(self) -> Intake:
        """The ledger of the whole export, known when the last part was handed out."""
        if self._intake is None:
            raise RuntimeError("the ledger is complete when all parts were read")
        return self._intake

    def close(self) -> None:
        """Removes what lies on the disk."""
        self._parts.close()
        self._remove_folder()

    def _make_folder(self) -> Path:
        self._folder = TemporaryDirectory(prefix="rfpkit-")
        return Path(self._folder.name)

    def _remove_folder(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _read(self) -> Generator[EventLog]:
        files = given_files(self._paths)
        rows = sum(map(likely_rows, files))
        if self._small is not None and rows > self._small:
            most = self._most_rows or (MORE_ROWS if rows < IN_MEMORY else MOST_ROWS)
            count = min(-(-rows // most), MOST_PARTS)
            ticket, on_disk = self._mapping.columns.ticket, rows >= IN_MEMORY
            shelves = Shelves(self._make_folder, count, ticket, on_disk=on_disk)
            sources = _shelve(files, self._mapping, shelves)
            if sources is not None:
                yield from self._from(shelves, sources)
                return
            del shelves
            self._remove_folder()
        log = read_event_log(self._paths, self._mapping)
        self._intake = log.intake
        yield log

    def _from(self, shelves: Shelves, sources: Sources) -> Iterator[EventLog]:
        files = tuple(source.file for source in sources.all)
        self._mapping, decided = decide_orders(self._mapping, shelves.take, files)
        books = Books(files, notes=dict(decided))
        for part in self._made(shelves, sources):
            books.add(part.books)
            if not books.hopeless:
                yield part.log(part.books.intake(sources.all))
            del part
        problems = books.problems(
            lambda column, wrong: fitting(
                wrong, map(spelled, shelves.column(column)), self._mapping
            )
        )
        if problems:
            raise InputError(problems)
        self._intake = books.intake(sources.all)

    def _made(self, shelves: Shelves, sources: Sources) -> Iterator[Part]:
        for cells in shelves.take():
            yield read_part(Export(cells, sources.all), self._mapping)


def _shelve(paths: Sequence[Given], mapping: ExportMapping, shelves: Shelves) -> Sources | None:
    """Puts all rows on shelves; returns None if a row may be torn apart.

    Raises:
        InputError: with everything that is wrong with each of the files.
    """
    sources = Sources(paths)
    with ThreadPoolExecutor(1) as keeper:
        for path in paths:
            try:
                if not _shelve_file(path, mapping, sources, shelves, keeper):
                    return None
            except InputError as error:
                sources.problems += error.diagnostics
    sources.check()
    shelves.close()
    return sources


def _shelve_file(
    path: Given,
    mapping: ExportMapping,
    sources: Sources,
    shelves: Shelves,
    keeper: ThreadPoolExecutor,
) -> bool:
    file, rows = open_file(path, mapping), 0
    columns = columns_of(mapping)
    last: Future[None] | None = None
    for piece in file.pieces(sources.position):
        if piece is None:
            return False
        cells = with_joined(piece, mapping).select(columns)
        sources.agree(file, cells)
        rows += cells.height
        # One piece is put aside while the next one is read, and never more than one.
        if last is not None:
            last.result()
        last = keeper.submit(shelves.put, cells)
    if last is not None:
        last.result()
    sources.add(path, file, rows)
    return True
