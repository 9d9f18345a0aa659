"""Contracts and tickets for laws that hold whatever they are."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from rfpkit.model.contract import Contract
from tests.sla.logs import at, contract_of, level_of

Story = dict[str, list[tuple[int, str, str | None]]]

MINUTE = 60
DAY = 86_400
START = at("2026-10-26 06:00")
SPAN = 20 * 24 * 60
"""Minutes in which tickets begin and move; the clocks go back in the middle of them."""

MOVES = (
    *("open", "pause awaiting-customer", "pause awaiting-parts", "event resolved"),
    *("event closed", "event received", "event reopened", "ignore"),
)
PRIORITIES = st.sampled_from(("P1", "P2", "P3", None))
MOMENTS = st.integers(0, SPAN).map(lambda minute: START + MINUTE * minute)
LATER = st.integers(0, SPAN + 40 * 24 * 60).map(lambda minute: START + MINUTE * minute)


def stories(moves: tuple[str, ...] = MOVES, tickets: int = 5) -> st.SearchStrategy[Story]:
    """Tickets, each of which is opened first."""
    row = st.tuples(MOMENTS, st.sampled_from(moves), PRIORITIES)
    told = st.builds(
        lambda rows, given: [(min([START + DAY, *(row[0] for row in rows)]), "open", given), *rows],
        st.lists(row, max_size=7),
        PRIORITIES,
    )
    return st.dictionaries(st.sampled_from([f"T{n}" for n in range(tickets)]), told, min_size=1)


TARGETS = st.sampled_from(
    (
        "2 business hours",
        "12 business hours",
        "1 business day",
        "2 calendar days",
        {"P1": "2 business hours", "P2": "12 business hours"},
        {"P1": "1 business day", "P2": "3 business days"},
        {"P1": "1 calendar day", "P2": "4 calendar days"},
    )
)
CALENDARS = st.sampled_from(
    (
        {},
        {"closures": [{"date": "2026-10-30", "from": "12:00", "reason": "Snow"}]},
        {"week": {"mon-fri": ["08:00-12:00", "13:00-17:00"]}},
        {"week": {"mon-sun": "00:00-24:00"}},
        {"week": {"sun-thu": "20:00-04:00"}, "timezone": "America/New_York"},
    )
)
CREDIT = {
    "base": "monthly-fee",
    "bands": [{"below": "95%", "credit": "2%"}, {"below": "80%", "credit": "10%"}],
    "cap": "8% per month",
}
MEASURES: dict[str, st.SearchStrategy[Any]] = {
    "from": st.sampled_from(("reported", "received", ["received", "reported"])),
    "on_reopen": st.sampled_from(("continue", "count_closed", "first_stop", "new_episode")),
    "reopen_window": st.sampled_from(("6 business hours", "2 business days", "3 calendar days")),
    "pause": st.sampled_from(([], ["awaiting-customer"], ["awaiting-customer", "awaiting-parts"])),
    "comparator": st.sampled_from(("at_most", "less_than")),
    "day_rule": st.sampled_from(("close_of_business", "same_time", "next_opening")),
    "cutoff": st.sampled_from((None, "14:00")),
    "priority_change": st.sampled_from(("at_start", "at_stop", "strictest")),
}


@st.composite
def terms(draw: st.DrawFn, /, **fixed: Any) -> dict[str, Any]:
    """What a level says of its measure; some of it may be given."""
    return {name: fixed[name] if name in fixed else draw(drawn) for name, drawn in MEASURES.items()}


def contract(measure: dict[str, Any], target: Any, calendar: dict[str, Any]) -> Contract:
    """A contract of one level with credits."""
    level = level_of(measure, target=target, exclude=["duplicate"], credit=CREDIT)
    return contract_of(level, calendar=calendar)


CONTRACTS = st.builds(contract, terms(), TARGETS, CALENDARS)
