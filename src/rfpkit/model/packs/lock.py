"""The lock of a project: exactly which packs, and which text of each item, it was built from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Annotated, Final, Literal

from pydantic import AfterValidator

from rfpkit.model.digest import digest_of
from rfpkit.model.packs.origin import Origin
from rfpkit.model.packs.version import PackVersion, Version, write_version
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Text

LOCK: Final = "rfpkit.lock"
"""The lock's file, beside the RFP."""


def _sha256(text: str) -> str:
    if re.fullmatch("[0-9a-f]{64}", text) is None:
        raise mistake(f"`{text}` is no SHA-256", "write the lock anew with `rfpkit pack lock`")
    return text


Sha256 = Annotated[Text, AfterValidator(_sha256)]
"""A SHA-256 as 64 signs."""


class LockedPack(Record):
    """One pack that was used."""

    name: Id
    """Its name."""
    version: PackVersion
    """Its version."""
    source: Literal["rfpkit", "packs"]
    """Whether it came with rfpkit, or lies in `packs/` beside the RFP."""
    sha256: Sha256
    """Digest of the pack as one file."""
    origin: Origin | None = None
    """Where it came from, as `rfpkit pack add` found it; left out where nobody wrote it down."""

    @property
    def label(self) -> str:
        """Name and version: support 1.0.0."""
        return f"{self.name} {write_version(self.version)}"


class Lock(Record):
    """What a project was built from."""

    kind: Literal["lock"]
    """What the file is."""
    document: Text
    """The RFP's file."""
    packs: tuple[LockedPack, ...]
    """The packs, the lowest first."""
    objects: dict[str, Sha256]
    """The digest of each item that was taken, as the packs leave it: service_levels.repair-time."""

    @property
    def digest(self) -> str:
        """SHA-256 of everything that the lock says."""
        return digest_of(self)

    @property
    def pinned(self) -> dict[str, Version]:
        """The version of each pack."""
        return {pack.name: pack.version for pack in self.packs}

    @property
    def text(self) -> str:
        """The file: JSON, the same bytes for the same lock."""
        told = self.model_dump(mode="json", exclude_none=True)
        return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def differences(lock: Lock, now: Lock) -> Iterator[str]:
    """Yields in words each difference between what is locked and what is there now."""
    was = {pack.name: pack for pack in lock.packs}
    found = {pack.name: pack for pack in now.packs}
    for name in dict.fromkeys([*was, *found]):
        yield from _of_pack(name, was.get(name), found.get(name))
    for name in dict.fromkeys([*lock.objects, *now.objects]):
        locked, held = lock.objects.get(name), now.objects.get(name)
        if locked is None:
            yield f"`{name}` is taken, and the lock does not have it"
        elif held is None:
            yield f"`{name}` is in the lock, and is not taken"
        elif locked != held:
            yield f"`{name}` does not say what it said when it was locked"


def _of_pack(name: str, was: LockedPack | None, now: LockedPack | None) -> Iterator[str]:
    if was is None:
        yield f"the pack `{name}` is used, and the lock does not have it"
    elif now is None:
        yield f"the pack `{name}` is in the lock, and is not used"
    elif was.version != now.version:
        versions = f"{write_version(now.version)}, and the lock has {write_version(was.version)}"
        yield f"the pack `{name}` is {versions}"
    elif was.sha256 != now.sha256:
        yield f"the pack `{name}` {write_version(now.version)} was changed since it was locked"
