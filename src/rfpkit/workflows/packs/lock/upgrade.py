"""Take an RFP to later packs: what it changed goes along, or is shown where they did, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.lock import LOCK
from rfpkit.packs.find import absent, folders_for
from rfpkit.packs.library.reference import reference
from rfpkit.packs.library.resolve import Resolved
from rfpkit.workflows.packs.lock.claims import (
    Bases,
    Claim,
    Key,
    both_changed,
    carried,
    changed_since,
    of_changes,
    of_left_out,
    refuse_unknown,
    with_new_digests,
)
from rfpkit.workflows.packs.lock.found import Upgrade, came
from rfpkit.workflows.packs.lock.lock import lock_of
from rfpkit.workflows.packs.open_pack import lock_beside, read_pack
from rfpkit.workflows.rfp import OpenedRfp, open_rfp, open_text
from rfpkit.workflows.taking import shelf_of
from rfpkit.workflows.write import write_files


def upgrade(rfp: Path, accept: Sequence[str] = ()) -> Upgrade:
    """Takes a project from the packs of its lock to the newest that it asks for.

    Nothing is written before all that both sides changed is accepted: neither the RFP nor the
    version in the lock.

    Raises:
        InputError: there is no lock, the RFP cannot be used with the new packs, or something is
            accepted that waits for nobody.
    """
    held = lock_beside(rfp)
    if held is None:
        raise without_lock(rfp.parent / LOCK, "the RFP", rfp)
    gone = absent(held.pinned, read_pack, folders_for(rfp))
    new = open_rfp(rfp, stale_too=True, unlocked=True)
    claims, after = _claims(new.resolved), _bases(new)
    if gone:
        before, was = [pack.label for pack in held.packs], held.objects
        both = list(changed_since(claims, was, after))
    else:
        # A version that was revoked since is what many an upgrade goes away from.
        old = open_rfp(rfp, stale_too=True, revoked_too=True)
        before = [pack.manifest.label for pack in old.stack(rfp).packs]
        was = lock_of(old, rfp).objects
        both = list(both_changed(claims, _bases(old), after))
    refuse_unknown(accept, both)
    waiting = tuple(one for one in both if one.name not in accept)
    return Upgrade(
        before=tuple(before),
        after=tuple(pack.manifest.label for pack in new.stack(rfp, unlocked=True).packs),
        came=tuple(came(was, lock_of(new, rfp, unlocked=True).objects)),
        carried=tuple(carried(claims, {one.name for one in both})),
        waiting=waiting,
        accepted=tuple(one.name for one in both if one.name in accept),
        written=() if waiting else _write(rfp, claims, after),
        gone=tuple(gone),
    )


def without_lock(file: Path, what: str, named: Path) -> InputError:
    """Returns the refusal to upgrade something that was never locked."""
    message = f"there is no lock, so nobody knows which text {what} was written against"
    hint = f"write it with `rfpkit pack lock {named}`"
    return InputError([Diagnostic(Location(str(file)), message, hint)])


def _claims(resolved: Resolved | None) -> list[Claim]:
    if resolved is None:
        return []
    own = resolved.layers[0]
    changes = [one for one in resolved.changes if one.tree is own]
    return [*of_changes(changes), *of_left_out(own)]


def _bases(opened: OpenedRfp) -> Bases:
    resolved, offered = opened.resolved, _offered(opened)

    def base(key: Key) -> Mapping[str, Any] | None:
        taken = None if resolved is None else resolved.base(*key)
        return offered.get(key) if taken is None else taken

    return base


def _offered(opened: OpenedRfp) -> Mapping[Key, Mapping[str, Any]]:
    """Returns the items that the RFP may leave out; none where it leaves nothing out."""
    resolved = opened.resolved
    if opened.pack is None or resolved is None or not any(of_left_out(resolved.layers[0])):
        return {}
    return reference(shelf_of(opened.pack)[0]).items


def _write(rfp: Path, claims: Sequence[Claim], new: Bases) -> tuple[str, ...]:
    text = rfp.read_bytes().decode("utf-8")
    changed = with_new_digests(text, str(rfp), claims, new)
    # What is written is opened first, as the next build will.
    proved = open_text(changed, rfp, unlocked=True)
    files = {LOCK: lock_of(proved, rfp, unlocked=True).text.encode()}
    if changed != text:
        files = {rfp.name: changed.encode(), **files}
    return tuple(path.name for path in write_files(rfp.parent, files))
