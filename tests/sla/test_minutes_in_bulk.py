"""The kernel agrees with every minute on a hundred thousand tickets.

Tickets walk through their rows as in `oracle`, one by one, as a person would read them. What lies
between two rows is one kind of time, so its minutes are asked many at once, not one by one.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pytest

from rfpkit.model.contract import Contract
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.sla.audit import measure_contract
from rfpkit.sla.verdicts import rows
from tests.sla import oracle
from tests.sla.big_logs import contract, log_of, sites_of, span_of, stories, terms_of
from tests.sla.minutes import MINUTE, Minutes, business_days
from tests.sla.oracle import Judged
from tests.sla.oracle_walk import About, Life, Row, Terms, known_rows, live

DAY = 86_400
Verdicts = dict[tuple[int, int], tuple[Any, ...]]

CASES = (0, 3, 5, 6)
"""Each rule for reopenings, statuses and pauses beside them, hours and business days."""


@pytest.mark.parametrize("seed", CASES)
def test_the_kernel_agrees_with_the_minutes_of_a_few_tickets(seed):
    ours, theirs = judged_twice(seed, tickets=200)
    assert ours == theirs


@pytest.mark.slow
@pytest.mark.parametrize("seed", CASES)
def test_the_kernel_agrees_with_the_minutes_of_a_hundred_thousand_tickets(seed):
    ours, theirs = judged_twice(seed, tickets=100_000 // len(CASES))
    assert ours == theirs


def judged_twice(seed: int, tickets: int) -> tuple[Verdicts, Verdicts]:
    """What the kernel and the minutes say of each episode of each ticket."""
    chance = np.random.default_rng(seed)
    level = terms_of(chance, seed)
    as_of = level.as_of // MINUTE * MINUTE
    level = replace(level, as_of=as_of, window=(6 * 3_600, "seconds"))
    events, sites = stories(chance, tickets, seed, step=MINUTE), sites_of(chance, tickets)
    signed = contract(level)
    verdicts = rows(measure_contract(signed, log_of(events, sites), level.as_of).verdicts)
    ours = {(int(row.ticket), row.episode): of_row(row) for row in verdicts}
    effects = set(events["effect"])
    beside = frozenset(one.removeprefix("resume ") for one in effects if one.startswith("resume"))
    terms = terms_by_site(signed, seed, level.as_of, beside)
    told = defaultdict(list)
    for ticket, *said in events.iter_rows():
        told[ticket].append(Row(*said))
    theirs: Verdicts = {}
    for ticket, place in sites.iter_rows():
        known = known_rows(told[ticket], level.as_of)
        found = judge(known, terms[place]) if known else []
        theirs |= {(ticket, one.number): of_oracle(one) for one in found}
    return ours, theirs


def of_row(row):
    sums = () if row.elapsed is None else (row.elapsed, row.paused, row.not_honoured, row.due)
    if row.verdict == "unscorable":
        return (row.verdict,)
    return (row.verdict, row.start, row.first_stop, row.stop, *sums)


def of_oracle(one: Judged):
    if one.verdict == "unscorable":
        return (one.verdict,)
    sums = (one.elapsed, one.paused, one.not_honoured, one.due)
    shown = () if one.verdict == "no_target" else sums
    return (one.verdict, one.start, one.first_stop, one.stop, *shown)


@dataclass
class BulkMinutes(Minutes):
    """Minutes of a calendar that are asked many at once, and dates that are remembered."""

    known: dict[tuple[datetime.date, int], int] = field(default_factory=dict)
    days: dict[datetime.date, tuple[int, int] | None] = field(default_factory=dict)

    @cached_property
    def flags(self) -> np.ndarray:
        return np.array(self.open, dtype=np.bool_)

    @cached_property
    def open_places(self) -> np.ndarray:
        return np.flatnonzero(self.flags)

    def place(self, instant: int) -> int:
        return (instant - self.first) // MINUTE

    def places(self, start: int, end: int) -> np.ndarray:
        """The open minutes between two instants."""
        first = self.place(start)
        return first + np.flatnonzero(self.flags[first : self.place(end)])

    def passed(self, start: int, end: int) -> int:
        return MINUTE * self.places(start, end).size

    def at(self, day: datetime.date, seconds: int) -> int:
        if (day, seconds) not in self.known:
            self.known[day, seconds] = super().at(day, seconds)
        return self.known[day, seconds]

    def day_of(self, instant: int) -> tuple[int, int] | None:
        day = self.local(instant).date()
        if day not in self.days:
            self.days[day] = super().day_of(instant)
        return self.days[day]


def terms_by_site(
    signed: Contract, seed: int, as_of: int, beside: frozenset[str]
) -> dict[str, Terms]:
    first, last = span_of(seed)
    (level,) = signed.service_levels
    assert isinstance(level.measure, DurationMeasure)
    assert isinstance(level.target, TimeLimit | dict)
    return {
        calendar.id: Terms(
            level.measure,
            level.target,
            BulkMinutes.between(calendar, first - 2 * DAY, last + 60 * DAY),
            as_of,
            beside,
        )
        for calendar in signed.versions()[0].calendars
        if calendar.id in level.measure.calendars
    }


def judge(known: list[Row], terms: Terms) -> list[Judged]:
    walk, doubt = live(known, terms)
    if walk is None:
        return [Judged(1, "unscorable", doubt)]
    found = [judge_life(life, terms) for life in walk.lives]
    if doubt:
        found[0].verdict = "unscorable"
    return found


def judge_life(life: Life, terms: Terms) -> Judged:
    until = terms.as_of if life.stop is None else life.stop
    spans = [
        (a, min(b, until), kind_of(waits, terms, closed=closed))
        for a, b, closed, waits in life.spans
        if a < until or b == a == until
    ]
    sums = dict.fromkeys(("running", "paused", "not_honoured", "closed"), 0)
    for a, b, kind in spans:
        sums[kind] += terms.minutes.passed(a, b)
    elapsed = sum(sums[kind] for kind in sums if counts(kind, terms))
    first = life.stops[0] if life.stops else None
    found = Judged(life.number, "", "", life.start, first, life.stop)
    found.elapsed, found.paused, found.not_honoured = elapsed, sums["paused"], sums["not_honoured"]
    limit = oracle._limit(life, terms, About())  # noqa: SLF001
    if isinstance(limit, str):
        found.verdict = limit.split(":")[0]
        return found
    found.due = due(life, spans, terms, limit, until)
    found.verdict = oracle._verdict(  # noqa: SLF001
        found.due, until, elapsed, terms.measure, limit, life.stop is None
    )
    return found


def kind_of(waits, terms: Terms, *, closed: bool) -> str:
    if closed:
        return "closed"
    if any(wait.reason in terms.measure.pause_reasons for wait in waits):
        return "paused"
    return "not_honoured" if waits else "running"


def counts(kind: str, terms: Terms) -> bool:
    closed = kind == "closed" and terms.measure.on_reopen == "count_closed"
    return kind in {"running", "not_honoured"} or closed


def due(
    life: Life,
    spans: list[tuple[int, int, str]],
    terms: Terms,
    limit: TimeLimit,
    until: int,
) -> int | None:
    """When the last of the wanted minutes has counted; as if the clock ran on after its end."""
    measure, minutes = terms.measure, terms.minutes
    assert isinstance(minutes, BulkMinutes)
    earliest, wanted = life.start, limit.amount // MINUTE
    if limit.unit is Unit.BUSINESS_DAYS:
        rules = measure.day_rule, measure.cutoff
        earliest = business_days(minutes, life.start, limit.amount, *rules)
        wanted = minutes.places(life.start, earliest).size
    if wanted == 0:
        return earliest
    counted = [minutes.places(a, b) for a, b, kind in spans if counts(kind, terms)]
    places = np.concatenate([*counted, np.array([], dtype=np.int64)]).astype(np.int64)
    missing = wanted - places.size
    if missing <= 0:
        last = places[wanted - 1]
    elif life.stop is None and spans and spans[-1][2] == "paused":
        return None
    else:
        after = np.searchsorted(minutes.open_places, minutes.place(until))
        last = minutes.open_places[after + missing - 1]
    return max(minutes.first + MINUTE * (int(last) + 1), earliest)
