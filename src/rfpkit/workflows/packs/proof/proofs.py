"""Run a pack's proofs, and those of the packs below it, as the pack leaves their levels."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rfpkit.errors import Diagnostic, InputError, Location, printable
from rfpkit.load.document import load_placed
from rfpkit.load.places import Places
from rfpkit.model.packs.pack_test import PackTest
from rfpkit.model.sentence import sentence
from rfpkit.packs.library.choose import close
from rfpkit.packs.library.shelf import Shelf
from rfpkit.packs.stack import Stack
from rfpkit.sla.worked.golden import judge
from rfpkit.workflows.packs.beside import stack_of
from rfpkit.workflows.packs.layers import Layer, layer_of_level, real_place
from rfpkit.workflows.packs.library import shelf_of
from rfpkit.workflows.packs.proof.trial import trial_folder, trial_rfp
from rfpkit.workflows.rfp import OpenedRfp, open_rfp

TESTS = "tests"
"""The folder of a pack that holds its proofs."""
MOST_TIMELINES = 1_000
"""Timelines of all packs together; each takes some milliseconds."""


@dataclass(frozen=True)
class Failure:
    """A promise that is not kept any more."""

    at: Location
    """Where it is written."""
    pack: str
    """The pack that promised it."""
    what: str
    """What was proved: `repair-time: sentence`, `repair-time: late-by-a-day: due`."""
    expected: str
    told: str
    """What is so now."""
    layer: Layer
    """Who says of the level what it says now, and where."""

    def lines(self) -> Iterator[str]:
        """The failure for a person."""
        yield f"{printable(str(self.at))}: {self.what}, promised by {self.pack}"
        yield f"  expected: {printable(self.expected)}"
        yield f"  now:      {printable(self.told)}"
        yield f"  {self.layer.line}"

    def facts(self) -> dict[str, Any]:
        """Returns the failure for a program."""
        place = {"file": self.at.file, "line": self.at.line, "column": self.at.column}
        told = {"pack": self.pack, "what": self.what, "expected": self.expected, "now": self.told}
        return place | told | {"layer": self.layer.facts()}


@dataclass(frozen=True)
class Proved:
    """What came of a pack's proofs."""

    pack: str
    sentences: int
    timelines: int
    levels: int
    """Levels of which something was proved."""
    offered: int
    """Levels that the pack offers, with those of the packs below."""
    failures: tuple[Failure, ...]

    def lines(self) -> Iterator[str]:
        """What a person should know."""
        for one in self.failures:
            yield from one.lines()
        counted = f"{self.sentences} sentences and {self.timelines} timelines"
        proved = f"{counted} of {self.levels} levels, of {self.offered} that it offers"
        failed = f"{len(self.failures)} failed" if self.failures else "all kept"
        yield f"{self.pack}: {proved}: {failed}"

    def json(self) -> str:
        """Returns the results for programs."""
        facts = {
            "pack": self.pack,
            "sentences": self.sentences,
            "timelines": self.timelines,
            "levels": self.levels,
            "offered": self.offered,
            "failures": [one.facts() for one in self.failures],
        }
        return json.dumps(facts, indent=2, ensure_ascii=False)


