"""A clock that looks at every minute: slow, plain, and written without the kernel.

It knows `semantics` only: nothing here is imported from the room that it checks. Instants
are multiples of 60 seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

from rfpkit.model.kinds.measure import DurationMeasure, OnReopen, PriorityChange
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.target import TargetRow
from tests.sla.minutes import MINUTE, business_days, calendar_days
from tests.sla.oracle_walk import About, Life, Row, Terms, Wait, day_of, first_only, live


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


def judge(rows: list[Row], terms: Terms, about: About) -> list[Judged]:
    """Judges one ticket by walking through its rows, in order, and then through its minutes."""
    walk, doubt = live(rows, terms)
    if walk is None:
        return [Judged(1, "unscorable", doubt)]
    found = [_judge(life, terms, about) for life in walk.lives]
    if doubt:
        found[0].verdict, found[0].reason = "unscorable", doubt
    return found


class _Kinds:
    """What every minute of a life was, asked in order."""

    def __init__(self, life: Life, terms: Terms) -> None:
        self.life, self.terms = life, terms
        self.rules = {rule.reason: rule for rule in terms.measure.pause}
        self.totals = dict.fromkeys(self.rules, 0)
        self.total = 0
        self.over: dict[int, int] = {}

    def until(self, end: int) -> list[str]:
        """The kind of each minute from the start; sums grow on the way."""
        return [
            self.kind(moment, waits, closed=closed)
            for begin, over, closed, waits in self.life.spans
            for moment in range(begin, min(over, end), MINUTE)
        ]

    def kind(self, moment: int, waits: tuple[Wait, ...], *, closed: bool) -> str:
        if closed:
            return "closed"
        honoured = {wait.reason for wait in waits if self._honours(moment, wait)}
        limit = self.terms.measure.pause_total
        if limit is not None and self.total >= limit.amount:
            honoured = set()
        seconds = MINUTE * self.terms.minutes.is_open(moment)
        # A sum of one reason grows even where the sum of all is used up: it changes nothing more.
        for reason in honoured:
            self.totals[reason] += seconds
        self.total += seconds if honoured else 0
        if honoured:
            return "paused"
        return "not_honoured" if waits else "running"

    def _honours(self, moment: int, wait: Wait) -> bool:
        rule = self.rules.get(wait.reason)
        if rule is None or (rule.evidence and not wait.evidenced):
            return False
        if rule.total is not None and self.totals[wait.reason] >= rule.total.amount:
            return False
        begin = max(wait.begin, self.life.start)
        begin = max(begin, self._last_reopening(begin, moment))
        if rule.each is None:
            return True
        if rule.each.unit is Unit.SECONDS:
            return self.terms.minutes.passed(begin, moment) < rule.each.amount
        key = id(wait)
        if key not in self.over:
            self.over[key] = day_of(self.terms.minutes, rule.each, begin)
        return moment < self.over[key]

    def _last_reopening(self, begin: int, moment: int) -> int:
        """A pause set while the ticket lay closed stops the clock from the reopening on."""
        ends = [b for a, b, closed, _ in self.life.spans if closed and a <= moment and b > begin]
        return max([end for end in ends if end <= moment], default=begin)


def _judge(life: Life, terms: Terms, about: About) -> Judged:
    measure, minutes = terms.measure, terms.minutes
    until = terms.as_of if life.stop is None else life.stop
    asked = _Kinds(life, terms)
    kinds = asked.until(until)
    # What holds at the instant of the audit, where the last change is of that very instant.
    a, b, closed, waits = life.spans[-1]
    last = kinds[-1] if a < b and kinds else asked.kind(until, waits, closed=closed)
    sums = {
        name: MINUTE
        * sum(
            minutes.is_open(life.start + n * MINUTE) for n, kind in enumerate(kinds) if kind == name
        )
        for name in ("running", "paused", "not_honoured", "closed")
    }
    elapsed = sums["running"] + sums["not_honoured"]
    if measure.on_reopen is OnReopen.COUNT_CLOSED:
        elapsed += sums["closed"]
    first = life.stops[0] if life.stops else None
    found = Judged(life.number, "", "", life.start, first, life.stop)
    limit = _limit(life, terms, about)
    if isinstance(limit, str):
        found.verdict = limit.split(":")[0]
        found.reason = limit.partition(":")[2]
    else:
        found.due = _due(life.start, kinds, last, terms, limit, until, ended=life.stop is not None)
        found.verdict = _verdict(found.due, until, elapsed, measure, limit, life.stop is None)
        honest = ["paused" if kind == "not_honoured" else kind for kind in kinds]
        rest = "paused" if last == "not_honoured" else last
        other = _due(life.start, honest, rest, terms, limit, until, ended=life.stop is not None)
        less = elapsed - sums["not_honoured"]
        found.if_honoured = _verdict(other, until, less, measure, limit, life.stop is None)
    found.elapsed, found.paused = elapsed, sums["paused"]
    found.not_honoured = sums["not_honoured"]
    return found


def _limit(life: Life, terms: Terms, about: About) -> TimeLimit | str:
    target = terms.target
    if isinstance(target, TimeLimit):
        return target
    mark = len(life.held)
    if life.stop is not None:
        mark = life.marks[0 if first_only(terms.measure) else -1]
    held = life.held[:mark]
    if not terms.classes_change:
        held = [(priority, about.device_class) for priority, _ in held]
    match terms.measure.priority_change:
        case PriorityChange.AT_START:
            first = [
                next((one for one in values if one), None) for values in zip(*held, strict=True)
            ]
            return _line(target, first[0], first[1], life, terms, about)
        case PriorityChange.AT_STOP:
            return _line(target, held[-1][0], held[-1][1], life, terms, about)
        case _:
            found = [_line(target, *pair, life, terms, about) for pair in held]
            limits = [one for one in found if isinstance(one, TimeLimit)]
            if limits:
                return min(limits, key=lambda limit: limit.amount)
            return "no_target" if "no_target" in found else str(found[0])


def _line(
    target: dict[str, TimeLimit] | tuple[TargetRow, ...],
    priority: str | None,
    device_class: str | None,
    life: Life,
    terms: Terms,
    about: About,
) -> TimeLimit | str:
    if isinstance(target, dict):
        if priority is None:
            return "unscorable:priority is not given"
        return target.get(priority, "no_target")
    day = terms.minutes.local(life.start).date()
    for row in target:
        said = [
            (row.site, about.site, "site"),
            (row.device_class, device_class, "device class"),
            (row.priority, priority, "priority"),
        ]
        wrong = any(wanted and held and held not in wanted for wanted, held, _ in said)
        wrong |= row.first is not None and day < row.first
        wrong |= row.last is not None and day > row.last
        wrong |= row.season is not None and terms.minutes.season(life.start) not in row.season
        if wrong:
            continue
        missing = [name for wanted, held, name in said if wanted and not held]
        return f"unscorable:{missing[0]}" if missing else row.within
    return "no_target"


def _due(
    start: int,
    kinds: list[str],
    last: str,
    terms: Terms,
    limit: TimeLimit,
    until: int,
    *,
    ended: bool,
) -> int | None:
    measure, minutes = terms.measure, terms.minutes
    wall = limit.unit is Unit.CALENDAR_DAYS
    earliest, wanted = start, limit.amount
    if limit.unit is Unit.BUSINESS_DAYS:
        earliest = business_days(minutes, start, limit.amount, measure.day_rule, measure.cutoff)
        wanted = minutes.passed(start, earliest)
    if wall:
        earliest = calendar_days(minutes, start, limit.amount)
        wanted = earliest - start
    moment = start
    while wanted > 0:
        counts = True
        if moment < until:
            kind = kinds[(moment - start) // MINUTE]
            counts = kind in {"running", "not_honoured"} or (
                kind == "closed" and measure.on_reopen is OnReopen.COUNT_CLOSED
            )
        elif not ended and last == "paused":
            return None
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
