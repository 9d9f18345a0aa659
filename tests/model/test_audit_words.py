"""What every report of an audit says in the same words."""

from __future__ import annotations

import datetime
from fractions import Fraction
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.model.audit import Audit, LevelLedger, LevelResult, PeriodResult, PeriodState, Tally
from rfpkit.model.audit_words import (
    SIGNS,
    STATES,
    answer,
    complete,
    earlier,
    exactly,
    last_year,
    latest,
    period_name,
    reasons,
    scope_line,
    tickets_line,
    until,
)
from rfpkit.model.exports.intake import Count

S = PeriodState


def period(
    year: int, month: int, state: PeriodState, met: int = 9, *, pooled: tuple[str, ...] = ()
) -> PeriodResult:
    first = datetime.date(year, month, 1)
    last = datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    tally = Tally(met=met, missed=1)
    return PeriodResult(
        period=f"{first:%Y-%m}",
        first=first,
        last=last,
        versions=("original",),
        owed=Fraction(9, 10),
        tally=tally,
        pooled_from=pooled,
        attainment=tally.attainment,
        state=state,
    )


def level(*periods: PeriodResult) -> LevelResult:
    return LevelResult(
        id="x", title="X", digest="0000 0000", sentence="", measured=True, periods=periods
    )


@pytest.mark.parametrize(
    ("missed", "named"),
    [(2, "X and X"), (6, "X, X, X, X, X and X"), (31, "X, X, X, X, X and 26 others")],
)
def test_the_answer_names_a_few_missed_levels_and_counts_the_others(missed, named):
    levels = [level(period(2026, 9, S.MISSED))] * missed
    assert f"(missed: {named})." in answer(cast("Audit", SimpleNamespace(levels=levels)))


def test_every_state_has_a_sign_and_a_word():
    assert set(SIGNS) == set(STATES) == set(PeriodState)


def test_the_latest_period_is_the_last_one_that_is_over():
    found = level(
        period(2026, 5, S.MET), period(2026, 6, S.NO_DATA), period(2026, 7, S.IN_PROGRESS)
    )
    assert latest(found) is found.periods[1]
    assert latest(level(period(2026, 7, S.IN_PROGRESS))) is None


def test_a_year_reaches_back_twelve_months_from_the_latest_period():
    months = [period(2025 + at // 12, at % 12 + 1, S.MET) for at in range(20)]
    found = level(*months)
    assert last_year(found).periods == tuple(months[8:])
    assert earlier(found).periods == tuple(months[:8])
    assert last_year(found).periods + earlier(found).periods != complete(found)
    assert earlier(found).periods + last_year(found).periods == complete(found)


def test_tickets_of_a_pooled_period_count_once():
    found = level(period(2026, 5, S.POOLED, 3), period(2026, 6, S.MET, 20, pooled=("2026-05",)))
    year = last_year(found)
    assert (year.tally.met, year.tally.missed) == (20, 1)
    assert (year.kept, year.judged) == (1, 1)


def test_a_pooled_period_at_the_end_keeps_its_own_tickets():
    assert last_year(level(period(2026, 5, S.POOLED, 3))).tally.met == 3


def test_a_month_is_named_as_people_say_it():
    assert period_name(period(2026, 9, S.MET)) == "Sep 2026"


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2026-Q3", (2026, 7, 1), (2026, 9, 30)),
        ("2011-12", (2011, 7, 1), (2012, 6, 30)),
        ("year 2", (2027, 7, 1), (2028, 6, 30)),
    ],
)
def test_other_periods_keep_their_own_name(label, first, last):
    days = {"period": label, "first": datetime.date(*first), "last": datetime.date(*last)}
    assert period_name(period(2026, 9, S.MET).model_copy(update=days)) == label


def test_a_part_of_a_month_says_which():
    part = period(2026, 9, S.MET).model_copy(update={"period": "2026-09 part 2"})
    assert period_name(part) == "Sep 2026 part 2"


@given(st.fractions(0, 1))
def test_a_share_is_cut_and_never_rounded_up(share):
    shown = Fraction(exactly(share).removesuffix("%")) / 100
    assert shown <= share < shown + Fraction(1, 10_000)


def test_a_share_has_two_decimals_so_that_a_column_aligns():
    assert [exactly(Fraction(text)) for text in ("1", "19/20", "9499/10000")] == [
        "100.00%",
        "95.00%",
        "94.99%",
    ]
    assert exactly(None) == "–"


def test_the_end_of_a_day_is_named_by_its_date():
    assert until("2027-07-16T00:00:00-05:00") == "the end of July 15, 2027"
    assert until("2027-07-16T09:30:00-05:00") == "July 16, 2027, 09:30"


LEDGER = LevelLedger(
    tickets=100,
    new_episodes=2,
    out_of_scope=(Count(reason="another service", count=30),),
    met=60,
    missed=8,
    missed_open=0,
    pending=0,
    no_target=1,
    excluded=(Count(reason="duplicate", count=2), Count(reason="force-majeure", count=1)),
)


def test_the_books_of_a_level_are_two_lines():
    assert scope_line(LEDGER) == (
        "100 in the export + 2 reopened and counted anew – 30 out of scope (30 another service) "
        "= 72 in scope"
    )
    assert tickets_line(LEDGER) == (
        "72 in scope = 60 met + 8 missed + 1 without a target + 3 excluded (2 duplicate, "
        "1 force-majeure)"
    )


def test_reasons_that_are_not_spelled_out_are_counted():
    lines = [Count(reason=name, count=count) for name, count in (("a", 5), ("b", 3), ("c", 1))]
    assert reasons(lines, most=1) == " (5 a, 4 for 2 other reasons)"
    assert reasons(lines) == " (5 a, 3 b, 1 c)"
    assert reasons([]) == ""
