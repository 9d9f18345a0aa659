"""Verdicts counted by period, attainment and credits, and the results laid out for a file."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from tests.oracle.clock import local_time
from tests.oracle.judge import Judged
from tests.oracle.terms import (
    ANSWER,
    AT_RISK_PERCENT,
    BANDS,
    ENOUGH,
    FEE,
    FLOOR,
    OWED,
    REPAIR,
    SATISFACTION,
)

COUNTED = ("met", "missed", "missed_open", "pending", "unscorable")
MISSED = ("missed", "missed_open")


def period(judged: Judged) -> str:
    """The month, or for a survey the school year, of the due time, else of the start."""
    known = (judged.due, judged.start, judged.seen)
    seconds = next((seconds for seconds in known if seconds is not None), None)
    assert seconds is not None, "something is known of every ticket"
    local = local_time(seconds)
    if judged.level != SATISFACTION:
        return f"{local:%Y-%m}"
    year = local.year - (local.month < 7)
    return f"{year}-{(year + 1) % 100:02d}"


def results(judged: list[Judged], complete: set[str]) -> dict[str, Any]:
    """Counts, attainment, states and credits of each level and period."""
    levels = {level: _level(level, judged, complete) for level in (REPAIR, ANSWER, SATISFACTION)}
    owed = _credits(levels)
    total = sum(Decimal(amount) for months in owed.values() for amount in months.values())
    return {"levels": levels, "credits": owed, "credits_total": str(total)}


def _level(level: str, judged: list[Judged], complete: set[str]) -> dict[str, Any]:
    mine = [one for one in judged if one.level == level]
    by_period: dict[str, list[Judged]] = defaultdict(list)
    for one in mine:
        by_period[period(one)].append(one)
    below = _below_floor(by_period, complete) if level == REPAIR else {}
    return {
        "ledger": dict(sorted(Counter(one.verdict for one in mine).items())),
        "excluded": _reasons(mine, "excluded"),
        "unscorable": _reasons(mine, "unscorable"),
        "periods": {
            name: _period(found, OWED[level], below.get(name, []), over=name in complete)
            for name, found in sorted(by_period.items())
        },
    }


def _reasons(found: list[Judged], verdict: str) -> dict[str, int]:
    return dict(sorted(Counter(one.reason for one in found if one.verdict == verdict).items()))


def _period(
    found: list[Judged], owed: Fraction, below_floor: list[str], *, over: bool
) -> dict[str, Any]:
    tally = Counter(one.verdict for one in found)
    decided = tally["met"] + sum(tally[name] for name in MISSED)
    state = _state(tally, owed) if over else "in_progress"
    if state == "met" and below_floor:
        state = "missed"
    return {
        **{name: tally[name] for name in COUNTED},
        "attainment": str(Fraction(tally["met"], decided)) if decided else None,
        "state": state,
        "below_floor": below_floor,
    }


def _state(tally: Counter[str], owed: Fraction) -> str:
    """Met or missed, unless the tickets without a verdict could turn it."""
    decided = tally["met"] + sum(tally[name] for name in MISSED)
    everything = decided + tally["unscorable"]
    if not everything:
        return "no_data"
    best = Fraction(tally["met"] + tally["unscorable"], everything)
    worst = Fraction(tally["met"], everything)
    if worst >= owed:
        return "met"
    return "missed" if best < owed else "indeterminate"


def _below_floor(by_period: dict[str, list[Judged]], complete: set[str]) -> dict[str, list[str]]:
    """Sites under the floor in each month; those with few tickets wait for the next month."""
    waiting: dict[str, Counter[str]] = defaultdict(Counter)
    below: dict[str, list[str]] = {}
    for name in sorted(complete & set(by_period)):
        for one in by_period[name]:
            waiting[one.site][one.verdict] += 1
        judged = [site for site, tally in waiting.items() if _decided(tally) >= ENOUGH]
        states = {site: _state(waiting.pop(site), FLOOR) for site in judged}
        below[name] = sorted(site for site, state in states.items() if state == "missed")
        unsure = [site for site, state in states.items() if state == "indeterminate"]
        assert below[name] or not unsure, "the example leaves no floor in doubt that matters"
    return below


def _decided(tally: Counter[str]) -> int:
    return tally["met"] + sum(tally[name] for name in MISSED)


def _credits(levels: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The credit of each missed month: its band, and the cap over both levels.

    A month is rounded once: a level has what its credit adds to the rounded sum of the month.
    """
    found: dict[str, dict[str, str]] = {level: {} for level in BANDS}
    for month in sorted({month for level in BANDS for month in levels[level]["periods"]}):
        left, exact, told = AT_RISK_PERCENT, Decimal(0), Decimal("0.00")
        for level, bands in BANDS.items():
            held = levels[level]["periods"].get(month)
            if held is None or held["state"] != "missed":
                continue
            share = Fraction(held["attainment"])
            percent = min(next((cost for below, cost in bands if share < below), 0), left)
            left -= percent
            exact += FEE * percent / 100
            total = exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
            found[level][month], told = str(total - told), total
    return found
