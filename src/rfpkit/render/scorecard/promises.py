"""Each promise in its own words, beside what was done."""

from __future__ import annotations

from typing import Any

from rfpkit.model.audit import Audit, LevelResult, PeriodResult, PeriodState
from rfpkit.model.audit_words import (
    Stretch,
    attained,
    counted,
    counts_alone,
    last_year,
    latest,
    number,
    owed,
    signed,
    with_earlier,
)

STATUS = {PeriodState.MET: "met", PeriodState.MISSED: "missed"}
"""How the style sheet colours a verdict; all others are open."""


def view(audit: Audit) -> list[dict[str, Any]]:
    """Returns a row for each level."""
    return [_row(level) for level in audit.levels]


def _row(level: LevelResult) -> dict[str, Any]:
    row = {
        "title": level.title,
        "sentence": level.sentence_in_force,
        "digest": level.digests,
        "missing": f"Not measured: {level.reason}." if level.reason else "",
    }
    found = latest(level)
    if not level.measured:
        return row | _blank("– not measured", "")
    if found is None:
        return row | _blank("… in progress", "no period is complete yet")
    year = last_year(level)
    return row | {
        "verdict": {"status": STATUS.get(found.state, "open"), "text": signed(found.state)},
        "why": found.reason,
        "attainment": attained(found),
        "owed": _owed(found),
        "period": with_earlier(found),
        "tickets": _tickets(found),
        "year": f"{year.kept} of {year.judged} met" if year.judged else "–",
        "year_tickets": _year_tickets(year),
    }


def _blank(text: str, why: str) -> dict[str, Any]:
    return {
        "verdict": {"status": "open", "text": text},
        "why": why,
        **dict.fromkeys(("attainment", "year"), "–"),
        **dict.fromkeys(("owed", "period", "tickets", "year_tickets"), ""),
    }


def _owed(result: PeriodResult) -> str:
    told = result.statistic
    if told is not None:
        return f"({told.name}; owed: {told.owed_text})"
    return f"(owed: {owed(result)})" if result.owed is not None else ""


def _tickets(result: PeriodResult) -> str:
    tally = result.tally
    if result.statistic is not None:
        return counted(result.statistic.count, "value") if result.statistic.count else ""
    if not counts_alone(result):
        return counted(tally.decided, "rating")
    return f"{number(tally.met)} of {number(tally.decided)}" if tally.decided else ""


def _year_tickets(year: Stretch) -> str:
    return f"{year.share} of {number(year.tally.decided)}" if year.share else ""
