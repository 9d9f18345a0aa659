"""Two exports of one vendor beside each other, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import polars as pl

from rfpkit.model.exports.kept import Kept
from rfpkit.model.over_time import Change, ChangeKind, Comparison, Tally
from rfpkit.tickets.store.attributes import changed_attributes, changed_facts
from rfpkit.tickets.store.change_table import kind_of, put_together, rows
from rfpkit.tickets.store.cover import spans
from rfpkit.tickets.store.ground import Ground, Side, common_ground
from rfpkit.tickets.store.moved import matched, sorted_out
from rfpkit.tickets.store.spool import Spool
from rfpkit.tickets.store.tables import PARTS, Tables

EXAMPLES = 5
"""Most examples of one kind of change."""

Read = Callable[[int], Tables]
"""Returns one part of an export."""


@dataclass(frozen=True)
class Compared:
    """What changed, in sum and one by one."""

    comparison: Comparison
    table: pl.DataFrame
    """In the columns of `Change`, sorted; the instants of events apart from words."""

    def changes(self) -> Iterator[Change]:
        """Yields every change, kind by kind, then by ticket."""
        return rows(self.table)


@dataclass(eq=False)
class _Sums:
    """What adds up over the parts."""

    both: int = 0
    beyond: int = 0
    unreadable: int = 0
    beyond_examples: list[str] = field(default_factory=list)
    unreadable_examples: list[str] = field(default_factory=list)


def compare(kept: Kept, read: Read, spool: Spool) -> Compared | None:
    """Compares an export with one that was kept before; None if it has no stamp at all."""
    cover = spool.cover
    if cover is None:
        return None
    ground = common_ground(Side(kept.cover, kept.how), Side(cover, spool.how))
    sums, found = _Sums(), list[pl.DataFrame]()
    for part in range(PARTS):
        mine, theirs = read(part), spool.read(part)
        if mine.tickets.height or theirs.tickets.height:
            found += _compare_part(ground, mine, theirs, sums)
    table = put_together(found)
    comparison = Comparison(
        number=kept.number,
        files=tuple(source.file for source in kept.sources),
        seal=kept.seal,
        until=kept.cover.until,
        first=cover.first,
        both=sums.both,
        tallies=tuple(_tallies(table)),
        beyond=sums.beyond,
        beyond_examples=tuple(sorted(sums.beyond_examples)[:EXAMPLES]),
        unreadable=sums.unreadable,
        unreadable_examples=tuple(sorted(sums.unreadable_examples)[:EXAMPLES]),
        skipped=ground.skipped,
    )
    return Compared(comparison, table)


def _compare_part(ground: Ground, old: Tables, new: Tables, sums: _Sums) -> list[pl.DataFrame]:
    mine = old.events.filter(pl.col("at") <= ground.old.cover.until)
    theirs = new.events.filter(pl.col("at") <= ground.new.cover.until)
    gone = spans(mine, "ticket").join(new.tickets, on="ticket", how="anti")
    lacking = gone.filter(ground.new.expects())
    others = gone.join(lacking, on="ticket", how="anti")["ticket"].sort()
    sums.beyond += len(others)
    sums.beyond_examples += others.head(EXAMPLES).to_list()
    until = ground.old.cover.until
    come = spans(theirs.filter(pl.col("at") < until), "ticket")
    come = come.join(old.tickets, on="ticket", how="anti").filter(ground.old.expects())
    found = [_whole(lacking, ChangeKind.TICKET_VANISHED), _whole(come, ChangeKind.TICKET_LATE)]
    both = old.tickets.join(new.tickets, on="ticket", suffix="_new")
    sums.both += both.height
    doubtful = both.filter(pl.col("unreadable") | pl.col("unreadable_new"))["ticket"].sort()
    sums.unreadable += len(doubtful)
    sums.unreadable_examples += doubtful.head(EXAMPLES).to_list()
    both = both.filter(~pl.col("unreadable") & ~pl.col("unreadable_new"))
    names = both.select("ticket")
    told = pl.col("effect").is_in(sorted(ground.effects))
    pairs = matched(
        mine.filter(told).join(names, on="ticket", how="semi"),
        theirs.filter(told).join(names, on="ticket", how="semi"),
    )
    sorted_pairs = sorted_out(pairs, ground)
    went_on = theirs.filter(pl.col("at") >= until).select("ticket").unique()
    found.append(sorted_pairs.changes)
    found += changed_facts(sorted_pairs.pairs, went_on, ground)
    found += changed_attributes(both, went_on, ground)
    return [one for one in found if one.height]


def _whole(tickets: pl.DataFrame, kind: ChangeKind) -> pl.DataFrame:
    return tickets.select(
        kind_of(kind),
        "ticket",
        pl.lit("").alias("what"),
        pl.col("first").alias("at"),
        pl.lit(1, pl.UInt32).alias("stamps"),
    )


def _tallies(table: pl.DataFrame) -> Iterator[Tally]:
    for kind in ChangeKind:
        mine = table.filter(pl.col("change") == kind.value)
        if mine.height:
            tickets = mine["ticket"].unique().sort()
            yield Tally(
                change=kind,
                count=mine.height,
                tickets=len(tickets),
                earlier=mine.filter(pl.col("after_at") < pl.col("before_at")).height,
                examples=tuple(tickets.head(EXAMPLES)),
            )
