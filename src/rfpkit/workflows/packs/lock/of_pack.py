"""Lock a pack's folder to the packs below it, and take it to later ones, as one does an RFP."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rfpkit.model.packs.lock import LOCK, Lock, differences
from rfpkit.packs.find import MANIFEST, folders_for
from rfpkit.packs.library.items import base_digest
from rfpkit.packs.stack import Stack
from rfpkit.workflows.packs.added import record_in
from rfpkit.workflows.packs.beside import lock_in, stack_of
from rfpkit.workflows.packs.lock.claims import (
    both_changed,
    carried,
    refuse_unknown,
    with_new_digests,
)
from rfpkit.workflows.packs.lock.found import Upgrade, came
from rfpkit.workflows.packs.lock.lock import locked
from rfpkit.workflows.packs.lock.pack_side import PackSide, pack_side, prove
from rfpkit.workflows.packs.lock.upgrade import without_lock
from rfpkit.workflows.packs.share.bundle_of import files_in
from rfpkit.workflows.write import write_files


def lock_pack(folder: Path) -> tuple[Path, Lock, tuple[str, ...]]:
    """Locks a pack to those below it; returns as `lock.lock` does.

    The lock stays with its author: it is no part of the pack's bundle.

    Raises:
        InputError: the pack or one below it cannot be used, or an override in it was written
            against another text.
    """
    before, stack = lock_in(folder), stack_of(folder)
    prove(folder, stack, files_in(folder))
    made = _lock_of(pack_side(folder, stack))
    (path,) = write_files(folder, {LOCK: made.text.encode()})
    told = differences(before, made) if before is not None else ()
    return path, made, tuple(f"since the lock before: {one}" for one in told)


def upgrade_pack(folder: Path, accept: Sequence[str] = ()) -> Upgrade:
    """Takes a pack's folder from the packs of its lock to the newest that it requires.

    Nothing is written before all that both sides changed is accepted: neither an overlay nor the
    version in the lock.

    Raises:
        InputError: as `upgrade.upgrade`.
    """
    if lock_in(folder) is None:
        raise without_lock(folder / LOCK, "the pack", folder)
    old = pack_side(folder, stack_of(folder, revoked_too=True))
    stack = stack_of(folder, unlocked=True)
    new = pack_side(folder, stack)
    both = list(both_changed(new.claims, old.items.get, new.items.get))
    refuse_unknown(accept, both)
    waiting = tuple(one for one in both if one.name not in accept)
    return Upgrade(
        before=tuple(pack.manifest.label for pack in old.below),
        after=tuple(pack.manifest.label for pack in new.below),
        came=tuple(came(_lock_of(old).objects, _lock_of(new).objects)),
        carried=tuple(carried(new.claims, {one.name for one in both})),
        waiting=waiting,
        accepted=tuple(one.name for one in both if one.name in accept),
        written=() if waiting else _write(folder, stack, new),
    )


def _write(folder: Path, stack: Stack, new: PackSide) -> tuple[str, ...]:
    files = dict(files_in(folder))
    changed: dict[str, bytes] = {}
    for name in {one.digest_at.file.removeprefix(f"{folder}/") for one in new.claims} & set(files):
        text = files[name].decode("utf-8")
        now = with_new_digests(text, f"{folder}/{name}", new.claims, new.items.get).encode()
        if now != files[name]:
            changed[name] = now
    prove(folder, stack, {**files, **changed})
    lock = _lock_of(new).text.encode()
    write_files(folder, {**dict(sorted(changed.items())), LOCK: lock})
    return (*sorted(changed), LOCK)


def _lock_of(side: PackSide) -> Lock:
    """Returns the lock of a pack: the packs below it, and each item as they leave it."""
    shipped = folders_for()[-1]
    packs = [
        locked(pack, record_in(pack.folder.parent), own=pack.folder.parent != shipped)
        for pack in side.below
    ]
    objects = {".".join(key): base_digest(key[0], item) for key, item in side.items.items()}
    return Lock.model_validate(
        {
            "kind": "lock",
            "document": MANIFEST,
            "packs": packs,
            "objects": {name: digest for name, digest in sorted(objects.items()) if digest},
        }
    )
