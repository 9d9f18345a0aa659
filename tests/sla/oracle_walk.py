"""A ticket's rows walked through one by one: its episodes, its pauses, its stops.

The first half of the oracle: plain, and written without the kernel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rfpkit.model.kinds.measure import DayRule, DurationMeasure, OnReopen
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.target import TargetRow
from tests.sla.minutes import Minutes, business_days, calendar_days

Target = TimeLimit | dict[str, TimeLimit] | tuple[TargetRow, ...]


class Row(NamedTuple):
    """What a row of a ticket says."""

    at: int
    effect: str
    priority: str | None = None
    device_class: str | None = None
    evidenced: bool = False
    joint: bool = False
    """The first row of a ticket that goes on in an earlier one's clock."""


@dataclass(frozen=True)
class About:
    """What is true of a ticket as a whole."""

    site: str | None = None
    device_class: str | None = None


@dataclass(frozen=True)
class Terms:
    """What a clock runs by."""

    measure: DurationMeasure
    target: Target
    minutes: Minutes
    as_of: int
    beside: frozenset[str] = frozenset()
    """Reasons of pauses that the export ends by name."""
    classes_change: bool = False
    """Whether rows tell a class."""

    @property
    def starts(self) -> set[str]:
        return {f"event {name}" for name in self.measure.start}

    @property
    def stops(self) -> set[str]:
        return {f"event {name}" for name in self.measure.stop}


@dataclass
class Wait:
    """One pause: a status, or one with an end of its own."""

    reason: str
    begin: int
    evidenced: bool = False


@dataclass
class Life:
    """One episode as it unfolds."""

    number: int
    start: int
    spans: list[tuple[int, int, bool, tuple[Wait, ...]]] = field(default_factory=list)
    """From, until, whether it lay closed, and the pauses that were on."""
    stops: list[int] = field(default_factory=list)
    stop: int | None = None
    held: list[tuple[str | None, str | None]] = field(default_factory=list)
    """Every priority and class, row by row."""
    marks: list[int] = field(default_factory=list)
    """How many of those had been held at each stop."""


def known_rows(rows: Sequence[Row], as_of: int) -> list[Row]:
    """The rows up to an instant, in the order in which they count."""
    return sorted((row for row in rows if row.at <= as_of), key=_order)


def goes_on(earlier: list[Row], later: list[Row], terms: Terms) -> list[Row] | None:
    """The rows of two tickets for one device and fault as one repair; None if they are two."""
    walk, doubt = live(earlier, terms)
    if walk is None or doubt or not walk.closed or later[0].effect in terms.stops:
        return None
    first = later[0].at
    if walk.stopped > first:
        return None
    if not _soon(terms.minutes, terms.measure.reopen_window, walk.stopped, first):
        return None
    return earlier[: walk.kept + 1]


def _order(row: Row) -> tuple[int, int, str, str, str]:
    action, _, name = row.effect.partition(" ")
    places = ("open", "pause", "resume", "event", "exclude", "ignore")
    place = {"event reported": -2, "event reopened": 0}.get(row.effect, places.index(action))
    return row.at, place, name, row.priority or "", row.device_class or ""


def live(rows: list[Row], terms: Terms) -> tuple[_Walk | None, str]:
    """Walks through the rows of a ticket; returns nothing, and why, where no clock starts."""
    implicit = "reported" in terms.measure.start
    begin = next(
        (n for n, row in enumerate(rows) if row.effect in terms.starts or (implicit and n == 0)), -1
    )
    if begin < 0:
        return None, "no start"
    at = rows[begin].at
    walk = _Walk(terms)
    walk.begin(rows[: begin + 1])
    for n, row in enumerate(rows[:begin]):
        if row.effect in terms.stops and row.at == at:
            walk.step(max(n, begin), row)
    for n, row in enumerate(rows[begin + 1 :], start=begin + 1):
        # Another start in the very second of the start is no reopening of anything.
        again = row.effect in terms.starts and row.at == at and not row.joint
        walk.step(n, row._replace(effect="event started") if again else row)
    walk.end()
    return walk, _doubt(rows, begin, terms, walk.lives[0], implicit=implicit)


