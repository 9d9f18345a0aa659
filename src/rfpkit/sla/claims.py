"""What the vendor says of its own tickets, beside what follows from its due times and from ours."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from rfpkit.model.audit import ClaimResult, Disagreement, Verdict
from rfpkit.sla.claim_causes import CLOSE_ENOUGH, cause, unseen_pause

_MET, _MISSED = Verdict.MET.value, Verdict.MISSED.value


def by_claimed_due(as_of: int) -> pl.Expr:
    """Returns the verdict that follows from the vendor's own due time and the ticket's stop."""
    due, stop = pl.col("claimed_due"), pl.col("stop")
    return (
        pl.when(due.is_null())
        .then(pl.lit(""))
        .when(stop.is_not_null() & (stop <= due))
        .then(pl.lit(_MET))
        .when(stop.is_not_null() | (due < as_of))
        .then(pl.lit(_MISSED))
        .otherwise(pl.lit(Verdict.PENDING.value))
    )


def claimed() -> pl.Expr:
    """Returns the vendor's flag as a word; empty without one."""
    flag = pl.col("claimed_met")
    return pl.when(flag).then(pl.lit(_MET)).when(~flag).then(pl.lit(_MISSED)).otherwise(pl.lit(""))


def claim_result(level: str, verdicts: pl.DataFrame) -> ClaimResult:
    """Returns the vendor's claims of one level; a ticket's first episode stands for it.

    The claims of partitions add up: see `claims_together`.
    """
    told = verdicts.filter(
        pl.col("level") == level,
        pl.col("episode") == 1,
        (pl.col("claimed") != "")
        | pl.any_horizontal(pl.col("claimed_due", *_LENGTHS).is_not_null()),
    ).with_columns(
        ours=_decided(pl.col("verdict")),
        follows=pl.when(pl.col("by_claimed_due") == Verdict.PENDING.value)
        .then(pl.lit(_MET))
        .otherwise("by_claimed_due"),
    )
    flagged = told.filter(pl.col("claimed") != "")
    judged = flagged.filter(pl.col("by_claimed_due") != "")
    decided = flagged.filter(pl.col("ours") != "")
    dues = told.filter(pl.col("claimed_due").is_not_null() & pl.col("due").is_not_null())
    apart = (dues["claimed_due"] - dues["due"]).abs()
    timed = told.filter(pl.col("claimed_elapsed").is_not_null() & pl.col("elapsed").is_not_null())
    ran_apart = (timed["claimed_elapsed"] - timed["elapsed"]).abs()
    paused = told.filter(pl.col("claimed_paused") > 0)
    agreeing = int((judged["claimed"] == judged["follows"]).sum())
    ours = int((decided["claimed"] == decided["ours"]).sum())
    return ClaimResult(
        level=level,
        claims=flagged.height,
        flag_agrees_with_own_due=agreeing,
        flag_contradicts_own_due=judged.height - agreeing,
        dues=dues.height,
        due_within_15_minutes=int((apart <= CLOSE_ENOUGH).sum()),
        flag_agrees_with_ours=ours,
        flag_differs_from_ours=decided.height - ours,
        durations=timed.height,
        duration_within_15_minutes=int((ran_apart <= CLOSE_ENOUGH).sum()),
        pauses=paused.height,
        pauses_not_shown=paused.filter(unseen_pause() > CLOSE_ENOUGH).height,
        disagreements=_disagreements(level, told),
    )


def claims_together(level: str, parts: Iterable[ClaimResult]) -> ClaimResult:
    """Returns the claims of all partitions; disagreements in the order of the tickets."""
    held = list(parts)
    sums = {name: sum(getattr(part, name) for part in held) for name in _COUNTS}
    found = sorted((one for part in held for one in part.disagreements), key=lambda one: one.ticket)
    return ClaimResult(level=level, **sums, disagreements=tuple(found))


_LENGTHS = ("claimed_elapsed", "claimed_paused")
_COUNTS = (
    *("claims", "flag_agrees_with_own_due", "flag_contradicts_own_due", "dues"),
    *("due_within_15_minutes", "flag_agrees_with_ours", "flag_differs_from_ours"),
    *("durations", "duration_within_15_minutes", "pauses", "pauses_not_shown"),
)


def _decided(verdict: pl.Expr) -> pl.Expr:
    late = verdict.is_in([_MISSED, Verdict.MISSED_OPEN.value])
    return (
        pl.when(late)
        .then(pl.lit(_MISSED))
        .when(verdict == _MET)
        .then(pl.lit(_MET))
        .otherwise(pl.lit(""))
    )


def _disagreements(level: str, told: pl.DataFrame) -> tuple[Disagreement, ...]:
    ours, flag, own = pl.col("ours"), pl.col("claimed"), pl.col("by_claimed_due")
    contradicts = (flag != "") & (own != "") & (flag != pl.col("follows"))
    differs = (ours != "") & (flag != "") & (flag != ours)
    other = (ours != "") & own.is_in([_MET, _MISSED]) & (own != ours)
    found = told.filter(contradicts | differs | other).with_columns(
        contradicts=contradicts, cause=cause(contradicts)
    )
    columns = ("ticket", "claimed", "by_claimed_due", "verdict", "cause")
    return tuple(
        Disagreement(
            ticket=ticket,
            level=level,
            claimed=said or "nothing",
            by_claimed_due=follows or "no due time",
            ours=verdict,
            cause=cause,
        )
        for ticket, said, follows, verdict, cause in found.select(columns).iter_rows()
    )
