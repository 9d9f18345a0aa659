"""Why the vendor says otherwise: the first cause that explains the difference."""

from __future__ import annotations

import polars as pl

from rfpkit.model.audit import Verdict

CLOSE_ENOUGH = 15 * 60
"""Seconds by which two instants or lengths may differ and still be called the same."""

_MET = Verdict.MET.value


def cause(contradicts: pl.Expr) -> pl.Expr:
    """Returns the cause of a disagreement, in the columns of the verdict table and `ours`.

    What the contract rules out comes first, then what the vendor's record says against itself,
    then what the two sides know differently. `contradicts` is whether the vendor's flag is
    another than its own due time and stamps give.
    """
    decided = pl.col("ours") != ""
    return (
        pl.when(decided & _refused_pause())
        .then(pl.lit("a pause that the contract does not allow"))
        .when(decided & _first_stop())
        .then(pl.lit("the ticket was reopened after the stop that the vendor counts"))
        .when(contradicts)
        .then(pl.lit("the vendor's flag contradicts its own due time"))
        .when(decided & _hidden_pause())
        .then(_more_pause())
        .when(decided & _other_priority())
        .then(_priorities())
        .when(pl.col("claimed_due").is_null())
        .then(pl.lit("the vendor gives no due time"))
        .when(_around_the_clock())
        .then(pl.format("the vendor counts around the clock: {}", _other_due()))
        .when(_apart().abs() > 0)
        .then(_other_due())
        .otherwise(pl.lit("the same due time, another verdict"))
    )


def _said() -> pl.Expr:
    return pl.coalesce(_known("claimed"), _known("by_claimed_due"))


def _refused_pause() -> pl.Expr:
    honored = pl.col("verdict_if_honoured")
    return (honored != pl.col("verdict")) & (honored == _said())


def _first_stop() -> pl.Expr:
    """Whether the first stop, which the ticket did not keep, was in time by the vendor's due."""
    first = (pl.col("first_stop") != pl.col("stop")) | (
        pl.col("stop").is_null() & pl.col("first_stop").is_not_null()
    )
    return first & (_said() == _MET) & (pl.col("first_stop") <= pl.col("claimed_due"))


def _hidden_pause() -> pl.Expr:
    """Whether the vendor's clock stood still for longer than the export shows any pause."""
    return (_said() == _MET) & (pl.col("ours") != _MET) & (unseen_pause() > CLOSE_ENOUGH)


def unseen_pause() -> pl.Expr:
    """Returns the seconds of pause that the vendor claims and no row of the export shows.

    Ours are seconds of service time, and never more than the vendor's, if those run around the
    clock: where any of a pause is seen, there is nothing to say of it (null). Nor is there where
    no clock could be run, as nobody then knows what the rows would have shown.
    """
    seen = pl.col("paused") + pl.col("not_honoured")
    return pl.when(seen == 0).then(pl.col("claimed_paused"))


def _more_pause() -> pl.Expr:
    told = "the vendor counts a pause of {} that the export does not show"
    return pl.format(told, _length(pl.col("claimed_paused")))


def _other_priority() -> pl.Expr:
    return pl.col("first_priority") != pl.col("priority")


def _priorities() -> pl.Expr:
    told = "the priority changed: {} at first, and {} counts"
    return pl.format(told, pl.col("first_priority"), pl.col("priority"))


def _apart() -> pl.Expr:
    return pl.col("claimed_due") - pl.col("due")


def _other_due() -> pl.Expr:
    hours = _length(_apart().abs())
    return (
        pl.when(_apart() > 0)
        .then(pl.format("the vendor's due time is {} later", hours))
        .otherwise(pl.format("the vendor's due time is {} earlier", hours))
    )


def _around_the_clock() -> pl.Expr:
    """Whether the vendor's due time is the contract's target, counted day and night."""
    target = pl.col("target").str.extract_groups(r"^(\d+) business (hour|minute)s?$").struct
    unit = pl.when(target.field("2") == "hour").then(3600).otherwise(60)
    length = target.field("1").cast(pl.Int64, strict=False) * unit
    by_the_wall = pl.col("claimed_due") - pl.col("start") == length
    return (by_the_wall & (_apart() != 0)).fill_null(value=False)


def _known(name: str) -> pl.Expr:
    return pl.when(pl.col(name) != "").then(pl.col(name))


def _length(seconds: pl.Expr) -> pl.Expr:
    return seconds.map_elements(_written, return_dtype=pl.String)


def _written(seconds: int) -> str:
    """Returns `48 h 30 min`, `15 min`; seconds where there is no whole minute."""
    hours, minutes = divmod(seconds // 60, 60)
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min" if minutes else f"{seconds} s"
