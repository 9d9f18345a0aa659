"""Find the template pack that a document names, with the packs that it lies over."""

from __future__ import annotations

from pathlib import Path

from rfpkit import __version__
from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.document import load, parse_file, validated
from rfpkit.load.yaml import Parsed
from rfpkit.model.packs.lock import LOCK, Lock
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.packs.version import parse_version, write_version
from rfpkit.packs.files import files_of
from rfpkit.packs.find import Pack, Pinned, find, folders_for
from rfpkit.packs.revoked import NONE, Revocations
from rfpkit.packs.stack import Stack, stack
from rfpkit.packs.wanted import Wanted
from rfpkit.workflows.packs.added import revoked_beside


def open_pack(
    wanted: str,
    document: Path,
    at: Location | None = None,
    *,
    unlocked: bool = False,
    revoked_too: bool = False,
) -> Stack:
    """Returns the pack that a document asks for: `k12-device-support >= 1.0`.

    Args:
        wanted: the line in which it asks.
        document: the document's file; packs beside it go first, and a lock beside it decides.
        at: where the line stands.
        unlocked: takes the newest packs that fit, whatever the lock says.
        revoked_too: takes revoked versions as well, only to compare them with later ones.

    Raises:
        InputError: no pack fits, or its manifest cannot be used.
    """
    place = at or Location(str(document), field="pack")
    pinned = None if unlocked else _pinned(document)
    revoked = None if revoked_too else revoked_beside(document)
    return _open(wanted, place, folders_for(document), pinned, revoked)


def open_pack_at(wanted: str, at: Location) -> Stack:
    """Returns the pack of rfpkit that the line at a place asks for.

    Raises:
        InputError: no pack fits, or its manifest cannot be used.
    """
    return _open(wanted, at, folders_for(), None, NONE)


def lock_beside(document: Path) -> Lock | None:
    """Returns the lock of the project in which a document lies; None where it has none.

    Raises:
        InputError: the lock cannot be read.
    """
    file = document.parent / LOCK
    return load(file, Lock) if file.is_file() else None


def _pinned(document: Path) -> Pinned | None:
    lock = lock_beside(document)
    return None if lock is None or lock.document != document.name else lock.pinned


def _open(
    wanted: str,
    at: Location,
    folders: tuple[Path, ...],
    pinned: Pinned | None,
    revoked: Revocations | None,
) -> Stack:
    def find_sound(line: Wanted, where: Location) -> Pack:
        found = find(line, where, read_pack, folders, pinned, revoked)
        files_of(found.folder)  # refuses links, programs and what would fill the machine
        return found

    return stack(wanted, at, find_sound)


def read_pack(path: Path) -> Pack:
    """Returns the pack whose manifest lies in a file.

    Raises:
        InputError: the manifest cannot be used, or asks for a later rfpkit.
    """
    # What it leads to is not the pack's, and must not be told in a message.
    if path.is_symlink():
        hint = "put a copy of the file in"
        raise InputError([Diagnostic(Location(str(path)), "a pack may not hold links", hint)])
    return pack_of(parse_file(path), path.parent)


def pack_of(read: Parsed, folder: Path) -> Pack:
    """Returns the pack whose manifest was read; it lies in a folder, or will.

    Raises:
        InputError: the manifest cannot be used, or asks for a later rfpkit.
    """
    manifest = validated(read, PackManifest)
    if manifest.rfpkit is not None and manifest.rfpkit > parse_version(__version__):
        needed = write_version(manifest.rfpkit)
        message = f"{manifest.label} is for rfpkit {needed} or later; this is {__version__}"
        at = read.places.value(("rfpkit",))
        raise InputError([Diagnostic(at, message, "install a later rfpkit, or an earlier pack")])
    asked = range(len(manifest.requires))
    places = tuple(read.places.value(("requires", number)) for number in asked)
    return Pack(folder, manifest, places)
