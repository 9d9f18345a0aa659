"""Laws of the way in: what an export looks like must not matter, only what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.intake import Source
from rfpkit.sla.audit import Measured, measure_contract
from rfpkit.sla.verdicts import rows
from tests.sla.logs import log_of
from tests.sla.stories import CONTRACTS, LATER, MOVES, stories

STORIES = stories((*MOVES, "exclude duplicate"))
CHANCE = st.randoms(use_true_random=False)


def content(measured: Measured) -> tuple[Any, ...]:
    """Everything but the places in the files, which another cut numbers otherwise."""
    told = [row._replace(row=0) for row in rows(measured.verdicts)]
    return told, measured.levels, measured.credits, measured.findings


@settings(max_examples=40, deadline=None)
@given(CONTRACTS, STORIES, LATER, CHANCE)
def test_an_export_in_several_files_is_the_same_export(contract, story, as_of, chance):
    whole = log_of(story)
    files = [chance.randrange(3) for _ in range(whole.events.height)]
    assert content(measure_contract(contract, cut(whole, files), as_of)) == content(
        measure_contract(contract, whole, as_of)
    )


def cut(log: EventLog, files: list[int]) -> EventLog:
    """Puts each row into one of three files, the rows of each file in their order."""
    places = [2 + files[:position].count(file) for position, file in enumerate(files)]
    events = log.events.with_columns(
        source=pl.Series(files, dtype=pl.UInt8), row=pl.Series(places, dtype=pl.UInt32)
    )
    events = events.sort("source", "row", maintain_order=True)
    sources = tuple(
        Source(file=f"part-{file}.csv", sha256="0" * 64, rows=files.count(file))
        for file in range(3)
    )
    return replace(log, events=events, intake=log.intake.model_copy(update={"sources": sources}))


@settings(max_examples=40, deadline=None)
@given(CONTRACTS, STORIES, LATER, CHANCE)
def test_rows_that_come_twice_count_once(contract, story, as_of, chance):
    log = log_of(story)
    twice = [*range(log.events.height)] * 2
    chance.shuffle(twice)
    doubled = log_of(story, order=twice)
    assert (
        content(measure_contract(contract, doubled, as_of))[:3]
        == content(measure_contract(contract, log, as_of))[:3]
    )


@settings(max_examples=40, deadline=None)
@given(CONTRACTS, STORIES, LATER, st.permutations([f"T{n}" for n in range(5)]))
def test_other_ticket_numbers_change_nothing_but_the_order(contract, story, as_of, names):
    renamed = {f"T{n}": name for n, name in enumerate(names)}
    other = {renamed[ticket]: lines for ticket, lines in story.items()}
    plain = measure_contract(contract, log_of(story), as_of)
    found = measure_contract(contract, log_of(other), as_of)
    assert (found.levels, found.credits) == (plain.levels, plain.credits)
    back = [row._replace(ticket=renamed[row.ticket], row=0) for row in rows(plain.verdicts)]
    assert sorted(back, key=place) == [row._replace(row=0) for row in rows(found.verdicts)]


def place(row: Any) -> tuple[str, str, int]:
    return row.level, row.ticket, row.episode


@settings(max_examples=40, deadline=None)
@given(CONTRACTS, STORIES, LATER, CHANCE)
def test_what_is_told_of_one_ticket_does_not_hang_on_the_others(contract, story, as_of, chance):
    whole = list(rows(measure_contract(contract, log_of(story), as_of).verdicts))
    one = chance.choice(sorted(story))
    alone = rows(measure_contract(contract, log_of({one: story[one]}), as_of).verdicts)
    assert [row._replace(row=0) for row in alone] == [
        row._replace(row=0) for row in whole if row.ticket == one
    ]


@settings(max_examples=30, deadline=None)
@given(CONTRACTS, STORIES, LATER)
def test_what_happens_after_the_instant_of_the_audit_changes_no_verdict(contract, story, as_of):
    known = {
        ticket: [line for line in lines if line[0] <= as_of] for ticket, lines in story.items()
    }
    known = {ticket: lines for ticket, lines in known.items() if lines}
    told = measure_contract(contract, log_of(story), as_of)
    if known:
        early = measure_contract(contract, log_of(known), as_of)
        assert content(early)[0] == content(told)[0]
        assert early.credits == told.credits
    else:
        assert told.verdicts.is_empty()
