"""Open an RFP: the file, over what it takes from its pack's library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.document import parse_file, refuse_another_kind
from rfpkit.load.layered import layered
from rfpkit.load.partial import as_far_as_read, between_objects, item_or_field
from rfpkit.load.places import address
from rfpkit.load.yaml import Parsed, parse
from rfpkit.model.record import Problem
from rfpkit.model.solicitation import Solicitation
from rfpkit.packs.library.marks import told_stale
from rfpkit.packs.library.resolve import OF_THE_FILE, Resolved
from rfpkit.packs.stack import Stack
from rfpkit.workflows.packs.open_pack import open_pack
from rfpkit.workflows.subjects import with_subjects
from rfpkit.workflows.taking import take

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
    found = read_rfp(
        parsed, path, also, stale_too=stale_too, unlocked=unlocked, revoked_too=revoked_too
    )
    if found.diagnostics or found.opened is None:
        raise InputError(found.diagnostics)
    return found.opened


@dataclass(frozen=True)
class ReadRfp:
    """An RFP as far as it can be used: one mistake hides no other."""

    opened: OpenedRfp | None
    """What could be put together; None where nothing can be used."""
    diagnostics: tuple[Diagnostic, ...]
    """What is wrong with it."""
    left_out: tuple[str, ...] = ()
    """Each part that could not be read: `service_levels[repair-turnaround]`."""
    unsure: frozenset[str] = frozenset()
    """Fields at the top that are not whole."""


def read_rfp(
    parsed: Parsed,
    path: Path,
    also: Also | None = None,
    *,
    stale_too: bool = False,
    unlocked: bool = False,
    revoked_too: bool = False,
) -> ReadRfp:
    """Returns the RFP that was read from a file, with everything that is wrong with it.

    Raises:
        InputError: the file says that it is something else.
    """
    refuse_another_kind(parsed, Solicitation)
    asks = not OF_THE_FILE.isdisjoint(parsed.data)
    taken = take(parsed, path, unlocked=unlocked, revoked_too=revoked_too) if asks else None
    resolved = taken.resolved if taken is not None else None
    found: list[Diagnostic] = []
    whole = parsed
    if resolved is not None:
        outdated = [*told_stale(resolved.stale), *resolved.stale_left_out]
        found += [*resolved.diagnostics, *(() if stale_too else outdated)]
        files = [resolved.layers[0].places, *_places(resolved)]
        whole = layered(parsed, resolved.joined.data, files, resolved.joined.source)
    unsure = resolved.unsure if resolved is not None else frozenset()
    made = as_far_as_read(whole, Solicitation, item_or_field, STAND_INS, unsure)
    found += map(_with_a_way_out, made.diagnostics)
    left_out = tuple(
        address(place, whole.data)
        for place in made.left_out
        if place and place[0] in Solicitation.model_fields
    )
    if made.document is None:
        return ReadRfp(None, tuple(found), left_out, made.unsure)
    pack = taken.pack if taken is not None else None
    problems = [*made.document.problems(), *with_subjects(path, also, pack)(made.document)]
    found += map(_with_a_way_out, between_objects(problems, made))
    opened = OpenedRfp(made.document, pack, resolved, made.read, revoked_too)
    return ReadRfp(opened, tuple(found), left_out, made.unsure)


STAND_INS: Final = {
    "kind": "rfp",
    "id": "unreadable",
    "title": "unreadable",
    "issuer": {"name": "unreadable", "level": "district", "timezone": "UTC"},
}
"""What stands for fields that no RFP can lack, while the rest of one is looked at."""


def _places(resolved: Resolved) -> list[Any]:
    return [tree.places for tree in resolved.layers[1:]]


def _with_a_way_out(diagnostic: Diagnostic) -> Diagnostic:
    """Adds to a mistake in the pack how the RFP's author gets round it."""
    if "/library/" not in diagnostic.at.file:
        return diagnostic
    way = "the pack says this: change it under `set` in the RFP, or except it"
    hint = f"{diagnostic.hint}; {way}" if diagnostic.hint else way
    return Diagnostic(diagnostic.at, diagnostic.message, hint)
