"""Open an RFP: the file, over what it takes from its pack's library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.document import parse_file, refused, validated
from rfpkit.load.layered import layered
from rfpkit.load.yaml import Parsed, parse
from rfpkit.model.calendars.calendar import CalendarFile
from rfpkit.model.library.condition import Condition
from rfpkit.model.library.facts import Facts
from rfpkit.model.library.files import LIBRARY, RequirementFile
from rfpkit.model.library.include import Changes, Include
from rfpkit.model.library.override import Override
from rfpkit.model.record import Problem, Record
from rfpkit.model.solicitation import Solicitation
from rfpkit.packs.library.locate import library_files
from rfpkit.packs.library.marks import told_stale
from rfpkit.packs.library.overlays import withdraw
from rfpkit.packs.library.resolve import OF_THE_FILE, Resolved, resolve
from rfpkit.packs.library.shelf import Shelf, shelve
from rfpkit.packs.library.trees import Tree
from rfpkit.packs.stack import Stack
from rfpkit.workflows.packs.open_pack import open_pack
from rfpkit.workflows.subjects import with_subjects

Also = Callable[[Solicitation], Iterable[Problem]]
"""Yields what else is wrong with an RFP, as paths into it."""


@dataclass(frozen=True)
class OpenedRfp:
    """An RFP with everything that it takes from its pack."""

    solicitation: Solicitation
    pack: Stack | None = None
    """The pack whose library was asked; None where the RFP takes nothing."""
    resolved: Resolved | None = None
    """What comes from which file."""
    read: Parsed | None = None
    """What the files say, and where."""
    revoked_too: bool = False
    """Whether its packs may be revoked: it is opened to be compared, and not to be used."""

    def origin(self, key: str, position: int) -> str:
        """Returns whether an item of a list is the pack's, the pack's but changed, or own."""
        if self.resolved is None or self.resolved.layer(key, position) == 0:
            return "own"
        name = getattr(self.solicitation, key)[position].id
        return "changed" if (key, name) in self.resolved.changed else "pack"

    def at(self, key: str) -> Location:
        """Returns where a field of the RFP stands in its file."""
        return Location("") if self.read is None else self.read.places.value((key,))

    def stack(self, path: Path, *, unlocked: bool = False) -> Stack:
        """Returns the packs that make the documents of the RFP, which lies in a file.

        Raises:
            InputError: no pack fits what the RFP asks for.
        """
        if self.pack is not None:
            return self.pack
        at, revoked_too = self.at("pack"), self.revoked_too
        wanted = self.solicitation.pack
        return open_pack(wanted, path, at, unlocked=unlocked, revoked_too=revoked_too)

    @property
    def pack_name(self) -> str:
        """Name and version of the pack; empty where the RFP takes nothing."""
        if self.pack is None:
            return ""
        return self.pack.manifest.label


class _Takes(Record):
    """What of an RFP must be known before its pack is asked."""

    include: Include | None = None
    """What is taken."""
    set: Changes | None = None
    """What is changed in it."""
    overrides: tuple[Override, ...] | None = None
    """What is changed in it with a reason."""
    facts: Facts | None = None
    """What decides which requirements are asked."""


def open_rfp(
    path: Path,
    also: Also | None = None,
    *,
    stale_too: bool = False,
    unlocked: bool = False,
    revoked_too: bool = False,
) -> OpenedRfp:
    """Returns the RFP in a file, over what it takes from its pack's library.

    Args:
        path: the file.
        also: yields what else is wrong with it.
        stale_too: opens it also where an override was written against another text of the pack.
        unlocked: takes the newest packs that fit, whatever a lock beside it says.
        revoked_too: opens it also where a pack was revoked, to compare it with a later one.

    Raises:
        InputError: with every problem; one in a value of the pack names the pack's file.
    """
    how = {"stale_too": stale_too, "unlocked": unlocked, "revoked_too": revoked_too}
    return open_parsed(parse_file(path), path, also, **how)


def open_text(text: str, path: Path, *, unlocked: bool = False) -> OpenedRfp:
    """Returns an RFP whose text is not in its file yet.

    Raises:
        InputError: with every problem.
    """
    return open_parsed(parse(text, str(path)), path, unlocked=unlocked)


def open_parsed(
    parsed: Parsed,
    path: Path,
    also: Also | None = None,
    *,
    stale_too: bool = False,
    unlocked: bool = False,
    revoked_too: bool = False,
) -> OpenedRfp:
    """Returns the RFP that was read from a file, over what it takes from its pack's library.

    Raises:
        InputError: with every problem; one in a value of the pack names the pack's file.
    """
    also = with_subjects(path, also)
    if not OF_THE_FILE & parsed.data.keys():
        solicitation = validated(parsed, Solicitation, also)
        return OpenedRfp(solicitation, read=parsed, revoked_too=revoked_too)
    takes = _takes(parsed)
    at = parsed.places.value(("pack",))
    pack = open_pack(_wanted(parsed), path, at, unlocked=unlocked, revoked_too=revoked_too)
    shelf, conditions = shelf_of(pack)
    calendars = _calendars(parsed, path, takes.include or Include())
    rfp = Tree(parsed.data, parsed.places)
    try:
        resolved = resolve(rfp, shelf, conditions, calendars)
    except InputError as error:
        raise InputError([*error.diagnostics, *refused(parsed, Solicitation)]) from error
    outdated = [*told_stale(resolved.stale), *resolved.stale_left_out]
    if outdated and not stale_too:
        raise InputError([*outdated, *refused(parsed, Solicitation)])
    files = [parsed.places, *_places(resolved)]
    whole = layered(parsed, resolved.joined.data, files, resolved.joined.source)
    try:
        solicitation = validated(whole, Solicitation, also)
    except InputError as error:
        raise InputError(map(_with_a_way_out, error.diagnostics)) from error
    return OpenedRfp(solicitation, pack, resolved, whole)


def _takes(parsed: Parsed) -> _Takes:
    data = {key: parsed.data[key] for key in _Takes.model_fields if key in parsed.data}
    try:
        return validated(parsed._replace(data=data, diagnostics=[]), _Takes)
    except InputError as error:
        raise InputError(refused(parsed, Solicitation) or error.diagnostics) from error


def _wanted(parsed: Parsed) -> str:
    found = parsed.data.get("pack")
    return found if isinstance(found, str) else str(Solicitation.model_fields["pack"].default)


def shelf_of(pack: Stack) -> tuple[Shelf, Mapping[str, Condition]]:
    """Returns the library of packs, and by id the condition under which a requirement is asked.

    Raises:
        InputError: with everything that is wrong in its files.
    """
    trees: list[Tree] = []
    conditions: dict[str, Condition] = {}
    found: list[Diagnostic] = []
    for rank, one in enumerate(pack.packs):
        for path, shown in library_files(one):
            try:
                parsed, document = _library_file(path, shown)
            except InputError as error:
                found += error.diagnostics
                continue
            trees.append(Tree(parsed.data, parsed.places, one.manifest.name, rank))
            if isinstance(document, RequirementFile):
                conditions |= {one.id: one.when for one in document.requirements if one.when}
    if found:
        raise InputError(found)
    shelf = shelve(trees)
    withdraw(shelf)
    return shelf, conditions


def _library_file(path: Path, shown: str) -> tuple[Parsed, Record]:
    parsed = parse_file(path, shown)
    model = LIBRARY.get(str(parsed.data.get("kind")))
    if model is None:
        message = "this file is no part of a library"
        hint = f"begin it with one of: {', '.join(f'kind: {kind}' for kind in LIBRARY)}"
        raise InputError([Diagnostic(parsed.places.value(("kind",)), message, hint)])
    return parsed, validated(parsed, model)


def _calendars(parsed: Parsed, path: Path, include: Include) -> list[Tree]:
    home = path.resolve().parent
    found: list[Tree] = []
    for position, name in enumerate(include.calendars or ()):
        at = ("include", "calendars", position)
        file = path.parent / name
        if Path(name).is_absolute() or not file.resolve().is_relative_to(home):
            message = f"`{name}` does not lie beside the RFP"
            hint = "keep the calendar in the RFP's folder, and name it from there"
            raise InputError([Diagnostic(parsed.places.value(at), message, hint)])
        if not file.is_file():
            message = f"there is no calendar `{name}` beside the RFP"
            hint = "write one; `rfpkit calendar draft` drafts its holidays"
            raise InputError([Diagnostic(parsed.places.value(at), message, hint)])
        held = parse_file(file)
        validated(held, CalendarFile)
        found.append(Tree(held.data, held.places))
    return found


def _places(resolved: Resolved) -> list[Any]:
    return [tree.places for tree in resolved.layers[1:]]


def _with_a_way_out(diagnostic: Diagnostic) -> Diagnostic:
    """Adds to a mistake in the pack how the RFP's author gets round it."""
    if "/library/" not in diagnostic.at.file:
        return diagnostic
    way = "the pack says this: change it under `set` in the RFP, or except it"
    hint = f"{diagnostic.hint}; {way}" if diagnostic.hint else way
    return Diagnostic(diagnostic.at, diagnostic.message, hint)
