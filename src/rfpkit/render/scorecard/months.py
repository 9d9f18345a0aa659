"""Period by period: a table of all levels, and a chart of the one that needs it most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from rfpkit.model.audit import Audit, LevelResult, PeriodResult, PeriodState
from rfpkit.model.audit_words import (
    attained,
    earlier,
    last_year,
    period_name,
    short_signed,
    span,
)
from rfpkit.model.words import MONTHS
from rfpkit.render.chart import Point, Verdict, attainment_chart
from rfpkit.render.scorecard.promises import STATUS

LEVELS_OF_A_TABLE = 4
"""Levels that stand side by side on a page."""


def tables(audit: Audit) -> list[dict[str, Any]]:
    """Returns the tables of periods; levels of the same kind of period stand side by side.

    A level with one complete period is told in full beside its promise.
    """
    kinds: dict[str, list[LevelResult]] = {}
    for level in audit.levels:
        if len(last_year(level).periods) > 1:
            kinds.setdefault(_kind(level.periods[0]), []).append(level)
    return [_table(part) for levels in kinds.values() for part in _parts(levels)]


def _parts(levels: Sequence[LevelResult]) -> Iterable[Sequence[LevelResult]]:
    """Yields the levels of each table, about as many in one as in the other."""
    parts = -(-len(levels) // LEVELS_OF_A_TABLE)
    size = -(-len(levels) // parts)
    yield from (levels[at : at + size] for at in range(0, len(levels), size))


def remarks(audit: Audit) -> list[str]:
    """Returns the verdicts that numbers alone do not explain, each with its reason."""
    return [
        f"{period_name(result)}, {level.title}: {result.reason}"
        for level in audit.levels
        for result in recent(level)
        if result.reason
    ]


def chart(audit: Audit) -> dict[str, Any] | None:
    """Returns the chart of the level that missed most often, the first of equals."""
    drawn = [level for level in audit.levels if len(_drawn(level)) > 1]
    if not drawn:
        return None
    level = max(drawn, key=lambda one: last_year(one).count(PeriodState.MISSED))
    results = _drawn(level)
    picture = attainment_chart(_points(results), level.title)
    missed = last_year(level).count(PeriodState.MISSED)
    worst = ", which missed most often" if missed else ""
    caption = f"{level.title}{worst}: attainment against what is owed, {span(results)}"
    if missed:
        caption += "; diamonds: missed, above the line by a floor"
    return {"svg": picture.svg, "caption": caption}


def recent(level: LevelResult) -> tuple[PeriodResult, ...]:
    """Returns the last twelve months, and the period that is in progress."""
    running = [one for one in level.periods if one.state == PeriodState.IN_PROGRESS]
    return (*last_year(level).periods, *running)


def _kind(result: PeriodResult) -> str:
    days = (result.last - result.first).days
    return "Month" if days < 31 else "Quarter" if days < 100 else "Year"


def _table(levels: Sequence[LevelResult]) -> dict[str, Any]:
    by_level = [{(one.first, one.last): one for one in recent(level)} for level in levels]
    days = sorted({day for results in by_level for day in results})
    names = {day: period_name(one) for results in by_level for day, one in results.items()}
    rows = [
        {"period": names[day], "cells": [_cell(results.get(day)) for results in by_level]}
        for day in days
    ]
    before = [_before(level) for level in levels]
    if any(before):
        rows.insert(0, {"period": "Before", "cells": [_words(text) for text in before]})
    kind = _kind(levels[0].periods[0])
    heads = [level.title for level in levels]
    caption = f"{kind} by {kind.lower()}"
    return {"caption": caption, "kind": kind, "heads": heads, "rows": rows}


def _cell(result: PeriodResult | None) -> dict[str, str]:
    if result is None:
        return _words("")
    share = attained(result).replace("–", "")
    status = STATUS.get(result.state, "open")
    return {"status": status, "text": short_signed(result.state), "share": share}


def _words(text: str) -> dict[str, str]:
    return {"status": "", "text": text, "share": ""}


def _before(level: LevelResult) -> str:
    stretch = earlier(level)
    return f"{stretch.kept} of {stretch.judged} met" if stretch.periods else ""


def _drawn(level: LevelResult) -> list[PeriodResult]:
    return [one for one in last_year(level).periods if one.owed is not None]


def _points(results: Sequence[PeriodResult]) -> list[Point]:
    return [
        Point(
            period=name,
            target=result.owed or Fraction(0),
            attainment=result.attainment,
            label=_short_percent(result.attainment),
            verdict=None if result.attainment is None else _status(result),
        )
        for name, result in zip(_names(results), results, strict=True)
    ]


def _names(results: Sequence[PeriodResult]) -> list[str]:
    if _kind(results[0]) != "Month":
        return [result.period for result in results]
    return [MONTHS[result.first.month - 1][:3] for result in results]


def _short_percent(share: Fraction | None) -> str:
    # Cut, not rounded, like the longer ones in the tables.
    return "" if share is None else f"{int(share * 1_000) / 10:.1f}%"


def _status(result: PeriodResult) -> Verdict:
    match result.state:
        case PeriodState.MET:
            return "met"
        case PeriodState.MISSED:
            return "missed"
        case _:
            return "open"
