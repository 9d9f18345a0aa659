"""Laws of a ticket's clock: what is in a party's favor never turns against it."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rfpkit.model.contract import Contract
from rfpkit.sla.audit import measure_contract
from rfpkit.sla.calendars.compiled import compile_calendar
from rfpkit.sla.verdicts import rows
from tests.sla.logs import contract_of, level_of, log_of
from tests.sla.stories import CALENDARS, CONTRACTS, DAY, LATER, TARGETS, contract, stories, terms

MISSED = {"missed", "missed_open"}
SCORED = MISSED | {"met", "pending"}


def judged(terms_of: Contract, story: dict[str, Any], as_of: int) -> dict[tuple[str, int], Any]:
    """Verdicts by ticket and episode."""
    found = rows(measure_contract(terms_of, log_of(story), as_of).verdicts)
    return {(row.ticket, row.episode): row for row in found}


@settings(max_examples=60, deadline=None)
@given(terms(), TARGETS, CALENDARS, stories(), LATER)
def test_a_reason_more_to_pause_never_causes_a_miss(measure, target, calendar, story, as_of):
    few = contract({**measure, "pause": ["awaiting-customer"]}, target, calendar)
    more = contract({**measure, "pause": ["awaiting-customer", "awaiting-parts"]}, target, calendar)
    strict, mild = judged(few, story, as_of), judged(more, story, as_of)
    assert strict.keys() == mild.keys()
    for key, row in mild.items():
        if row.verdict in MISSED:
            assert strict[key].verdict == row.verdict
        if row.verdict in SCORED and strict[key].verdict in SCORED:
            assert row.elapsed <= strict[key].elapsed
            assert row.elapsed + row.paused == strict[key].elapsed + strict[key].paused
            assert strict[key].verdict_if_honoured == row.verdict


@settings(max_examples=60, deadline=None)
@given(CONTRACTS, stories(), LATER)
def test_to_honor_every_pause_never_causes_a_miss(terms_of, story, as_of):
    for row in judged(terms_of, story, as_of).values():
        if row.verdict not in MISSED:
            assert row.verdict_if_honoured == row.verdict
        # Calendar days run at night too, where a pause takes no service time.
        if row.verdict_if_honoured != row.verdict and "calendar" not in row.target:
            assert row.not_honoured > 0


LONGER = st.sampled_from(
    (
        ("2 business hours", "7 business hours"),
        ("1 business day", "2 business days"),
        ("1 calendar day", "3 calendar days"),
        (
            {"P1": "2 business hours", "P2": "8 business hours"},
            {"P1": "3 business hours", "P2": "9 business hours"},
        ),
    )
)


@settings(max_examples=60, deadline=None)
@given(terms(), LONGER, CALENDARS, stories(), LATER)
def test_a_longer_target_never_causes_a_miss(measure, targets, calendar, story, as_of):
    short, long = (judged(contract(measure, one, calendar), story, as_of) for one in targets)
    for key, row in long.items():
        if row.verdict in MISSED and short[key].verdict in SCORED:
            assert short[key].verdict == row.verdict


@settings(max_examples=60, deadline=None)
@given(terms(comparator="at_most"), TARGETS, CALENDARS, stories(), LATER)
def test_less_than_is_never_milder_than_at_most(measure, target, calendar, story, as_of):
    most = judged(contract(measure, target, calendar), story, as_of)
    less = judged(contract({**measure, "comparator": "less_than"}, target, calendar), story, as_of)
    for key, row in most.items():
        if row.verdict in MISSED:
            assert less[key].verdict == row.verdict


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(terms(priority_change="at_start"), terms(priority_change="strictest")),
    TARGETS,
    CALENDARS,
    stories(),
    LATER,
    st.integers(0, 30 * DAY),
)
def test_a_later_look_never_takes_a_miss_back(measure, target, calendar, story, as_of, later):
    # Under `at_stop` it may: the priority at a later stop is another one.
    terms_of = contract(measure, target, calendar)
    early, late = judged(terms_of, story, as_of), judged(terms_of, story, as_of + later)
    for key, row in early.items():
        if row.verdict in MISSED and late[key].verdict in SCORED:
            assert late[key].verdict in MISSED
        if row.verdict == "missed" and late[key].stop == row.stop:
            assert late[key].verdict in {"missed", "unscorable"}


@settings(max_examples=60, deadline=None)
@given(CONTRACTS, stories(), LATER, st.integers(1, 60 * DAY))
def test_a_closed_ticket_of_which_nothing_new_is_heard_keeps_its_verdict(
    terms_of, story, as_of, later
):
    last = max(line[0] for lines in story.values() for line in lines)
    assume(as_of >= last)
    early, late = judged(terms_of, story, as_of), judged(terms_of, story, as_of + later)
    assert early.keys() == late.keys()
    for key, row in early.items():
        if row.stop is not None:
            assert late[key] == row
        elif row.verdict in MISSED:
            assert late[key].verdict in MISSED


@settings(max_examples=60, deadline=None)
@given(
    terms(on_reopen="count_closed", **{"from": "reported"}), TARGETS, CALENDARS, stories(), LATER
)
def test_counted_and_paused_time_are_all_the_open_time_of_a_clock(
    measure, target, calendar, story, as_of
):
    terms_of = contract(measure, target, calendar)
    hours = compile_calendar(terms_of.versions()[0].calendars[0])
    for row in judged(terms_of, story, as_of).values():
        if row.verdict in SCORED:
            ends = np.array([row.start]), np.array([row.stop or as_of])
            assert row.elapsed + row.paused == hours.elapsed(*ends)[0]
            assert 0 <= row.not_honoured <= row.elapsed


@settings(max_examples=60, deadline=None)
@given(CONTRACTS, stories(), LATER)
def test_a_verdict_follows_from_its_own_numbers(terms_of, story, as_of):
    (level,) = terms_of.service_levels
    for row in judged(terms_of, story, as_of).values():
        if row.verdict not in SCORED or row.due is None:
            continue
        until = as_of if row.stop is None else row.stop
        if "hour" not in row.target:
            late = until > row.due if level.measure.comparator == "at_most" else until >= row.due
            assert (row.verdict in MISSED) == late
        elif until < row.due:
            assert row.verdict not in MISSED
        assert (row.verdict in {"pending", "missed_open"}) == (row.stop is None)


ORDERS = ("continue", "count_closed", "first_stop")


@settings(max_examples=60, deadline=None)
@given(terms(), TARGETS, CALENDARS, stories(), LATER)
def test_to_count_closed_time_is_never_milder(measure, target, calendar, story, as_of):
    found = {
        rule: judged(contract({**measure, "on_reopen": rule}, target, calendar), story, as_of)
        for rule in ORDERS
    }
    plain, counted, first = (found[rule] for rule in ORDERS)
    assert plain.keys() == counted.keys() == first.keys()
    for key, row in counted.items():
        if row.verdict in SCORED and plain[key].verdict in SCORED:
            assert row.elapsed >= plain[key].elapsed >= (first[key].elapsed or 0)
            assert (row.first_stop, row.last_stop) == (plain[key].first_stop, plain[key].last_stop)
        if plain[key].verdict in MISSED and row.verdict in SCORED:
            assert row.verdict == plain[key].verdict


CLOSURES = st.lists(
    st.builds(
        lambda day, start, length: {
            "date": f"2026-{10 + day // 31}-{day % 31 + 1:02d}" if day < 31 else "2026-11-02",
            "from": f"{start:02d}:00",
            "to": f"{start + length:02d}:00",
            "reason": "Closed",
        },
        st.integers(25, 31),
        st.integers(0, 20),
        st.integers(1, 4),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=50, deadline=None)
@given(
    terms(reopen_window="3 calendar days"),
    st.sampled_from(("2 business hours", {"P1": "2 business hours", "P2": "12 business hours"})),
    CLOSURES,
    stories(),
    LATER,
)
def test_a_closure_more_never_causes_a_miss_of_a_target_in_hours(
    measure, target, closures, story, as_of
):
    plain = judged(contract(measure, target, {}), story, as_of)
    closed = judged(contract(measure, target, {"closures": closures}), story, as_of)
    for key, row in closed.items():
        if row.verdict in SCORED:
            assert row.elapsed <= plain[key].elapsed
        if row.verdict in MISSED:
            assert plain[key].verdict == row.verdict


@settings(max_examples=50, deadline=None)
@given(
    terms(),
    TARGETS,
    st.sampled_from(({}, {"week": {"mon-fri": ["08:00-12:00", "13:00-17:00"]}})),
    CLOSURES,
    stories(),
    LATER,
    st.integers(1, 8),
)
def test_weeks_later_is_the_same_story_where_the_clocks_do_not_change(
    measure, target, calendar, closures, story, as_of, weeks
):
    move = weeks * 7 * DAY
    moved = [{**one, "date": str(np.datetime64(one["date"]) + 7 * weeks)} for one in closures]
    later = {ticket: [(at + move, *rest) for at, *rest in lines] for ticket, lines in story.items()}
    here = judged(in_utc(measure, target, calendar, closures), story, as_of)
    there = judged(in_utc(measure, target, calendar, moved), later, as_of + move)
    assert here.keys() == there.keys()
    for key, row in here.items():
        told = {name: getattr(there[key], name) for name in WORDS}
        told |= {name: back(getattr(there[key], name), move) for name in INSTANTS}
        assert told == {name: getattr(row, name) for name in (*WORDS, *INSTANTS)}


WORDS = (
    *("verdict", "reason", "priority", "target", "elapsed", "paused", "not_honoured"),
    *("verdict_if_honoured",),
)
INSTANTS = ("start", "first_stop", "stop", "last_stop", "due")


def back(instant: int | None, move: int) -> int | None:
    return None if instant is None else instant - move


def in_utc(measure: dict[str, Any], target: Any, calendar: Any, closures: Any) -> Contract:
    level = level_of(measure, target=target)
    hours = {**calendar, "timezone": "UTC", "closures": closures}
    return contract_of(level, calendar=hours, timezone="UTC")
