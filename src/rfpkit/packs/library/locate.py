"""The files of a pack's library."""

from __future__ import annotations

from pathlib import Path

from rfpkit.packs.find import Pack

FOLDER = "library"


def library_files(pack: Pack) -> list[tuple[Path, str]]:
    """Returns each file of a pack's library with the name that people see, in a fixed order.

    What a link leads out of the pack is not part of it.
    """
    home = (pack.folder / FOLDER).resolve()
    found = []
    for path in sorted(home.rglob("*.yaml")) if home.is_dir() else ():
        if path.resolve().is_relative_to(home):
            inside = path.relative_to(home).as_posix()
            found.append((path, f"{pack.manifest.name}/{FOLDER}/{inside}"))
    return found
