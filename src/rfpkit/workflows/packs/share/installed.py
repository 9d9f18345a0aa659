"""Verify a pack that lies in a folder of a project: whether it is what came into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.version import write_version
from rfpkit.packs.bundle import SUFFIX, digest
from rfpkit.packs.files import files_of
from rfpkit.packs.find import MANIFEST, Pack
from rfpkit.workflows.packs.added import record_in
from rfpkit.workflows.packs.open_pack import lock_beside, read_pack


@dataclass(frozen=True)
class Installed:
    """A pack in a folder, which nobody changed since it came."""

    lines: tuple[str, ...]
    """What a person should know of it."""


def verify_folder(folder: Path, allowed: Path | None = None) -> Installed:
    """Returns what the pack in a folder is, held against the project's record and its lock.

    Raises:
        InputError: it is no pack, it was changed since it was added or locked, or a list of
            signers is named, which only a bundle can be held against.
    """
    pack = read_pack(folder / MANIFEST)
    count = len(files_of(folder))
    if allowed is not None:
        message = "a folder carries no signature"
        hint = f"verify the bundle that it came from: {folder.name}{SUFFIX}"
        raise InputError([Diagnostic(Location(str(folder)), message, hint)])
    found = digest(folder)
    own = pack.manifest
    counted = "1 file" if count == 1 else f"{count} files"
    told = [f"{own.label}: {counted}, which says of itself that it is from {own.publisher}"]
    told += [*_as_added(pack, found), *_as_locked(pack, found)]
    # Of a bundle with these files the digest is the same: an index or a publisher can confirm it.
    return Installed((*told, f"SHA-256 as one file: {found}"))


def _as_added(pack: Pack, found: str) -> list[str]:
    own = pack.manifest
    added = record_in(pack.folder.parent).origins.get((own.name, own.version))
    if added is None:
        return ["nobody wrote down from where it came: ask its publisher for the SHA-256 below"]
    if added.sha256 != found:
        raise _changed(pack, f"it was changed since it was added {added.origin.line}")
    return [f"as it was added {added.origin.line}"]


def _as_locked(pack: Pack, found: str) -> list[str]:
    own = pack.manifest
    lock = lock_beside(pack.folder.parent.parent / MANIFEST)
    for one in lock.packs if lock is not None else ():
        if (one.name, one.version) == (own.name, own.version):
            if one.sha256 != found:
                raise _changed(pack, "it was changed since the project was locked")
            return ["as the project's lock has it"]
    return []


def _changed(pack: Pack, message: str) -> InputError:
    own = pack.manifest
    hint = f"delete the folder, and add {own.name} {write_version(own.version)} again"
    return InputError([Diagnostic(Location(str(pack.folder)), message, hint)])
