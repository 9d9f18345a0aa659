"""YAML as people write it: YAML 1.2 scalars kept as text, every place remembered.

The events of PyYAML's C parser are put together here, so that nothing is built from a file
before its nesting, its size and its words are known to be harmless.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load import slips, syntax, writing
from rfpkit.load import text as plain_text
from rfpkit.load.places import Mark, Path, Places, address, shorten

DEEPEST = 50
"""Most steps of nesting; the deepest document that people write has about ten."""
MOST_VALUES = 200_000
"""Most values in one file."""
MOST_FLAWS = 200
"""Most flaws that are told of one file; whoever has more has named the wrong file."""


class Parsed(NamedTuple):
    """What a file says, as far as it can be used."""

    data: dict[str, Any]
    """Text, true, false, None, lists and groups of fields; the first of a repeated field."""
    places: Places
    """Where each of them stands."""
    diagnostics: list[Diagnostic]
    """What is wrong in the writing, though the rest could be read."""
    unsure: frozenset[Path]
    """Values that could not be read, and groups of which a field could not be read."""


def parse(text: str, file: str) -> Parsed:
    """Reads one YAML document whose top level is a group of fields.

    Raises:
        InputError: the text cannot be read to its end; with all that was wrong up to there.
    """
    if len(text) > plain_text.LARGEST:
        raise plain_text.too_large(file)
    text, hidden = plain_text.without_hidden(text.removeprefix("\ufeff"), file)
    builder = _Builder(file, text.splitlines())
    builder.read(text)
    found = [*hidden, *builder.diagnostics()]
    if not isinstance(builder.root, dict) or builder.stopped:
        raise InputError(found)
    return Parsed(builder.root, builder.places, found, frozenset(builder.unsure))


@dataclass
class _Slot:
    """Where the next value of a group or list belongs."""

    path: Path
    kept: bool
    """False where the value belongs nowhere, because its field's name was refused."""
    glued: re.Match[str] | None = None
    """A name such as `id:students`, which lacks the space behind its colon."""


@dataclass
class _Frame:
    """A group of fields, or a list, that is being read."""

    content: dict[str, Any] | list[Any]
    path: Path
    kept: bool
    slot: _Slot | None = None
    """In a group: where the value of the field belongs whose name was read last."""


class _Stop(Exception):  # noqa: N818 - no error: the file is left where reading on is no use
    """Nothing after this place is read."""


