"""A project to which packs are added, and the packs that it has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import InputError, Location
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.packs.origin import AddedPacks
from rfpkit.packs.find import PACKS, Pack, available, find, folders_for
from rfpkit.packs.revoked import Revocations, revocations
from rfpkit.packs.wanted import Wanted
from rfpkit.workflows.packs.added import added_beside
from rfpkit.workflows.packs.open_pack import read_pack


@dataclass(frozen=True)
class Project:
    """A project's folder as it is before anything is added."""

    folder: Path
    packs: tuple[Pack, ...]
    """Its own packs, then those of rfpkit."""
    record: AddedPacks
    """Where its packs came from."""

    @classmethod
    def at(cls, folder: Path) -> Project:
        """Returns the project in a folder.

        Raises:
            InputError: a pack that it has, or the record of them, cannot be used.
        """
        document = folder / "rfp.yaml"
        packs = available(read_pack, folders_for(document))
        return cls(folder, tuple(packs), added_beside(document))

    @property
    def revoked(self) -> Revocations:
        """The versions that are known here to be revoked."""
        return {**self.record.withdrawn, **revocations(pack.manifest for pack in self.packs)}

    def find(self, wanted: Wanted, at: Location) -> Pack | None:
        """Returns a pack of the project, or of rfpkit, that will do; None where there is none."""
        places = folders_for(self.folder / "rfp.yaml")
        try:
            return find(wanted, at, read_pack, places, revoked=self.revoked)
        except InputError:
            return None

    def own(self, wanted: PackManifest) -> Path | None:
        """Returns where the project itself has a version of a pack; None where it has not."""
        for pack in self.packs:
            if pack.manifest.label == wanted.label and pack.folder.parent == self.folder / PACKS:
                return pack.folder
        return None

    def named(self, place: Path) -> str:
        """Returns what the record calls a place: from here, where it lies in the project.

        A project travels, and the place of its folder on this machine says nothing elsewhere.
        """
        home, there = self.folder.resolve(), place.resolve()
        if there.is_relative_to(home):
            return there.relative_to(home).as_posix()
        return place.as_posix()
