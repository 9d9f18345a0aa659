"""Rows in the order in which they happened."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from rfpkit.model.exports.event_log import EventLog
from rfpkit.sla.audit import measure_contract
from rfpkit.sla.clocks.timeline import timeline
from rfpkit.sla.verdicts import rows
from tests.sla.logs import at, contract_of, level_of, log_of

NINE = "2026-09-01 09:00"


def effects(log: EventLog) -> list[str]:
    line = timeline(log, at("2026-10-01"))
    return [line.states[position].label for position in line.state.tolist()]


def numbered(log: EventLog, numbers: list[int]) -> EventLog:
    return replace(log, events=log.events.with_columns(order=pl.Series(numbers, dtype=pl.Int64)))


def test_within_a_second_a_ticket_is_reported_then_opened_then_paused_then_stopped():
    told = ["ignore", "exclude x", "event resolved", "pause a", "event reopened", "event reported"]
    log = log_of({"T": [(NINE, effect) for effect in told]})
    assert effects(log) == list(reversed(told))


def test_a_running_number_wins_within_a_second():
    log = log_of({"T": [(NINE, "event resolved"), (NINE, "open")]})
    assert effects(log) == ["open", "event resolved"]
    assert effects(numbered(log, [1, 2])) == ["event resolved", "open"]


@pytest.mark.parametrize("spread", [1, 2**40])
def test_numbers_far_apart_sort_like_numbers_close_together(spread):
    story: dict[str, Any] = {
        name: [(NINE, "open"), (NINE, "event resolved"), (NINE, "pause y"), ("2026-08-31", "open")]
        for name in ("A", "B")
    }
    log = numbered(log_of(story), [spread * number for number in (3, 1, 2, 9, 1, 2, 3, 9)])
    assert effects(log) == [
        *("open", "event resolved", "pause y", "open"),
        *("open", "open", "event resolved", "pause y"),
    ]


def test_a_priority_is_carried_to_rows_of_the_same_ticket_that_name_none():
    story: dict[str, Any] = {
        "A": [("2026-09-01 08:00", "open", "P1")],
        "B": [
            ("2026-09-01 08:00", "open", None),
            (NINE, "open", "P3"),
            ("2026-09-02", "open", None),
        ],
    }
    line = timeline(log_of(story), at("2026-10-01"))
    names = [line.priorities[code] if code >= 0 else None for code in line.priority.tolist()]
    assert names == ["P1", None, "P3", "P3"]


def test_a_ticket_of_an_export_without_priorities_has_none():
    log = log_of({"T": [("2026-09-01 08:00", "open", None), (NINE, "event resolved", None)]})
    by_priority = contract_of(level_of(target={"P1": "1 business hour"}))
    for contract, verdict in ((contract_of(), "met"), (by_priority, "unscorable")):
        row = next(rows(measure_contract(contract, log, at("2026-10-01")).verdicts))
        assert (row.verdict, row.priority) == (verdict, None)
