"""What an addendum says, before it is a document."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rfpkit.model.addenda.addendum import Addendum
from rfpkit.model.addenda.difference import Change, Item, Path
from rfpkit.model.addenda.question import Question
from rfpkit.model.planning import Event
from rfpkit.model.solicitation import Solicitation


class Run(NamedTuple):
    """Some words in a row."""

    text: str
    marked: bool
    """Whether they are struck out, or put in."""


class Substance(NamedTuple):
    """Whether a change is substantive, and by which rule."""

    substantive: bool
    reason: str


class Edit(NamedTuple):
    """One text that is replaced by another."""

    name: str
    """What it is: `Attainment, at least`."""
    old: tuple[Run, ...]
    """How it read, with what is struck out."""
    new: tuple[Run, ...]
    """How it reads, with what is put in."""
    substance: Substance | None
    """Whether the change is substantive; None for a sentence that says terms once more."""


class Row(NamedTuple):
    """One field of an object that is added or deleted."""

    name: str
    text: str


@dataclass(frozen=True)
class Entry:
    """What happens to one object, or to one part of the document that is no list."""

    path: Path
    kind: Literal["added", "deleted", "changed", "reordered"]
    title: str
    """What the object is called."""
    edits: tuple[Edit, ...]
    rows: tuple[Row, ...]
    """All that an object says that is added or deleted."""
    substance: Substance
    changes: tuple[Change, ...]

    @property
    def id(self) -> str:
        """The object's id; empty where it has none."""
        last = self.path[-1]
        return last.id if isinstance(last, Item) else ""

    @property
    def names(self) -> list[str]:
        """The ids on the path, the outermost first."""
        return [step.id for step in self.path if isinstance(step, Item)]


class Earlier(NamedTuple):
    """A date as it was until an addendum."""

    date: datetime.date
    time: int | None
    until: int
    """Number of the addendum that moved it."""


class Dated(NamedTuple):
    """An event with its present date and all that it had before."""

    event: Event
    earlier: tuple[Earlier, ...]
    """The first date first."""


class Remark(NamedTuple):
    """What a careful reader would say of the addendum."""

    rule: str
    where: str
    """Path in the later version, items of lists by their id or their number."""
    message: str
    hint: str


@dataclass(frozen=True)
class Comparison:
    """Two versions of an RFP, and all that an addendum says of them."""

    old: Solicitation
    new: Solicitation
    addendum: Addendum
    changes: tuple[Change, ...]
    """Every difference between the two versions."""
    entries: tuple[Entry, ...]
    """The differences by object, without the record of addenda and new questions."""
    dates: tuple[Dated, ...]
    questions: tuple[Question, ...]
    """Questions that were answered since the earlier version."""
    substantive: bool
    by_rule: bool
    """Whether it is substantive by the rules, whatever its author says."""
    erate_earliest: datetime.date | None
    """First day on which proposals may close by the E-rate program's clock, if that started
    again."""
    remarks: tuple[Remark, ...]
