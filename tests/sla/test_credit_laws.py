"""Laws of credits, whatever the months were like."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.model.audit import PeriodResult, PeriodState, Tally
from rfpkit.model.contract import Contract
from rfpkit.model.credits.credit import BandCredit
from rfpkit.model.credits.ledger import CreditLine, whole_balance
from rfpkit.model.credits.register import CreditRegister
from rfpkit.sla.credits.facts import Fact, FactKey, credit_facts, merged
from rfpkit.sla.credits.ledger import credit_id, credits_of
from rfpkit.sla.credits.runs import History
from rfpkit.sla.levels import parts_of
from rfpkit.sla.stages import stages
from tests.sla.logs import contract_of, level_of

MONTHS = 15
TODAY = datetime.date(2027, 10, 15)
BANDS = [
    {"below": "95%", "credit": "2%"},
    {"below": "90%", "credit": "5%"},
    {"below": "80%", "credit": "10%"},
]
SHAPES: list[dict[str, Any]] = [
    {"base": "fee", "bands": BANDS},
    {"base": "fee", "bands": BANDS, "cap": "4% per month"},
    {"base": "fee", "per_point": "1%", "cap": "12% per month"},
    {"pool": "50%", "allocation": "40%"},
    {"per_missed_period": "$100.01", "cap": "$150 per month"},
    {"per_missed_ticket": "$3.33"},
    {"base": "fee", "per_missed_ticket": {"P1": "0.5%", "P2": "0.1%"}, "cap": "3% per month"},
    {"per_day_late": "$7.77 per calendar day", "cap": "$200 per month"},
]
REPEAT = {
    "repeat": [{"misses": "2 in a row", "times": "1.5"}, {"misses": "3 in a row", "times": 2}]
}
EARN_BACK = {"earn_back": {"periods": 2, "share": "50%"}}

shapes = st.builds(
    lambda shape, repeat, back: shape | (REPEAT if repeat else {}) | (EARN_BACK if back else {}),
    st.sampled_from(SHAPES),
    st.booleans(),
    st.booleans(),
)
months = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 8)), min_size=MONTHS, max_size=MONTHS
)
counts = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 60)), min_size=MONTHS, max_size=MONTHS
)
at_risks = st.sampled_from(
    [
        {"base": "fee", "cap": "6% per month"},
        {"base": "fee", "cap": "6% per month", "rolling": "1% per 12 months"},
        {"base": "fee", "cap": "6% per month", "contract": "$700 per contract"},
        {"base": "fee", "cap": "3% per month", "rolling": "$601 per 12 months"},
    ]
)
fees = st.sampled_from(["$10,000.00", "$41,262.53", "$77.77"])


@st.composite
def books(draw: st.DrawFn, levels: int = 3) -> tuple[Contract, list[History], dict[FactKey, Fact]]:
    credits = draw(st.lists(shapes, min_size=levels, max_size=levels))
    written = [level_of(id=f"L{at}", credit=credit) for at, credit in enumerate(credits)]
    contract = contract_of(
        *written,
        fees=[{"id": "fee", "amount": draw(fees), "per": "month"}],
        at_risk=draw(at_risks),
        claim_within="60 days",
        term="2026-07-01 to 2028-06-30",
    )
    histories, facts = [], {}
    for level in written:
        histories.append(history(contract, level["id"], draw(months)))
        for part, (charged, days) in enumerate(draw(counts)):
            key = FactKey(level["id"], part, (), draw(st.sampled_from(["P1", "P2"])), "laptop")
            facts[key] = Fact(charged + 1, charged, days if charged else 0)
    return contract, histories, facts


def history(contract: Contract, level: str, tallies: list[tuple[int, int]]) -> History:
    parts = parts_of(contract, stages(contract, level))
    owed = Fraction(95, 100)
    results = []
    for part, (met, missed) in zip(parts, tallies, strict=False):
        tally = Tally(met=met, missed=missed)
        share = tally.attainment
        state = PeriodState.NO_DATA if share is None else PeriodState.MET
        results.append(
            PeriodResult(
                period=part.label,
                first=part.stretch.first,
                last=part.stretch.last,
                versions=("original",),
                owed=owed,
                tally=tally,
                attainment=share,
                state=PeriodState.MISSED if share is not None and share < owed else state,
            )
        )
    return History(level, parts, tuple(results))


def by_month(lines: tuple[CreditLine, ...], of: Any) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for line in lines:
        found[line.period] = found.get(line.period, Fraction(0)) + of(line)
    return found


def before_states(line: CreditLine) -> Fraction:
    """The credit in cents after caps, before anything was earned back or expired."""
    parts = line.balance
    return Fraction(parts.owed + parts.expired + parts.earned_back)


@given(books())
@settings(max_examples=30, deadline=None)
def test_a_credit_is_never_above_any_cap(given_books):
    contract, histories, facts = given_books
    lines = credits_of(contract, histories, facts, TODAY).lines
    months_of = by_month(lines, before_states)
    risk = contract.at_risk
    assert risk is not None
    assert all(amount <= contract.at_risk_for(1) for amount in months_of.values())
    order = [result.period for result in histories[0].results]
    sums = [months_of.get(month, Fraction(0)) for month in order]
    if risk.rolling is not None:
        most = risk.rolling.of(contract.at_risk_base(12))
        assert all(sum(sums[at : at + 12]) <= most for at in range(len(sums)))
    if risk.contract is not None:
        assert sum(sums) <= risk.contract.of(contract.at_risk_base(contract.months))
    credits = {level.id: level.credit for level in contract.service_levels}
    for line in lines:
        credit = credits[line.level]
        if credit is not None and credit.cap is not None:
            assert before_states(line) <= credit.cap.of(contract.fee("fee").for_months(1))
        assert before_states(line) >= 0


@given(books(), st.data())
@settings(max_examples=30, deadline=None)
def test_the_books_of_every_credit_balance(given_books, data):
    contract, histories, facts = given_books
    found = credits_of(contract, histories, facts, TODAY).lines
    entries = []
    for line in found:
        if line.claim_by is None or not data.draw(st.booleans()):
            continue
        claimed = line.claim_by + datetime.timedelta(days=data.draw(st.integers(-50, 5)))
        entry: dict[str, Any] = {"id": line.id, "claimed": claimed}
        if data.draw(st.booleans()):
            entry["amount"] = Decimal(data.draw(st.integers(1, 50_000))).scaleb(-2)
        if data.draw(st.booleans()):
            entry["paid"] = claimed + datetime.timedelta(days=data.draw(st.integers(0, 200)))
        entries.append(entry)
    kept = {"kind": "credit-register", "contract": contract.id, "credits": entries}
    register = CreditRegister.model_validate(kept)
    lines = credits_of(contract, histories, facts, TODAY, register).lines
    assert [line.id for line in lines] == [line.id for line in found]
    for line in (*lines, *found):
        assert line.balance.balanced
        assert line.amount == line.balance.owed
        assert all(amount >= 0 for amount in cents_of(line))
        # Half a cent for each month that a cap of twelve looks back on, and one of its own.
        assert abs(line.balance.rounding) < Fraction(8, 100)
        assert Fraction(line.steps[-1].amount) == Fraction(line.amount)
    assert whole_balance(lines).balanced
    assert [before_states(line) for line in lines] == [before_states(line) for line in found]


def cents_of(line: CreditLine) -> list[Decimal]:
    parts = line.balance
    return [parts.earned_back, parts.expired, parts.paid, parts.claimed, parts.open]


@given(books(levels=1), st.integers(0, MONTHS - 1), st.integers(1, 40))
@settings(max_examples=30, deadline=None)
def test_where_attainment_falls_the_credit_never_falls(given_books, month, fewer):
    contract, histories, facts = given_books
    (level,) = histories
    tallies = [(one.tally.met, one.tally.missed) for one in level.results]
    met, missed = tallies[month]
    moved = min(met, fewer)
    tallies[month] = (met - moved, missed + moved)
    worse = history(contract, level.level, tallies)
    # What single tickets cost is their own: more of them are late, none less.
    more = {
        key: Fact(fact.missed + moved, fact.charged + moved, fact.days + moved)
        if key.part == month
        else fact
        for key, fact in facts.items()
    }
    better = credits_of(contract, histories, facts, TODAY).lines
    name = credit_id(level.level, level.results[month].period)
    was = sum((line.balance.accrued for line in better if line.id == name), Fraction(0))
    lines = credits_of(contract, [worse], more, TODAY).lines
    now = sum((line.balance.accrued for line in lines if line.id == name), Fraction(0))
    assert now >= was
    assert whole_balance(lines).accrued >= whole_balance(better).accrued
    assert sum(map(before_states, lines)) >= sum(map(before_states, better)) - Fraction(MONTHS, 100)


@given(books())
@settings(max_examples=30, deadline=None)
def test_without_a_shared_cap_the_order_of_levels_moves_no_more_than_cents(given_books):
    contract, histories, facts = given_books
    open_contract = contract.model_copy(
        update={"at_risk": contract.at_risk.model_copy(update={"cap": roomy()})}
        if contract.at_risk is not None
        else {}
    )
    one = credits_of(open_contract, histories, facts, TODAY).lines
    other = credits_of(open_contract, histories[::-1], facts, TODAY).lines
    if contract.at_risk is not None and not (contract.at_risk.rolling or contract.at_risk.contract):
        left, right = ({line.id: line for line in lines} for lines in (one, other))
        assert left.keys() == right.keys()
        for name, line in left.items():
            assert line.balance.accrued == right[name].balance.accrued
            assert line.balance.capped == right[name].balance.capped
            assert abs(before_states(line) - before_states(right[name])) <= Fraction(1, 100)


def roomy() -> Any:
    from rfpkit.model.credits.values import parse_cap

    return parse_cap("$100,000,000 per month")


@given(books(), st.booleans())
@settings(max_examples=30, deadline=None)
def test_the_lines_of_a_month_add_up_to_their_rounded_sum(given_books, capped):
    contract, histories, facts = given_books
    if not capped:
        contract, histories = uncapped(contract, histories)
    lines = credits_of(contract, histories, facts, TODAY).lines
    exact = by_month(lines, lambda line: line.balance.accrued - line.balance.capped)
    for month, amount in by_month(lines, before_states).items():
        # A cap that is no whole cent may hold a cent of each line back, and never adds one.
        rounded = Fraction(round(exact[month] * 100), 100)
        assert rounded - (Fraction(3, 100) if capped else 0) <= amount <= rounded


def uncapped(contract: Contract, histories: list[History]) -> tuple[Contract, list[History]]:
    levels = tuple(
        level.model_copy(update={"credit": level.credit.model_copy(update={"cap": None})})
        for level in contract.service_levels
        if level.credit is not None
    )
    free = contract.model_copy(update={"service_levels": levels, "at_risk": None})
    parts = {one.level: parts_of(free, stages(free, one.level)) for one in histories}
    return free, [History(one.level, parts[one.level], one.results) for one in histories]


@given(st.fractions(0, 1, max_denominator=1000))
def test_every_attainment_is_in_one_band_or_costs_nothing(attainment):
    written = level_of(credit={"base": "monthly-fee", "bands": BANDS})
    (level,) = contract_of(written).service_levels
    assert isinstance(level.credit, BandCredit)
    edges = [(95, 100, 0), (90, 95, 2), (80, 90, 5), (0, 80, 10)]
    (share,) = (
        Fraction(credit, 100)
        for low, high, credit in edges
        if low <= attainment * 100 < high or attainment * 100 == high == 100
    )
    assert level.credit.rate(attainment)[1] == share


units = st.lists(
    st.tuples(
        st.integers(0, 12),
        st.integers(0, 3),
        st.sampled_from(["P1", "P2"]),
        st.sampled_from(["laptop", "printer"]),
        st.booleans(),
        st.integers(0, 9),
    ),
    max_size=30,
)


@given(st.lists(units, min_size=3, max_size=3), st.integers(0, 12))
@settings(max_examples=30, deadline=None)
def test_facts_of_partitions_add_up_to_the_facts_of_the_whole(levels, border):
    whole = credit_facts(frames(levels, range(13)))
    first, rest = (
        credit_facts(frames(levels, tickets)) for tickets in (range(border), range(border, 13))
    )
    assert merged([first, rest]) == dict(whole)
    assert sum(fact.missed for fact in whole.values()) == sum(map(len, levels))


@given(st.lists(units, min_size=3, max_size=3), st.randoms())
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_makes_no_difference_to_facts(levels, chance):
    mixed = [chance.sample(rows, len(rows)) for rows in levels]
    assert credit_facts(frames(mixed, range(13))) == credit_facts(frames(levels, range(13)))


def frames(levels: list[list[tuple[Any, ...]]], tickets: range) -> list[pl.DataFrame]:
    schema = {
        "level": pl.String(),
        "ticket": pl.Int64(),
        "part": pl.Int64(),
        "priority": pl.String(),
        "device_class": pl.String(),
        "charged": pl.Boolean(),
        "days": pl.Int64(),
    }
    return [
        pl.DataFrame(
            [(f"L{at}", *row) for row in rows if row[0] in tickets], schema=schema, orient="row"
        )
        for at, rows in enumerate(levels)
    ]
