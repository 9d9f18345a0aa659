"""The events of tickets that two exports share: which moved, which vanished, which came late."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from rfpkit.model.over_time import ChangeKind
from rfpkit.tickets.store.change_table import kind_of
from rfpkit.tickets.store.ground import Ground

_KEY = ("ticket", "at", "effect", "nth")


class Pairs(NamedTuple):
    """The events of both exports."""

    same: pl.DataFrame
    """Events that both tell: the columns of the later export end with `_new`."""
    gone: pl.DataFrame
    """Events of the earlier export only."""
    come: pl.DataFrame
    """Events of the later export only."""


class SortedOut(NamedTuple):
    """What became of the events."""

    changes: pl.DataFrame
    """In the columns of a comparison."""
    pairs: pl.DataFrame
    """Events that both tell, at the same instant or at another one."""


def matched(old: pl.DataFrame, new: pl.DataFrame) -> Pairs:
    """Returns the events that both exports tell, and those of one of them only."""
    mine, theirs = _numbered(old), _numbered(new)
    return Pairs(
        mine.join(theirs, on=_KEY, suffix="_new"),
        mine.join(theirs, on=_KEY, how="anti"),
        theirs.join(mine, on=_KEY, how="anti"),
    )


def sorted_out(pairs: Pairs, ground: Ground) -> SortedOut:
    """Returns what changed of the stamps.

    An event that is gone and one of its ticket and kind that has come before the earlier export's
    end are one event whose stamp has changed. So are the only ones of their kind, wherever the
    new stamp lies: a snapshot holds one of each. What is left has vanished, if the later export
    covers its time, or has come late, if the earlier one does.
    """
    until = ground.old.cover.until
    gone = pairs.gone.filter(pl.col("at") <= ground.new.cover.until).with_columns(
        covered=pl.col("at") >= ground.new.begin
    )
    late = pairs.come.filter(pl.col("at") < until)
    moved = _joined(
        _ranked(gone, pl.col("covered").not_(), "at"),
        _ranked(late, "at"),
        ["ticket", "effect", "rank"],
    )
    gone = gone.join(moved, on=_KEY, how="anti")
    late = late.join(moved, left_on=_KEY, right_on=_AFTER, how="anti")
    later = pairs.come.filter(pl.col("at") >= until)
    single = _joined(
        _single(gone.filter("covered"), pairs), _single(later, pairs), ["ticket", "effect"]
    )
    moved = pl.concat([moved, single], how="diagonal")
    gone = gone.filter("covered").join(single, on=_KEY, how="anti")
    late = late.filter(pl.col("at") >= ground.old.begin)
    changes = [
        _change(moved, ChangeKind.STAMP_CHANGED, "at", "at_new"),
        _change(gone, ChangeKind.EVENT_VANISHED, "at", None),
        _change(late, ChangeKind.EVENT_LATE, None, "at"),
    ]
    return SortedOut(pl.concat(changes), pl.concat([pairs.same, moved], how="diagonal"))


_AFTER = ("ticket", "at_new", "effect", "nth_new")


def _numbered(events: pl.DataFrame) -> pl.DataFrame:
    """Numbers the events of one ticket, instant and kind; they are sorted."""
    same = pl.all_horizontal(
        pl.col(name) == pl.col(name).shift() for name in ("ticket", "at", "effect")
    ).fill_null(value=False)
    if not events.select(same.any()).item():
        return events.with_columns(nth=pl.lit(0, pl.UInt32))
    nth = pl.int_range(pl.len(), dtype=pl.UInt32).over("ticket", "at", "effect")
    return events.with_columns(nth=nth)


def _ranked(events: pl.DataFrame, *order: str | pl.Expr) -> pl.DataFrame:
    rank = pl.int_range(pl.len(), dtype=pl.UInt32).over("ticket", "effect")
    return events.sort(*order, "nth").with_columns(rank=rank)


def _single(events: pl.DataFrame, pairs: Pairs) -> pl.DataFrame:
    """Returns the events that are the only one of their ticket and kind."""
    alone = events.filter(pl.struct("ticket", "effect").is_unique())
    return alone.join(pairs.same, on=["ticket", "effect"], how="anti")


def _joined(old: pl.DataFrame, new: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    return old.join(new, on=on, suffix="_new")


def _change(
    events: pl.DataFrame, kind: ChangeKind, before: str | None, after: str | None
) -> pl.DataFrame:
    nothing = pl.lit(None, pl.Int64)
    return events.select(
        kind_of(kind),
        "ticket",
        pl.col("effect").alias("what"),
        pl.col(before or after or "").alias("at"),
        (pl.col(before) if before else nothing).alias("before_at"),
        (pl.col(after) if after else nothing).alias("after_at"),
        pl.lit(1, pl.UInt32).alias("stamps"),
    )
