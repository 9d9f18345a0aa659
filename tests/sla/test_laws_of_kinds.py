"""Laws that hold for every kind of level: order, books, bounds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.model.exports.event_log import EventLog
from rfpkit.sla.audit import Measured, measure_contract
from rfpkit.sla.verdicts import rows
from tests.sla.counted import level, with_columns, with_feed
from tests.sla.logs import ATTRIBUTES, at, contract_of, log_of

START = at("2026-09-21 08:00")
HOUR = 3600
TIME = {"kind": "statistic", "to": "resolved", "calendar": "support-hours"}
OWED = {"per": "month"}
OUT = {"kind": "accumulation", "to": "resolved", "calendar": "support-hours"}

KINDS: dict[str, dict[str, Any]] = {
    "visits": level({"kind": "ratio", "good": {"event": "visit", "at_most": "1"}}),
    "again": level({"kind": "ratio", "good": {"not_again": "device", "within": "3 calendar days"}}),
    "reopened": level(
        {"kind": "ratio", "at": "resolved", "good": {"not_again": "ticket", "within": "20 hours"}}
    ),
    "fact": level({"kind": "ratio", "feed": "feed", "good": {"fact": "kept", "is": ["yes"]}}),
    "mean": level(TIME | {"statistic": "mean"}, target="4 business hours", attainment=OWED),
    "median": level(
        {"kind": "statistic", "statistic": "median", "number": "cost"}, target="5", attainment=OWED
    ),
    "calls": level(
        {"kind": "statistic", "statistic": "mean", "feed": "feed", "weight": "base"},
        target="3",
        attainment=OWED,
    ),
    "stock": level(
        {"kind": "stock", "feed": "feed", "of": "laptops", "calendar": "support-hours"},
        target="3% of users",
    ),
    "outage": level(OUT, target="4 business hours"),
    "days": level(OUT | {"day_counts": "any_part"}, target="1 calendar day"),
    "duty": level({"kind": "duty", "feed": "feed", "item": "laptops", "within": "5 calendar days"}),
    "means": level(
        {"kind": "satisfaction", "dimension": "quality", "scale": "5", "method": "mean_over_max"}
    ),
}

moments = st.integers(0, 24 * 20).map(lambda hour: START + HOUR * hour)
EFFECTS = ("open", "event visit", "event resolved", "pause awaiting-customer", "exclude spam")
stories = st.dictionaries(
    st.sampled_from([f"T{number}" for number in range(5)]),
    st.lists(st.tuples(moments, st.sampled_from(EFFECTS)), min_size=1, max_size=5),
    min_size=1,
)
feeds = st.lists(
    st.fixed_dictionaries(
        {
            "at": moments,
            "of": st.sampled_from(["laptops", "tablets", None]),
            "site": st.sampled_from(["north", "south", None]),
            "fact": st.sampled_from(["yes", "no", None]),
            "value": st.one_of(st.none(), st.integers(0, 9)),
            "base": st.one_of(st.none(), st.integers(0, 300)),
        }
    ),
    max_size=6,
)


def log(story: Any, feed: Any, order: Any = None, feed_order: Any = None) -> EventLog:
    made = log_of(story, ratings=["quality"], attributes=(*ATTRIBUTES, "device"), order=order)
    names = made.tickets["ticket"].to_list()
    made = with_columns(
        made,
        device=[None if name == "T4" else "AB"[int(name[1]) % 2] for name in names],
        number_cost=[int(name[1]) * 2_000_000 if name != "T3" else None for name in names],
        rating_quality=[int(name[1]) + 1 if name != "T1" else None for name in names],
    )
    made = with_feed(feed, made)
    if feed_order is not None:
        made = replace(made, feeds={"feed": made.feeds["feed"][feed_order]})
    return made


@pytest.mark.parametrize("kind", list(KINDS))
@settings(max_examples=8, deadline=None)
@given(stories, feeds, moments, st.randoms(use_true_random=False))
def test_the_order_of_rows_says_nothing_and_the_books_balance(kind, story, feed, as_of, chance):
    contract = contract_of(KINDS[kind])
    count = sum(len(told) for told in story.values())
    order, feed_order = list(range(count)), list(range(len(feed)))
    plain = measure_contract(contract, log(story, feed), as_of)
    chance.shuffle(order)
    chance.shuffle(feed_order)
    other = measure_contract(contract, log(story, feed, order, feed_order), as_of)
    assert content(plain) == content(other)
    (found,) = plain.levels
    assert found.measured or "nothing in the mapping gives the event" in found.reason
    if found.ledger is None:
        return
    assert found.ledger.balanced
    assert found.ledger.in_scope == plain.verdicts.height
    assert plain.verdicts.select("ticket", "episode").is_unique().all()
    for period in found.periods:
        shares = (period.worst, period.attainment, period.best)
        assert all(share is None or 0 <= share <= 1 for share in shares)
        known = [share for share in shares if isinstance(share, Fraction)]
        assert known == sorted(known)


def content(measured: Measured) -> Any:
    """Everything but the rows of the file, which a shuffled file numbers otherwise."""
    told = [row._replace(row=0) for row in rows(measured.verdicts)]
    return measured.levels, sorted(told, key=str)
