"""Laws of pauses with caps, of pauses beside the status, and of repairs that go on elsewhere."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.model.ticket_verdict import TicketVerdict
from rfpkit.sla.audit import measure_contract
from rfpkit.sla.explain import explain
from rfpkit.sla.verdicts import rows
from tests.sla.logs import ATTRIBUTES, at, contract_of, level_of, log_of

START, MINUTE, HOUR = at("2026-10-29 08:00"), 60, 3600
EFFECTS = (
    *("open", "pause awaiting-customer", "pause awaiting-parts", "event resolved", "ignore"),
    *("pause awaiting-quote", "resume awaiting-quote", "event reopened"),
)
REASONS = ("awaiting-customer", "awaiting-parts", "awaiting-quote")

moments = st.integers(0, 14 * 24 * 60).map(lambda minute: START + MINUTE * minute)
told = st.tuples(
    moments,
    st.sampled_from(EFFECTS),
    st.sampled_from(("P1", "P2")),
    st.fixed_dictionaries({"evidenced": st.booleans()}),
)
stories = st.dictionaries(
    st.sampled_from([f"T{number}" for number in range(4)]),
    st.lists(told, max_size=8).map(
        lambda lines: [(START, "open", "P2"), (START, "resume awaiting-quote", "P2"), *lines]
    ),
    min_size=1,
)
hours = st.one_of(st.none(), st.integers(1, 12).map(lambda number: f"{number} business hours"))
pauses = st.lists(
    st.fixed_dictionaries(
        {
            "reason": st.sampled_from(REASONS),
            "each": hours,
            "total": hours,
            "evidence": st.sampled_from((None, "required")),
        }
    ),
    unique_by=lambda rule: rule["reason"],
    max_size=3,
)
instants = st.integers(0, 20 * 24 * 60).map(lambda minute: START + MINUTE * minute)
facts = st.fixed_dictionaries(
    {"device": st.sampled_from(("A1", "A2")), "fault": st.sampled_from(("screen", None))}
)


def pausing(pause, total):
    """A sum of pauses is refused where no pause is allowed."""
    return {"pause": pause, "pause_total": total if pause else None}


def verdicts(measure, story, as_of, known=None, order=None) -> list[TicketVerdict]:
    log = log_of(story, known, attributes=(*ATTRIBUTES, "device", "fault"), order=order)
    contract = contract_of(level_of(measure))
    return list(rows(measure_contract(contract, log, as_of).verdicts))


@settings(max_examples=60, deadline=None)
@given(pauses, hours, stories, instants)
def test_what_is_honored_never_exceeds_a_cap(pause, total, story, as_of):
    plain = verdicts({"pause": [rule["reason"] for rule in pause]}, story, as_of)
    capped = verdicts(pausing(pause, total), story, as_of)
    for row, free in zip(capped, plain, strict=True):
        assert (row.paused is None) == (free.paused is None)
        if row.paused is None or free.paused is None:
            continue
        assert row.paused <= free.paused
        assert row.paused + (row.not_honoured or 0) == free.paused + (free.not_honoured or 0)
        assert row.verdict_if_honoured == free.verdict_if_honoured
        if total is not None:
            assert row.paused <= int(total.split()[0]) * HOUR
        limits = [rule["total"] for rule in pause]
        if pause and None not in limits:
            assert row.paused <= sum(int(limit.split()[0]) * HOUR for limit in limits)


@settings(max_examples=60, deadline=None)
@given(
    pauses, hours, st.lists(st.integers(0, 4_000), min_size=4, max_size=4), st.integers(0, 3_000)
)
def test_a_longer_pause_never_causes_a_miss_whatever_its_cap(pause, total, gaps, more):
    worked, waited, between, after = gaps
    begin = START + MINUTE * worked
    end = begin + MINUTE * waited
    stop = end + MINUTE * (more + between)
    told = []
    for resumed in (end, end + MINUTE * more):
        story = [
            (START, "open"),
            (begin, "pause awaiting-quote", "P2", {"evidenced": True}),
            (resumed, "resume awaiting-quote"),
            (stop, "event resolved"),
        ]
        (row,) = verdicts(pausing(pause, total), {"T": story}, stop + after)
        told.append(row)
    short, long = told
    assert not (short.verdict == "met" and long.verdict == "missed")
    assert (long.elapsed or 0) <= (short.elapsed or 0)


@settings(max_examples=40, deadline=None)
@given(pauses, hours, stories, instants, st.data(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(pause, total, story, as_of, data, chance):
    known = {name: data.draw(facts) for name in story}
    count = sum(len(lines) for lines in story.values())
    shuffled = list(range(count))
    chance.shuffle(shuffled)
    measure = pausing(pause, total)
    plain = verdicts(measure, story, as_of, known)
    other = verdicts(measure, story, as_of, known, order=shuffled)
    assert plain == other
    assert len(plain) == len({(row.ticket, row.episode) for row in plain})
    assert {row.ticket for row in plain} == {
        name for name, lines in story.items() if min(line[0] for line in lines) <= as_of
    }


@settings(max_examples=40, deadline=None)
@given(pauses, hours, stories, instants, st.data())
def test_slices_partition_the_wall_clock_and_add_up_to_the_verdict(
    pause, total, story, as_of, data
):
    known = {name: data.draw(facts) for name in story}
    log = log_of(story, known, attributes=(*ATTRIBUTES, "device", "fault"))
    contract = contract_of(level_of(pausing(pause, total)))
    found = rows(measure_contract(contract, log, as_of).verdicts)
    by_ticket = {(row.ticket, row.episode): row for row in found}
    for ticket in story:
        for one in explain(contract, log, as_of, ticket):
            row = by_ticket.get((ticket, one.episode))
            if row is None:
                assert one.verdict == "out of scope"
                continue
            assert (one.verdict, one.reason) == (row.verdict, row.reason)
            edges = [(part.start, part.end) for part in one.slices]
            assert all(end == start for (_, end), (start, _) in pairwise(edges))
            if one.slices:
                assert (edges[0][0], edges[-1][1]) == (one.start, one.stop)
            if row.elapsed is not None and one.elapsed is not None:
                assert one.elapsed == row.elapsed == sum(part.counted for part in one.slices)
                refused = sum(part.counted for part in one.slices if part.kind == "not_honoured")
                assert refused == row.not_honoured
