"""Counts of verdicts, by period and by group."""

from __future__ import annotations

import polars as pl

from rfpkit.model.audit import LevelLedger, Tally, Verdict
from rfpkit.model.intake import Count
from rfpkit.sla.satisfaction import NO_RESPONSE
from rfpkit.sla.units import OUT_OF_SCOPE

NOT_GIVEN = "(not given)"
"""The group of tickets of which the export does not say to which they belong."""

JUDGED = ("met", "missed", "missed_open", "pending", "unscorable")
"""Verdicts that a tally counts."""


def tallies(units: pl.DataFrame) -> dict[int, Tally]:
    """Returns the tally of each part that has a unit."""
    return {part: tally for (part, _), tally in _counts(units, pl.lit("")).items()}


def group_tallies(units: pl.DataFrame, by: str) -> dict[int, dict[str, Tally]]:
    """Returns the tally of each group of each part."""
    found: dict[int, dict[str, Tally]] = {}
    for (part, group), tally in _counts(units, pl.col(by).fill_null(NOT_GIVEN)).items():
        found.setdefault(part, {})[group] = tally
    return found


def without_response(units: pl.DataFrame) -> dict[int, int]:
    """Returns how many closed tickets of each part have no rating."""
    silent = units.filter(pl.col("reason") == NO_RESPONSE)
    return dict(silent.group_by("part").len().iter_rows())


def total(one: Tally, other: Tally) -> Tally:
    """Returns the sum of two tallies."""
    return Tally(**{name: getattr(one, name) + getattr(other, name) for name in JUDGED})


def ledger(units: pl.DataFrame, tickets: int) -> LevelLedger:
    """Returns the books of a level over all its units."""
    counts = dict(units.group_by("verdict").len().iter_rows())
    return LevelLedger(
        tickets=tickets,
        new_episodes=units.height - tickets,
        out_of_scope=_reasons(units, OUT_OF_SCOPE),
        met=counts.get(Verdict.MET, 0),
        missed=counts.get(Verdict.MISSED, 0),
        missed_open=counts.get(Verdict.MISSED_OPEN, 0),
        pending=counts.get(Verdict.PENDING, 0),
        no_target=counts.get(Verdict.NO_TARGET, 0),
        excluded=_reasons(units, Verdict.EXCLUDED),
        unscorable=_reasons(units, Verdict.UNSCORABLE),
    )


def _reasons(units: pl.DataFrame, verdict: str) -> tuple[Count, ...]:
    """Returns the reasons of a verdict with their counts, the most frequent first."""
    held = units.filter(pl.col("verdict") == str(verdict)).group_by("reason").len()
    rows = held.sort(["len", "reason"], descending=[True, False]).iter_rows()
    return tuple(Count(reason=reason, count=count) for reason, count in rows)


def _counts(units: pl.DataFrame, group: pl.Expr) -> dict[tuple[int, str], Tally]:
    held = units.filter(pl.col("verdict").is_in(JUDGED), pl.col("part").is_not_null())
    counts = held.group_by("part", group.alias("group"), "verdict").len()
    found: dict[tuple[int, str], dict[str, int]] = {}
    for part, name, verdict, count in counts.sort("part", "group").iter_rows():
        found.setdefault((part, name), {})[verdict] = count
    return {key: Tally(**counts) for key, counts in found.items()}
