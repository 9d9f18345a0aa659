"""Where the packs of a project came from, and which versions are known to be revoked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Final, Literal

from pydantic import Field

from rfpkit.model.packs.index import Digest, Withdrawn
from rfpkit.model.packs.version import PackVersion, Version, write_version
from rfpkit.model.record import Problem, Record
from rfpkit.model.scalars import Id, Text

ADDED: Final = "added.json"
"""The record of a project's packs, in the folder that holds them."""


class Origin(Record):
    """Where a pack came from, as it was when it was added."""

    place: Annotated[Text, Field(alias="from")]
    """The folder, file or address that was named, or `rfpkit` and its version; from the project's
    folder where it lies in that."""
    commit: Text | None = None
    """The commit of the git checkout in which it lay."""
    file: Text | None = None
    """The bundle's file there."""
    file_sha256: Digest | None = None
    """The digest of that file."""
    signature: Literal["none", "not verified", "verified"] = "none"
    """Whether a signature lay beside it, and whether somebody of a list of allowed signers was
    found to have made it."""
    signed_by: Text | None = None
    """Who signed it, as the list of allowed signers calls them."""

    @property
    def line(self) -> str:
        """Where it came from, for a person."""
        commit = f", commit {self.commit[:12]}" if self.commit else ""
        return f"from {self.place}{commit}; {self._signed}"

    @property
    def _signed(self) -> str:
        if self.signature == "verified":
            return f"signed by {self.signed_by}"
        return "not signed" if self.signature == "none" else "signed, by whom was not asked"


class AddedPack(Record):
    """A pack that came into a project."""

    name: Id
    """Its name."""
    version: PackVersion
    """Its version."""
    sha256: Digest
    """Digest of the pack as one file, as it was when it came."""
    origin: Origin
    """Where it came from."""

    @property
    def key(self) -> tuple[str, Version]:
        """Its name and version."""
        return self.name, self.version


class RevokedPack(Withdrawn):
    """A version of which an index said that it must not be used any more."""

    name: Id
    """The pack's name."""
    version: PackVersion
    """The version."""


class AddedPacks(Record):
    """The packs that came into a project, and what an index said of others."""

    kind: Literal["added-packs"]
    """What the file is."""
    packs: tuple[AddedPack, ...] = ()
    """The packs, by name and version."""
    revoked: tuple[RevokedPack, ...] = ()
    """Versions that are known to be revoked, by name and version."""

    def problems(self) -> Iterable[Problem]:
        """Yields each pack that is there twice."""
        seen: set[tuple[str, Version]] = set()
        for position, one in enumerate(self.packs):
            if one.key in seen:
                message = f"{one.name} {write_version(one.version)} is there twice"
                yield Problem(("packs", position), message, "keep one of the two")
            seen.add(one.key)

    @property
    def origins(self) -> dict[tuple[str, Version], AddedPack]:
        """The packs by name and version."""
        return {one.key: one for one in self.packs}

    @property
    def withdrawn(self) -> dict[tuple[str, Version], Withdrawn]:
        """The revoked versions by name and version."""
        return {
            (one.name, one.version): Withdrawn(on=one.on, reason=one.reason) for one in self.revoked
        }

    @property
    def text(self) -> str:
        """The file: JSON, the same bytes for the same record."""
        told = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        return json.dumps(told, indent=2, ensure_ascii=False) + "\n"
