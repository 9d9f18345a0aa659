"""Say how far the members of a consortium are from its newest pack, and prove the joint floor."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.drift import COMPARED, NOT_COMPARED, Cell, Drift, Member, Row
from rfpkit.packs.find import PACKS
from rfpkit.packs.library.drift import Side, cell, own, text_of
from rfpkit.packs.library.part_cells import part_text
from rfpkit.packs.library.parts import DEFAULTS
from rfpkit.packs.library.reference import Key, Reference, reference
from rfpkit.packs.library.resolve import Resolved
from rfpkit.packs.library.trees import Joined, Tree
from rfpkit.packs.stack import Stack
from rfpkit.workflows.packs.consortium.floor import Asked, floor_rows
from rfpkit.workflows.packs.consortium.hours import short_hours
from rfpkit.workflows.packs.consortium.joint import Joint, joint_pack, only_published
from rfpkit.workflows.packs.consortium.notes import called, notes, unpublished
from rfpkit.workflows.packs.consortium.own_terms import own_terms
from rfpkit.workflows.packs.consortium.own_words import own_words
from rfpkit.workflows.rfp import OpenedRfp, open_rfp
from rfpkit.workflows.taking import shelf_of
from rfpkit.workflows.write import write_files

RFP: Final = "rfp.yaml"
"""The file that makes a folder a member's."""
FORMATS: Final = ("html", "xlsx", "json")

FailOn = Literal["floor", "drift"]


@dataclass(frozen=True)
class _Opened:
    """A member's folder, and its RFP or what is wrong with it."""

    file: Path
    rfp: OpenedRfp | None = None
    packs: Stack | None = None
    resolved: Resolved | None = None
    errors: tuple[Diagnostic, ...] = ()


def drift(members: Path, wanted: str | None = None) -> Drift:
    """Returns how far each member is from the newest version of the joint pack.

    A member that cannot be opened is told in its place.

    Args:
        members: the folder with a folder for each member.
        wanted: the joint pack; by default the consortium's pack that the most members use.

    Raises:
        InputError: there is no member, the joint pack cannot be used, or no member can be opened
            and nobody says which pack it is.
    """
    files, skipped = _files(members)
    opened = [_open(file) for file in files]
    used = [one.packs for one in opened if one.packs is not None]
    if not used:
        wanted = wanted or only_published(members)
        if wanted is None:
            raise InputError(told for one in opened for told in one.errors)
    joint = joint_pack(wanted, members, files, used)
    shelf, _ = shelf_of(joint.stack)
    held_against = reference(shelf)
    sides = [_side(one, joint) for one in opened]
    expected = _expected(sides, held_against)
    rows = _rows(held_against, sides, expected)
    told = tuple(
        _member(one, side, joint, held_against) for one, side in zip(opened, sides, strict=True)
    )
    floor = None
    if held_against.floor is not None:
        hours = short_hours([one.rfp.solicitation if one.rfp else None for one in opened])
        asked = [
            None if side is None or one.rfp is None or one.packs is None
            else Asked(one.rfp.solicitation, one.packs, side, member.words, short)
            for one, side, member, short in zip(opened, sides, told, hours, strict=True)
        ]  # fmt: skip
        floor = floor_rows([rows[key] for key in held_against.floor], asked, joint)
    return Drift(
        joint.stack.top.manifest.label, told, tuple(rows.values()), floor, skipped, joint.told
    )


