"""The table in which changes are gathered."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from rfpkit.model.over_time import Change, ChangeKind

_KINDS = pl.Enum([kind.value for kind in ChangeKind])


def no_changes() -> pl.DataFrame:
    """Returns the table without a row: the instants of events stand apart from words."""
    instants = dict.fromkeys(("before_at", "after_at"), pl.Int64)
    words = {"what": pl.String, "at": pl.Int64, "before": pl.String, "after": pl.String}
    return pl.DataFrame(
        schema={"change": _KINDS, "ticket": pl.String, **words, **instants, "stamps": pl.UInt32}
    )


def kind_of(kind: ChangeKind) -> pl.Expr:
    """Returns the column that names the kind of change."""
    return pl.lit(kind.value, _KINDS).alias("change")


def put_together(tables: list[pl.DataFrame]) -> pl.DataFrame:
    """Returns all changes in their order, kind by kind, then by ticket."""
    table = pl.concat([no_changes(), *tables], how="diagonal")
    keys = ("at", "what", "before_at", "after_at", "before", "after")
    return table.sort("change", "ticket", *keys)


def rows(table: pl.DataFrame) -> Iterator[Change]:
    """Yields every change."""
    names = ("change", "ticket", "what", "at", "before", "after", "before_at", "after_at", "stamps")
    for change, ticket, what, at, before, after, earlier, later, stamps in table.select(
        names
    ).iter_rows():
        told = before if earlier is None else earlier
        tells = after if later is None else later
        yield Change(change, ticket, what, at, told, tells, stamps)
