"""What is to know of the packs that a member uses and holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rfpkit.model.packs.version import write_version
from rfpkit.model.words import joined
from rfpkit.packs.bundle import digest
from rfpkit.packs.find import Pack
from rfpkit.packs.library.drift import Side
from rfpkit.packs.revoked import Revocations
from rfpkit.packs.stack import Stack
from rfpkit.workflows.packs.added import revoked_beside
from rfpkit.workflows.packs.consortium.joint import Joint


def notes(rfp: Path, packs: Stack, side: Side, joint: Joint, *, is_bound: bool) -> Iterable[str]:
    """Yields each thing that is to know of the packs of a member.

    `is_bound` says whether its RFP takes anything from them.
    """
    revoked = {**revoked_beside(rfp), **joint.revoked}
    newest = {pack.manifest.name: pack for pack in joint.stack.packs}
    if not is_bound:
        yield "takes nothing from its packs, so no mark of theirs binds it"
    if not side.uses:
        yield f"does not use {joint.stack.top.manifest.name}"
    for pack in packs.packs:
        there = newest.get(pack.manifest.name)
        if there is None:
            continue
        yield from _revoked(pack, revoked)
        version, latest = pack.manifest.version, there.manifest.version
        if version < latest:
            yield f"behind: uses {pack.manifest.label}, the newest is {write_version(latest)}"
        elif version > latest:
            yield f"ahead: uses {pack.manifest.label}, compared with {write_version(latest)}"
        if _is_other(pack, joint):
            yield f"its copy of {pack.manifest.label} is not the published one"
    yield from unpublished(rfp.parent.name, joint)


def unpublished(member: str, joint: Joint) -> Iterable[str]:
    """Yields each later version of the joint contract's packs that lies with members only."""
    newest = {pack.manifest.name: pack for pack in joint.stack.packs}
    for pack, _ in joint.copies.held.get(member, ()):
        one = newest.get(pack.manifest.name)
        if one is not None and pack.manifest.version > one.manifest.version:
            yield from _unpublished(pack, joint)


def called(pack: Pack, joint: Joint) -> str:
    """Returns a pack as a member has it: its label, and whether it is the published one."""
    if _is_other(pack, joint):
        return f"its own copy of {pack.manifest.label}, which is not the published one,"
    return pack.manifest.label


def _is_other(pack: Pack, joint: Joint) -> bool:
    """Whether something else was published under a pack's name and version."""
    label = pack.manifest.label
    same = [one for one in joint.published if one.manifest.label == label]
    return bool(same) and digest(pack.folder) not in {digest(one.folder) for one in same}


def _unpublished(pack: Pack, joint: Joint) -> Iterable[str]:
    label = pack.manifest.label
    if all(one.manifest.label != label for one in joint.published):
        holders = joint.copies.with_copy(pack)
        whose = f"{holders[0]} only" if len(holders) == 1 else joined(holders)
        yield f"{label} lies with {whose}, and is not published"


def _revoked(pack: Pack, revoked: Revocations) -> Iterable[str]:
    own = pack.manifest
    if (why := revoked.get((own.name, own.version))) is not None:
        yield f"uses {own.label}, which was revoked on {why.on}: {why.reason}"