class _Walk:
    """A ticket on its way: what holds, since when, and what it left behind."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.lives: list[Life] = []
        self.closed, self.moment, self.stopped, self.kept = False, 0, 0, 0
        self.status: Wait | None = None
        self.beside: dict[str, Wait] = {}
        self.priority: str | None = None
        self.device_class: str | None = None

    def begin(self, rows: list[Row]) -> None:
        for row in rows:
            self._carry(row)
            self._set_beside(row)
            self._set_status(row)
        self.moment = rows[-1].at
        self.lives.append(Life(1, self.moment, held=[(self.priority, self.device_class)]))
        if rows[-1].effect in self.terms.stops:
            self._stop(len(rows) - 1, self.moment)

    def step(self, n: int, row: Row) -> None:
        self._carry(row)
        life = self.lives[-1]
        self._span(row.at)
        life.held.append((self.priority, self.device_class))
        self._set_beside(row)
        beside = row.effect.partition(" ")[2] in self.terms.beside
        wakes = row.effect in {"open", "event reopened"} or row.effect in self.terms.starts
        wakes |= row.effect.startswith("pause") and not beside
        if self.closed and (wakes or row.joint):
            self._reopen(life, row.at)
            self.closed = False
        elif not self.closed and row.effect in self.terms.stops:
            self._set_status(row)
            self._stop(n, row.at)
            return
        self._set_status(row)

    def end(self) -> None:
        self._span(self.terms.as_of)
        life = self.lives[-1]
        if self.closed or (life.stops and first_only(self.terms.measure)):
            self._close(life)

    def _span(self, until: int) -> None:
        waits = tuple(self.beside.values()) + ((self.status,) if self.status else ())
        self.lives[-1].spans.append((self.moment, until, self.closed, waits))
        self.moment = until

    def _carry(self, row: Row) -> None:
        self.priority = row.priority or self.priority
        self.device_class = row.device_class or self.device_class

    def _set_beside(self, row: Row) -> None:
        action, _, name = row.effect.partition(" ")
        if name not in self.terms.beside:
            return
        if action == "pause":
            wait = self.beside.setdefault(name, Wait(name, row.at))
            wait.evidenced |= row.evidenced
        if action == "resume":
            self.beside.pop(name, None)

    def _set_status(self, row: Row) -> None:
        action, _, name = row.effect.partition(" ")
        if action in {"ignore", "resume"} or (action == "pause" and name in self.terms.beside):
            return
        if action != "pause":
            self.status = None
            return
        if self.status is None or self.status.reason != name:
            self.status = Wait(name, row.at)
        self.status.evidenced |= row.evidenced

    def _stop(self, n: int, instant: int) -> None:
        self.closed, self.stopped, self.kept = True, instant, n
        self.beside.clear()
        self.lives[-1].stops.append(instant)
        self.lives[-1].marks.append(len(self.lives[-1].held))

    def _reopen(self, life: Life, instant: int) -> None:
        window = self.terms.measure.reopen_window
        anew = self.terms.measure.on_reopen is OnReopen.NEW_EPISODE
        if anew or not _soon(self.terms.minutes, window, self.stopped, instant):
            self._close(life)
            held = [(self.priority, self.device_class)]
            self.lives.append(Life(len(self.lives) + 1, instant, held=held))

    def _close(self, life: Life) -> None:
        life.stop = life.stops[0] if first_only(self.terms.measure) else self.stopped


def first_only(measure: DurationMeasure) -> bool:
    return measure.on_reopen is OnReopen.FIRST_STOP


def _doubt(rows: list[Row], begin: int, terms: Terms, life: Life, *, implicit: bool) -> str:
    if implicit and rows[0].effect in terms.stops:
        return "begins with its stop"
    before = [
        row.effect in terms.stops
        for row in rows[:begin]
        if row.effect in terms.stops | terms.starts | {"event reopened", "open"}
        or (row.effect.startswith("pause") and row.effect[6:] not in terms.beside)
    ]
    return "stop before start" if before and before[-1] and not life.stops else ""


def _soon(minutes: Minutes, window: TimeLimit, stop: int, back: int) -> bool:
    match window.unit:
        case Unit.SECONDS:
            return minutes.passed(stop, back) <= window.amount
        case _:
            return back <= day_of(minutes, window, stop)


def day_of(minutes: Minutes, limit: TimeLimit, begin: int) -> int:
    if limit.unit is Unit.CALENDAR_DAYS:
        return calendar_days(minutes, begin, limit.amount)
    return business_days(minutes, begin, limit.amount, DayRule.CLOSE_OF_BUSINESS, None)


def joint(rows: list[Row]) -> list[Row]:
    """The rows of a ticket that goes on in an earlier one's clock."""
    return [rows[0]._replace(joint=True), *rows[1:]]
