"""Laws of partitions: whole tickets may be measured in any lots, and the audit is the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.model.contract import Contract
from rfpkit.model.exports.event_log import EventLog
from rfpkit.sla.audit import Measured, Measuring, measure_contract
from rfpkit.sla.verdicts import rows
from tests.sla.logs import at, contract_of, level_of, log_of
from tests.sla.stories import CALENDARS, CREDIT, LATER, MOVES, TARGETS, stories, terms

STORIES = stories((*MOVES, "exclude duplicate"), tickets=8)
LOTS = st.lists(st.integers(0, 3), min_size=8, max_size=8)
ATTAINMENTS = st.sampled_from(
    (
        {"at_least": "95%", "per": "month", "floor": {"by": "site", "at_least": "40%"}},
        {"at_least": "95%", "per": "month", "rolling": 2, "counted_by": "stop"},
        {
            "at_least": "95%",
            "per": "month",
            "minimum": {"tickets": 3, "otherwise": "pool_with_next"},
        },
    )
)


def terms_of(measure: Any, target: Any, calendar: Any, attainment: Any) -> Contract:
    first = level_of(
        measure, target=target, attainment=attainment, exclude=["duplicate"], credit=CREDIT
    )
    second = {**level_of({"to": "closed"}, credit={"per_missed_ticket": "$20"}), "id": "closing"}
    later = {**second, "target": "4 business hours"}
    change = {"id": "A1", "effective": "2026-11-02", "reason": "Agreed.", "service_levels": [later]}
    return contract_of(first, second, calendar=calendar, amendments=[change])


def held(story: dict[str, Any]) -> dict[str, Any]:
    """Sites, claims of the vendor and reasons, a little different for each ticket."""
    return {
        ticket: {
            "site": ("north", "south", None)[int(ticket[1:]) % 3],
            "claimed_met": (True, False, None)[int(ticket[1:]) % 3],
            "claimed_due": at("2026-10-28 12:00") if ticket > "T3" else None,
            "excluded": "duplicate" if ticket == "T5" else None,
        }
        for ticket in story
    }


def lot(log: EventLog, tickets: list[int]) -> EventLog:
    """Returns the log of some tickets, renumbered."""
    places = {ticket: place for place, ticket in enumerate(tickets)}
    events = log.events.filter(pl.col("ticket").is_in(tickets)).with_columns(
        pl.col("ticket").cast(pl.Int64).replace_strict(places, return_dtype=pl.UInt32)
    )
    return replace(log, events=events, tickets=log.tickets[tickets])


def told(measured: Measured) -> dict[str, Any]:
    return {
        name: getattr(measured, name)
        for name in ("levels", "credits", "credits_total", "triggers", "calendars", "claims")
    }


def amounts(measured: Measured) -> list[tuple[str, int, str]]:
    """Findings without their examples, which name the first tickets that were looked at."""
    return sorted((one.id, one.count, one.message) for one in measured.findings)


@settings(max_examples=30, deadline=None)
@given(terms(), TARGETS, CALENDARS, ATTAINMENTS, STORIES, LATER, LOTS)
def test_any_lots_of_whole_tickets_add_up_to_the_same_audit(
    measure, target, calendar, attainment, story, as_of, lots
):
    contract = terms_of(measure, target, calendar, attainment)
    log = log_of(story, held(story))
    whole = measure_contract(contract, log, as_of, "repair")
    measuring = Measuring(contract, as_of, "repair")
    tables = []
    for number in sorted(set(lots)):
        tickets = [at for at in range(log.tickets.height) if lots[at] == number]
        tables.append(measuring.add(lot(log, tickets)))
    parts = measuring.result(None, pl.concat(tables))
    assert sorted(rows(parts.verdicts)) == sorted(rows(whole.verdicts))
    claims = told(whole).pop("claims")
    for one, other in zip(told(parts).pop("claims"), claims, strict=True):
        assert sorted(one.disagreements, key=str) == sorted(other.disagreements, key=str)
        assert one.model_copy(update={"disagreements": ()}) == other.model_copy(
            update={"disagreements": ()}
        )
    assert {**told(parts), "claims": ()} == {**told(whole), "claims": ()}
    assert amounts(parts) == amounts(whole)


def test_a_lot_without_tickets_changes_nothing():
    contract = contract_of()
    log = log_of({"A": [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "event resolved")]})
    measuring = Measuring(contract, at("2026-10-01"))
    for tickets in ([], [0], []):
        measuring.add(lot(log, tickets))
    assert measuring.result().levels == measure_contract(contract, log, at("2026-10-01")).levels


def test_an_audit_of_no_lot_at_all_is_that_of_an_empty_export():
    contract = contract_of()
    empty = measure_contract(contract, log_of({}), at("2026-10-01"))
    assert empty.levels[0].periods
    assert {one.state.value for one in empty.levels[0].periods} == {"no_data"}
