"""Find the newest version of the pack that members share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.manifest import Layer
from rfpkit.packs.bundle import digest
from rfpkit.packs.files import files_of
from rfpkit.packs.find import PACKS, Pack, available, folders_for, newest
from rfpkit.packs.stack import Stack, stack
from rfpkit.packs.wanted import Wanted
from rfpkit.workflows.packs.added import revoked_beside
from rfpkit.workflows.packs.open_pack import read_pack

AT = Location("--pack")
CONSORTIUM: Layer = "consortium"


def joint_pack(wanted: str | None, members: Path, used: Sequence[tuple[Path, Stack]]) -> Stack:
    """Returns the newest version of the joint pack, over what it requires.

    It is looked for in `packs/` of the members' folder, beside each member, and in rfpkit.

    Args:
        wanted: the line that asks for it; None for the consortium's that most members use.
        members: the folder with the members.
        used: the RFPs that could be opened, each with its packs.

    Raises:
        InputError: no pack fits, or two different ones bear its name and version.
    """
    line = wanted or _shared([packs for _, packs in used])
    found = list(_everywhere(members, [path for path, _ in used]))

    joint = newest(line, AT, found, revoked_beside(members / "rfp.yaml"))

    def sound(asked: Wanted, at: Location) -> Pack:
        pack = joint if at is AT else _below(asked, at, joint, found)
        files_of(pack.folder)  # refuses links, programs and what would fill the machine
        return pack

    made = stack(line, AT, sound)
    twins = [one for one in found if one.manifest.label == made.top.manifest.label]
    if made.top.folder.parent != members / PACKS:
        _refuse_two(members, twins)
    return made


def _below(wanted: Wanted, at: Location, joint: Pack, found: Sequence[Pack]) -> Pack:
    """Returns a pack that the joint one requires: its neighbor, rfpkit's, or else any member's.

    A member's own later copy is not what the joint contract was published with.
    """
    shipped = folders_for()[-1]
    for folder in (joint.folder.parent, shipped):
        held = [pack for pack in found if pack.folder.parent == folder]
        if any(pack.manifest.name == wanted.name for pack in held):
            return newest(wanted, at, held)
    return newest(wanted, at, found)


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


def _everywhere(members: Path, rfps: Sequence[Path]) -> Iterator[Pack]:
    # The folder of the members goes first: of equals, its copy is the published one.
    home, shipped = folders_for(members / "rfp.yaml")
    for folder in (home, *(rfp.parent / PACKS for rfp in rfps), shipped):
        yield from available(read_pack, [folder])


def _refuse_two(members: Path, twins: Sequence[Pack]) -> None:
    if len({digest(one.folder) for one in twins}) > 1:
        message = f"members hold different packs that are both called {twins[0].manifest.label}"
        hint = f"put the published one into {members / PACKS}: the others are held against it"
        raise InputError(
            [Diagnostic(Location(str(one.folder / "pack.yaml")), message, hint) for one in twins]
        )
