"""Finds the template pack that an RFP asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.packs.version import Version, write_version
from rfpkit.resources import shared

MANIFEST = "pack.yaml"
"""The file that makes a folder a pack."""
PACKS = "packs"
"""The folder beside an RFP that holds packs of its own."""


@dataclass(frozen=True)
class Pack:
    """A template pack that was found."""

    folder: Path
    """Where its templates lie."""
    manifest: PackManifest
    """What it says of itself."""
    requires_at: tuple[Location, ...] = ()
    """Where it names each pack that it lies over."""


Read = Callable[[Path], Pack]
"""Reads a manifest."""
Pinned = Mapping[str, Version]
"""Packs of which a lock names the one version that is used."""


@dataclass(frozen=True)
class Wanted:
    """A pack as an RFP asks for it: `k12-device-support >= 1.0`."""

    name: str
    version: Version
    """The version that is asked for; missing parts are 0."""
    exactly: tuple[int, ...] | None
    """The parts that must be equal, as written; None where a later version will do."""

    def accepts(self, version: Version) -> bool:
        """Whether a version will do."""
        if self.exactly is not None:
            return version[: len(self.exactly)] == self.exactly
        return version >= self.version


def find(
    wanted: str,
    at: Location,
    read: Read,
    folders: Sequence[Path] | None = None,
    pinned: Pinned | None = None,
) -> Pack:
    """Returns the newest pack that a line asks for.

    Where a folder holds versions of a pack, later folders are not asked for it: what a project
    has copied is what it uses.

    Args:
        wanted: name and version as written: `k12-device-support >= 1.0`.
        at: where it is written.
        read: reads a manifest.
        folders: folders that hold packs, the nearest first; by default the one that rfpkit ships.
        pinned: the version of each pack that a lock names.

    Raises:
        InputError: the line cannot be read, no pack there fits it, or the one that does is
            revoked.
    """
    asked = parse_wanted(wanted, at)
    packs = available(read, folders)
    named = _nearest([pack for pack in packs if pack.manifest.name == asked.name])
    if not named:
        raise InputError([_unknown(asked.name, at, sorted({p.manifest.name for p in packs}))])
    fitting = [pack for pack in named if asked.accepts(pack.manifest.version)]
    if not fitting:
        raise InputError([_unfit(wanted, at, named)])
    if pinned and asked.name in pinned:
        fitting = _pinned(fitting, pinned[asked.name], at)
    chosen = max(fitting, key=lambda pack: pack.manifest.version)
    return _not_revoked(chosen, named, at)


def newest(wanted: str, at: Location, packs: Sequence[Pack]) -> Pack:
    """Returns the newest of some packs that a line asks for, wherever it lies.

    Raises:
        InputError: the line cannot be read, none of them fits it, or the one that does is revoked.
    """
    asked = parse_wanted(wanted, at)
    named = [pack for pack in packs if pack.manifest.name == asked.name]
    if not named:
        raise InputError([_unknown(asked.name, at, sorted({p.manifest.name for p in packs}))])
    fitting = [pack for pack in named if asked.accepts(pack.manifest.version)]
    if not fitting:
        raise InputError([_unfit(wanted, at, named)])
    return _not_revoked(max(fitting, key=lambda pack: pack.manifest.version), named, at)


def folders_for(document: Path | None = None) -> tuple[Path, ...]:
    """Returns where packs for a document are looked for: beside it, then those of rfpkit."""
    beside = () if document is None else (document.parent / PACKS,)
    return (*beside, shared("templates"))


def available(read: Read, folders: Sequence[Path] | None = None) -> list[Pack]:
    """Returns every pack that is there, by default those that rfpkit ships, in order of names."""
    return list(_packs(folders or folders_for(), read))


def parse_wanted(text: str, at: Location) -> Wanted:
    """Reads `k12-device-support`, `k12-device-support >= 1.0` or `k12-device-support == 1.2.0`.

    Raises:
        InputError: the text is none of them.
    """
    found = _WANTED.fullmatch(text.strip())
    if found is None:
        message = f"`{text}` does not name a pack and its version"
        hint = "write the name, then the least version: k12-device-support >= 1.0"
        raise InputError([Diagnostic(at, message, hint)])
    parts = tuple(int(part) for part in (found["version"] or "0").split("."))
    major, minor, patch = (*parts, 0, 0)[:3]
    return Wanted(found["name"], (major, minor, patch), parts if found["sign"] == "==" else None)


_WANTED = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)"
    r"(?:\s*(?P<sign>>=|==)\s*(?P<version>\d{1,4}(?:\.\d{1,4}){0,2}))?"
)


def _packs(folders: Iterable[Path], read: Read) -> Iterable[Pack]:
    for folder in folders:
        for path in sorted(folder.glob(f"*/{MANIFEST}")):
            yield read(path)


def _nearest(packs: Sequence[Pack]) -> list[Pack]:
    return [pack for pack in packs if pack.folder.parent == packs[0].folder.parent]


def _pinned(packs: Sequence[Pack], version: Version, at: Location) -> list[Pack]:
    found = [pack for pack in packs if pack.manifest.version == version]
    if not found:
        name = packs[0].manifest.name
        message = f"the lock names {name} {write_version(version)}, which is not there"
        hint = "add that version to `packs/` again, or delete rfpkit.lock and lock what is there"
        raise InputError([Diagnostic(at, message, hint)])
    return found


def _not_revoked(chosen: Pack, versions: Sequence[Pack], at: Location) -> Pack:
    for later in versions:
        for one in later.manifest.revokes:
            if one.version == chosen.manifest.version:
                message = f"{chosen.manifest.label} was revoked on {one.on}: {one.reason}"
                hint = f"use {write_version(later.manifest.version)}, which revokes it"
                raise InputError([Diagnostic(at, message, hint)])
    return chosen


def _unknown(name: str, at: Location, names: list[str]) -> Diagnostic:
    close = get_close_matches(name, names, n=1)
    hint = f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(names) or 'none'}"
    return Diagnostic(at, f"there is no template pack `{name}`", hint)


def _unfit(wanted: str, at: Location, packs: list[Pack]) -> Diagnostic:
    versions = ", ".join(write_version(v) for v in sorted(p.manifest.version for p in packs))
    message = f"no installed pack is `{' '.join(wanted.split())}`"
    return Diagnostic(at, message, f"installed is {versions}; ask for that, or install a later one")
