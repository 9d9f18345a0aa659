"""An export into a store: whole or not at all, behind those that are there, over none of them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.exports.intake import Source
from rfpkit.model.exports.kept import Cover, Kept, KeptFile
from rfpkit.tickets.store.lock import locked
from rfpkit.tickets.store.shelf import MANIFEST, Shelf, name_of, read_shelf, read_shelves
from rfpkit.tickets.store.spool import Spool
from rfpkit.tickets.store.tables import PARTS, Tables

_ROWS = 300_000
"""Events of one file, roughly."""
_UNFINISHED = re.compile(r"\.writing-([0-9]{4,})")


@dataclass(frozen=True)
class Keeper:
    """The one who may write into a store now."""

    store: Path
    shelves: tuple[Shelf, ...]
    """The exports that are there."""
    notes: tuple[str, ...]
    """What a run that ended early has left, and what became of it."""

    def same(self, sources: Sequence[Source], mapping: str) -> Shelf | None:
        """Returns the export that was kept of these very files, read with this mapping."""
        digests = frozenset(source.sha256 for source in sources)
        held = (one for one in self.shelves if one.kept.digests == digests)
        return next((one for one in held if one.kept.how.mapping == mapping), None)

    def keep(self, spool: Spool, sources: Sequence[Source], cover: Cover, product: str) -> Shelf:
        """Adds an export; returns the one that holds the same already, if there is one.

        Raises:
            InputError: the folder cannot be written; nothing is left behind then.
        """
        number = len(self.shelves) + 1
        folder = self.store / f".writing-{name_of(number)}"
        try:
            folder.mkdir()
            files, content = _write_tables(folder, spool)
            twin = self._twin(content, spool)
            if twin is not None:
                return twin
            kept = Kept(
                number=number,
                product=product,
                sources=tuple(sources),
                how=spool.how,
                cover=cover,
                tickets=spool.tickets,
                events=spool.events,
                content=content,
                files=files,
                before=self.shelves[-1].digest if self.shelves else None,
            ).sealed()
            raw = _write_manifest(folder, kept)
            final = _publish(folder, self.store / name_of(number))
            return Shelf(final, kept, hashlib.sha256(raw).hexdigest())
        except (OSError, pl.exceptions.PolarsError) as error:
            raise _unwritable(self.store, error) from None
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _twin(self, content: str, spool: Spool) -> Shelf | None:
        """Returns the export that says the same, whatever files it came in."""
        mapping = spool.how.mapping
        held = (one for one in self.shelves if one.kept.how.mapping == mapping)
        return next((one for one in held if one.kept.content == content), None)


@contextmanager
def keeper(store: Path) -> Iterator[Keeper]:
    """Opens a store for writing, which nobody else may do meanwhile; makes it if it is new.

    Raises:
        InputError: the store is damaged, in use, or no store.
    """
    read_shelves(store)
    try:
        store.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(store, error) from None
    with locked(store) as left:
        notes = _recovered(store)
        if left and not notes:
            notes = ("an earlier run ended early and left nothing unfinished",)
        yield Keeper(store, read_shelves(store), notes)


def _recovered(store: Path) -> tuple[str, ...]:
    """Completes what was written whole, removes what was not, and says so."""
    notes = []
    for path in sorted(store.iterdir()):
        found = _UNFINISHED.fullmatch(path.name)
        if found is None or path.is_symlink() or not path.is_dir():
            continue
        number = int(found[1])
        if _is_next(store, path, number):
            _publish(path, store / name_of(number))
            notes.append(f"an earlier run ended early: export {number} was whole, and is kept now")
        else:
            shutil.rmtree(path)
            notes.append(
                f"an earlier run ended early: what it had written of export {number} is removed; "
                "keep that export again"
            )
    return tuple(notes)


def _is_next(store: Path, path: Path, number: int) -> bool:
    shelves = read_shelves(store)
    try:
        shelf = read_shelf(path, number)
    except InputError:
        return False
    before = shelves[-1].digest if shelves else None
    return number == len(shelves) + 1 and shelf.kept.before == before


def _write_tables(folder: Path, spool: Spool) -> tuple[tuple[KeptFile, ...], str]:
    """Writes the files of an export; returns them, and the digest of what they say."""
    count = 1
    while count < PARTS and count * _ROWS < spool.events:
        count *= 2
    files: list[KeptFile] = []
    digests = [""] * PARTS
    for number in range(count):
        tables: list[Tables] = []
        for part in range(number, PARTS, count):
            tables.append(spool.read(part))
            digests[part] = tables[-1].digest()
        events = pl.concat([one.events for one in tables])
        tickets = pl.concat([one.tickets for one in tables])
        for name, table in (("events", events), ("tickets", tickets)):
            files.append(_write_table(folder / f"{name}-{number:02}.parquet", table))
    return tuple(sorted(files, key=lambda one: one.file)), _joined(digests)


def _write_table(path: Path, table: pl.DataFrame) -> KeptFile:
    table.write_parquet(path, compression="zstd", row_group_size=1 << 16)
    _settle(path)
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return KeptFile(file=path.name, sha256=sha256, rows=table.height)


def _write_manifest(folder: Path, kept: Kept) -> bytes:
    data = kept.model_dump(mode="json")
    raw = (json.dumps(data, sort_keys=True, indent=2, ensure_ascii=False) + "\n").encode()
    waiting = folder / ".manifest"
    waiting.write_bytes(raw)
    _settle(waiting)
    waiting.rename(folder / MANIFEST)
    return raw


def _publish(folder: Path, final: Path) -> Path:
    """Gives a folder its name, once all in it is on the disk; never takes another one's place."""
    _settle(folder)
    if final.exists():
        raise FileExistsError(f"{final.name} is there already")
    folder.rename(final)
    _settle(final.parent)
    return final


def _settle(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _joined(digests: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _unwritable(store: Path, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or str(error).partition(" (os error")[0]
    message = f"the store cannot be written: {reason.lower()}"
    return InputError(
        [Diagnostic(Location(str(store)), message, "make room, or name another folder")]
    )
