"""The packs below one that is being written: those beside it, then those of rfpkit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.lock import LOCK, Lock
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.packs.files import files_of
from rfpkit.packs.find import MANIFEST, PACKS, Pack, Pinned, find, folders_for
from rfpkit.packs.revoked import Revocations
from rfpkit.packs.stack import Stack, stack
from rfpkit.packs.wanted import Wanted
from rfpkit.workflows.packs.added import record_in
from rfpkit.workflows.packs.open_pack import lock_beside, read_pack


def packs_below(manifest: PackManifest, path: Path, beside: Path | None = None) -> list[Pack]:
    """Returns the packs that a version of a pack lies over, the lowest first.

    Where one of the two is a folder with a lock, the versions are those of the lock.

    Args:
        manifest: what it says of itself.
        path: its folder, or its bundle.
        beside: a folder whose neighbors are asked, too.

    Raises:
        InputError: one of them is not there.
    """
    near = _Near.of([one for one in (path, beside) if one is not None])
    found: dict[str, Pack] = {}
    at = Location(f"{path}/{MANIFEST}", field="requires")
    for line in manifest.requires:
        for pack in stack(line, at, near.find).packs:
            found.setdefault(pack.manifest.name, pack)
    return list(found.values())


def stack_of(folder: Path, *, unlocked: bool = False, revoked_too: bool = False) -> Stack:
    """Returns the pack in a folder over those that it requires, as its lock names them.

    Args:
        folder: the pack.
        unlocked: takes the newest that fit, whatever the lock says.
        revoked_too: takes revoked versions as well, only to compare them with later ones.

    Raises:
        InputError: it is no pack, or one that it requires is not there.
    """
    own = read_pack(folder / MANIFEST)
    files_of(folder)
    near = _Near.of([folder], unlocked=unlocked, revoked_too=revoked_too)

    def find_here(wanted: Wanted, at: Location) -> Pack:
        return own if wanted.name == own.manifest.name else near.find(wanted, at)

    return stack(own.manifest.name, Location(str(folder / MANIFEST)), find_here)


def lock_in(folder: Path) -> Lock | None:
    """Returns the lock of a pack's folder; None where it has none.

    Raises:
        InputError: the lock cannot be read.
    """
    if (folder / LOCK).is_symlink():
        # What it leads to is not the pack's, and must not be told in a message.
        message, hint = "a pack may not hold links", "put a copy of the file in"
        raise InputError([Diagnostic(Location(str(folder / LOCK)), message, hint)])
    held = lock_beside(folder / MANIFEST) if folder.is_dir() else None
    return held if held is not None and held.document == MANIFEST else None


def places_beside(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Returns where packs below are looked for: beside each path, in `packs/` there, in rfpkit."""
    near = [path.resolve().parent for path in paths]
    return tuple(dict.fromkeys([*near, *(one / PACKS for one in near), *folders_for()]))


@dataclass(frozen=True)
class _Near:
    """The packs near one that is being written."""

    folders: tuple[Path, ...]
    pinned: Pinned | None
    revoked: Revocations | None

    @classmethod
    def of(
        cls, paths: Sequence[Path], *, unlocked: bool = False, revoked_too: bool = False
    ) -> _Near:
        folders = places_beside(paths)
        held = None if unlocked else next(filter(None, map(lock_in, paths)), None)
        known = {key: why for one in folders for key, why in record_in(one).withdrawn.items()}
        pinned = None if held is None else held.pinned
        return cls(folders, pinned, None if revoked_too else known)

    def find(self, wanted: Wanted, at: Location) -> Pack:
        found = find(wanted, at, read_pack, self.folders, self.pinned, self.revoked)
        files_of(found.folder)
        return found
