"""Patterns around a target: late pauses, lowered priorities, stops just in time."""

from __future__ import annotations

from typing import Any

import pytest

from rfpkit.model.contract import Contract
from rfpkit.sla.audit import measure_contract
from rfpkit.sla.verdicts import rows
from tests.sla.logs import at, contract_of, level_of, log_of

OCTOBER = at("2026-10-01")
PARTS = "pause awaiting-customer"


def told(contract: Contract, stories: Any) -> Any:
    measured = measure_contract(contract, log_of(stories), OCTOBER)
    return {one.id: (one.count, one.message, one.examples) for one in measured.findings}


def times(count: int, story: list[Any], name: str = "T") -> dict[str, list[Any]]:
    return {f"{name}{n}": story for n in range(count)}


# Eight business hours from 07:30 end at 15:30; the last tenth of them begins at 14:42.
def paused(when: str, until: str = "2026-09-02 15:00") -> list[Any]:
    stop = "2026-09-02 15:01"
    return [
        ("2026-09-01 07:30", "open"),
        (f"2026-09-01 {when}", PARTS),
        (until, "open"),
        (stop, "event resolved"),
    ]


def test_tickets_that_only_a_late_pause_kept_in_time_are_told():
    stories = times(5, paused("14:42"))
    count, message, examples = told(contract_of(), stories)["paused-close-to-due"]
    assert (count, examples) == (5, ("T0", "T1", "T2", "T3", "T4"))
    assert message == (
        "5 of 5 tickets of repair that only a pause kept in time were paused in the last 10% of "
        "their time; ask what was waited for"
    )


def test_a_pause_a_minute_earlier_is_not_late():
    assert "paused-close-to-due" not in told(contract_of(), times(5, paused("14:41")))
    wider = contract_of(signals={"late_pause": "11%"})
    assert told(wider, times(5, paused("14:41")))["paused-close-to-due"][0] == 5


def test_a_pause_of_a_second_may_be_what_kept_a_ticket_in_time():
    story = [
        ("2026-09-01 07:30", "open"),
        ("2026-09-01 15:00", PARTS),
        ("2026-09-01 15:00:01", "open"),
        ("2026-09-01 15:30:01", "event resolved"),
    ]
    assert told(contract_of(), times(5, story))["paused-close-to-due"][0] == 5
    late = [*story[:3], ("2026-09-01 15:30:02", "event resolved")]
    assert "paused-close-to-due" not in told(contract_of(), times(5, late))


def test_a_late_pause_that_saved_nothing_is_no_signal():
    quick = [
        ("2026-09-01 07:30", "open"),
        ("2026-09-01 15:00", PARTS),
        ("2026-09-01 15:10", "open"),
        ("2026-09-01 15:20", "event resolved"),
    ]
    assert "paused-close-to-due" not in told(contract_of(), times(9, quick))


def test_late_pauses_among_many_early_ones_are_chance():
    late, early = times(5, paused("15:00")), times(21, paused("09:00"), "E")
    saved = told(contract_of(), {**late, **early})
    assert "paused-close-to-due" not in saved
    few = dict(list(early.items())[:20])
    assert told(contract_of(), {**late, **few})["paused-close-to-due"][0] == 5


def test_a_late_pause_that_just_fills_the_time_saved_nothing():
    # Eight hours: seven of work, and an hour of late pause; then a pause in the morning besides.
    late = [
        ("2026-09-01 07:30", "open"),
        ("2026-09-01 14:30", "open"),
        ("2026-09-01 14:42", PARTS),
        ("2026-09-01 15:42", "open"),
        ("2026-09-01 15:48", "event resolved"),
    ]
    early = [
        ("2026-09-01 07:30", "open"),
        ("2026-09-01 08:00", PARTS),
        ("2026-09-01 09:00", "open"),
        ("2026-09-01 15:42", PARTS),
        ("2026-09-01 16:18", "open"),
        ("2026-09-01 16:30", "event resolved"),
    ]
    assert told(contract_of(), times(5, late))["paused-close-to-due"][0] == 5
    assert "paused-close-to-due" not in told(contract_of(), times(5, early))


def test_a_share_of_more_than_half_asks_for_all_of_the_pauses():
    wide = contract_of(signals={"late_pause": "60%"})
    assert told(wide, times(5, paused("14:42")))["paused-close-to-due"][0] == 5


@pytest.mark.parametrize("target", ["1 business day", "1 calendar day"])
def test_a_late_pause_moves_a_due_time_in_days_too(target):
    contract = contract_of(level_of({"day_rule": "same_time"}, target=target))
    story = [
        ("2026-09-01 08:00", "open"),
        ("2026-09-02 07:45", PARTS),
        ("2026-09-02 12:00", "open"),
        ("2026-09-02 12:10", "event resolved"),
    ]
    early = [story[0], ("2026-09-01 09:00", PARTS), *story[2:]]
    assert told(contract, times(6, story))["paused-close-to-due"][0] == 6
    assert "paused-close-to-due" not in told(contract, times(6, early))