@dataclass(frozen=True)
class _File:
    pack: str
    rank: int
    """How high its pack lies."""
    test: PackTest
    places: Places
    sentences: tuple[str, ...] = ()
    """The levels whose sentences are asked."""
    timelines: tuple[int, ...] = ()
    """The positions of the timelines that are asked."""

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of which something is asked."""
        cases = (self.test.timelines[position].level for position in self.timelines)
        return tuple(dict.fromkeys([*self.sentences, *cases]))


def prove(folder: Path) -> Proved:
    """Runs the proofs of the pack in a folder and of all packs below it.

    Raises:
        InputError: the pack, or one of its files, cannot be used.
    """
    stack = stack_of(folder)
    shelf = shelf_of(stack)
    every = proofs_of(stack)
    if wrong := list(_left_out_wrongly(every, shelf)):
        raise InputError(wrong)
    files = _in_force(every)
    failures: list[Failure] = []
    with trial_folder(stack) as trial:
        for file in files:
            failures += _run(file, stack, shelf, trial)
    return Proved(
        stack.top.manifest.label,
        sum(len(file.sentences) for file in files),
        sum(len(file.timelines) for file in files),
        len({name for file in files for name in file.levels}),
        len(shelf.items["service_levels"]),
        tuple(failures),
    )


def proofs_of(stack: Stack) -> list[_File]:
    """Returns the proofs of each pack of a stack, the lowest first.

    Raises:
        InputError: with everything that is wrong with one of their files.
    """
    found: list[_File] = []
    wrong: list[Diagnostic] = []
    for rank, pack in enumerate(stack.packs):
        for path in sorted((pack.folder / TESTS).rglob("*.yaml")):
            try:
                test, places = load_placed(path, PackTest)
                found.append(_File(pack.manifest.label, rank, test, places))
            except InputError as error:
                wrong += error.diagnostics
    count = sum(len(one.test.timelines) for one in found)
    if count > MOST_TIMELINES:
        message = f"the packs have {count:,} timelines; {MOST_TIMELINES:,} may be run"
        at = Location(str(stack.top.folder / TESTS))
        wrong.append(Diagnostic(at, message, "keep those that show an edge"))
    if wrong:
        raise InputError(wrong)
    return found


def _in_force(files: list[_File]) -> list[_File]:
    """Returns the proofs without those of lower packs that a higher one changed on purpose."""
    return [
        replace(
            file,
            sentences=tuple(
                name
                for name in file.test.sentences
                if not any(name in (*above.sentences, *above.left_out) for above in higher)
            ),
            timelines=tuple(
                position
                for position, case in enumerate(file.test.timelines)
                if not any(case.level in above.left_out or case.id in above.ids for above in higher)
            ),
        )
        for file in files
        for higher in [[other.test for other in files if other.rank > file.rank]]
    ]


def _run(file: _File, stack: Stack, shelf: Shelf, trial: Path) -> Iterator[Failure]:
    offered = [name for name in file.levels if name in shelf.items["service_levels"]]
    yield from _gone(file, shelf)
    if not offered:
        return
    opened = _open(file, offered, stack, trial)
    yield from _sentences(file, opened, stack)
    yield from _timelines(file, opened, stack)


def _open(file: _File, levels: Iterable[str], stack: Stack, trial: Path) -> OpenedRfp:
    try:
        return open_rfp(trial_rfp(trial, stack, _request(file.test, levels)))
    except InputError as error:
        own = file.places.value(("calendars",))
        raise InputError(_told(one, own, stack, trial) for one in error.diagnostics) from error


def _told(one: Diagnostic, own: Location, stack: Stack, trial: Path) -> Diagnostic:
    """Returns a problem with its place in the pack, or in the proofs where they lack something."""
    at = own if one.at.file.startswith(str(trial)) else real_place(one.at, stack)
    hint = f"{one.hint}; the proofs in {own.file} write the calendars that levels name"
    return Diagnostic(at, one.message, hint)


def _request(test: PackTest, levels: Iterable[str]) -> dict[str, Any]:
    calendars = [
        one.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        for one in test.calendars
    ]
    return {
        "issuer": {"name": "Trial District", "level": "district", "timezone": test.timezone},
        "include": {"service_levels": list(levels)},
        "calendars": calendars,
    }


def _left_out_wrongly(files: Sequence[_File], shelf: Shelf) -> Iterator[Diagnostic]:
    """Yields each level whose promises are ended that nobody promised, or that is offered."""
    for file in files:
        below = {name for other in files if other.rank < file.rank for name in _named(other.test)}
        for position, name in enumerate(file.test.left_out):
            at = file.places.value(("left_out", position))
            if name in shelf.items["service_levels"]:
                message = f"`{name}` is offered, so its promises hold"
                yield Diagnostic(at, message, "write its new sentence and timelines instead")
            elif name not in below:
                message = f"no pack below promises anything of a level `{name}`"
                yield Diagnostic(at, message, close(name, below))


def _named(test: PackTest) -> set[str]:
    return {*test.sentences, *(case.level for case in test.timelines)}


def _gone(file: _File, shelf: Shelf) -> Iterator[Failure]:
    for what, name in _promises(file):
        if name not in shelf.items["service_levels"]:
            at = file.places.entry(what)
            told = "the level is not offered"
            label = f"{name}: the level itself"
            yield Failure(at, file.pack, label, "offered", told, Layer.without(name, shelf))


def _promises(file: _File) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for name in file.sentences:
        yield ("sentences", name), name
    for position in file.timelines:
        level = file.test.timelines[position].level
        if level not in file.sentences:
            yield ("timelines", position, "level"), level


def _sentences(file: _File, opened: OpenedRfp, stack: Stack) -> Iterator[Failure]:
    for level in opened.solicitation.service_levels:
        wanted = file.test.sentences[level.id] if level.id in file.sentences else None
        now = sentence(level, opened.solicitation)
        if wanted is not None and " ".join(wanted.split()) != now:
            at = file.places.entry(("sentences", level.id))
            layer = layer_of_level(opened, level.id, stack)
            expected = " ".join(wanted.split())
            yield Failure(at, file.pack, f"{level.id}: sentence", expected, now, layer)


def _timelines(file: _File, opened: OpenedRfp, stack: Stack) -> Iterator[Failure]:
    levels = {level.id: level for level in opened.solicitation.service_levels}
    for position in file.timelines:
        case = file.test.timelines[position]
        if case.level not in levels:
            continue
        wrong = judge(case, levels[case.level], opened.solicitation, file.test.timezone)
        for name, (expected, now) in wrong.items():
            at = file.places.entry(("timelines", position, "expect", name))
            layer = layer_of_level(opened, case.level, stack)
            yield Failure(at, file.pack, f"{case.level}: {case.id}: {name}", expected, now, layer)
