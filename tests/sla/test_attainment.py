"""From verdicts to the verdict of a period."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from rfpkit.model.audit import LevelResult, PeriodResult, PeriodState, Tally
from rfpkit.sla.audit import measure_contract
from tests.sla.logs import at, contract_of, level_of, log_of

OCTOBER = at("2026-10-01")


def audited(
    story: dict[str, Any], as_of: int = OCTOBER, tickets: Any = None, **attainment: Any
) -> LevelResult:
    written = {"at_least": "95%", "per": "month", **attainment}
    level = level_of(attainment=written)
    (result,) = measure_contract(contract_of(level), log_of(story, tickets), as_of).levels
    return result


def september(*args: Any, **attainment: Any) -> PeriodResult:
    return audited(*args, **attainment).periods[-1]


def tickets(
    met: int = 0, missed: int = 0, unclear: int = 0, day: str = "2026-09-01"
) -> dict[str, Any]:
    """Stories of tickets that were met, missed, or have no start."""
    quick = [(f"{day} 08:00", "open"), (f"{day} 09:00", "event resolved")]
    slow = [(f"{day} 08:00", "open"), ("2026-09-29 09:00", "event resolved")]
    blind = [(f"{day} 08:00", "event resolved")]
    name = day[5:].replace("-", "")
    return (
        {f"{name}-A{number:04}": quick for number in range(met)}
        | {f"{name}-B{number:04}": slow for number in range(missed)}
        | {f"{name}-C{number:04}": blind for number in range(unclear)}
    )


@pytest.mark.parametrize(
    ("met", "missed", "state"),
    [(95, 5, "met"), (94, 6, "missed"), (19, 1, "met"), (1_899, 100, "missed")],
)
def test_attainment_is_compared_exactly(met, missed, state):
    found = september(tickets(met, missed))
    assert (found.state, found.attainment) == (state, Fraction(met, met + missed))


def test_a_period_without_tickets_has_no_attainment():
    found = september({})
    assert (found.state, found.attainment, found.tally) == (PeriodState.NO_DATA, None, Tally())


def test_unscorable_tickets_bound_the_result_and_make_it_indeterminate():
    found = september(tickets(met=18, missed=1, unclear=1))
    assert found.state is PeriodState.INDETERMINATE
    assert (found.attainment, found.best, found.worst) == (
        Fraction(18, 19),
        Fraction(19, 20),
        Fraction(18, 20),
    )


def test_unscorable_tickets_that_cannot_turn_the_result_leave_it():
    assert september(tickets(met=99, unclear=1)).state is PeriodState.MET
    assert september(tickets(met=1, missed=9, unclear=1)).state is PeriodState.MISSED


def test_only_unscorable_tickets_decide_nothing():
    found = september(tickets(unclear=3))
    assert (found.state, found.attainment) == (PeriodState.INDETERMINATE, None)


def test_a_period_that_is_not_over_is_in_progress_with_its_numbers():
    found = september(tickets(met=3, missed=1), at("2026-09-30 23:59:59"))
    assert (found.state, found.attainment) == (PeriodState.IN_PROGRESS, Fraction(3, 4))
    assert september(tickets(met=3, missed=1), OCTOBER).state is PeriodState.MISSED


def test_periods_run_from_the_first_day_of_the_term_to_the_instant_of_the_audit():
    found = audited(tickets(met=1), at("2026-10-01 00:00:01"))
    assert [one.period for one in found.periods] == ["2026-07", "2026-08", "2026-09", "2026-10"]
    assert [one.state for one in found.periods][-2:] == ["met", "in_progress"]


LATE = {
    "over": [("2026-08-31 14:00", "open"), ("2026-10-05 14:00", "event resolved")],
    "open": [("2026-08-31 14:00", "open")],
}


@pytest.mark.parametrize(
    ("counted_by", "months"),
    [("due", ["2026-09", "2026-09"]), ("start", ["2026-08"] * 2), ("stop", ["2026-09", "2026-10"])],
)
def test_a_ticket_is_counted_where_the_contract_says(counted_by, months):
    found = audited(LATE, at("2026-11-01"), counted_by=counted_by)
    held = [one.period for one in found.periods for _ in range(one.tally.decided)]
    assert held == months


def test_a_late_ticket_that_stays_open_cannot_be_parked():
    found = september({"open": LATE["open"]})
    assert (found.tally, found.state) == (Tally(missed_open=1), PeriodState.MISSED)


def test_what_falls_due_after_the_term_is_counted_in_its_last_period():
    story = {"T": [("2028-06-30 14:00", "open"), ("2028-07-03 10:00", "event resolved")]}
    found = audited(story, at("2028-08-01"))
    assert (found.periods[-1].period, found.periods[-1].tally) == ("2028-06", Tally(met=1))


def test_the_owed_share_follows_its_steps_and_is_nothing_before_the_first():
    steps = [{"from": "2026-08-01", "at_least": "90%"}, {"from": "2026-09-01", "at_least": "97%"}]
    found = audited(tickets(met=19, missed=1), at_least=None, steps=steps).periods
    assert [one.owed for one in found] == [None, Fraction(9, 10), Fraction(97, 100)]
    assert [one.state for one in found] == ["no_target", "no_data", "missed"]


FEW = {"tickets": 10}
FLOOR = {"by": "site", "at_least": "80%"}


def test_few_tickets_are_pooled_with_the_next_period_until_they_are_enough():
    story = tickets(met=4, missed=1, day="2026-07-01") | tickets(met=3, day="2026-08-03")
    story |= tickets(met=2)
    found = audited(story, minimum={**FEW, "otherwise": "pool_with_next"}).periods
    assert [one.state for one in found] == ["pooled", "pooled", "missed"]
    assert found[-1].pooled_from == ("2026-07", "2026-08")
    assert found[-1].tally == Tally(met=9, missed=1)
    assert [one.tally.decided for one in found] == [5, 8, 10]
    assert found[0].reason == "5 tickets decided, 10 needed"


def test_few_tickets_at_the_end_of_the_term_have_no_next_period():
    story = {"T": [("2028-06-01 08:00", "open"), ("2028-06-01 10:00", "event resolved")]}
    found = september(story, at("2028-08-01"), minimum={**FEW, "otherwise": "pool_with_next"})
    assert found.state is PeriodState.BELOW_MINIMUM
    assert "no next period" in found.reason


def test_a_next_period_that_has_not_begun_is_one_to_pool_with():
    rule = {**FEW, "otherwise": "pool_with_next"}
    found = audited(tickets(met=2), at("2026-10-01"), minimum=rule).periods[-1]
    assert (found.period, found.state) == ("2026-09", PeriodState.POOLED)
    assert found.reason == "2 tickets decided, 10 needed"


def test_a_small_group_at_the_end_of_the_term_is_not_judged():
    story = {"T": [("2028-06-01 08:00", "open"), ("2028-06-01 10:00", "event resolved")]}
    rule = {**FEW, "otherwise": "pool_with_next"}
    found = audited(story, at("2028-08-01"), minimum=rule, floor=FLOOR).periods[-1]
    assert [one.state for one in found.groups] == [PeriodState.BELOW_MINIMUM]


def test_an_empty_period_passes_what_was_pooled_before_on():
    story = tickets(met=4, day="2026-07-01") | tickets(met=7)
    found = audited(story, minimum={**FEW, "otherwise": "pool_with_next"}).periods
    assert [one.state for one in found] == ["pooled", "pooled", "met"]


def test_a_number_of_misses_may_be_allowed_in_a_small_period():
    rule = {**FEW, "otherwise": {"allow_misses": "1"}}
    assert september(tickets(met=4, missed=1), minimum=rule).state is PeriodState.MET
    assert september(tickets(met=4, missed=2), minimum=rule).state is PeriodState.MISSED
    assert september(tickets(met=9, missed=1), minimum=rule).state is PeriodState.MISSED
    unclear = september(tickets(met=4, missed=1, unclear=1), minimum=rule)
    assert unclear.state is PeriodState.INDETERMINATE


def test_a_small_period_may_bring_no_credit():
    found = september(tickets(missed=9), minimum={**FEW, "otherwise": "no_credit"})
    assert found.state is PeriodState.BELOW_MINIMUM
    assert found.attainment == 0


def sites(story: dict[str, Any], south: int) -> dict[str, dict[str, Any]]:
    names = sorted(story)
    return {name: {"site": "south"} for name in names[-south:]}


def test_one_group_below_its_floor_misses_the_level():
    story = tickets(met=96, missed=2)
    found = september(story, OCTOBER, sites(story, 4), floor=FLOOR)
    assert (found.attainment, found.state) == (Fraction(96, 98), PeriodState.MISSED)
    groups = {one.group: (one.attainment, one.state) for one in found.groups}
    assert groups == {"north": (1, "met"), "south": (Fraction(1, 2), "missed")}
    assert found.reason == "the floor of 80% by site is not kept: south (50%)"


def test_groups_at_their_floor_keep_it():
    story = tickets(met=98, missed=1)
    found = september(story, OCTOBER, sites(story, 5), floor=FLOOR)
    assert found.state is PeriodState.MET


def test_a_group_with_too_few_tickets_is_pooled_by_itself():
    story = tickets(met=30, day="2026-08-03") | tickets(met=30, missed=1)
    south = {name: {"site": "south"} for name in story if name.endswith(("A0000", "B0000"))}
    rule = {"tickets": 3, "otherwise": "pool_with_next"}
    found = audited(story, OCTOBER, south, floor=FLOOR, minimum=rule).periods
    assert [one.state for one in found] == ["no_data", "met", "missed"]
    august, autumn = ({one.group: one for one in period.groups} for period in found[1:])
    assert (august["south"].state, august["south"].tally.decided) == ("pooled", 1)
    assert autumn["south"].tally == Tally(met=2, missed=1)


def test_priorities_may_have_a_floor():
    story = tickets(met=19) | {
        "urgent": [("2026-09-01 08:00", "open", "P1"), ("2026-09-08 09:00", "event resolved", "P1")]
    }
    found = september(story, floor={"by": "priority", "at_least": "80%"})
    assert [(one.group, one.state) for one in found.groups] == [("P1", "missed"), ("P2", "met")]


def test_tickets_of_no_group_are_a_group():
    story = tickets(met=19, missed=1)
    none = {name: {"site": None} for name in story if "B" in name}
    found = september(story, OCTOBER, none, floor=FLOOR)
    assert [(one.group, one.state) for one in found.groups] == [
        ("(not given)", "missed"),
        ("north", "met"),
    ]


def test_pending_tickets_are_shown_and_decide_nothing():
    story = tickets(met=1) | {"P": [("2026-09-30 16:00", "open")]}
    found = audited(story, at("2026-09-30 16:20"))
    assert found.ledger is not None
    assert (found.ledger.met, found.ledger.pending) == (1, 1)
    assert found.periods[-1].tally == Tally(met=1)  # the other is due in October


def test_as_many_unscorable_tickets_as_decided_ones_are_data_all_the_same():
    found = september(tickets(met=1, unclear=1))
    assert found.state == "indeterminate"
    assert (found.attainment, found.worst) == (Fraction(1), Fraction(1, 2))


OPEN = {"open": [("2026-09-30 15:00", "open")]}


def test_open_tickets_counted_by_their_start_wait_only_where_they_could_turn_the_month():
    safe = september(tickets(met=19) | OPEN, counted_by="start")
    assert (safe.state, safe.reason, safe.tally.pending) == ("met", "", 1)
    lost = september(tickets(met=8, missed=2) | OPEN, counted_by="start")
    assert (lost.state, lost.reason) == ("missed", "")
    turned = september(tickets(met=18) | OPEN, counted_by="start")
    assert turned.state == "in_progress"
    assert turned.reason == "1 ticket not decided yet could turn it"


def test_a_rolling_window_tells_its_earlier_months():
    story = tickets(met=9, day="2026-08-03") | tickets(met=9, missed=1)
    found = audited(story, rolling="2")
    last = found.periods[-1]
    assert (last.period, last.rolled_from, last.tally.met, last.state) == (
        "2026-09",
        ("2026-08",),
        18,
        "missed",
    )
    assert [one.rolled_from for one in found.periods[:2]] == [(), ("2026-07",)]
