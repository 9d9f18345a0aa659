"""What the vendor says, beside what follows from its own due times and from ours."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from rfpkit.model.audit import ClaimResult
from rfpkit.sla.audit import measure_contract
from rfpkit.sla.verdicts import rows
from tests.sla.logs import at, contract_of, level_of, log_of

OCTOBER = at("2026-10-01")
# Eight business hours from Tuesday 08:00 end at 16:00.
QUICK = [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "event resolved")]
SLOW = [("2026-09-01 08:00", "open"), ("2026-09-03 09:00", "event resolved")]

FLAGS = {"met": True, "missed": False, "": None}


def claimed(
    story: Any, flag: str, due: str | None, *levels: Mapping[str, Any], **more: Any
) -> ClaimResult:
    claims = {"claimed_met": FLAGS[flag], "claimed_due": at(due) if due else None, **more}
    log = log_of({"T": story}, {"T": claims})
    (found,) = measure_contract(contract_of(*levels), log, OCTOBER, "repair").claims
    return found


def cause(*args: Any, **more: Any) -> str:
    (found,) = claimed(*args, **more).disagreements
    return found.cause


def test_three_verdicts_that_agree_are_no_disagreement():
    found = claimed(QUICK, "met", "2026-09-01 16:10")
    assert found.disagreements == ()
    assert (found.claims, found.flag_agrees_with_own_due, found.flag_agrees_with_ours) == (1, 1, 1)
    assert (found.dues, found.due_within_15_minutes) == (1, 1)
    assert (found.flag_contradicts_own_due, found.flag_differs_from_ours) == (0, 0)
    assert (found.durations, found.pauses, found.pauses_not_shown) == (0, 0, 0)


def test_due_times_more_than_fifteen_minutes_apart_are_not_the_same():
    assert claimed(QUICK, "met", "2026-09-01 16:15").due_within_15_minutes == 1
    assert claimed(QUICK, "met", "2026-09-01 16:15:01").due_within_15_minutes == 0


def test_a_flag_may_contradict_the_vendors_own_due_time():
    found = claimed(SLOW, "met", "2026-09-01 16:00")
    assert (found.flag_contradicts_own_due, found.flag_differs_from_ours) == (1, 1)
    (one,) = found.disagreements
    assert (one.claimed, one.by_claimed_due, one.ours) == ("met", "missed", "missed")
    assert one.cause == "the vendor's flag contradicts its own due time"


def test_another_due_time_is_named_with_its_distance():
    assert cause(SLOW, "met", "2026-09-03 16:30") == "the vendor's due time is 48 h 30 min later"
    assert (
        cause(QUICK, "missed", "2026-09-01 08:45") == "the vendor's due time is 7 h 15 min earlier"
    )


def test_a_pause_that_the_contract_does_not_allow_is_the_cause():
    story = [
        ("2026-09-01 08:00", "open"),
        ("2026-09-01 09:00", "pause awaiting-parts"),
        ("2026-09-03 09:00", "open"),
        ("2026-09-03 10:00", "event resolved"),
    ]
    assert cause(story, "met", "2026-09-03 16:00") == "a pause that the contract does not allow"


def test_a_reopening_that_the_vendor_forgets_is_the_cause():
    story = [*QUICK, ("2026-09-02 08:00", "open"), ("2026-09-03 16:00", "event resolved")]
    found = claimed(story, "met", "2026-09-01 16:00")
    assert found.disagreements[0].cause == (
        "the ticket was reopened after the stop that the vendor counts"
    )


def test_a_flag_without_a_due_time_has_only_our_verdict_beside_it():
    found = claimed(SLOW, "met", None)
    assert (found.claims, found.dues, found.flag_agrees_with_own_due) == (1, 0, 0)
    assert found.disagreements[0].cause == "the vendor gives no due time"
    assert found.disagreements[0].by_claimed_due == "no due time"


def test_a_due_time_without_a_flag_is_compared_too():
    found = claimed(SLOW, "", "2026-09-04 16:00")
    assert (found.claims, found.dues) == (0, 1)
    assert found.disagreements[0].claimed == "nothing"


def test_a_flag_of_an_open_ticket_follows_from_whether_its_due_time_has_come():
    story = [("2026-09-30 16:00", "open")]
    assert claimed(story, "met", "2026-10-02 12:00").flag_agrees_with_own_due == 1
    assert claimed(story, "missed", "2026-09-30 16:30").flag_agrees_with_own_due == 1
    assert claimed(story, "met", "2026-09-30 16:30").flag_contradicts_own_due == 1
    assert claimed(story, "met", "2026-10-01 00:00").flag_agrees_with_own_due == 1


def test_claims_belong_to_one_level():
    claims = {"claimed_met": True, "claimed_due": at("2026-09-01 16:00")}
    contract = contract_of(level_of(), {**level_of(), "id": "other"})
    log = log_of({"T": QUICK}, {"T": claims})
    found = measure_contract(contract, log, OCTOBER, "other")
    assert [one.level for one in found.claims] == ["other"]
    assert [(row.level, row.claimed, row.by_claimed_due) for row in rows(found.verdicts)] == [
        ("repair", "", ""),
        ("other", "met", "met"),
    ]
    assert measure_contract(contract, log, OCTOBER).claims == ()


def test_a_pause_that_only_the_vendor_counts_is_the_cause():
    # Two days and an hour, of which the vendor leaves out two days; the export shows no pause.
    told = cause(SLOW, "met", "2026-09-03 16:00", claimed_paused=2 * 86_400)
    assert told == "the vendor counts a pause of 48 h 00 min that the export does not show"
    found = claimed(SLOW, "met", "2026-09-03 16:00", claimed_paused=2 * 86_400)
    assert (found.pauses, found.pauses_not_shown) == (1, 1)


def test_of_a_ticket_that_cannot_be_scored_nobody_says_that_no_pause_is_shown():
    story = [
        ("2026-09-01 08:00", "open"),
        ("2026-09-01 09:00", "pause awaiting-customer"),
        ("2026-09-02 09:00", "event resolved"),
    ]
    more = {"claimed_paused": 86_400, "unreadable": "a broken stamp"}
    found = claimed(story, "met", "2026-09-02 16:00", **more)
    assert (found.pauses, found.pauses_not_shown) == (1, 0)


def test_a_pause_that_the_export_shows_too_is_no_cause():
    story = [
        ("2026-09-01 08:00", "open"),
        ("2026-09-01 09:00", "pause awaiting-customer"),
        ("2026-09-02 09:00", "open"),
        ("2026-09-03 16:00", "event resolved"),
    ]
    found = claimed(story, "met", "2026-09-04 08:00", claimed_paused=86_400)
    assert (found.pauses, found.pauses_not_shown) == (1, 0)
    assert "pause" not in found.disagreements[0].cause


def test_a_priority_that_changed_is_the_cause():
    target = {"P1": "4 business hours", "P3": "40 business hours"}
    story = [
        ("2026-09-01 08:00", "open", "P3"),
        ("2026-09-01 09:00", "open", "P1"),
        ("2026-09-02 08:00", "event resolved", "P1"),
    ]
    told = cause(story, "met", "2026-09-07 12:00", level_of(target=target), first_priority="P3")
    assert told == "the priority changed: P3 at first, and P1 counts"


def test_a_due_time_that_lies_the_target_later_by_the_wall_is_told_as_such():
    # Eight business hours of a ticket of 15:00 end the next day at 14:00; by the wall, at 23:00.
    story = [("2026-09-01 15:00", "open"), ("2026-09-02 09:00", "event resolved")]
    assert cause(story, "missed", "2026-09-01 23:00") == (
        "the vendor counts around the clock: the vendor's due time is 15 h 00 min earlier"
    )


def test_the_share_of_flags_against_their_own_stamps_is_of_those_that_can_be_checked():
    assert claimed(SLOW, "met", "2026-09-01 16:00").contradicting == Fraction(1)
    assert claimed(QUICK, "met", "2026-09-01 16:00").contradicting == Fraction(0)
    assert claimed(QUICK, "met", None).contradicting is None


def test_the_vendors_length_of_time_stands_beside_ours():
    found = claimed(QUICK, "met", "2026-09-01 16:00", claimed_elapsed=3600 + 15 * 60)
    assert (found.durations, found.duration_within_15_minutes) == (1, 1)
    found = claimed(QUICK, "met", "2026-09-01 16:00", claimed_elapsed=3600 + 15 * 60 + 1)
    assert (found.durations, found.duration_within_15_minutes) == (1, 0)


def test_a_flag_agrees_with_a_due_time_that_is_this_very_instant():
    found = claimed([("2026-09-30 15:00", "open")], "met", "2026-10-01 00:00")
    assert (found.flag_agrees_with_own_due, found.flag_contradicts_own_due) == (1, 0)
    over = claimed([("2026-09-30 15:00", "open")], "met", "2026-09-30 23:59:59")
    assert (over.flag_agrees_with_own_due, over.flag_contradicts_own_due) == (0, 1)


def test_a_pause_that_the_export_shows_is_seen_whether_it_is_allowed_or_not():
    story = [
        ("2026-09-01 08:00", "open"),
        ("2026-09-01 09:00", "pause awaiting-customer"),
        ("2026-09-01 10:00", "pause awaiting-parts"),
        ("2026-09-01 11:00", "open"),
        ("2026-09-01 12:00", "event resolved"),
    ]
    found = claimed(story, "met", None, claimed_paused=7200)
    assert (found.pauses, found.pauses_not_shown) == (1, 0)
    unseen = claimed(QUICK, "met", None, claimed_paused=901)
    assert (unseen.pauses, unseen.pauses_not_shown) == (1, 1)
    assert claimed(QUICK, "met", None, claimed_paused=900).pauses_not_shown == 0


def test_a_target_in_minutes_may_be_counted_around_the_clock_too():
    story = [("2026-09-01 16:00", "open"), ("2026-09-02 07:45", "event resolved")]
    level = level_of(target="90 business minutes")
    assert cause(story, "missed", "2026-09-01 17:30", level) == (
        "the vendor counts around the clock: the vendor's due time is 15 h 00 min earlier"
    )


def test_the_same_due_time_may_bring_another_verdict():
    exact = [("2026-09-01 08:00", "open"), ("2026-09-01 16:00", "event resolved")]
    level = level_of({"comparator": "less_than"})
    assert cause(exact, "met", "2026-09-01 16:00", level) == "the same due time, another verdict"


def test_due_times_less_than_a_minute_apart_are_told_in_seconds():
    story = [("2026-09-01 08:00", "open"), ("2026-09-01 16:00:01", "event resolved")]
    assert cause(story, "met", "2026-09-01 16:00:01") == "the vendor's due time is 1 s later"
    assert cause(QUICK, "missed", "2026-09-01 08:59:59") == (
        "the vendor's due time is 7 h 00 min earlier"
    )


def test_a_flag_against_its_own_due_time_is_told_even_where_ours_agrees_with_it():
    assert cause(QUICK, "met", "2026-09-01 08:30") == (
        "the vendor's flag contradicts its own due time"
    )


def test_a_first_stop_in_the_second_of_the_due_time_was_in_time():
    story = [*QUICK, ("2026-09-02 08:00", "open"), ("2026-09-03 16:00", "event resolved")]
    assert cause(story, "met", "2026-09-01 09:00") == (
        "the ticket was reopened after the stop that the vendor counts"
    )


def test_a_pause_of_fifteen_minutes_explains_nothing():
    assert "due time" in cause(SLOW, "met", "2026-09-03 16:00", claimed_paused=900)
    assert cause(SLOW, "met", "2026-09-03 16:00", claimed_paused=901) == (
        "the vendor counts a pause of 15 min that the export does not show"
    )


def test_a_target_in_days_is_not_counted_around_the_clock():
    level = level_of(target="1 business day")
    assert cause(SLOW, "met", "2026-09-03 16:30", level) == (
        "the vendor's due time is 24 h 00 min later"
    )