def test_a_late_pause_at_night_moves_a_due_time_in_calendar_days():
    story = [
        ("2026-09-01 08:00", "open"),
        ("2026-09-02 06:00", PARTS),
        ("2026-09-02 07:00", "open"),
        ("2026-09-02 08:30", "event resolved"),
    ]
    days = contract_of(level_of(target="1 calendar day"))
    assert told(days, times(6, story))["paused-close-to-due"][0] == 6
    early = [story[0], ("2026-09-01 22:00", PARTS), ("2026-09-01 23:00", "open"), story[3]]
    assert "paused-close-to-due" not in told(days, times(6, early))
    business = contract_of(level_of({"day_rule": "same_time"}, target="1 business day"))
    assert "paused-close-to-due" not in told(business, times(6, story))


def test_a_ticket_that_was_late_in_spite_of_its_pause_was_kept_in_time_by_none():
    late = [*paused("09:00")[:3], ("2026-09-04 15:01", "event resolved")]
    found = told(contract_of(), {**times(5, paused("14:42")), **times(5, late, "L")})
    assert found["paused-close-to-due"][1].startswith("5 of 5 tickets")


BY_PRIORITY = level_of(target={"P1": "4 business hours", "P2": "8 business hours"})


def priorities(*held: str | None) -> list[Any]:
    changes = [(f"2026-09-01 {9 + n:02d}:00", "open", name) for n, name in enumerate(held)]
    return [*changes, ("2026-09-01 13:30", "event resolved", held[-1])]


def test_priorities_lowered_after_opening_are_told():
    stories = {**times(5, priorities("P1", "P2")), **times(95, priorities("P2"), "U")}
    count, message, _ = told(contract_of(BY_PRIORITY), stories)["priority-lowered"]
    assert count == 5
    assert message == (
        "5 of 100 tickets of repair got a lower priority after opening, one with a longer target "
        "(listed from 5% on); ask who lowered it, and why"
    )
    stories["U95"] = priorities("P2")
    assert "priority-lowered" not in told(contract_of(BY_PRIORITY), stories)


@pytest.mark.parametrize("held", [("P2", "P1"), ("P2", "P1", "P2"), ("P1",), (None, "P2")])
def test_a_priority_raised_put_back_or_given_late_is_not_lowered(held):
    assert "priority-lowered" not in told(contract_of(BY_PRIORITY), times(9, priorities(*held)))


def test_the_priority_that_was_known_first_counts_among_several():
    story = priorities(None, "P1", "P2")
    assert told(contract_of(BY_PRIORITY), times(9, story))["priority-lowered"][0] == 9


def test_a_priority_that_changes_with_the_start_of_the_clock_is_the_first():
    level = level_of({"from": "received"}, target=BY_PRIORITY["target"])
    story = [
        ("2026-09-01 08:00", "open", "P1"),
        ("2026-09-01 09:00", "event received", "P2"),
        ("2026-09-01 10:00", "event resolved", "P2"),
    ]
    assert "priority-lowered" not in told(contract_of(level), times(9, story))


def test_a_priority_that_is_lowered_with_the_stop_is_lowered():
    story = [("2026-09-01 08:00", "open", "P1"), ("2026-09-01 10:00", "event resolved", "P2")]
    assert told(contract_of(BY_PRIORITY), times(9, story))["priority-lowered"][0] == 9


def test_where_no_clock_ever_starts_no_priority_is_lowered():
    level = level_of({"from": "received"}, target=BY_PRIORITY["target"])
    assert "priority-lowered" not in told(contract_of(level), times(9, priorities("P1", "P2")))


def test_a_level_without_a_signal_hides_none_of_the_next_level():
    rare = {**BY_PRIORITY, "id": "rare", "applies_to": {"site": "south"}}
    found = told(contract_of(rare, BY_PRIORITY), times(9, priorities("P1", "P2")))
    assert found["priority-lowered"][0] == 9


def test_a_priority_lowered_after_the_stop_is_of_no_matter():
    story = [*priorities("P1"), ("2026-09-01 14:00", "ignore", "P2")]
    assert "priority-lowered" not in told(contract_of(BY_PRIORITY), times(9, story))


def test_without_a_target_by_priority_no_priority_is_lowered():
    assert "priority-lowered" not in told(contract_of(), times(9, priorities("P1", "P2")))


def stopped(minutes: int) -> list[Any]:
    start = at("2026-09-01 07:30")
    return [(start, "open"), (start + 60 * minutes, "event resolved")]


def test_far_more_tickets_just_in_time_than_just_late_are_told():
    stories = {**times(20, stopped(480)), **times(5, stopped(504), "L")}
    count, message, _ = told(contract_of(), stories)["just-under-target"]
    assert count == 20
    assert message == (
        "20 tickets of repair stopped in the last 5% of their time and 5 in the 5% after it; "
        "ask how the stop is stamped"
    )
    stories["L5"] = stopped(481)
    assert "just-under-target" not in told(contract_of(), stories)


