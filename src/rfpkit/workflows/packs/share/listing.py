"""The packs that an RFP can name, and where each came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import printable
from rfpkit.model.packs.version import write_version
from rfpkit.packs.find import PACKS, Pack
from rfpkit.workflows.packs.added import origin_of
from rfpkit.workflows.packs.share.project import Project


@dataclass(frozen=True)
class Listed:
    """A pack that is there."""

    name: str
    version: str
    title: str
    place: str
    """Its folder in the project; empty where it comes with rfpkit."""
    origin: str
    """Where it came from; empty where nobody wrote it down."""
    revoked: str = ""
    """Why it must not be used."""

    @property
    def lines(self) -> Iterator[str]:
        """The pack for a person."""
        yield f"{self.name} {self.version}  {printable(self.title)}"
        if self.place:
            yield printable(f"    {self.place}, {self.origin or 'nobody wrote down from where'}")
        if self.revoked:
            yield printable(f"    REVOKED {self.revoked}")


def packs(folder: Path) -> list[Listed]:
    """Returns the packs for an RFP in a folder: its own, then those of rfpkit.

    Raises:
        InputError: one of them, or the record of where they came from, cannot be used.
    """
    project = Project.at(folder)
    return [_listed(pack, project) for pack in project.packs]


def as_json(found: list[Listed]) -> str:
    """Returns the packs for programs."""
    return json.dumps([vars(one) for one in found], indent=2, ensure_ascii=False)


def told_origin(pack: Pack, project: Project) -> str:
    """Returns where a pack came from, for a person; empty where nobody wrote it down."""
    if pack.folder.parent != project.folder / PACKS:
        return "comes with rfpkit"
    origin = origin_of(pack, project.record)
    if origin is not None:
        return origin.line
    known = (pack.manifest.name, pack.manifest.version) in project.record.origins
    return "changed since it was added" if known else ""


def _listed(pack: Pack, project: Project) -> Listed:
    own = pack.manifest
    is_own = pack.folder.parent == project.folder / PACKS
    why = project.revoked.get((own.name, own.version))
    return Listed(
        own.name,
        write_version(own.version),
        own.title,
        f"{PACKS}/{pack.folder.name}" if is_own else "",
        told_origin(pack, project),
        f"on {why.on}: {why.reason}" if why is not None else "",
    )
