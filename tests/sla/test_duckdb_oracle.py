"""The kernel and a clock written in SQL agree: ticket by ticket, second by second."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from rfpkit.sla.audit import measure_contract
from tests.sla.big_logs import contract, log_of, sites_of, stories, terms_of
from tests.sla.duckdb_clock import Terms, judge

COMPARED = (
    *("ticket", "episode", "verdict", "start", "first_stop", "stop", "last_stop"),
    *("due", "elapsed", "paused", "not_honoured"),
)

CASES = range(12)
FEW = (1, 2, 4, 7, 8)
"""Cases in which each policy comes up."""
EVERY_VERDICT = {"met", "missed", "missed_open", "unscorable"}


@pytest.mark.parametrize("seed", FEW)
def test_the_kernel_agrees_with_sql_on_a_few_tickets(seed):
    unlike, verdicts = compared(seed, tickets=600)
    assert unlike == []
    assert verdicts >= EVERY_VERDICT


@pytest.mark.slow
@pytest.mark.parametrize("seed", CASES)
def test_the_kernel_agrees_with_sql_on_a_hundred_thousand_tickets_of_every_policy(seed):
    unlike, verdicts = compared(seed, tickets=100_000 // len(CASES))
    assert unlike == []
    assert verdicts >= EVERY_VERDICT


@pytest.mark.slow
def test_the_kernel_agrees_with_sql_on_a_hundred_thousand_tickets_of_one_log():
    unlike, verdicts = compared(seed=4, tickets=100_000)
    assert unlike == []
    assert verdicts >= EVERY_VERDICT


def compared(seed: int, tickets: int) -> tuple[list[dict[str, Any]], set[str]]:
    """Where the kernel and SQL do not say the same, and the verdicts that came up."""
    chance = np.random.default_rng(seed)
    case = terms_of(chance, seed)
    events, sites = stories(chance, tickets, seed), sites_of(chance, tickets)
    ours, theirs = kernel(events, sites, case), judge(events, sites, case)
    return told(ours, theirs), set(ours["verdict"])


def told(ours: pl.DataFrame, theirs: pl.DataFrame) -> list[dict[str, Any]]:
    """Returns the first of the episodes of which the two do not say the same."""
    keys = ["ticket", "episode"]
    both = ours.join(theirs, on=keys, how="full", suffix="_in_sql", coalesce=True)
    unlike = [pl.col(name).ne_missing(pl.col(f"{name}_in_sql")) for name in COMPARED[2:]]
    return both.filter(pl.any_horizontal(unlike)).sort(keys).head(3).to_dicts()


def kernel(events: pl.DataFrame, sites: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    verdicts = measure_contract(contract(terms), log_of(events, sites), terms.as_of).verdicts
    # What a clock that cannot be scored would have shown is nobody's business.
    stop = pl.when(pl.col("verdict") != "unscorable").then("stop")
    return verdicts.with_columns(pl.col("ticket").cast(pl.Int64), stop=stop).select(COMPARED)