def test_the_edges_of_just_in_time_are_exact():
    stories = {**times(20, stopped(457)), **times(6, stopped(505), "L")}
    assert told(contract_of(), stories)["just-under-target"][0] == 20
    assert "just-under-target" not in told(contract_of(), times(20, stopped(456)))


def amended(level: Any, later: Any) -> Contract:
    change = {"id": "A1", "effective": "2026-09-15", "reason": "Agreed.", "service_levels": [later]}
    return contract_of(level, amendments=[change])


def test_signals_of_a_level_last_through_its_amendments():
    before, after = times(10, stopped(480)), times(10, stopped(480), "U")
    later = [(when + 21 * 86_400, what) for when, what in stopped(480)]
    both = {**before, **dict.fromkeys(after, later)}
    contract = amended(level_of(), level_of(exclude=["weather"]))
    assert told(contract, both)["just-under-target"][0] == 20
    days = amended(level_of(target="1 business day"), level_of())
    twice = {**both, **dict.fromkeys([f"V{n}" for n in range(10)], later)}
    assert told(days, twice)["just-under-target"][0] == 20


def test_a_statistic_is_not_judged_ticket_by_ticket():
    measure = {"kind": "statistic", "statistic": "mean", "to": "resolved"}
    level = {
        "id": "mean",
        "title": "Mean",
        "measure": {**measure, "calendar": "support-hours"},
        "target": "8 business hours",
        "attainment": {"per": "month"},
    }
    assert "just-under-target" not in told(contract_of(level), times(20, stopped(480)))


ACTORS = contract_of()


def waited(actor: str, close: str, lift: str = "12:00") -> list[Any]:
    by = {"actor": actor}
    return [
        ("2026-09-01 08:00", "open", "P2", {"actor": "district"}),
        ("2026-09-01 09:00", PARTS, "P2", by),
        (f"2026-09-01 {lift}", "open", "P2", {"actor": "contractor"}),
        (f"2026-09-01 {close}", "event resolved", "P2", {"actor": "contractor"}),
    ]


def test_pauses_that_the_contractor_lifted_for_the_close_are_told():
    count, message, _ = told(ACTORS, times(5, waited("contractor", "12:15")))[
        "pause-lifted-for-close"
    ]
    assert count == 5
    assert message == (
        "5 of 5 tickets that the contractor itself had paused were closed within 15 minutes of "
        "the pause's end; ask whether the work was done during the pause"
    )


@pytest.mark.parametrize(("actor", "close"), [("contractor", "12:16"), ("district", "12:01")])
def test_work_after_the_pause_or_a_pause_of_the_district_is_no_signal(actor, close):
    assert "pause-lifted-for-close" not in told(ACTORS, times(9, waited(actor, close)))


def test_a_pause_that_runs_beside_the_status_may_be_lifted_after_the_close():
    story = [
        ("2026-09-01 08:00", "open", "P2", {"actor": "district"}),
        ("2026-09-01 09:00", PARTS, "P2", {"actor": "contractor"}),
        ("2026-09-01 12:00", "event resolved", "P2", {"actor": "contractor"}),
        ("2026-09-01 12:05", "resume awaiting-customer", "P2", {"actor": "contractor"}),
    ]
    assert told(ACTORS, times(5, story))["pause-lifted-for-close"][0] == 5
    later = [*story[:3], ("2026-09-01 12:16", *story[3][1:])]
    assert "pause-lifted-for-close" not in told(ACTORS, times(5, later))


def test_a_pause_that_begins_in_the_second_of_the_close_is_none_before_it():
    by = {"actor": "contractor"}
    story = [
        ("2026-09-01 08:00", "open", "P2", by),
        ("2026-09-01 12:00", PARTS, "P2", by),
        ("2026-09-01 12:00", "event resolved", "P2", by),
    ]
    found = told(ACTORS, {**times(5, waited("contractor", "12:15")), **times(5, story, "U")})
    assert found["pause-lifted-for-close"][1].startswith("5 of 5 tickets")


def test_the_time_between_a_pause_and_the_close_may_be_days():
    story = waited("contractor", "16:00")
    assert "pause-lifted-for-close" not in told(ACTORS, times(5, story))
    days = contract_of(signals={"lift_and_close": "1 calendar day"})
    assert told(days, times(5, story))["pause-lifted-for-close"][0] == 5


def test_without_actors_nothing_is_said_of_who_paused():
    plain = [row[:2] for row in waited("contractor", "12:01")]
    assert "pause-lifted-for-close" not in told(ACTORS, times(9, plain))


def test_no_signal_changes_a_verdict():
    stories = {**times(5, paused("15:00")), **times(20, stopped(480), "J")}
    loud = contract_of(signals={"at_least": 1, "bulk_closing": 1})
    found = [measure_contract(one, log_of(stories), OCTOBER) for one in (contract_of(), loud)]
    assert list(rows(found[0].verdicts)) == list(rows(found[1].verdicts))
    assert found[0].levels == found[1].levels
