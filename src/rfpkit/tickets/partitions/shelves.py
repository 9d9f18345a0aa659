"""Rows of an export put aside on the disk, those of a ticket on one shelf.

What lies there is small: words are numbers of a list that is kept beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from rfpkit.errors import InputError
from rfpkit.tickets.tables.export import FILE, ROW
from rfpkit.tickets.tables.source import refused

_FEW = 0.05
"""A column is kept as a list where no more than this share of its first values are different."""
_SHELF = "\0shelf"
IN_MEMORY = 8_000_000
"""Rows up to which nothing is put on the disk: some two hundred megabytes."""
_TOGETHER = 2_500_000
"""Rows that are put on the disk at once: a file for each shelf is written then."""


class Shelves:
    """Shelves in memory while there are few rows, else folders of files in the order put there."""

    def __init__(
        self, make_folder: Callable[[], Path], count: int, ticket: str, *, on_disk: bool = False
    ) -> None:
        """Builds shelves.

        Args:
            make_folder: makes the folder in which they lie, once one is needed.
            count: how many shelves there are.
            ticket: the column of the ticket's number.
            on_disk: whether they go to the disk from the beginning, as there will be many rows.
        """
        self._make_folder = make_folder
        self._count = count
        self._ticket = ticket
        self._lists: dict[str, pl.Series] = {}
        self._begun = False
        self._held: dict[int, list[pl.DataFrame]] = {}
        self._rows = 0
        self._on_disk = on_disk
        self._folder: Path | None = None
        self._put = 0

    def put(self, cells: pl.DataFrame) -> None:
        """Puts rows on the shelves of their tickets.

        Raises:
            InputError: there is no room for them.
        """
        number = pl.col(self._ticket).str.strip_chars()
        shelf = (number.hash() % self._count).cast(pl.UInt16).alias(_SHELF)
        listed = self._listed(cells).with_columns(cells.select(shelf))
        parts = listed.partition_by(_SHELF, maintain_order=True, include_key=False, as_dict=True)
        for (place,), part in parts.items():
            self._held.setdefault(int(place), []).append(part)
        self._rows += cells.height
        on_disk = self._on_disk or self._folder is not None
        if self._rows >= (_TOGETHER if on_disk else IN_MEMORY):
            self._write()

    def close(self) -> None:
        """Ends the putting.

        Raises:
            InputError: there is no room for what was put last.
        """
        if self._folder is not None:
            self._write()

    def take(self) -> Iterator[pl.DataFrame]:
        """Yields the rows shelf by shelf, each in the order in which they were put there."""
        for shelf in range(self._count):
            parts = [self._wide(pl.read_ipc(file)) for file in self._files(shelf)]
            parts += [self._wide(cells) for cells in self._held.get(shelf, ())]
            if parts:
                yield self._unlisted(pl.concat(parts))

    def _files(self, shelf: int) -> list[Path]:
        return [] if self._folder is None else sorted((self._folder / str(shelf)).iterdir())

    def _write(self) -> None:
        """Puts what lies in memory on the disk, shelf by shelf."""
        if self._folder is None:
            self._folder = self._make_folder()
            for shelf in range(self._count):
                (self._folder / str(shelf)).mkdir()
        for place in sorted(self._held):
            part = pl.concat([self._wide(cells) for cells in self._held.pop(place)])
            file = self._folder / str(place) / f"{self._put:08}.arrow"
            try:
                part.rechunk().write_ipc(file, compression="lz4")
            except OSError as error:
                raise no_room(self._folder.parent, error) from None
        self._put += 1
        self._rows = 0

    def column(self, name: str) -> Iterator[pl.Series]:
        """Yields one column shelf by shelf."""
        for cells in self.take():
            yield cells[name]

    def _wide(self, cells: pl.DataFrame) -> pl.DataFrame:
        # A list may have grown between two pieces, and the numbers in it with it.
        kinds = {
            name: pl.UInt8() if len(words) < 255 else pl.UInt32()
            for name, words in self._lists.items()
        }
        held = cells.schema
        kinds = {name: kind for name, kind in kinds.items() if held[name] != kind}
        return cells.with_columns(pl.col(n).cast(k) for n, k in kinds.items()) if kinds else cells

    def _listed(self, cells: pl.DataFrame) -> pl.DataFrame:
        """Returns the cells with numbers in the place of words."""
        if not self._begun:
            self._begun = True
            self._lists = self._begin_lists(cells)
        found = cells.select(
            pl.col(name).cast(pl.Enum(words), strict=False) for name, words in self._lists.items()
        )
        for name in self._lists:
            if found[name].null_count() > cells[name].null_count():
                self._extend(name, cells[name], found[name])
                again = cells[name].cast(pl.Enum(self._lists[name]))
                found = found.with_columns(again)
        return cells.with_columns(column.to_physical() for column in found)

    def _begin_lists(self, cells: pl.DataFrame) -> dict[str, pl.Series]:
        lists = {}
        for name, kind in cells.schema.items():
            if kind == pl.String and name not in {FILE, ROW, self._ticket}:
                words = cells[name].drop_nulls().unique(maintain_order=True)
                if len(words) <= max(cells.height * _FEW, 1):
                    lists[name] = words
        return lists

    def _extend(self, name: str, texts: pl.Series, found: pl.Series) -> None:
        new = texts.filter(found.is_null() & texts.is_not_null()).unique(maintain_order=True)
        self._lists[name] = pl.concat([self._lists[name], new])

    def _unlisted(self, cells: pl.DataFrame) -> pl.DataFrame:
        return cells.with_columns(
            cells[name].cat.to(pl.Enum(words)) for name, words in self._lists.items()
        )


def no_room(folder: Path, error: OSError) -> InputError:
    """Returns the refusal of an export for which the disk has no room."""
    # Polars tells the number of the system's error in its text only.
    reason = (error.strerror or str(error).partition(" (os error")[0]).lower()
    message = f"the folder for temporary files cannot be written: {reason}"
    hint = "make room there, or name another folder: TMPDIR=/folder"
    return refused(str(folder), message, hint)
