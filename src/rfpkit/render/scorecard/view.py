"""The scorecard as plain data: every word and number that its template prints."""

from __future__ import annotations

from typing import Any

from rfpkit.model.audit import Audit, PeriodState
from rfpkit.model.audit_words import answer, counted, last_year, latest, until
from rfpkit.model.scalars import write_money
from rfpkit.render.scorecard import months, owed, promises, questions, trust


def view(audit: Audit) -> dict[str, Any]:
    """Returns the template's context."""
    return {
        "document": {
            "title": f"Scorecard: {audit.title}",
            "number": audit.contract,
            "author": audit.district,
            "language": "en-US",
            "page": "letter",
            "draft": False,
            "contents": 0,
        },
        "district": audit.district,
        "contractor": audit.contractor,
        "contract": audit.contract,
        "title": audit.title,
        "note": audit.note,
        "as_of": until(audit.as_of),
        "answer": answer(audit),
        "figures": _figures(audit),
        "promises": promises.view(audit),
        "chart": months.chart(audit),
        "tables": months.tables(audit),
        "remarks": months.remarks(audit),
        "owed": owed.view(audit),
        "questions": questions.view(audit),
        "trust": trust.view(audit),
    }


def _figures(audit: Audit) -> list[dict[str, str]]:
    states = [found.state for level in audit.levels if (found := latest(level)) is not None]
    kept, missed = states.count(PeriodState.MET), states.count(PeriodState.MISSED)
    years = [last_year(level) for level in audit.levels]
    return [
        _figure("Levels met, latest period", _of(kept, kept + missed), _note(audit, missed, kept)),
        _figure(
            "Periods met, 12 months",
            _of(sum(year.kept for year in years), sum(year.judged for year in years)),
            "all levels together",
        ),
        _figure(
            "Performance credits",
            write_money(audit.credits_total),
            counted(sum(credit.amount > 0 for credit in audit.credits), "claim"),
        ),
        _figure(
            "Books",
            "✓ balance" if audit.balanced else "× do not balance",
            "each row and ticket counted",
        ),
    ]


def _note(audit: Audit, missed: int, kept: int) -> str:
    others = len(audit.levels) - kept - missed
    return f"{missed} missed" + (f", {others} without a verdict" if others else "")


def _figure(label: str, value: str, note: str) -> dict[str, str]:
    return {"label": label, "value": value, "note": note}


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else "–"
