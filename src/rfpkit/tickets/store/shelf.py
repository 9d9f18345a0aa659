"""The exports of a store, each in a folder of its own: read back only if nothing was touched.

A store is `0001/`, `0002/` … with `events-*.parquet`, `tickets-*.parquet` and `manifest.json`.
Each manifest names the digest of every file beside it and of the manifest before it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.exports.kept import Kept
from rfpkit.tickets.store.tables import PART, Tables

MANIFEST = "manifest.json"
"""The file that is written last, in the folder of an export."""
_NUMBERED = re.compile(r"[0-9]{4,}")
_LARGEST = 50_000_000


@dataclass(frozen=True)
class Shelf:
    """One kept export, whose files are as they were written."""

    folder: Path
    kept: Kept
    digest: str
    """Digest of the manifest's bytes."""

    def read(self, part: int) -> Tables:
        """Returns the tickets and events of one part."""
        return Tables(self._read("events", part), self._read("tickets", part))

    def _read(self, table: str, part: int) -> pl.DataFrame:
        files = sorted(one.file for one in self.kept.files if one.file.startswith(table))
        path = self.folder / files[part % len(files)]
        mine = pl.scan_parquet(path, glob=False).filter(pl.col(PART) == part)
        return mine.collect()


def read_shelves(store: Path) -> tuple[Shelf, ...]:
    """Returns the exports of a store in their order; none if there is no such folder yet.

    Raises:
        InputError: everything that was damaged, edited or taken away.
    """
    try:
        return _read_all(store)
    except OSError as error:
        reason = (error.strerror or "no reason is given").lower()
        message = f"the store cannot be read: {reason}"
        hint = "check that you may read the folder and all in it"
        raise _refused([Diagnostic(Location(str(store)), message, hint)]) from None


def name_of(number: int) -> str:
    """Returns the name of an export's folder: `0001`."""
    return f"{number:04}"


def read_shelf(folder: Path, number: int) -> Shelf:
    """Returns one kept export.

    Raises:
        InputError: everything that is wrong with its files.
    """
    kept, digest = _manifest(folder)
    problems = []
    if kept.number != number or kept.own_seal != kept.seal:
        problems.append(_touched(folder / MANIFEST))
    named = {one.file: one for one in kept.files}
    for name, one in named.items():
        problems += _check(folder / name, one.sha256)
    for other in sorted(path.name for path in folder.iterdir()):
        if other not in {*named, MANIFEST}:
            message = "the file is no part of what was kept"
            problems.append(Diagnostic(Location(str(folder / other)), message, "move it away"))
    if problems:
        raise InputError(problems)
    return Shelf(folder, kept, digest)


def newest_other(shelves: Sequence[Shelf], sources: frozenset[str]) -> Shelf | None:
    """Returns the newest export that was kept before these files; never one of the same files."""
    last = max(
        (place for place, one in enumerate(shelves) if one.kept.digests == sources),
        default=len(shelves),
    )
    return next((one for one in reversed(shelves[:last]) if one.kept.digests != sources), None)


def _read_all(store: Path) -> tuple[Shelf, ...]:
    numbers = _numbers(store)
    problems: list[Diagnostic] = []
    shelves: list[Shelf] = []
    before: str | None = None
    for number in range(1, max(numbers, default=0) + 1):
        folder = store / name_of(number)
        try:
            shelf = read_shelf(folder, number)
            if shelf.kept.before != before:
                raise _refused([_other_past(folder)])
            shelves.append(shelf)
            before = shelf.digest
        except InputError as error:
            problems += error.diagnostics
            # What follows rests on a manifest that is not there: one problem is told once.
            before = _before_of(store / name_of(number + 1))
    if problems:
        raise InputError(problems)
    return tuple(shelves)


def _numbers(store: Path) -> list[int]:
    if not store.exists():
        return []
    if not store.is_dir():
        raise _refused([_no_store(store)])
    names = [path.name for path in store.iterdir() if not path.name.startswith(".")]
    numbers = [
        int(name) for name in names if _NUMBERED.fullmatch(name) and name_of(int(name)) == name
    ]
    if names and not numbers:
        raise _refused([_no_store(store)])
    return numbers


def _manifest(folder: Path) -> tuple[Kept, str]:
    path = folder / MANIFEST
    if not folder.is_dir():
        message, hint = "this export is missing from the store", _BACK
        raise _refused([Diagnostic(Location(str(folder)), message, hint)])
    if not path.is_file() or path.stat().st_size > _LARGEST:
        raise _refused([Diagnostic(Location(str(path)), "the manifest is missing", _BACK)])
    raw = path.read_bytes()
    kept = Kept.of_text(raw)
    if kept is None:
        raise _refused([_touched(path)])
    return kept, hashlib.sha256(raw).hexdigest()


def _before_of(folder: Path) -> str | None:
    try:
        return _manifest(folder)[0].before
    except (InputError, OSError):
        return None


def _check(path: Path, sha256: str) -> Iterator[Diagnostic]:
    if path.parent.resolve() != path.resolve().parent or not path.is_file():
        yield Diagnostic(Location(str(path)), "the file is missing", _BACK)
        return
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
            yield _touched(path)


def _touched(path: Path) -> Diagnostic:
    return Diagnostic(Location(str(path)), "the file is not as it was kept", _BACK)


def _other_past(folder: Path) -> Diagnostic:
    message = "the export before this one is not the one that was kept before it"
    return Diagnostic(Location(str(folder / MANIFEST)), message, _BACK)


def _no_store(store: Path) -> Diagnostic:
    hint = "name a new folder, or one in which exports were kept"
    return Diagnostic(Location(str(store)), "this is no store of exports", hint)


def _refused(problems: list[Diagnostic]) -> InputError:
    return InputError(problems)


_BACK = "get it back from a copy of the store; without one, keep all exports again, in a new folder"
