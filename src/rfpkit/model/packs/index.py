"""What lies in a folder of published packs: `index.json`, which a stranger may have written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Final, Literal

from rfpkit.model.packs.manifest import Layer
from rfpkit.model.packs.version import PackVersion, Version, write_version
from rfpkit.model.record import Problem, Record, mistake
from rfpkit.model.scalars import Date, Id, Text, Whole
from rfpkit.model.written import Written

FORMAT: Final = 1
"""The format of the index; a later rfpkit may write another one."""


def _parse_bundle_name(text: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.rfppack", text) is None:
        hint = "a bundle lies beside its index, and has a plain name: support-1.0.0.rfppack"
        raise mistake(f"`{text[:80]}` cannot be the name of a bundle", hint)
    return text


def _parse_digest(text: str) -> str:
    if re.fullmatch(r"[0-9a-f]{64}", text) is None:
        raise mistake(f"`{text[:80]}` is not a SHA-256", "it has 64 signs, 0-9 and a-f")
    return text


def _same(value: str) -> str:
    return value


BundleName = Annotated[
    str,
    Written(
        _parse_bundle_name,
        _same,
        {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.rfppack$"},
        "the name of a bundle: support-1.0.0.rfppack",
    ),
]
"""A file beside the index: no path, no address."""
Digest = Annotated[
    str,
    Written(
        _parse_digest,
        _same,
        {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "a SHA-256 of 64 signs",
    ),
]


class Withdrawn(Record):
    """Why a version must not be used any more."""

    on: Date
    """The date on which it was revoked."""
    reason: Text
    """What is wrong with it."""


class IndexedPack(Record):
    """One bundle that lies beside the index."""

    name: Id
    """Name of the pack."""
    version: PackVersion
    """Its version."""
    title: Text
    """What it is for, in a line."""
    publisher: Text
    """Who answers for its text."""
    layer: Layer
    """Who speaks in it."""
    jurisdictions: tuple[Text, ...] = ()
    """States or countries whose rules it follows."""
    languages: tuple[Text, ...] = ()
    """Languages of its text."""
    file: BundleName
    """The bundle's file, beside the index."""
    bytes: Whole
    """The size of the file."""
    sha256: Digest
    """The digest of the file."""
    signed: Literal[True, False]
    """Whether a signature lies beside the file: FILE.sig."""
    revoked: Withdrawn | None = None
    """Why it must not be used, where a later version revokes it."""

    @property
    def label(self) -> str:
        """Name and version: `k12-device-support 1.0.0`."""
        return f"{self.name} {write_version(self.version)}"


class PackIndex(Record):
    """The packs that a folder publishes."""

    kind: Literal["pack-index"]
    """What the file is."""
    format: Whole
    """The format of the file."""
    packs: tuple[IndexedPack, ...]
    """The bundles, by name and version."""

    def problems(self) -> Iterable[Problem]:
        """Yields what of the index cannot be used, or says two things at once."""
        if self.format != FORMAT:
            message = f"the index has format {self.format}; this rfpkit reads format {FORMAT}"
            yield Problem(("format",), message, "install a later rfpkit")
        seen: set[tuple[str, Version]] = set()
        for position, one in enumerate(self.packs):
            if (one.name, one.version) in seen:
                message = f"{one.label} is listed twice"
                hint = "ask the publisher to write the index again"
                yield Problem(("packs", position, "version"), message, hint)
            seen.add((one.name, one.version))