class _Builder:
    """Puts the events of one document together."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.root: Any = None
        self.places = Places(file)
        self.unsure: set[Path] = set()
        self.stopped = False
        self._lines = lines
        self._frames: list[_Frame] = []
        self._flaws: list[tuple[Path, Mark, str, str]] = []
        self._documents = 0
        self._values = 0
        self._last: ScalarEvent | None = None

    def read(self, text: str) -> None:
        """Takes each event of the text, up to the first place that cannot be read."""
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                self._take(event)
            self._check_root()
        except yaml.YAMLError as error:
            self.stopped = True
            mark, message, hint = syntax.explain(
                error, self._lines, self._last, self._open_bracket()
            )
            self._flaws.append(((), mark, message, hint))
        except _Stop:
            return

    def diagnostics(self) -> list[Diagnostic]:
        """Returns what is wrong in the writing."""
        return [self._diagnostic(*flaw) for flaw in self._flaws]

    def _diagnostic(self, path: Path, mark: Mark, message: str, hint: str) -> Diagnostic:
        where = address(path, self.root)
        text = f"{where}: {message}" if where else message
        return Diagnostic(Location(self.places.file, *mark), text, hint)

    def _flaw(self, path: Path, mark: Mark, message: str, hint: str) -> None:
        self._flaws.append((path, mark, message, hint))
        if len(self._flaws) == MOST_FLAWS:
            message = f"{MOST_FLAWS} problems stand above; the rest of the file was not read"
            self._give_up(mark, message, "check that this is the file you meant")

    def _give_up(self, mark: Mark, message: str, hint: str) -> None:
        self._flaws.append(((), mark, message, hint))
        self.stopped = True
        raise _Stop

    def _open_bracket(self) -> Mark | None:
        marks = [self.places.values.get(frame.path, (1, 1)) for frame in reversed(self._frames)]
        signs = ((mark, slips.between(mark, (mark[0], mark[1] + 1), self._lines)) for mark in marks)
        return next((mark for mark, sign in signs if sign in {"[", "{"}), None)

    def _check_root(self) -> None:
        mark = self.places.values.get((), (1, 1))
        if self.root is None:
            self._flaw((), mark, "the file is empty", _FIRST_LINE)
        elif isinstance(self.root, list):
            self._flaw((), mark, "the file is a list, where fields are wanted", _FIRST_LINE)
        elif not isinstance(self.root, dict):
            said = str(self.root)
            glued = writing.GLUED.match(said)
            message = f"the file says only `{shorten(said)}`, where fields are wanted"
            self._flaw((), mark, message, syntax.spaced(glued) if glued else _FIRST_LINE)

    def _take(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent):
            self._begin(event)
        elif isinstance(event, CollectionEndEvent):
            self._frames.pop()
        elif isinstance(event, NodeEvent):
            self._count(event)
            frame = self._frames[-1] if self._frames else None
            if frame and isinstance(frame.content, dict) and frame.slot is None:
                self._name(frame, event)
            else:
                self._value(_next_slot(frame), frame, event)

    def _begin(self, event: DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._check_root()
            message = "a second document begins here; a file holds one"
            hint = "delete the line `---`, or make it a file of its own"
            self._flaw((), writing.start(event), message, hint)
            raise _Stop

    def _count(self, event: NodeEvent) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            message = f"the file has more than {MOST_VALUES:,} values"
            self._give_up(writing.start(event), message, "keep tables in files of their own")
        if isinstance(event, CollectionStartEvent) and len(self._frames) >= DEEPEST:
            message = f"fields are nested more than {DEEPEST} deep"
            self._give_up(writing.start(event), message, "check the brackets and the indentation")

    def _name(self, frame: _Frame, event: NodeEvent) -> None:
        frame.slot = _Slot(frame.path, kept=False)
        if frame.kept and not self._refuses(frame, event) and isinstance(event, ScalarEvent):
            path = (*frame.path, event.value)
            glued = writing.GLUED.match(event.value) if writing.is_plain(event) else None
            frame.slot = _Slot(path, kept=True, glued=glued)
            self.places.names[path] = writing.start(event)
        if isinstance(event, CollectionStartEvent):
            self._frames.append(_Frame(_empty(event), frame.path, kept=False))

    def _refuses(self, frame: _Frame, event: NodeEvent) -> bool:
        refusal = writing.refused_name(event)
        if refusal:
            self.unsure.add(frame.path)
            self._flaw(frame.path, writing.start(event), *refusal)
            return True
        name = getattr(event, "value", "")
        first = self.places.names.get((*frame.path, name))
        if first:
            message = f"`{shorten(name)}` is written twice (first in line {first[0]})"
            self._flaw(frame.path, writing.start(event), message, "keep one of the two")
        return first is not None

    def _value(self, slot: _Slot, frame: _Frame | None, event: NodeEvent) -> None:
        value: Any = None
        if isinstance(event, CollectionStartEvent):
            value = _empty(event)
        elif isinstance(event, ScalarEvent):
            value, self._last = writing.scalar(event), event
        if slot.kept:
            value = self._checked(slot, event, value)
        if slot.kept:
            self.places.values[slot.path] = writing.start(event)
            _attach(frame, slot, value)
        if frame is None:
            self.root = value
        if isinstance(value, dict | list):
            self._frames.append(_Frame(value, slot.path, slot.kept))

    def _checked(self, slot: _Slot, event: NodeEvent, value: Any) -> Any:
        refusal = writing.refused_value(event)
        if refusal:
            self._flaw(slot.path, writing.start(event), *refusal)
            self.unsure.add(slot.path)
        for slip in slips.swallowed_lines(event, self._lines):
            self._flaw(slot.path[:-1], *slip)
            self.unsure.add(slot.path[:-1])
        for slip in slips.lost_comments(event, self._lines):
            self._flaw(slot.path, *slip)
        if slot.glued and value is None and not refusal:
            return self._unglued(slot, slot.glued, event)
        if value is None and self._lacks_colon(slot, event):
            self._join_to_value_before(slot, event)
        return value

    def _unglued(self, slot: _Slot, glued: re.Match[str], event: NodeEvent) -> str:
        """Reads the name `id:students` as the field that it was meant to be."""
        mark = self.places.names.pop(slot.path, writing.start(event))
        self._flaw(slot.path[:-1], mark, writing.LACKS_SPACE, syntax.spaced(glued))
        slot.path = (*slot.path[:-1], glued["name"])
        self.places.names.setdefault(slot.path, mark)
        return glued["value"]

    def _lacks_colon(self, slot: _Slot, event: NodeEvent) -> bool:
        line, column = self.places.names.get(slot.path, (0, 0))
        return bool(line) and writing.start(event) == (line, column + len(str(slot.path[-1])))

    def _join_to_value_before(self, slot: _Slot, event: NodeEvent) -> None:
        """Reads `{amount: $1,250.00}` as the one field that it was meant to be."""
        group = self._frames[-1].content
        mark = self.places.names.pop(slot.path)
        slot.kept = False
        before = next(reversed(group), "") if isinstance(group, dict) else ""
        if not isinstance(group, dict) or not isinstance(value := group.get(before), str):
            if slot.path[:-1] not in self.unsure:
                self._flaw(slot.path[:-1], mark, *slips.no_value(str(slot.path[-1])))
            self.unsure.add(slot.path[:-1])
            return
        if len(value) > _LONGEST_SPLIT:
            return
        path = (*slot.path[:-1], before)
        first = self.places.values[path]
        group[before] = slips.between(first, writing.start(event), self._lines)
        # A value with two commas is one mistake.
        self._flaws = [flaw for flaw in self._flaws if flaw[:3] != (path, first, slips.COMMA)]
        self._flaw(path, first, *slips.split_value(before, group[before]))


def _next_slot(frame: _Frame | None) -> _Slot:
    if frame is None:
        return _Slot((), kept=True)
    if isinstance(frame.content, list):
        return _Slot((*frame.path, len(frame.content)), frame.kept)
    slot, frame.slot = frame.slot, None
    return slot or _Slot(frame.path, kept=False)


def _attach(frame: _Frame | None, slot: _Slot, value: Any) -> None:
    if frame is not None and isinstance(frame.content, list):
        frame.content.append(value)
    elif frame is not None and isinstance(frame.content, dict):
        frame.content.setdefault(str(slot.path[-1]), value)


def _empty(event: CollectionStartEvent) -> dict[str, Any] | list[Any]:
    return {} if isinstance(event, MappingStartEvent) else []


_LONGEST_SPLIT = 500
_FIRST_LINE = "begin with what the file is, for instance `kind: contract`"
