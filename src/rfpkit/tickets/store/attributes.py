"""Priorities and other attributes that two exports tell differently."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from rfpkit.model.over_time import ChangeKind
from rfpkit.tickets.store.change_table import kind_of
from rfpkit.tickets.store.ground import Ground, written

_OF_EVENTS = ("priority", "evidenced", "actor")
_FIRST = ("service", "device_class", "site", "audience", "device", "fault")
"""What a ticket began with: new rows do not change it."""
_MARKS = ("excluded", "no_target")
"""What a ticket gets once: that it has it now is told, too."""


def changed_facts(
    pairs: pl.DataFrame, went_on: pl.DataFrame, ground: Ground
) -> Iterator[pl.DataFrame]:
    """Yields what is told otherwise of instants that were told already.

    A snapshot has one priority for all stamps of a ticket: that a ticket which went on has one
    now is no change.
    """
    went = pl.col("ticket").is_in(went_on["ticket"].implode())
    for name in _OF_EVENTS:
        told = name in ground.attributes and {name, f"{name}_new"} <= set(pairs.columns)
        if not told:
            continue
        kind = ChangeKind.PRIORITY_CHANGED if name == "priority" else ChangeKind.ATTRIBUTE_CHANGED
        other = pairs.filter(pl.col(name).ne_missing(pl.col(f"{name}_new")))
        if ground.snapshot:
            other = other.filter(~(pl.col(name).is_null() & went))
        yield _told(other, name, kind, pl.col("at"))


def changed_attributes(
    both: pl.DataFrame, went_on: pl.DataFrame, ground: Ground
) -> Iterator[pl.DataFrame]:
    """Yields what is told otherwise of tickets as a whole.

    What is filled in later is no change. What the last row of a ticket says, an exclusion or a
    rating, may change as it goes on.
    """
    went = pl.col("ticket").is_in(went_on["ticket"].implode())
    for name in ground.attributes:
        if name in _OF_EVENTS or not {name, f"{name}_new"} <= set(both.columns):
            continue
        other = both.filter(pl.col(name).ne_missing(pl.col(f"{name}_new")))
        if name not in _MARKS:
            other = other.filter(pl.col(name).is_not_null())
        if name not in _FIRST:
            other = other.filter(~went)
        yield _told(other, name, ChangeKind.ATTRIBUTE_CHANGED, pl.lit(None, pl.Int64))


def _told(other: pl.DataFrame, name: str, kind: ChangeKind, at: pl.Expr) -> pl.DataFrame:
    told = other.select(
        kind_of(kind),
        "ticket",
        pl.lit(written(name)).alias("what"),
        at.alias("at"),
        _word(name, name).alias("before"),
        _word(f"{name}_new", name).alias("after"),
    )
    if name == "claimed_due":
        told = told.with_columns(
            pl.col("before").cast(pl.Int64).alias("before_at"),
            pl.col("after").cast(pl.Int64).alias("after_at"),
        ).with_columns(before=pl.lit(None, pl.String), after=pl.lit(None, pl.String))
        return told.with_columns(stamps=pl.lit(1, pl.UInt32))
    return told.group_by("change", "ticket", "what", "before", "after").agg(
        pl.col("at").min(), stamps=pl.len().cast(pl.UInt32)
    )


def _word(column: str, name: str) -> pl.Expr:
    """Returns a value as text: numbers as people write them, truths as yes and no."""
    value = pl.col(column)
    if name in {"evidenced", "no_target"}:
        return pl.when(value).then(pl.lit("yes")).when(~value).then(pl.lit("no"))
    if name == "claimed_met":
        return pl.when(value).then(pl.lit("met")).when(~value).then(pl.lit("missed"))
    if name.startswith("number_"):
        return _millionths(value)
    return value.cast(pl.String)


def _millionths(value: pl.Expr) -> pl.Expr:
    """Writes millionths exactly: 2500000 is 2.5."""
    whole, rest = value.abs() // 1_000_000, value.abs() % 1_000_000
    sign = pl.when(value < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    part = rest.cast(pl.String).str.zfill(6).str.strip_chars_end("0")
    tail = pl.when(rest > 0).then(pl.lit(".") + part).otherwise(pl.lit(""))
    return sign + whole.cast(pl.String) + tail
