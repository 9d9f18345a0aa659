"""Add packs to a project: from a folder, a share, a checkout or an address, verified."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.packs.bundle import read
from rfpkit.packs.checkout import commit_of
from rfpkit.packs.find import Pack
from rfpkit.packs.revoked import Revocations, revocations
from rfpkit.packs.source import source
from rfpkit.packs.stack import stack
from rfpkit.packs.wanted import Wanted, parse_wanted
from rfpkit.workflows.packs.share.bundles import verified
from rfpkit.workflows.packs.share.move import Added, Got, move_into, origin
from rfpkit.workflows.packs.share.project import Project
from rfpkit.workflows.packs.share.published import Published


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
    at, project = Location(wanted), Project.at(folder)
    parse_wanted(wanted, at)
    published = Published.at(source(place), project, allowed)

    def found(line: Wanted, where: Location) -> Pack:
        there = None if where is at else project.find(line, where)
        return there or published.newest(line, where)

    packs = stack(wanted, at, found).packs
    got = [one for pack in reversed(packs) if (one := published.taken(pack)) is not None]
    _refuse_revoked(got, project.revoked, at)
    return move_into(project, got, published.index.packs)


def add_bundle(file: Path, folder: Path, allowed: Path | None = None) -> Added:
    """Adds the pack in a bundle, and says what it requires that is not there.

    Raises:
        InputError: as `add_pack`.
    """
    at, project = Location(str(file)), Project.at(folder)
    raw = read(file)
    one = verified(raw, file, allowed)
    commit = commit_of(file.parent, folder)
    digest = hashlib.sha256(raw).hexdigest()
    got = [Got(one, origin(one, project.named(file.parent), file.name, digest, commit))]
    _refuse_revoked(got, project.revoked, at)
    added = move_into(project, got)
    missing = tuple(
        f"it requires {line}, which is not there: add that, too"
        for line in one.manifest.requires
        if project.find(parse_wanted(line, at), at) is None
    )
    return replace(added, lines=(*added.lines, *missing))


def _refuse_revoked(got: Sequence[Got], known: Revocations, at: Location) -> None:
    manifests = [one.bundle.manifest for one in got]
    revoked = {**known, **revocations(manifests)}
    problems = [
        Diagnostic(
            at,
            f"{one.label} was revoked on {reason.on}: {reason.reason}",
            "ask for the version that revokes it, or for a later one",
        )
        for one in manifests
        if (reason := revoked.get((one.name, one.version)))
    ]
    if problems:
        raise InputError(problems)
