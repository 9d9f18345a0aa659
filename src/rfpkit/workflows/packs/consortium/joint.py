"""Find the version of the joint pack that members are held against: the published one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.manifest import Layer
from rfpkit.packs.files import files_of
from rfpkit.packs.find import PACKS, Pack, available, folders_for, newest
from rfpkit.packs.revoked import Revocations, revocations
from rfpkit.packs.stack import Stack, stack
from rfpkit.packs.wanted import Wanted
from rfpkit.workflows.packs.added import revoked_beside
from rfpkit.workflows.packs.consortium.copies import Copies
from rfpkit.workflows.packs.open_pack import read_pack

AT = Location("--pack")
CONSORTIUM: Layer = "consortium"


@dataclass(frozen=True)
class Joint:
    """The joint pack, and how far anybody can rely on it."""

    stack: Stack
    published: tuple[Pack, ...]
    """Every pack that lies beside the members, comes with rfpkit, or is held against."""
    copies: Copies
    """The packs that members hold."""
    told: tuple[str, ...]
    """What is to know where it is not published beside the members."""
    revoked: Revocations
    """What was published as revoked."""
    unproven: str
    """Why nothing can be proven against it; empty where it can."""


def joint_pack(
    wanted: str | None, members: Path, rfps: Sequence[Path], used: Sequence[Stack]
) -> Joint:
    """Returns the newest published version of the joint pack, over what it requires.

    Published is what lies in `packs/` of the members' folder, or comes with rfpkit. A version that
    lies with members only is no later version, whatever its number is and whatever it revokes:
    where nothing is published, it is the one that the most of them hold.

    Args:
        wanted: the line that asks for it; None for the consortium's that most members use.
        members: the folder with the members.
        rfps: the RFP of each member.
        used: the packs of those that could be opened.

    Raises:
        InputError: no pack fits.
    """
    line = wanted or _shared(used)
    home, shipped = (available(read_pack, [one]) for one in folders_for(members / "rfp.yaml"))
    copies = Copies.of({rfp.parent.name: rfp.parent / PACKS for rfp in rfps})
    revoked = revoked_beside(members / "rfp.yaml")

    def sound(asked: Wanted, at: Location) -> Pack:
        pack = copies.agreed(asked)
        for there in (home, shipped):
            fits = (one for one in there if one.manifest.name == asked.name)
            if any(asked.accepts(one.manifest.version) for one in fits):
                pack = newest(asked, at, there, revoked)
                break
        if pack is None:
            pack = newest(asked, at, [*home, *copies.packs, *shipped], revoked)
        files_of(pack.folder)  # refuses links, programs and what would fill the machine
        return pack

    made = stack(line, AT, sound)
    published = (*home, *shipped)
    held = [one for one in made.packs if one not in published]
    told = tuple(copies.told(one, members / PACKS) for one in held)
    alike = all(copies.is_alike(one) for one in held)
    why = "" if alike else "the members do not hold the same joint pack, and none is published"
    known = {**revocations(one.manifest for one in (*published, *held)), **revoked}
    return Joint(made, (*published, *held), copies, told, known, why)


def only_published(members: Path) -> str | None:
    """Returns the consortium's pack that lies beside the members, where there is just one."""
    folder = folders_for(members / "rfp.yaml")[0]
    packs = [one.manifest for one in available(read_pack, [folder])]
    names = {one.name for one in packs if one.layer == CONSORTIUM}
    return names.pop() if len(names) == 1 else None


def _shared(stacks: Sequence[Stack]) -> str:
    """Returns the name of the consortium's pack that the most members use.

    Where none speaks for a consortium, any pack will do; of two with as many users, the higher one.

    Raises:
        InputError: nobody can say which of several is meant.
    """
    used: dict[str, list[int]] = {}
    joint: set[str] = set()
    for one in stacks:
        for height, pack in enumerate(one.packs):
            used.setdefault(pack.manifest.name, []).append(height)
            if pack.manifest.layer == CONSORTIUM:
                joint.add(pack.manifest.name)
    marks = {name: (len(used[name]), max(used[name])) for name in joint or used}
    best = sorted(name for name, mark in marks.items() if mark == max(marks.values()))
    if len(best) > 1:
        message = f"the members use several joint packs: {', '.join(best)}"
        raise InputError([Diagnostic(AT, message, f"name one: --pack {best[0]}")])
    return best[0]
