"""Find the template pack that a document names, with the packs that it lies over."""

from __future__ import annotations

from pathlib import Path

from rfpkit import __version__
from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.document import parse_file, validated
from rfpkit.load.yaml import Parsed
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.packs.version import parse_version, write_version
from rfpkit.packs.files import files_of
from rfpkit.packs.find import Pack, Pinned, find, folders_for
from rfpkit.packs.stack import Stack, stack


def open_pack(wanted: str, asked_in: Path, pinned: Pinned | None = None) -> Stack:
    """Returns the pack that `asked_in` asks for: `k12-device-support >= 1.0`.

    Raises:
        InputError: no pack fits, or its manifest cannot be used.
    """
    at = Location(str(asked_in), field="pack")
    return open_pack_at(wanted, at, folders_for(asked_in), pinned)


def open_pack_at(
    wanted: str,
    at: Location,
    folders: tuple[Path, ...] | None = None,
    pinned: Pinned | None = None,
) -> Stack:
    """Returns the pack that the line at a place asks for, by default one that rfpkit ships.

    Raises:
        InputError: no pack fits, or its manifest cannot be used.
    """
    places = folders or folders_for()

    def find_sound(line: str, where: Location) -> Pack:
        found = find(line, where, read_pack, places, pinned)
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
