"""What an RFP takes from its pack's library and from calendars beside it, as far as that goes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rfpkit.errors import Diagnostic, InputError
from rfpkit.load.document import parse_file, validated
from rfpkit.load.partial import as_far_as_read
from rfpkit.load.places import Path as Place
from rfpkit.load.yaml import Parsed
from rfpkit.model.calendars.calendar import CalendarFile
from rfpkit.model.library.condition import Condition
from rfpkit.model.library.files import LIBRARY, RequirementFile
from rfpkit.model.library.include import Changes, Include
from rfpkit.model.library.override import LISTS, Override
from rfpkit.model.record import Record
from rfpkit.model.solicitation import Solicitation
from rfpkit.packs.library.locate import library_files
from rfpkit.packs.library.overlays import withdraw
from rfpkit.packs.library.resolve import FILLED, FILLED_BY, OF_THE_FILE, Resolved, resolve
from rfpkit.packs.library.shelf import Shelf, shelve
from rfpkit.packs.library.trees import Tree
from rfpkit.packs.stack import Stack
from rfpkit.workflows.packs.open_pack import open_pack


class Taken(NamedTuple):
    """An RFP over what it takes."""

    resolved: Resolved
    """What was put together; what is wrong on the way; the fields that are not whole."""
    pack: Stack | None
    """The pack whose library was asked; None where it cannot be used."""


class _Takes(Record):
    """What of an RFP must be known before its pack is asked."""

    include: Include | None = None
    """What is taken."""
    set: Changes | None = None
    """What is changed in it."""
    overrides: tuple[Override, ...] | None = None
    """What is changed in it with a reason."""


def take(parsed: Parsed, path: Path, *, unlocked: bool = False, revoked_too: bool = False) -> Taken:
    """Returns the RFP that was read from a file, over what it takes.

    Args:
        parsed: the RFP.
        path: its file; packs and calendars lie beside it.
        unlocked: takes the newest packs that fit, whatever a lock beside it says.
        revoked_too: takes revoked packs as well, only to compare them with later ones.
    """
    at = parsed.places.value(("pack",))
    wish = as_far_as_read(_wish(parsed), _Takes, _unit)
    found = list(wish.diagnostics)
    unsure = {name for place in wish.left_out for name in _not_filled(place)}
    include = (wish.document and wish.document.include) or Include()
    calendars, wrong = _calendars(parsed, path, include)
    found += wrong
    unsure |= {"calendars"} if wrong else set()
    data = {**parsed.data, **wish.read.data}
    dropped = OF_THE_FILE - wish.read.data.keys()
    rfp = Tree({name: one for name, one in data.items() if name not in dropped}, wish.read.places)
    pack = None
    try:
        wanted = wanted_pack(parsed)
        pack = open_pack(wanted, path, at, unlocked=unlocked, revoked_too=revoked_too)
        shelf, conditions = shelf_of(pack)
    except InputError as error:
        found += error.diagnostics
        resolved = _alone(rfp, calendars)
    else:
        resolved = resolve(rfp, shelf, conditions, calendars)
    return Taken(resolved.with_more(found, unsure), pack)


def wanted_pack(parsed: Parsed) -> str:
    """Returns the line in which an RFP says what pack it is made with."""
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


def _wish(parsed: Parsed) -> Parsed:
    """Returns what the RFP says of its library, and nothing else."""
    data = {key: parsed.data[key] for key in _Takes.model_fields if key in parsed.data}
    unsure = frozenset(path for path in parsed.unsure if path[:1] and path[0] in data)
    return parsed._replace(data=data, diagnostics=[], unsure=unsure)


_STEPS = {"set": 3, "include": 2, "overrides": 2}


def _unit(path: Place, data: Any) -> Place:
    """Returns the list of an `include`, the item of a `set`, or the override with a mistake."""
    del data
    return path[: _STEPS.get(str(path[0]), 1)] if path else path


def _not_filled(place: Place) -> tuple[str, ...]:
    """Returns the fields of an RFP that are not as they were meant without a part of its wish."""
    if place[0] == "set":
        return (str(place[1]),) if len(place) > 1 else LISTS
    if place[0] == "overrides":
        return LISTS
    named = str(place[1]) if len(place) > 1 else ""
    return FILLED_BY.get(named, () if named == "except" else FILLED)


def _alone(rfp: Tree, calendars: list[Tree]) -> Resolved:
    """Returns an RFP of which the pack cannot be asked."""
    without = {
        **rfp.data,
        "include": {},
        "set": {},
        "overrides": [],
    }
    made = resolve(Tree(without, rfp.places), shelve(()), {}, calendars)
    wanted = rfp.data.get("include") or {}
    unsure = {one for name in wanted for one in _not_filled(("include", name))}
    return made.with_more((), unsure - {"calendars"})


def _calendars(parsed: Parsed, path: Path, include: Include) -> tuple[list[Tree], list[Diagnostic]]:
    held: list[Tree] = []
    found: list[Diagnostic] = []
    for position, name in enumerate(include.calendars or ()):
        told = _no_calendar(name, path)
        if told is not None:
            at = parsed.places.value(("include", "calendars", position))
            found.append(Diagnostic(at, *told))
            continue
        try:
            file = parse_file(path.parent / name)
            validated(file, CalendarFile)
        except InputError as error:
            found += error.diagnostics
        else:
            held.append(Tree(file.data, file.places))
    return held, found


def _no_calendar(name: str, path: Path) -> tuple[str, str] | None:
    """Returns why a name is none of a calendar that may be read, and what to do."""
    file = path.parent / name
    if Path(name).is_absolute() or not file.resolve().is_relative_to(path.resolve().parent):
        message = f"`{name}` does not lie beside the RFP"
        return message, "keep the calendar in the RFP's folder, and name it from there"
    if not file.is_file():
        message = f"there is no calendar `{name}` beside the RFP"
        return message, "write one; `rfpkit calendar draft` drafts its holidays"
    return None
