"""Add packs to a project: from a folder, a share, a checkout or an address, verified."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.index import IndexedPack
from rfpkit.packs import signature
from rfpkit.packs.bundle import LARGEST_BUNDLE
from rfpkit.packs.files import files_of
from rfpkit.packs.find import PACKS, Pack, available, find, folders_for, parse_wanted
from rfpkit.packs.index import choose, revocations
from rfpkit.packs.install import lay_ready, move_in, staging
from rfpkit.packs.source import Source, source
from rfpkit.packs.stack import stack
from rfpkit.workflows.packs.open_pack import read_pack
from rfpkit.workflows.packs.share.bundle_of import Bundle, folder_name, open_bundle
from rfpkit.workflows.packs.share.bundles import verify_pack
from rfpkit.workflows.packs.share.index import read_index

MOST = 50
"""Packs that one pack may bring along; the deepest order of layers has four."""


@dataclass(frozen=True)
class Added:
    """What came into a project."""

    lines: tuple[str, ...]
    """What a person should know of it."""
    folders: tuple[Path, ...]
    """The new folders."""


@dataclass(frozen=True)
class _Project:
    """A project, and the packs that it has."""

    folder: Path

    @property
    def places(self) -> tuple[Path, ...]:
        return folders_for(self.folder / "rfp.yaml")

    @property
    def packs(self) -> list[Pack]:
        return available(read_pack, self.places)

    def has(self, line: str, at: Location) -> bool:
        """Whether a pack that a line asks for is there, or comes with rfpkit."""
        try:
            find(line, at, read_pack, self.places)
        except InputError:
            return False
        return True

    def own(self, one: Bundle) -> Path | None:
        """Returns where the project itself has a pack; None where it has not."""
        wanted = (one.manifest.name, one.manifest.version)
        for pack in available(read_pack, [self.folder / PACKS]):
            if (pack.manifest.name, pack.manifest.version) == wanted:
                return pack.folder
        return None


def add_pack(wanted: str, place: str, folder: Path, allowed: Path | None = None) -> Added:
    """Adds the newest pack that a line asks for, and what it requires, from a place.

    Args:
        wanted: name and version: `k12-device-support >= 1.0`.
        place: a folder with an index, an index, or an `https:` address of one.
        folder: the project's folder; the packs come into `packs/` in it.
        allowed: the list of allowed signers; unsigned bundles are refused then.

    Raises:
        InputError: there is none, it is revoked, or something about a bundle is not as the
            index, its manifest or its signature says; nothing is added then.
    """
    at, project = Location(wanted), _Project(folder)
    asked = parse_wanted(wanted, at)
    got = _fetch_all(wanted, at, project, source(place), allowed)
    _refuse_revoked(got, project, at)
    return _move_in(list(got.values()), project, f"{asked.name}", at)


def add_bundle(file: Path, folder: Path, allowed: Path | None = None) -> Added:
    """Adds the pack in a bundle, and says what it requires that is not there.

    Raises:
        InputError: as `add_pack`.
    """
    project = _Project(folder)
    one = verify_pack(file, allowed)
    at = Location(str(file))
    _refuse_revoked({one.manifest.name: one}, project, at)
    added = _move_in([one], project, "", at)
    missing = tuple(
        f"it requires {line}, which is not there: add that, too"
        for line in one.manifest.requires
        if not project.has(line, at)
    )
    return replace(added, lines=(*added.lines, *missing))


def _fetch_all(
    wanted: str, at: Location, project: _Project, place: Source, allowed: Path | None
) -> dict[str, Bundle]:
    index = read_index(place)
    known = revocations(pack.manifest for pack in project.packs)
    got: dict[str, Bundle] = {}
    lines = [(wanted, at)]
    for line, where in lines:
        asked = parse_wanted(line, where)
        held = got.get(asked.name)
        if held is not None:
            _refuse_another(line, where, held)
        elif where is at or not project.has(line, where):
            entry = choose(index, asked, known, where, place.shown("index.json"))
            one = _fetch(entry, place, allowed)
            got[asked.name] = one
            lines += zip(one.manifest.requires, one.pack.requires_at, strict=True)
        if len(got) > MOST:
            message = f"it requires more than {MOST} packs"
            raise InputError([Diagnostic(at, message, "ask its publisher")])
    return got


def _fetch(entry: IndexedPack, place: Source, allowed: Path | None) -> Bundle:
    shown = place.shown(entry.file)
    if entry.bytes > LARGEST_BUNDLE:
        message = f"the index says {entry.bytes:,} bytes; no pack may have so many"
        raise _not_as_told(shown, message)
    raw = place.read(entry.file, entry.bytes)
    if len(raw) != entry.bytes:
        message = f"the file has {len(raw):,} bytes; the index says {entry.bytes:,}"
        raise _not_as_told(shown, message)
    if hashlib.sha256(raw).hexdigest() != entry.sha256:
        raise _not_as_told(shown, "its SHA-256 is not the one that the index lists")
    one = open_bundle(raw, shown)
    if (one.manifest.name, one.manifest.version) != (entry.name, entry.version):
        message = f"the file holds {one.manifest.label}; the index says {entry.label}"
        raise _not_as_told(shown, message)
    who = _signer(entry, raw, place, allowed) if allowed is not None else ""
    return replace(one, signed_by=who, is_signed=entry.signed)


def _signer(entry: IndexedPack, raw: bytes, place: Source, allowed: Path) -> str:
    name = f"{entry.file}{signature.SUFFIX}"
    if not entry.signed:
        raise signature.unsigned(place.shown(name))
    held = place.read(name, signature.LARGEST)
    return signature.signer_by(held, raw, allowed, place.shown(name))


def _refuse_another(line: str, where: Location, held: Bundle) -> None:
    if not parse_wanted(line, where).accepts(held.manifest.version):
        message = f"`{line}` is asked for, and another pack takes {held.manifest.label}"
        hint = f"add `{line}` first; what asks for less will take it as well"
        raise InputError([Diagnostic(where, message, hint)])


def _refuse_revoked(got: Mapping[str, Bundle], project: _Project, at: Location) -> None:
    manifests = [*(pack.manifest for pack in project.packs), *(b.manifest for b in got.values())]
    revoked = revocations(manifests)
    problems = [
        Diagnostic(
            at,
            f"{one.manifest.label} was revoked on {reason.on}: {reason.reason}",
            "ask for the version that revokes it, or for a later one",
        )
        for one in got.values()
        if (reason := revoked.get((one.manifest.name, one.manifest.version)))
    ]
    if problems:
        raise InputError(problems)


def _move_in(got: list[Bundle], project: _Project, wanted: str, at: Location) -> Added:
    lines: list[str] = []
    with staging(project.folder) as folder:
        ready: dict[str, Pack] = {}
        for one in got:
            lines += one.lines
            if (there := project.own(one)) is not None:
                _refuse_changed(one, there)
                lines.append(f"{there} holds it already")
            else:
                place = lay_ready(one.files, folder / folder_name(one.manifest))
                ready[one.manifest.name] = replace(one.pack, folder=place)
        if wanted:
            _assert_they_lie_over_each_other(wanted, at, ready, project)
        moved = move_in([pack.folder for pack in ready.values()], project.folder)
    return Added((*lines, *(f"wrote {path}" for path in moved)), tuple(moved))


def _refuse_changed(one: Bundle, there: Path) -> None:
    held = {name: path.read_bytes() for name, path in files_of(there).items()}
    held.pop("MANIFEST.sha256", None)
    if held != dict(one.files):
        message = f"it is {one.manifest.label} as well, and differs from the one to be added"
        hint = "a version never changes: delete the folder to take the published one"
        raise InputError([Diagnostic(Location(str(there)), message, hint)])


def _assert_they_lie_over_each_other(
    wanted: str, at: Location, ready: Mapping[str, Pack], project: _Project
) -> None:
    def found(line: str, where: Location) -> Pack:
        one = ready.get(parse_wanted(line, where).name)
        return one if one is not None else find(line, where, read_pack, project.places)

    stack(wanted, at, found)


def _not_as_told(shown: str, message: str) -> InputError:
    hint = "ask the publisher what happened, and to write the index again"
    return InputError([Diagnostic(Location(shown), message, hint)])
