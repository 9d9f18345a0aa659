"""Laws of signals: tickets may come in any lots and any order, and the same is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.intake import Finding
from rfpkit.sla.audit import Measuring, measure_contract
from rfpkit.sla.clocks.timeline import timeline
from rfpkit.sla.signals.signals import Watch
from tests.sla.logs import ATTRIBUTES, at, contract_of, level_of, log_of
from tests.sla.test_laws_of_partitions import lot

NOVEMBER = at("2026-11-01")
TICKETS = 160
PARTS = "pause awaiting-customer"
BY = {"actor": "contractor"}
LEVEL = level_of(target={"P1": "4 business hours", "P2": "8 business hours"})
TERMS = {"at_least": 1, "bulk_closing": 3, "lowered_priority": "1%", "again": "1%"}
CONTRACT = contract_of(LEVEL, signals=TERMS)


def story(number: int) -> list[Any]:
    """Tickets of eight sorts, each of which sets off another signal."""
    begin = at("2026-09-01 07:30") + 86_400 * (number // 8 % 3) + 1 + number % 53
    end = {
        0: begin + 8 * 3600 - 60 - number % 7,
        1: begin + 8 * 3600 - 61,
        2: at("2026-09-30 16:00"),
        3: at("2026-09-30 15:07:09") + number,
    }.get(number % 8, begin + 2003 + 61 * number)
    lowered = "P1" if number % 8 == 5 else "P2"
    rows: list[Any] = [(begin, "open", lowered, {"actor": "district"})]
    if number % 8 == 6:
        rows.append((begin + 7 * 3600 + 1800, PARTS, "P2", BY))
        rows.append((begin + 31 * 3600, "open", "P2", BY))
        end = begin + 31 * 3600 + 61
    return [*rows, (end, "event resolved", "P2", BY)]


def whole() -> EventLog:
    stories = {f"T{n:04d}": story(n) for n in range(TICKETS) if n not in {7, 71}}
    devices = {name: {"device": f"PC-{int(name[1:]) % 90}"} for name in stories}
    return log_of(stories, devices, attributes=(*ATTRIBUTES, "device"))


LOG = whole()
WHOLE = measure_contract(CONTRACT, LOG, NOVEMBER).findings
SIGNALS = {
    *("bulk-closing", "ticket-numbers-missing", "closed-and-again", "round-stamps"),
    *("closed-at-month-end", "paused-close-to-due", "pause-lifted-for-close"),
    *("priority-lowered", "just-under-target"),
}


def amounts(findings: tuple[Finding, ...]) -> list[tuple[str, int, str]]:
    return [(one.id, one.count, one.message) for one in findings]


def test_the_log_of_these_laws_sets_off_every_signal():
    assert {one.id for one in WHOLE} >= SIGNALS


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=LOG.tickets.height, max_size=LOG.tickets.height))
def test_signals_of_any_lots_of_whole_tickets_add_up(lots):
    measuring = Measuring(CONTRACT, NOVEMBER)
    for number in sorted(set(lots)):
        measuring.add(lot(LOG, [place for place, held in enumerate(lots) if held == number]))
    found = measuring.result().findings
    assert amounts(found) == amounts(WHOLE)
    for one, other in zip(found, WHOLE, strict=True):
        if one.id in {"closed-and-again", "ticket-numbers-missing", "priority-lowered"}:
            assert one.examples == other.examples


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_the_events_decides_nothing(seed):
    shuffled = replace(LOG, events=LOG.events.sample(fraction=1, shuffle=True, seed=seed))
    assert measure_contract(CONTRACT, shuffled, NOVEMBER).findings == WHOLE


def test_examples_are_five_tickets_at_most_and_stand_in_the_log():
    numbers = set(LOG.tickets["ticket"])
    for one in WHOLE:
        if one.id in SIGNALS - {"ticket-numbers-missing"}:
            assert 1 <= len(one.examples) <= 5, one.id
            assert set(one.examples) <= numbers
            assert list(one.examples) == sorted(one.examples)
    (gaps,) = [one for one in WHOLE if one.id == "ticket-numbers-missing"]
    assert gaps.examples == ("T0007", "T0071")


def test_events_after_the_audit_set_off_nothing():
    early = measure_contract(CONTRACT, LOG, at("2026-08-31")).findings
    assert SIGNALS & {one.id for one in early} <= {"ticket-numbers-missing"}


def test_a_partition_leaves_no_log_behind():
    watch = Watch(CONTRACT)
    watch.add(LOG, timeline(LOG, NOVEMBER))
    kept = [part for part in vars(watch).values() if hasattr(part, "__dict__")]
    held = [value for part in kept for value in vars(part).values()]
    assert not [value for value in held if isinstance(value, EventLog | pl.DataFrame)]
