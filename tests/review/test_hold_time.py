"""Pauses that a contract allows and an export cannot show are said, never taken for none."""

from __future__ import annotations

from typing import Any

from rfpkit.model.audit import ClaimResult, LevelLedger
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.review.hold_time import unverifiable_holds
from tests.sla.logs import contract_of, level_of

COUNTS = (
    *("claims", "flag_agrees_with_own_due", "flag_contradicts_own_due", "dues"),
    *("due_within_15_minutes", "flag_agrees_with_ours", "flag_differs_from_ours"),
)
SNAPSHOT = {"columns": {"ticket": "No"}, "stamps": {"reported": "In", "resolved": "Out"}}
LOG = {"columns": {"ticket": "No", "at": "At", "state": "State"}, "states": {"New": "open"}}


def told(
    mapping: dict[str, Any], *levels: Any, missed: int = 0, missed_open: int = 0, pauses: int = 0
) -> list[str]:
    read = ExportMapping.model_validate({"kind": "mapping", "timezone": "UTC", **mapping})
    ledger = LevelLedger(
        tickets=0, met=0, missed=missed, missed_open=missed_open, pending=0, no_target=0
    )
    claims = ClaimResult.model_validate(
        {"level": "repair", **dict.fromkeys(COUNTS, 0), "pauses": pauses}
    )
    contract = contract_of(*levels)
    found = unverifiable_holds(contract, read, {"repair": ledger}, {"repair": claims})
    return [one.message for one in found]


BASE = (
    "repair honors pauses for `awaiting-customer`, and the export has a row for each ticket "
    "and shows none: hold time cannot be verified"
)


def test_a_snapshot_cannot_show_the_pauses_that_a_level_honors():
    assert told(SNAPSHOT) == [BASE]


def test_an_event_log_can():
    assert told(LOG) == []


def test_a_level_that_honors_no_pause_misses_nothing():
    assert told(SNAPSHOT, level_of({"pause": []})) == []


def test_the_misses_that_hang_on_it_are_counted():
    assert told(SNAPSHOT, missed=1) == [f"{BASE}; 1 miss may be none with the pauses"]
    assert told(SNAPSHOT, missed=1200, missed_open=34) == [
        f"{BASE}; each of 1,234 misses may be none with the pauses"
    ]


def test_a_sum_of_pauses_is_no_proof():
    (message,) = told(SNAPSHOT, pauses=2)
    assert message == (
        f"{BASE}; the vendor claims pauses on 2 tickets, of which it gives no more than the sum"
    )
