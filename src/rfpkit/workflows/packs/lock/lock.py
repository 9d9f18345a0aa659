"""Lock a project: write down which packs, and which text of each item, it is built from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.lock import LOCK, Lock, differences
from rfpkit.model.packs.origin import AddedPacks
from rfpkit.packs.bundle import digest
from rfpkit.packs.find import PACKS, Pack
from rfpkit.packs.library.items import MODELS, base_digest
from rfpkit.packs.library.trees import groups, name_of
from rfpkit.workflows.packs.added import added_beside, origin_of
from rfpkit.workflows.packs.open_pack import lock_beside
from rfpkit.workflows.rfp import OpenedRfp, open_rfp
from rfpkit.workflows.write import write_files


def lock(rfp: Path) -> tuple[Path, Lock, tuple[str, ...]]:
    """Locks a project; returns the lock's file, the lock, and what a person should know of it.

    That is how it differs from the one before, and which packs were changed since they came.

    Packs that are locked stay at their version; `rfpkit pack upgrade` goes to another.

    Raises:
        InputError: the RFP or a pack cannot be used.
    """
    before = lock_beside(rfp)
    made = lock_of(open_rfp(rfp), rfp)
    (path,) = write_files(rfp.parent, {LOCK: made.text.encode()})
    told = differences(before, made) if before is not None else ()
    since = (f"since the lock before: {one}" for one in told)
    return path, made, (*since, *_changed_since_added(made, added_beside(rfp)))


def _changed_since_added(made: Lock, record: AddedPacks) -> Iterator[str]:
    """Yields each pack that is not what came into the project: the lock takes it all the same."""
    for one in made.packs:
        added = record.origins.get((one.name, one.version))
        if one.source == "packs" and added is not None and added.sha256 != one.sha256:
            yield f"{one.label} was changed since it was added {added.origin.line}"


def lock_of(opened: OpenedRfp, rfp: Path, *, unlocked: bool = False) -> Lock:
    """Returns the lock of an RFP as it stands; `unlocked`: with the newest packs that fit."""
    record = added_beside(rfp)
    home = rfp.parent / PACKS
    packs = opened.stack(rfp, unlocked=unlocked).packs
    return Lock.model_validate(
        {
            "kind": "lock",
            "document": rfp.name,
            "packs": [locked(one, record, own=one.folder.parent == home) for one in packs],
            "objects": dict(sorted(_objects(opened).items())),
        }
    )


def against_lock(opened: OpenedRfp, rfp: Path, *, needed: bool) -> tuple[str, tuple[str, ...]]:
    """Returns the lock's digest, and how the project differs from its lock.

    The digest is empty where it differs, or where there is no lock.

    Raises:
        InputError: the lock is `needed`, and there is none or the project differs from it.
    """
    held = lock_beside(rfp)
    at = Location(str(rfp.parent / LOCK))
    if held is None:
        if needed:
            hint = f"write it with `rfpkit pack lock {rfp}`, and keep it with the RFP"
            raise InputError([Diagnostic(at, "there is no lock", hint)])
        return "", ()
    told = tuple(differences(held, lock_of(opened, rfp)))
    if told and needed:
        hint = "see what changed, then write the lock anew with `rfpkit pack lock`"
        raise InputError([Diagnostic(at, one, hint) for one in told])
    return ("" if told else held.digest), told


def locked(pack: Pack, record: AddedPacks, *, own: bool) -> dict[str, Any]:
    """Returns a pack as a lock names it; `own`: it lies beside the document, not in rfpkit."""
    told = pack.manifest.model_dump(mode="json", include={"name", "version"})
    origin = origin_of(pack, record) if own else None
    return told | {
        "source": "packs" if own else "rfpkit",
        "sha256": digest(pack.folder),
        "origin": None if origin is None else origin.model_dump(mode="json"),
    }


def _objects(opened: OpenedRfp) -> dict[str, str]:
    found: dict[str, str] = {}
    resolved = opened.resolved
    if resolved is None:
        return found
    for key in MODELS:
        for _, item in groups(resolved.joined.data.get(key)):
            base = resolved.base(key, name_of(item))
            if base is not None:
                found[f"{key}.{name_of(item)}"] = base_digest(key, base)
    return found