def write_drift(found: Drift, formats: Sequence[str], output: Path) -> list[Path]:
    """Writes the report in each format and returns the files.

    Raises:
        InputError: a format is unknown, or nothing can be written there.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        hint = f"write some of: {', '.join(FORMATS)}"
        raise InputError(
            Diagnostic(Location("--format"), f"there is no format `{name}`", hint)
            for name in unknown or [""]
        )
    return write_files(output, {f"drift.{name}": _written(found, name) for name in formats})


def refuse_without_a_floor(found: Drift) -> None:
    """Sees that there is a floor that members could fall below.

    Raises:
        InputError: the pack names none.
    """
    if found.floor is None:
        message = f"{found.reference} names no floor, so nobody can fall below it"
        hint = "add a file with `kind: floor` to its library, or leave `--fail-on floor` out"
        raise InputError([Diagnostic(Location("--fail-on"), message, hint)])


def fails(found: Drift, on: FailOn | None) -> bool:
    """Returns whether the command ends with 1."""
    if found.unreadable:
        return True
    return found.below_the_floor if on == "floor" else on == "drift" and found.drifted


def as_json(found: Drift) -> str:
    """Returns the report for programs."""
    told: dict[str, Any] = {"kind": "drift", **asdict(found)}
    told |= {"compared": COMPARED, "not_compared": NOT_COMPARED}
    for position, member in enumerate(told["members"]):
        readable = found.members[position].is_readable
        member["counts"] = found.counts(position) if readable else None
        member["floor_proven"] = None if found.floor is None else found.proven(position)
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _files(members: Path) -> tuple[list[Path], tuple[str, ...]]:
    if not members.is_dir():
        hint = f"name the folder that holds a folder with `{RFP}` for each member"
        raise InputError([Diagnostic(Location(str(members)), "there is no such folder", hint)])
    folders = sorted(one for one in members.iterdir() if one.is_dir() and one.name[:1] != ".")
    # Whatever bears the name is a member's, also where it cannot be opened: a row says why.
    files = [folder / RFP for folder in folders if os.path.lexists(folder / RFP)]
    if not files:
        message = f"no folder in it holds an `{RFP}`"
        hint = f"put each member's RFP into a folder of its own: {members / 'member' / RFP}"
        raise InputError([Diagnostic(Location(str(members)), message, hint)])
    skipped = [one.name for one in folders if one / RFP not in files and one.name != PACKS]
    return files, tuple(skipped)


def _open(file: Path) -> _Opened:
    if file.is_symlink() and not file.exists():
        hint = "put the RFP itself in its place"
        return _Opened(
            file, errors=(Diagnostic(Location(str(file)), "this link leads nowhere", hint),)
        )
    try:
        rfp = open_rfp(file, stale_too=True, revoked_too=True)
        packs = rfp.stack(file)
        return _Opened(file, rfp, packs, rfp.resolved or _untaken(rfp, packs))
    except InputError as error:
        return _Opened(file, errors=error.diagnostics)


def _untaken(rfp: OpenedRfp, packs: Stack) -> Resolved | None:
    """Returns an RFP that takes nothing, beside the files from which it could."""
    if rfp.read is None:
        return None
    own = Tree(rfp.read.data, rfp.read.places)
    return Resolved(Joined(own.data), (own, *shelf_of(packs)[0].files), ())


def _side(opened: _Opened, joint: Joint) -> Side | None:
    resolved = opened.resolved
    if resolved is None or opened.packs is None:
        return None
    names = frozenset(pack.manifest.name for pack in joint.stack.packs)
    top = joint.stack.top.manifest.name
    used = (pack.manifest for pack in opened.packs.packs if pack.manifest.name == top)
    says = {pack.manifest.name: called(pack, joint) for pack in opened.packs.packs}
    return Side(resolved, names, next((one.label for one in used), ""), says)


def _expected(sides: Sequence[Side | None], held: Reference) -> list[Collection[Key]]:
    """For each member the floor, and what the starting points of the others take."""
    starts: list[frozenset[Key]] = []
    for side in sides:
        include = {} if side is None else side.resolved.layers[0].data.get("include") or {}
        starts.append(held.starting_points.get(str(include.get("starting_point")), frozenset()))
    floor = frozenset(held.floor or ())
    return [
        floor.union(*(start for other, start in enumerate(starts) if other != position))
        for position in range(len(sides))
    ]


def _rows(
    held: Reference, sides: Sequence[Side | None], expected: Sequence[Collection[Key]]
) -> dict[Key, Row]:
    texts = {key: text_of(item) for key, item in held.items.items()}
    texts |= {(DEFAULTS, part): part_text(value) for part, value in held.parts.items()}
    rows = {
        key: Row(
            *key,
            text,
            tuple(
                None if side is None else cell(key, held, side, expected[position])
                for position, side in enumerate(sides)
            ),
        )
        for key, text in texts.items()
    }
    return rows | _local(held, sides)


def _local(held: Reference, sides: Sequence[Side | None]) -> dict[Key, Row]:
    texts: dict[Key, str] = {}
    cells: dict[Key, dict[int, Cell]] = {}
    for position, side in enumerate(sides):
        for key, text, one in own(held, side) if side is not None else ():
            texts.setdefault(key, text)
            cells.setdefault(key, {})[position] = one
    return {
        key: Row(*key, texts[key], tuple(found.get(place) for place in range(len(sides))))
        for key, found in cells.items()
    }


def _member(opened: _Opened, side: Side | None, joint: Joint, held: Reference) -> Member:
    name = opened.file.parent.name
    if opened.rfp is None or opened.packs is None or side is None:
        held_only = tuple(unpublished(name, joint))
        return Member(name, notes=held_only, errors=tuple(map(str, opened.errors)))
    rfp, is_bound = opened.rfp.solicitation, opened.rfp.resolved is not None
    return Member(
        name,
        rfp.title,
        rfp.issuer.name,
        side.uses,
        tuple(notes(opened.file, opened.packs, side, joint, is_bound=is_bound)),
        own=tuple(own_terms(rfp, side)),
        words=tuple(own_words(rfp, side, held)),
    )


def _written(found: Drift, form: str) -> bytes:
    if form == "json":
        return as_json(found).encode()
    if form == "xlsx":
        from rfpkit.render.drift.workbook import workbook  # openpyxl is slow to load

        return workbook(found)
    from rfpkit.render import html
    from rfpkit.render.drift.page import page_html

    return html.render(page_html(found))
