"""The index of a folder of bundles, made from the bundles themselves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.index import FORMAT, IndexedPack, PackIndex
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.packs.revoked import Revocations, revocations
from rfpkit.packs.wanted import Wanted

INDEX: Final = "index.json"
"""The file that lists the bundles of its folder."""


@dataclass(frozen=True)
class Published:
    """A bundle that lies in a folder, and was verified."""

    file: str
    """Its name in the folder."""
    raw: bytes
    manifest: PackManifest
    is_signed: bool


def index_of(bundles: Iterable[Published], folder: str) -> PackIndex:
    """Returns the index of the bundles of a folder.

    Raises:
        InputError: two of them are the same version of the same pack.
    """
    held = [(one.manifest, _entry(one)) for one in bundles]
    revoked = revocations(manifest for manifest, _ in held)
    entries = sorted((entry for _, entry in held), key=lambda one: (one.name, one.version))
    twice = [
        Diagnostic(
            Location(f"{folder}/{after.file}"),
            f"{after.label} is in `{before.file}`, too",
            "take one of the two files away",
        )
        for before, after in pairwise(entries)
        if (before.name, before.version) == (after.name, after.version)
    ]
    if twice:
        raise InputError(twice)
    told = [
        one.model_copy(update={"revoked": revoked.get((one.name, one.version))}) for one in entries
    ]
    return PackIndex(kind="pack-index", format=FORMAT, packs=tuple(told))


def index_text(index: PackIndex) -> str:
    """Returns the file of an index, the same for the same bundles."""
    return json.dumps(index.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"


def choose(
    index: PackIndex, wanted: Wanted, revoked: Revocations, at: Location, shown: str
) -> IndexedPack:
    """Returns the newest bundle that a line asks for and that nobody revoked.

    Args:
        index: the bundles that there are.
        wanted: what is asked for.
        revoked: versions that are known to be revoked beside those of the index.
        at: where it is asked for.
        shown: what the index is called.

    Raises:
        InputError: there is none.
    """
    named = [one for one in index.packs if one.name == wanted.name]
    fitting = [one for one in named if wanted.accepts(one.version)]
    reasons = {one: one.revoked or revoked.get((one.name, one.version)) for one in fitting}
    usable = [one for one, reason in reasons.items() if reason is None]
    if usable:
        return max(usable, key=lambda one: one.version)
    refused = [
        Diagnostic(
            at, f"{one.label} was revoked on {reason.on}: {reason.reason}", _instead(named, revoked)
        )
        for one, reason in reasons.items()
        if reason is not None
    ]
    raise InputError(refused or [_missing(wanted, named, index, at, shown)])


def _entry(bundle: Published) -> IndexedPack:
    own = bundle.manifest
    return IndexedPack(
        name=own.name,
        version=own.version,
        title=own.title,
        publisher=own.publisher,
        layer=own.layer,
        jurisdictions=own.jurisdictions,
        languages=own.languages,
        file=bundle.file,
        bytes=len(bundle.raw),
        sha256=hashlib.sha256(bundle.raw).hexdigest(),
        signed=bundle.is_signed,
    )


def _instead(named: Iterable[IndexedPack], revoked: Revocations) -> str:
    sound = [one for one in named if not one.revoked and (one.name, one.version) not in revoked]
    if not sound:
        return "ask its publisher for a version that may be used"
    return f"ask for {max(sound, key=lambda one: one.version).label}"


def _missing(
    wanted: Wanted, named: list[IndexedPack], index: PackIndex, at: Location, shown: str
) -> Diagnostic:
    if named:
        there = ", ".join(one.label for one in sorted(named, key=lambda one: one.version))
        message = f"{shown} has no version of `{wanted.name}` that is asked for"
        return Diagnostic(at, message, f"it has {there}")
    names = sorted({one.name for one in index.packs})
    listed = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return Diagnostic(at, f"{shown} has no pack `{wanted.name}`", f"it has {listed or 'none'}")
