"""The packs below one that is being written: those beside it, then those of rfpkit."""

from __future__ import annotations

from pathlib import Path

from rfpkit.errors import Location
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.packs.files import files_of
from rfpkit.packs.find import MANIFEST, Pack, find, folders_for
from rfpkit.packs.stack import Stack, stack
from rfpkit.packs.wanted import Wanted
from rfpkit.workflows.packs.open_pack import read_pack


def packs_below(manifest: PackManifest, path: Path, beside: Path | None = None) -> list[Pack]:
    """Returns the packs that a version of a pack lies over, the lowest first.

    Args:
        manifest: what it says of itself.
        path: its folder, or its bundle.
        beside: a folder whose neighbors are asked, too.

    Raises:
        InputError: one of them is not there.
    """
    folders = _folders(path, beside)
    found: dict[str, Pack] = {}
    at = Location(f"{path}/{MANIFEST}", field="requires")
    for line in manifest.requires:
        for pack in stack(line, at, lambda wanted, where: _find(wanted, where, folders)).packs:
            found.setdefault(pack.manifest.name, pack)
    return list(found.values())


def stack_of(folder: Path) -> Stack:
    """Returns the pack in a folder over those that it requires.

    Raises:
        InputError: it is no pack, or one that it requires is not there.
    """
    own = read_pack(folder / MANIFEST)
    files_of(folder)
    folders = _folders(folder, None)

    def find_here(wanted: Wanted, at: Location) -> Pack:
        return own if wanted.name == own.manifest.name else _find(wanted, at, folders)

    return stack(own.manifest.name, Location(str(folder / MANIFEST)), find_here)


def _folders(path: Path, beside: Path | None) -> tuple[Path, ...]:
    near = [one.resolve().parent for one in (path, beside) if one is not None]
    return tuple(dict.fromkeys([*near, *folders_for()]))


def _find(wanted: Wanted, at: Location, folders: tuple[Path, ...]) -> Pack:
    found = find(wanted, at, read_pack, folders)
    files_of(found.folder)
    return found
