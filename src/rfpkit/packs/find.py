"""Finds the template pack that an RFP asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.packs.version import Version, write_version
from rfpkit.packs.revoked import NONE, Revocations, refuse_revoked
from rfpkit.packs.wanted import Wanted, parse_wanted
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


def find(
    wanted: str | Wanted,
    at: Location,
    read: Read,
    folders: Sequence[Path] | None = None,
    pinned: Pinned | None = None,
    revoked: Revocations | None = NONE,
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
        revoked: versions that are known to be revoked, beside those that later ones revoke;
            None takes a revoked version as well.

    Raises:
        InputError: the line cannot be read, no pack there fits it, or the one that does is
            revoked.
    """
    packs = available(read, folders)
    asked = as_wanted(wanted, at)
    is_locked = bool(pinned) and asked.name in (pinned or ())
    if pinned and is_locked:
        # To be compared, the version of the lock will do, whatever is asked for by now.
        free = Wanted(asked.name) if revoked is None else asked
        fitting = _pinned(_fitting(free, at, packs, _nearest), pinned[asked.name], at, packs)
    else:
        fitting = _fitting(asked, at, packs, _nearest)
    chosen = max(fitting, key=lambda pack: pack.manifest.version)
    if revoked is not None:
        there = [pack.manifest for pack in packs]
        refuse_revoked(chosen.manifest, there, revoked, at, is_locked=is_locked)
    return chosen


def newest(
    wanted: str | Wanted, at: Location, packs: Sequence[Pack], revoked: Revocations = NONE
) -> Pack:
    """Returns the newest of some packs that a line asks for, wherever it lies.

    Raises:
        InputError: the line cannot be read, none of them fits it, or the one that does is revoked.
    """
    fitting = _fitting(as_wanted(wanted, at), at, packs, list)
    chosen = max(fitting, key=lambda pack: pack.manifest.version)
    there = [pack.manifest for pack in packs]
    refuse_revoked(chosen.manifest, there, revoked, at, is_locked=False)
    return chosen


def as_wanted(line: str | Wanted, at: Location) -> Wanted:
    """Returns what a line asks for, which somebody may have read already.

    Raises:
        InputError: the line cannot be read.
    """
    return parse_wanted(line, at) if isinstance(line, str) else line


def folders_for(document: Path | None = None) -> tuple[Path, ...]:
    """Returns where packs for a document are looked for: beside it, then those of rfpkit."""
    beside = () if document is None else (document.parent / PACKS,)
    return (*beside, shared("templates"))


def absent(pinned: Pinned, read: Read, folders: Sequence[Path]) -> list[str]:
    """Returns each version of a lock that is not there any more: `support 1.0.0`."""
    there = {(one.manifest.name, one.manifest.version) for one in available(read, folders)}
    return [
        f"{name} {write_version(version)}"
        for name, version in pinned.items()
        if (name, version) not in there
    ]


def available(read: Read, folders: Sequence[Path] | None = None) -> list[Pack]:
    """Returns every pack that is there, by default those that rfpkit ships, in order of names."""
    return list(_packs(folders or folders_for(), read))


def _fitting(
    asked: Wanted,
    at: Location,
    packs: Sequence[Pack],
    among: Callable[[Sequence[Pack]], list[Pack]],
) -> list[Pack]:
    named = among([pack for pack in packs if pack.manifest.name == asked.name])
    if not named:
        raise InputError([_unknown(asked.name, at, sorted({p.manifest.name for p in packs}))])
    fitting = [pack for pack in named if asked.accepts(pack.manifest.version)]
    if not fitting:
        raise InputError([_unfit(asked, at, named)])
    return fitting


def _packs(folders: Iterable[Path], read: Read) -> Iterable[Pack]:
    for folder in folders:
        for path in sorted(folder.glob(f"*/{MANIFEST}")):
            yield read(path)


def _nearest(packs: Sequence[Pack]) -> list[Pack]:
    return [pack for pack in packs if pack.folder.parent == packs[0].folder.parent]


def _pinned(
    packs: Sequence[Pack], version: Version, at: Location, every: Sequence[Pack]
) -> list[Pack]:
    found = [pack for pack in packs if pack.manifest.version == version]
    if not found:
        own = packs[0].manifest
        locked = f"the lock names {own.name} {write_version(version)}"
        is_there = any(
            (one.manifest.name, one.manifest.version) == (own.name, version) for one in every
        )
        message = (
            f"{locked}, which is not what is asked for"
            if is_there
            else f"{locked}, which is not there"
        )
        hint = "go on to what is asked for with `rfpkit pack upgrade`"
        if not is_there:
            hint = f"add that version to `packs/` again, or {hint}"
        raise InputError([Diagnostic(at, message, hint)])
    return found


def _unknown(name: str, at: Location, names: list[str]) -> Diagnostic:
    close = get_close_matches(name, names, n=1)
    hint = f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(names) or 'none'}"
    return Diagnostic(at, f"there is no template pack `{name}`", hint)


def _unfit(wanted: Wanted, at: Location, packs: list[Pack]) -> Diagnostic:
    versions = ", ".join(write_version(v) for v in sorted(p.manifest.version for p in packs))
    message = f"no installed pack is `{wanted}`"
    return Diagnostic(at, message, f"installed is {versions}; ask for that, or install a later one")
