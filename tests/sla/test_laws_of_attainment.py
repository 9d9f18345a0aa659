"""Laws of attainment: shares lie between their bounds, and the books add up."""

from __future__ import annotations

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.model.audit import PeriodState
from rfpkit.sla.audit import measure_contract
from tests.sla.logs import contract_of, level_of, log_of
from tests.sla.stories import LATER, MOVES, TARGETS, stories, terms

ATTAINMENTS = st.fixed_dictionaries(
    {
        "at_least": st.sampled_from(("50%", "80%", "95%")),
        "per": st.sampled_from(("month", "quarter", "school year")),
        "counted_by": st.sampled_from(("due", "stop", "start")),
    },
    optional={
        "minimum": st.sampled_from(
            (
                {"tickets": 3, "otherwise": "pool_with_next"},
                {"tickets": 2, "otherwise": "no_credit"},
                {"tickets": 4, "otherwise": {"allow_misses": 1}},
            )
        ),
        "floor": st.just({"by": "site", "at_least": "40%"}),
    },
)
STORIES = stories((*MOVES, "exclude duplicate"))
SITES = st.lists(st.sampled_from(("north", "south", None)), min_size=5, max_size=5)


def audit(measure: Any, target: Any, attainment: Any, story: Any, sites: Any, as_of: int) -> Any:
    level = level_of(measure, target=target, attainment=attainment, exclude=["duplicate"])
    held = {ticket: {"site": sites[int(ticket[1:])]} for ticket in story}
    return measure_contract(contract_of(level), log_of(story, held), as_of)


@settings(max_examples=60, deadline=None)
@given(terms(), TARGETS, ATTAINMENTS, STORIES, SITES, LATER)
def test_a_share_lies_between_its_worst_and_its_best_case(
    measure, target, attainment, story, sites, as_of
):
    (level,) = audit(measure, target, attainment, story, sites, as_of).levels
    for one in level.periods:
        tally = one.tally
        assert (one.attainment is None) == (tally.decided == 0)
        if one.attainment is not None:
            assert 0 <= one.worst <= one.attainment <= one.best <= 1
            assert one.attainment * tally.decided == tally.met


@settings(max_examples=60, deadline=None)
@given(terms(), TARGETS, ATTAINMENTS, STORIES, SITES, LATER)
def test_a_period_is_met_or_missed_only_where_no_broken_record_could_turn_it(
    measure, target, attainment, story, sites, as_of
):
    (level,) = audit(measure, target, attainment, story, sites, as_of).levels
    for one in level.periods:
        allowed = "minimum" in attainment and attainment["minimum"]["tickets"] == 4
        if one.state is PeriodState.MET and not allowed:
            assert one.worst >= one.owed
        if one.state is PeriodState.MISSED and "floor" not in attainment:
            assert one.best < one.owed
        if one.state is PeriodState.NO_DATA:
            assert one.attainment is None


@settings(max_examples=60, deadline=None)
@given(terms(), TARGETS, ATTAINMENTS, STORIES, SITES, LATER)
def test_every_ticket_stands_in_the_books_of_one_level_once(
    measure, target, attainment, story, sites, as_of
):
    measured = audit(measure, target, attainment, story, sites, as_of)
    (level,) = measured.levels
    counts = dict(measured.verdicts.group_by("verdict").len().iter_rows())
    books = level.ledger
    assert books.balanced
    assert books.tickets == len(story)
    for word in ("met", "missed", "missed_open", "pending", "no_target"):
        assert getattr(books, word) == counts.get(word, 0)
    for word in ("excluded", "unscorable"):
        assert sum(line.count for line in getattr(books, word)) == counts.get(word, 0)


@settings(max_examples=60, deadline=None)
@given(terms(), TARGETS, ATTAINMENTS, STORIES, SITES, LATER)
def test_the_groups_of_a_floor_are_all_the_tickets_of_the_period(
    measure, target, attainment, story, sites, as_of
):
    floor = {**attainment, "floor": {"by": "site", "at_least": "40%"}}
    (level,) = audit(measure, target, floor, story, sites, as_of).levels
    plain = {key: value for key, value in attainment.items() if key != "floor"}
    (other,) = audit(measure, target, plain, story, sites, as_of).levels
    for one, without in zip(level.periods, other.periods, strict=True):
        assert one.tally == without.tally
        if "minimum" not in attainment:
            for word in ("met", "missed", "missed_open", "pending", "unscorable"):
                told = sum(getattr(group.tally, word) for group in one.groups)
                assert told == getattr(one.tally, word)
        if without.state is not PeriodState.MET:
            assert one.state is without.state


@settings(max_examples=40, deadline=None)
@given(terms(), TARGETS, STORIES, SITES, LATER)
def test_another_way_of_counting_moves_tickets_and_loses_none(measure, target, story, sites, as_of):
    ways = {}
    for way in ("due", "stop", "start"):
        attainment = {"at_least": "95%", "per": "month", "counted_by": way}
        measured = audit(measure, target, attainment, story, sites, as_of)
        ways[way] = measured.verdicts.drop("period").sort("ticket", "episode")
        placed = measured.verdicts.filter(pl.col("verdict").is_in(["met", "missed", "missed_open"]))
        assert (placed["period"] != "").all()
    assert ways["due"].equals(ways["stop"])
    assert ways["due"].equals(ways["start"])
