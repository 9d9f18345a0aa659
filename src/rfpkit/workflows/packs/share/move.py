"""Bring packs into a project together with the record of where they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.index import IndexedPack
from rfpkit.model.packs.origin import AddedPack, Origin
from rfpkit.packs.bundle import digest
from rfpkit.packs.files import files_of
from rfpkit.packs.install import lay_ready, lay_record, move_in, staging
from rfpkit.workflows.packs.added import with_added
from rfpkit.workflows.packs.share.bundle_of import Bundle, folder_name
from rfpkit.workflows.packs.share.project import Project


@dataclass(frozen=True)
class Got:
    """A pack that is to come into a project."""

    bundle: Bundle
    origin: Origin


@dataclass(frozen=True)
class Added:
    """What came into a project."""

    lines: tuple[str, ...]
    """What a person should know of it."""
    folders: tuple[Path, ...]
    """The new folders."""


def move_into(project: Project, got: Sequence[Got], index: Sequence[IndexedPack] = ()) -> Added:
    """Brings packs into a project, all of them or none.

    Args:
        project: the project.
        got: the packs, each with where it came from.
        index: what the place from which they came lists; what it revokes is remembered.

    Raises:
        InputError: one lies there with other files, or something cannot be written.
    """
    lines: list[str] = []
    with staging(project.folder) as folder:
        ready: list[Path] = []
        added: list[AddedPack] = []
        for one in got:
            lines += one.bundle.lines
            place = folder / folder_name(one.bundle.manifest)
            there = project.own(one.bundle.manifest)
            if there is None:
                ready.append(lay_ready(one.bundle.files, place))
            else:
                _refuse_changed(one.bundle, there)
                lines.append(f"{there} holds it already")
            added.append(_added(one, there or place))
        record = with_added(project.record, added, index)
        moved = move_in(ready, project.folder, lay_record(record.text, folder))
    return Added((*lines, *(f"wrote {path}" for path in moved)), tuple(moved))


def origin(one: Bundle, place: str, file: str, sha256: str, commit: str | None) -> Origin:
    """Returns where a bundle came from."""
    unasked = "not verified" if one.is_signed else "none"
    return Origin.model_validate(
        {
            "from": place,
            "commit": commit,
            "file": file,
            "file_sha256": sha256,
            "signature": "verified" if one.signed_by else unasked,
            "signed_by": one.signed_by or None,
        }
    )


def _added(one: Got, place: Path) -> AddedPack:
    own = one.bundle.manifest
    return AddedPack(name=own.name, version=own.version, sha256=digest(place), origin=one.origin)


def _refuse_changed(one: Bundle, there: Path) -> None:
    held = {name: path.read_bytes() for name, path in files_of(there).items()}
    held.pop("MANIFEST.sha256", None)
    if held != dict(one.files):
        message = f"it is {one.manifest.label} as well, and differs from the one to be added"
        hint = "a version never changes: delete the folder to take the published one"
        raise InputError([Diagnostic(Location(str(there)), message, hint)])
