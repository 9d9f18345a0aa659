"""Find the newest version of the pack that members share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.packs.bundle import digest
from rfpkit.packs.files import files_of
from rfpkit.packs.find import PACKS, Pack, available, folders_for, newest
from rfpkit.packs.stack import Stack, stack
from rfpkit.workflows.packs.open_pack import read_pack

AT = Location("--pack")


def joint_pack(wanted: str | None, members: Path, used: Sequence[tuple[Path, Stack]]) -> Stack:
    """Returns the newest version of the joint pack, over what it requires.

    It is looked for in `packs/` of the members' folder, beside each member, and in rfpkit.

    Args:
        wanted: the line that asks for it; None for the highest pack that the most members use.
        members: the folder with the members.
        used: the RFPs that could be opened, each with its packs.

    Raises:
        InputError: no pack fits, or two different ones bear its name and version.
    """
    line = wanted or _shared([packs for _, packs in used])
    found = list(_everywhere(members, [path for path, _ in used]))

    def newest_sound(asked: str, at: Location) -> Pack:
        pack = newest(asked, at, found)
        files_of(pack.folder)  # refuses links, programs and what would fill the machine
        return pack

    made = stack(line, AT, newest_sound)
    twins = [one for one in found if one.manifest.label == made.top.manifest.label]
    if made.top.folder.parent != members / PACKS:
        _refuse_two(members, twins)
    return made


def _shared(stacks: Sequence[Stack]) -> str:
    """Returns the name of the pack that the most members use; the highest of several."""
    users: dict[str, list[int]] = {}
    for one in stacks:
        for height, pack in enumerate(one.packs):
            users.setdefault(pack.manifest.name, []).append(height)
    return max(users, key=lambda name: (len(users[name]), max(users[name])))


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
