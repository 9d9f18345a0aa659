"""The files of a pack's library."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.packs.find import Pack

FOLDER = "library"
LARGEST_LIBRARY: Final = 1_000_000
"""Bytes of all files of a library; that of `k12-device-support` has an eighth."""


def library_files(pack: Pack) -> list[tuple[Path, str]]:
    """Returns each file of a pack's library with the name that people see, in a fixed order.

    What a link leads out of the pack is not part of it.

    Raises:
        InputError: it is larger than a library may be.
    """
    home = (pack.folder / FOLDER).resolve()
    found = []
    size = 0
    for path in sorted(home.rglob("*.yaml")) if home.is_dir() else ():
        if path.resolve().is_relative_to(home):
            inside = path.relative_to(home).as_posix()
            found.append((path, f"{pack.manifest.name}/{FOLDER}/{inside}"))
            size += path.stat().st_size
    assert_not_too_large(size, str(pack.folder / FOLDER))
    return found


def assert_not_too_large(size: int, library: str) -> None:
    """Sees that a library can be read in a moment.

    Raises:
        InputError: its files have more bytes than a library may have.
    """
    if size > LARGEST_LIBRARY:
        message = f"the files of a library may have {LARGEST_LIBRARY:,} bytes at most, all together"
        hint = "leave out what nobody takes, or divide the pack into two"
        raise InputError([Diagnostic(Location(library), message, hint)])
