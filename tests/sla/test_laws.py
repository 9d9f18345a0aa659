"""Laws that hold for every export."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.model.contract import Contract
from rfpkit.sla.audit import Measured, measure_contract
from rfpkit.sla.explain import explain
from rfpkit.sla.verdicts import rows
from tests.sla.logs import at, contract_of, level_of, log_of

START, MINUTE = at("2026-10-29 08:00"), 60
EFFECTS = (
    *("open", "pause awaiting-customer", "pause awaiting-parts", "event resolved"),
    *("event closed", "exclude duplicate", "ignore", "event reopened"),
)
CREDIT = {
    "base": "monthly-fee",
    "bands": [{"below": "95%", "credit": "2%"}, {"below": "80%", "credit": "10%"}],
    "cap": "8% per month",
}
TARGETS = ("2 business hours", "12 business hours", "1 business day", "2 calendar days")
POLICIES = ("continue", "count_closed", "first_stop", "new_episode")

moments = st.integers(0, 20 * 24 * 60).map(lambda minute: START + MINUTE * minute)
told = st.tuples(moments, st.sampled_from(EFFECTS), st.sampled_from(("P1", "P2", None)))
stories = st.dictionaries(
    st.sampled_from([f"T{number}" for number in range(5)]),
    st.lists(told, max_size=7).map(lambda rows: [(START, "open", "P2"), *rows]),
    min_size=1,
)
contracts = st.builds(
    lambda target, policy, exclude, at_risk: contract_of(
        level_of(
            {"on_reopen": policy, "reopen_window": "2 business days"},
            target=target,
            exclude=exclude,
            credit=CREDIT,
        ),
        at_risk=at_risk,
    ),
    st.sampled_from(TARGETS),
    st.sampled_from(POLICIES),
    st.sampled_from(([], ["duplicate"])),
    st.sampled_from((None, {"base": "monthly-fee", "cap": "5% per month"})),
)
instants = st.integers(0, 30 * 24 * 60).map(lambda minute: START + MINUTE * minute)


def content(measured: Measured) -> tuple[object, ...]:
    """Everything but the rows of the file, which a shuffled file numbers otherwise."""
    return measured.levels, measured.credits, measured.findings, list(rows(measured.verdicts))


@settings(max_examples=35, deadline=None)
@given(contracts, stories, instants, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_and_duplicates_are_harmless(
    contract, story, as_of, chance
):
    count = sum(len(lines) for lines in story.values())
    shuffled = [*range(count), chance.randrange(count)]
    chance.shuffle(shuffled)
    plain = measure_contract(contract, log_of(story), as_of)
    other = measure_contract(contract, log_of(story, order=shuffled), as_of)
    assert content(plain)[:2] == content(other)[:2]
    assert content(plain)[3] == content(other)[3]


@settings(max_examples=35, deadline=None)
@given(contracts, stories, instants)
def test_the_books_balance_and_every_ticket_has_one_verdict(contract, story, as_of):
    measured = measure_contract(contract, log_of(story), as_of)
    (level,) = measured.levels
    assert level.ledger is not None
    assert level.ledger.balanced
    assert level.ledger.in_scope == measured.verdicts.height
    assert measured.verdicts.select("ticket", "episode").is_unique().all()
    decided = measured.verdicts.filter(pl.col("verdict").is_in(["met", "missed", "missed_open"]))
    tallied = sum(one.tally.decided for one in level.periods)
    later = decided.filter(~pl.col("period").is_in([one.period for one in level.periods]))
    assert tallied + later.height == decided.height


@settings(max_examples=35, deadline=None)
@given(contracts, stories, instants)
def test_slices_partition_the_wall_clock(contract, story, as_of):
    log = log_of(story)
    verdicts = {
        (row.ticket, row.episode): row
        for row in rows(measure_contract(contract, log, as_of).verdicts)
    }
    for ticket in story:
        for one in explain(contract, log, as_of, ticket):
            row = verdicts.get((ticket, one.episode))
            edges = [(part.start, part.end) for part in one.slices]
            assert all(end == start for (_, end), (start, _) in pairwise(edges))
            if one.slices:
                assert (edges[0][0], edges[-1][1]) == (one.start, one.stop)
                assert one.wall == sum(part.seconds for part in one.slices)
            if row is not None and row.elapsed is not None and one.elapsed is not None:
                assert one.elapsed == row.elapsed == sum(part.counted for part in one.slices)


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(TARGETS),
    st.sampled_from(("at_most", "less_than")),
    st.lists(st.integers(0, 4_000), min_size=4, max_size=4),
    st.integers(0, 3_000),
)
def test_a_longer_pause_never_causes_a_miss(target, comparator, gaps, more):
    contract = contract_of(level_of({"comparator": comparator}, target=target))
    worked, waited, between, after = gaps
    pause = START + MINUTE * worked
    resume = pause + MINUTE * waited
    stop = resume + MINUTE * (more + between)
    paused = [
        [
            (START, "open"),
            (pause, "pause awaiting-customer"),
            (end, "open"),
            (stop, "event resolved"),
        ]
        for end in (resume, resume + MINUTE * more)
    ]
    for as_of in (stop + MINUTE * after, max(stop - MINUTE, START)):
        short, long = (verdict(contract, story, as_of) for story in paused)
        assert not (short in {"met", "pending"} and long in {"missed", "missed_open"})


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(TARGETS), st.integers(1, 4_000), st.integers(1, 4_000), st.integers(1, 4_000)
)
def test_a_pause_after_the_due_time_never_revives_a_ticket(target, late, waited, after):
    contract = contract_of(level_of(target=target))
    row = next(
        rows(measure_contract(contract, log_of({"T": [(START, "open")]}), START + 1).verdicts)
    )
    assert row.due is not None
    pause = row.due + MINUTE * late
    resume = pause + MINUTE * waited
    story = [(START, "open"), (pause, "pause awaiting-customer"), (resume, "open")]
    stopped = [*story, (resume + MINUTE * after, "event resolved")]
    plain = [(START, "open"), (resume + MINUTE * after, "event resolved")]
    end = resume + MINUTE * (after + 1)
    assert verdict(contract, stopped, end) == verdict(contract, plain, end)


def verdict(contract: Contract, story: list[tuple[int, str]], as_of: int) -> str:
    return next(rows(measure_contract(contract, log_of({"T": story}), as_of).verdicts)).verdict


counts = st.integers(0, 12)


def month(met: int, missed: int, at_risk: str | None = None) -> Measured:
    """An audit of a month with so many tickets met and missed."""
    quick = [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "event resolved")]
    slow = [("2026-09-01 08:00", "open"), ("2026-09-09 09:00", "event resolved")]
    story = {f"A{n}": quick for n in range(met)} | {f"B{n}": slow for n in range(missed)}
    most = {"base": "monthly-fee", "cap": at_risk} if at_risk else None
    contract = contract_of(level_of(credit=CREDIT), at_risk=most)
    return measure_contract(contract, log_of(story), at("2026-10-01"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(counts, counts).filter(any), min_size=2, max_size=2))
def test_credits_never_fall_when_attainment_falls(months):
    (met, missed), (more, fewer) = sorted(months, key=lambda one: Fraction(one[0], sum(one)))
    assert month(met, missed).credits_total >= month(more, fewer).credits_total


@settings(max_examples=20, deadline=None)
@given(counts, counts, st.sampled_from(("1% per month", "3% per month", "7.77% per month")))
def test_credits_never_exceed_a_cap(met, missed, cap):
    paid = month(met, missed, cap).credits_total
    assert paid <= Decimal(10_000) * Decimal(cap.split("%")[0]) / 100
    assert paid <= month(met, missed).credits_total <= Decimal(800)


@settings(max_examples=20, deadline=None)
@given(counts, counts)
def test_attainment_is_the_exact_share_and_lies_between_nothing_and_all(met, missed):
    (level,) = month(met, missed).levels
    share = level.periods[-1].attainment
    if met + missed:
        assert share == Fraction(met, met + missed)
        assert 0 <= share <= 1
    else:
        assert share is None
        assert level.periods[-1].state == "no_data"
