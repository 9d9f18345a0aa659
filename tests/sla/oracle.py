"""A clock that looks at every minute: slow, plain, and written without the kernel.

It knows `semantics` only: nothing here is imported from the room that it checks. Instants
are multiples of 60 seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.measure import DayRule, DurationMeasure, OnReopen, PriorityChange
from tests.sla.minutes import MINUTE, Minutes, business_days, calendar_days

Row = tuple[int, str, str | None]
"""Instant, effect, priority."""


@dataclass
class Life:
    """One episode as it unfolds."""

    number: int
    start: int
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    """From, until, and what held: running, closed, or the reason of a pause."""
    stops: list[int] = field(default_factory=list)
    stop: int | None = None
    priorities: list[str | None] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    """How many priorities had been held at each stop."""


@dataclass
class Judged:
    """What the oracle says of one episode."""

    number: int
    verdict: str
    reason: str
    start: int | None = None
    first_stop: int | None = None
    stop: int | None = None
    due: int | None = None
    elapsed: int | None = None
    paused: int | None = None
    not_honoured: int | None = None
    if_honoured: str = ""


def judge(
    rows: Sequence[Row],
    measure: DurationMeasure,
    target: TimeLimit | dict[str, TimeLimit],
    minutes: Minutes,
    as_of: int,
) -> list[Judged]:
    """Judges one ticket by walking through its rows and then through its minutes."""
    known = sorted((row for row in rows if row[0] <= as_of), key=_order)
    lives, doubt = _live(known, measure, minutes, as_of)
    if not lives:
        return [Judged(1, "unscorable", doubt)]
    found = [_judge(life, measure, target, minutes, as_of) for life in lives]
    if doubt:
        found[0].verdict, found[0].reason = "unscorable", doubt
    return found


def _order(row: Row) -> tuple[int, int, str, str]:
    action, _, name = row[1].partition(" ")
    place = {"open": 1, "pause": 2, "event": 3, "exclude": 4, "ignore": 5}[action]
    place = {"event reported": 0, "event reopened": 1}.get(row[1], place)
    return row[0], place, name, row[2] or ""


def _live(
    rows: list[Row], measure: DurationMeasure, minutes: Minutes, as_of: int
) -> tuple[list[Life], str]:
    """Walks through the rows of a ticket and returns its episodes, or why it has none."""
    implicit = "reported" in measure.start
    starts = {f"event {name}" for name in measure.start}
    stops = {f"event {name}" for name in measure.stop}
    begin = next((n for n, row in enumerate(rows) if row[1] in starts or (implicit and n == 0)), -1)
    if begin < 0:
        return [], "no start"
    at = rows[begin][0]
    early = [row for row in rows[:begin] if row[1] in stops and row[0] == at]
    # Another start in the very second of the start is no reopening of anything.
    later = [
        (when, "event started" if effect in starts and when == at else effect, given)
        for when, effect, given in rows[begin + 1 :]
    ]
    walk = _Walk(measure, minutes, starts, stops)
    walk.begin(rows[: begin + 1])
    for row in [*early, *later]:
        walk.step(*row)
    walk.end(as_of)
    return walk.lives, _doubt(rows, begin, stops, starts, walk.lives[0], implicit=implicit)


class _Walk:
    """A ticket on its way: what holds, since when, and what it left behind."""

    def __init__(
        self, measure: DurationMeasure, minutes: Minutes, starts: set[str], stops: set[str]
    ) -> None:
        self.measure, self.minutes = measure, minutes
        self.starts, self.stops = starts, stops
        self.lives: list[Life] = []
        self.held, self.moment, self.stopped = "running", 0, 0
        self.priority: str | None = None

    def begin(self, rows: list[Row]) -> None:
        self.moment, effect, _ = rows[-1]
        for _, _, given in rows:
            self.priority = given or self.priority
        self.lives.append(Life(1, self.moment, priorities=[self.priority]))
        self.held = _entered(effect)
        if effect in self.stops:
            self._stop(self.moment)

    def step(self, instant: int, effect: str, given: str | None) -> None:
        self.priority = given or self.priority
        life = self.lives[-1]
        life.spans.append((self.moment, instant, self.held))
        life.priorities.append(self.priority)
        self.moment = instant
        wakes = effect.startswith(("open", "pause")) or effect == "event reopened"
        if self.held == "closed" and (wakes or effect in self.starts):
            self._reopen(life, instant)
            self.held = _entered(effect)
        elif self.held != "closed" and effect in self.stops:
            self._stop(instant)
        elif self.held != "closed" and effect != "ignore":
            self.held = _entered(effect)

    def end(self, as_of: int) -> None:
        life = self.lives[-1]
        life.spans.append((self.moment, as_of, self.held))
        if self.held == "closed" or (life.stops and _first_only(self.measure)):
            self._close(life)

    def _stop(self, instant: int) -> None:
        self.held, self.stopped = "closed", instant
        self.lives[-1].stops.append(instant)
        self.lives[-1].marks.append(len(self.lives[-1].priorities))

    def _reopen(self, life: Life, instant: int) -> None:
        window = self.measure.reopen_window
        anew = self.measure.on_reopen is OnReopen.NEW_EPISODE
        if anew or not _soon(self.minutes, window, self.stopped, instant):
            self._close(life)
            self.lives.append(Life(len(self.lives) + 1, instant, priorities=[self.priority]))

    def _close(self, life: Life) -> None:
        life.stop = life.stops[0] if _first_only(self.measure) else self.stopped


def _first_only(measure: DurationMeasure) -> bool:
    return measure.on_reopen is OnReopen.FIRST_STOP


def _entered(effect: str) -> str:
    return effect.removeprefix("pause ") if effect.startswith("pause") else "running"


def _doubt(
    rows: list[Row], begin: int, stops: set[str], starts: set[str], life: Life, *, implicit: bool
) -> str:
    if implicit and rows[0][1] in stops:
        return "begins with its stop"
    before = [
        row[1] in stops
        for row in rows[:begin]
        if row[1] in stops | starts | {"event reopened"} or row[1].startswith(("open", "pause"))
    ]
    return "stop before start" if before and before[-1] and not life.stops else ""


def _soon(minutes: Minutes, window: TimeLimit, stop: int, back: int) -> bool:
    match window.unit:
        case Unit.SECONDS:
            return minutes.passed(stop, back) <= window.amount
        case Unit.CALENDAR_DAYS:
            return back <= calendar_days(minutes, stop, window.amount)
        case _:
            rule = DayRule.CLOSE_OF_BUSINESS
            return back <= business_days(minutes, stop, window.amount, rule, None)


def _judge(
    life: Life,
    measure: DurationMeasure,
    target: TimeLimit | dict[str, TimeLimit],
    minutes: Minutes,
    as_of: int,
) -> Judged:
    until = as_of if life.stop is None else life.stop
    spans = [(a, min(b, until), held) for a, b, held in life.spans if a < until]
    sums = {
        name: sum(minutes.passed(a, b) for a, b, held in spans if name == _kind(held, measure))
        for name in ("running", "paused", "not_honoured", "closed")
    }
    elapsed = sums["running"] + sums["not_honoured"]
    if measure.on_reopen is OnReopen.COUNT_CLOSED:
        elapsed += sums["closed"]
    first = life.stops[0] if life.stops else None
    found = Judged(life.number, "", "", life.start, first, life.stop)
    limit = _limit(life, measure, target)
    if isinstance(limit, str):
        found.verdict = limit
    else:
        found.due = _due(life.start, spans, measure, limit, minutes, until, life.stop is None)
        found.verdict = _verdict(found.due, until, elapsed, measure, limit, life.stop is None)
        honest = measure.model_copy(update={"pause": ("awaiting-customer", "awaiting-parts")})
        other = _due(life.start, spans, honest, limit, minutes, until, life.stop is None)
        less = elapsed - sums["not_honoured"]
        found.if_honoured = _verdict(other, until, less, measure, limit, life.stop is None)
    found.elapsed, found.paused = elapsed, sums["paused"]
    found.not_honoured = sums["not_honoured"]
    return found


def _kind(held: str, measure: DurationMeasure) -> str:
    if held in {"running", "closed"}:
        return held
    return "paused" if held in measure.pause else "not_honoured"


def _limit(
    life: Life, measure: DurationMeasure, target: TimeLimit | dict[str, TimeLimit]
) -> TimeLimit | str:
    if isinstance(target, TimeLimit):
        return target
    mark = len(life.priorities)
    if life.stop is not None:
        mark = life.marks[0 if _first_only(measure) else -1]
    given = [priority for priority in life.priorities[:mark] if priority]
    if not given:
        return "unscorable"
    match measure.priority_change:
        case PriorityChange.AT_START:
            held = given[0]
        case PriorityChange.AT_STOP:
            held = given[-1]
        case _:
            limits = [target[priority] for priority in given if priority in target]
            return min(limits, key=lambda limit: limit.amount) if limits else "no_target"
    return target.get(held, "no_target")


def _due(
    start: int,
    spans: list[tuple[int, int, str]],
    measure: DurationMeasure,
    limit: TimeLimit,
    minutes: Minutes,
    until: int,
    still_open: bool,  # noqa: FBT001
) -> int | None:
    wall = limit.unit is Unit.CALENDAR_DAYS
    earliest, wanted = start, limit.amount
    if limit.unit is Unit.BUSINESS_DAYS:
        earliest = business_days(minutes, start, limit.amount, measure.day_rule, measure.cutoff)
        wanted = minutes.passed(start, earliest)
    if wall:
        earliest = calendar_days(minutes, start, limit.amount)
        wanted = earliest - start
    moment = start
    held = ""
    while wanted > 0:
        if moment < until:
            held = next(held for a, b, held in spans if a <= moment < b)
            kind = _kind(held, measure)
            counts = kind in {"running", "not_honoured"} or (
                kind == "closed" and measure.on_reopen is OnReopen.COUNT_CLOSED
            )
        else:
            last = spans[-1][2] if spans else "running"
            if still_open and _kind(last, measure) == "paused":
                return None
            counts = True
        if counts and (wall or minutes.is_open(moment)):
            wanted -= MINUTE
        moment += MINUTE
    return max(moment, earliest)


def _verdict(
    due: int | None,
    until: int,
    elapsed: int,
    measure: DurationMeasure,
    limit: TimeLimit,
    still_open: bool,  # noqa: FBT001
) -> str:
    strict = measure.comparator == "less_than"
    if limit.unit is Unit.SECONDS:
        late = elapsed >= limit.amount if strict else elapsed > limit.amount
    else:
        late = due is not None and (until >= due if strict else until > due)
    if still_open:
        return "missed_open" if late else "pending"
    return "missed" if late else "met"
