"""Versions of packs that were published, and must not be used any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.index import Withdrawn
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.packs.version import Version, write_version

Revocations = Mapping[tuple[str, Version], Withdrawn]
"""Why versions must not be used, by name and version."""
NONE: Final[Revocations] = MappingProxyType({})


def revocations(manifests: Iterable[PackManifest]) -> dict[tuple[str, Version], Withdrawn]:
    """Returns the versions that later ones revoke; the latest has the last word."""
    ordered = sorted(manifests, key=lambda one: (one.name, one.version))
    return {
        (manifest.name, one.version): Withdrawn(on=one.on, reason=one.reason)
        for manifest in ordered
        for one in manifest.revokes
    }


def refuse_revoked(
    chosen: PackManifest,
    there: Iterable[PackManifest],
    known: Revocations,
    at: Location,
    *,
    is_locked: bool,
) -> None:
    """Sees that a version may be used.

    Args:
        chosen: the version.
        there: every version of packs that is there.
        known: what is known to be revoked beside that.
        at: where it is asked for.
        is_locked: whether a lock names it.

    Raises:
        InputError: it was revoked; with the way to go on.
    """
    versions = [one for one in there if one.name == chosen.name]
    revoked = {**known, **revocations(versions)}
    why = revoked.get((chosen.name, chosen.version))
    if why is None:
        return
    sound = [
        one.version
        for one in versions
        if one.version > chosen.version and (one.name, one.version) not in revoked
    ]
    message = f"{chosen.label} was revoked on {why.on}: {why.reason}"
    raise InputError([Diagnostic(at, message, _way_on(chosen.name, sound, is_locked=is_locked))])


def _way_on(name: str, sound: list[Version], *, is_locked: bool) -> str:
    if not sound:
        what = f"add a later version: `rfpkit pack add {name} --from PLACE`"
        return f"{what}, then `rfpkit pack upgrade`" if is_locked else what
    newest = write_version(max(sound))
    if is_locked:
        return f"go on to {newest} with `rfpkit pack upgrade`"
    return f"ask for {newest}, which may be used"
